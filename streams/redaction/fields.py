"""The texts of a draft, field by field in the order of the output, and the steps made of them again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from schemas.events import Element
from schemas.records import ElementRecord, Finding, Step, Withheld
from streams.actions.draft import Draft, DraftStep
from streams.redaction.merge import Cluster
from streams.redaction.rules import context

TRAJECTORY = -1


@dataclass(frozen=True, slots=True, repr=False)
class Field:
    """One field that holds text.

    Attributes:
        step: index of its step, -1 for the trajectory itself.
        name: text, window_title, element_name, element_identifier or option.
        final: what it holds.
        earlier: what it held before, never shown.
        withheld: why it may not be shown, or None.
        label: words around it, for context.
        holds: what it holds wholly by its label, or None.
        unsure: whether values may stand in it in part, see `streams.actions.draft.Text`.
    """

    step: int
    name: str
    final: str
    earlier: tuple[str, ...] = ()
    withheld: Withheld | None = None
    label: str = ""
    holds: str | None = None
    unsure: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every state of it, oldest first."""
        return (*self.earlier, self.final)


@dataclass(slots=True, repr=False)
class Shown:
    """What a field shows.

    Attributes:
        text: the redacted text.
        findings: what was replaced in it, or why it is withheld.
        clusters: what was replaced in the field's text, in order.
        ranges: where the placeholders of these stand.
        withheld: why nothing is shown, or None.
    """

    text: str
    findings: list[Finding] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    withheld: Withheld | None = None


def fields(draft: Draft) -> Iterator[Field]:
    """Every field of a draft."""
    yield Field(TRAJECTORY, "window_title", draft.window_title)
    asked = _asking()
    for index, step in enumerate(draft.steps):
        yield from _of_step(index, step, asked)


def hidden(draft: Draft) -> Iterator[Field]:
    """The texts of a draft that no step shows: what is found in them is replaced in every field."""
    asked = _asking()
    for step in draft.hidden:
        yield from _text(TRAJECTORY, step, *asked(step.element))


def _asking() -> Callable[[Element | None], tuple[str, str | None]]:
    """What the label of an element says; remembered for one draft, not a text longer."""
    return cache(lambda element: (context.label(element), context.entity_type(element)))


def _of_step(index: int, step: DraftStep, asked: Callable[[Element | None], tuple[str, str | None]]) -> Iterator[Field]:
    if step.window_title is not None:
        yield Field(index, "window_title", step.window_title)
    if step.element is not None:
        yield Field(index, "element_name", step.element.name)
        yield Field(index, "element_identifier", step.element.identifier)
    label, holds = asked(step.element)
    if step.option is not None:
        yield Field(index, "option", step.option, label=label, holds=holds)
    yield from _text(index, step, label, holds)


def _text(index: int, step: DraftStep, label: str, holds: str | None) -> Iterator[Field]:
    if step.text is not None:
        text = step.text
        yield Field(index, "text", text.final, tuple(text.snapshots), text.withheld, label, holds, text.unsure)


def step_record(step: DraftStep, shown: dict[str, Shown]) -> Step:
    """A step of the trajectory, its texts as they may be shown, by field."""
    texts = {name: what.text for name, what in shown.items()}
    text = shown.get("text")
    return Step(
        kind=step.kind,
        time=step.time,
        duration=step.duration,
        application=step.application,
        window_title=texts.get("window_title"),
        x=step.x,
        y=step.y,
        button=step.button,
        delta_x=step.delta_x,
        delta_y=step.delta_y,
        path=step.path,
        keys=step.keys,
        element=_element(step, texts),
        option=texts.get("option"),
        text=None if text is None or text.withheld else text.text,
        placeholders=_placeholders(shown),
        withheld=text.withheld if text else None,
    )


def _placeholders(shown: dict[str, Shown]) -> list[str]:
    """Each once, in the order of the fields."""
    return list(
        dict.fromkeys(
            finding["placeholder"]
            for what in shown.values()
            if not what.withheld
            for finding in what.findings
            if finding["placeholder"]
        )
    )


def _element(step: DraftStep, texts: dict[str, str]) -> ElementRecord | None:
    element = step.element
    if element is None:
        return None
    return ElementRecord(
        role=element.role,
        name=texts["element_name"],
        identifier=texts["element_identifier"],
        x=element.x,
        y=element.y,
        width=element.width,
        height=element.height,
    )
