"""The real redactor, built once, and short ways to make a draft and to read what came of it."""

from collections.abc import Callable

import pytest

from schemas.events import Element
from streams.actions.draft import Draft, DraftStep, Text
from streams.redaction.build import build
from streams.redaction.redactor import Redacted, Redactor

SCREEN = {
    "width": 0,
    "height": 0,
    "scale": 1.0,
    "window_x": 0,
    "window_y": 0,
    "window_width": 0,
    "window_height": 0,
}


def make_draft(title: str, *steps: DraftStep) -> Draft:
    return Draft("editor", title, SCREEN, list(steps))


def make_typed(text: str, *earlier: str, label: str = "Notes", withheld: str | None = None) -> DraftStep:
    return DraftStep("type", 0, element=Element("textbox", label), text=Text(text, list(earlier), withheld))


def shown_texts(redacted: Redacted) -> list[str]:
    """Every string of the output that could hold personal text."""
    texts = [redacted.window_title]
    for step in redacted.steps:
        element = step["element"]
        texts += [step["window_title"], step["option"], step["text"], *step["placeholders"]]
        texts += [element["name"], element["identifier"]] if element else []
    texts += [str(value) for finding in redacted.findings for name, value in finding.items() if name != "score"]
    return [text for text in texts if text is not None]


@pytest.fixture(scope="session")
def redactor() -> Redactor:
    return build()


@pytest.fixture(scope="session")
def draft() -> Callable[..., Draft]:
    return make_draft


@pytest.fixture(scope="session")
def typed() -> Callable[..., DraftStep]:
    return make_typed


@pytest.fixture(scope="session")
def shown() -> Callable[[Redacted], list[str]]:
    return shown_texts


@pytest.fixture(scope="session")
def redact_text(redactor: Redactor) -> Callable[..., str | None]:
    """What is shown of one text typed into a field with this label."""

    def redact(text: str, *earlier: str, label: str = "Notes") -> str | None:
        return redactor.redact(make_draft("Untitled", make_typed(text, *earlier, label=label))).steps[0]["text"]

    return redact
