"""Lines to answers: what `handrail redact` writes for a text, and for a key-event stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas.events import Element
from schemas.records import ScreenRecord
from streams.actions.draft import Draft, DraftStep, Text
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from streams.redaction.command.event_lines import opened
from streams.redaction.command.lines import BadLineError, identifier, text
from streams.redaction.command.located import Located, locate, withheld
from streams.redaction.redactor import Redactor

_NO_SCREEN = ScreenRecord(width=0, height=0, scale=1.0, window_x=0, window_y=0, window_width=0, window_height=0)


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What a line asks: its id, and the draft that a worker would make of it."""

    id: str | int
    draft: Draft


def of_text(record: dict[str, Any]) -> Asked:
    """A text typed into a field.

    Raises:
        BadLineError: a field is missing or of the wrong type.
    """
    return Asked(identifier(record), typed(text(record, "text"), record.get("context")))


def of_keys(record: dict[str, Any]) -> Asked:
    """What a person did, event by event.

    Raises:
        BadLineError: a field is missing or of the wrong type.
    """
    name, batches = identifier(record), opened(record)
    try:
        return Asked(name, reduce(batches, Thresholds(), cut_before=False, cut_after=False))
    except Exception:  # noqa: BLE001 - its text might quote what was typed
        raise BadLineError("no steps can be made of its events") from None


def typed(final: str, context: Any = None) -> Draft:
    """A trajectory of one text. The context is the label of its field, or says what is around it.

    Raises:
        BadLineError: the context is neither text nor an object of texts.
    """
    around = {"label": context} if isinstance(context, str) else context if context is not None else {}
    if not isinstance(around, dict):
        raise BadLineError("context is neither text nor an object")
    title = text(around, "window_title", "") or text(around, "title", "")
    step = DraftStep("type", 0, element=_element(around), text=Text(final))
    return Draft(text(around, "application", ""), title, _NO_SCREEN, [step])


def answer_texts(redactor: Redactor, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """The answers to texts, in their order; one that cannot be looked at is withheld."""
    return [_of_located(one, found) for one, found in zip(asked, _locate(redactor, asked), strict=True)]


def answer_keys(redactor: Redactor, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """The answers to key-event streams, in their order."""
    return [_of_steps(redactor, one) for one in asked]


def _element(around: dict[str, Any]) -> Element | None:
    name = text(around, "name", "") or text(around, "label", "")
    role = "password text" if around.get("secure") is True else text(around, "role", "textbox")
    identifier = text(around, "identifier", "")
    return Element(role, name, identifier) if name or identifier or role != "textbox" else None


def _locate(redactor: Redactor, asked: Sequence[Asked]) -> list[Located]:
    """All together; after a failure one at a time, so that one text does not withhold the others."""
    try:
        return locate(redactor, [one.draft for one in asked])
    except Exception:  # noqa: BLE001 - as above
        return [_locate_alone(redactor, one.draft) for one in asked]


def _locate_alone(redactor: Redactor, draft: Draft) -> Located:
    try:
        return locate(redactor, [draft])[0]
    except Exception:  # noqa: BLE001 - as above
        final = draft.steps[0].text
        return withheld(final.final if final else "")


def _of_located(asked: Asked, found: Located) -> dict[str, Any]:
    findings = [
        {"type": place.entity_type, "start": place.start, "end": place.end, "rule": place.rule, "score": place.score}
        for place in found.places
    ]
    return {"id": asked.id, "text": found.text, "findings": findings, "outcome": found.outcome}


def _of_steps(redactor: Redactor, asked: Asked) -> dict[str, Any]:
    try:
        redacted = redactor.redact(asked.draft)
    except Exception:  # noqa: BLE001 - as above
        redacted = redactor.withhold(asked.draft, "error")
    findings = [{"type" if name == "entity_type" else name: value for name, value in one.items()} for one in redacted.findings]
    return {"id": asked.id, "steps": redacted.steps, "findings": findings, "outcome": redacted.outcome}
