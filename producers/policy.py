"""The capture policy: an allow-list of applications and kinds of event, read from a file; what it does not name is denied."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from schemas.errors import HandrailError
from schemas.events import Kind

DEFAULT_POLICY = Path(__file__).with_name("policy.toml")

_KINDS = {kind.name.lower(): kind for kind in Kind}
_FIELDS = {"application", "kinds", "window_titles"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be captured in one application."""

    application: str
    kinds: frozenset[Kind]
    window_titles: bool


@dataclass(frozen=True)
class Policy:
    """Rules by application id."""

    rules: Mapping[str, Rule]

    @cached_property
    def version(self) -> str:
        """Hex BLAKE2b-128 of the rules, whatever order they were written in."""
        rules = [(name, sorted(rule.kinds), rule.window_titles) for name, rule in sorted(self.rules.items())]
        return blake2b(json.dumps(rules, separators=(",", ":")).encode(), digest_size=16).hexdigest()


def load(path: Path) -> Policy:
    """Read a policy file.

    Raises:
        HandrailError: the file cannot be read or is not a policy.
    """
    try:
        return parse(path.read_text("utf-8"), path.name)
    except OSError as error:
        raise HandrailError(f"The policy {path.name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise HandrailError(f"The policy {path.name} is not UTF-8 text.") from None


def parse(text: str, name: str) -> Policy:
    """A policy from TOML: `[[rules]]` with `application`, `kinds` and `window_titles`, as in the record CapturePolicy.

    Args:
        text: the TOML.
        name: file name, for errors.

    Raises:
        HandrailError: the text is not a policy, or leaves something to guess.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):
        raise HandrailError(f"The policy {name} is not valid TOML.") from None
    rows = document.get("rules")
    if set(document) != {"rules"} or not isinstance(rows, list):
        raise HandrailError(f"The policy {name} must hold [[rules]] and nothing else.")
    rules = [_rule(row, f"The policy {name}, rule {number}") for number, row in enumerate(rows, start=1)]
    if len({rule.application for rule in rules}) < len(rules):
        raise HandrailError(f"The policy {name} has two rules for one application.")
    return Policy({rule.application: rule for rule in rules})


def _rule(row: Any, place: str) -> Rule:
    if not isinstance(row, dict) or set(row) != _FIELDS:
        raise HandrailError(f"{place}: it must have application, kinds and window_titles and nothing else.")
    application, kinds, titles = row["application"], row["kinds"], row["window_titles"]
    if not isinstance(application, str) or not application or application != application.strip().lower():
        raise HandrailError(f"{place}: application must be a lower-case application id.")
    if not isinstance(kinds, list) or not all(isinstance(kind, str) and kind in _KINDS for kind in kinds):
        raise HandrailError(f"{place}: kinds must be a list of {', '.join(_KINDS)}.")
    if not isinstance(titles, bool):
        raise HandrailError(f"{place}: window_titles must be true or false.")
    return Rule(application, frozenset(_KINDS[kind] for kind in kinds), titles)
