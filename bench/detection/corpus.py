"""The generated corpus: templates as people write them, filled with invented values, some of them oddly spelt."""

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

from bench.detection.samples import Piece, Sample
from bench.detection.spellings import spelt
from bench.detection.values import ENTITIES, LOCALES, Values, values

_FOLDER = Path(__file__).parent / "texts"
_SLOT = re.compile(r"\{([A-Z_]+)(?:\|(url|slug))?\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A text with slots, as `{PERSON}` or `{EMAIL_ADDRESS|url}`; `label` is that of the field it stands in."""

    language: str
    shape: str
    text: str
    label: str = ""


def corpus(seed: int, count: int, languages: Sequence[str] = tuple(LOCALES)) -> list[Sample]:
    """Samples of all templates of these languages in turn.

    Args:
        seed: the same gives the same samples.
        count: how many.
        languages: two letters each.
    """
    chance = random.Random(f"{seed} corpus")
    inventors = {language: values(language, seed) for language in languages}
    templates = [template for language in languages for template in _templates(language)]
    chance.shuffle(templates)
    return [spelt(_fill(template, inventors[template.language]), chance) for template in islice(cycle(templates), count)]


def _templates(language: str) -> Iterator[Template]:
    """Those of a language, and those that look alike in all, with its people's values."""
    for file in (f"{language}.toml", "any.toml"):
        for shape, held in tomllib.loads((_FOLDER / file).read_text("utf-8")).items():
            for one in held:
                yield Template(language, shape, one) if isinstance(one, str) else Template(language, shape, one[1], one[0])


def _fill(template: Template, inventor: Values) -> Sample:
    pieces = []
    at = 0
    for slot in _SLOT.finditer(template.text):
        pieces.append(Piece(template.text[at : slot.start()]))
        kind, form = slot[1], slot[2]
        pieces.append(Piece(_formed(inventor.of(kind), form), ENTITIES.get(kind, kind)))
        at = slot.end()
    pieces.append(Piece(template.text[at:]))
    return Sample(tuple(piece for piece in pieces if piece.text), template.label, template.language, template.shape)


def _formed(value: str, form: str | None) -> str:
    if form == "url":
        return quote(value, safe="")
    return re.sub(r"[\W_]+", "-", value.lower()).strip("-") if form == "slug" else value
