"""Ways in which a value comes onto a screen, key by key."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.detection.typist import Typist

_LABELS = {"PERSON": ("First name", "Last name"), "PHONE_NUMBER": ("Area code", "Phone number"), "IBAN_CODE": ("IBAN", "")}
_HALVED = frozenset({*_LABELS, "CREDIT_CARD"})
_BOXED = frozenset({"CREDIT_CARD", "US_SSN"})
_OTHER_LETTERS = "eaitnros"


@dataclass(frozen=True, slots=True)
class Typed:
    """A value and what is typed around it, into a field with a label.

    Attributes:
        wrong: another value of the same kind, which is typed first where one is replaced.
    """

    before: str
    value: str
    after: str
    label: str
    entity_type: str
    wrong: str

    @property
    def whole(self) -> str:
        """The finished text."""
        return self.with_value(self.value)

    def with_value(self, value: str) -> str:
        """The finished text, had it held this value."""
        return f"{self.before}{value}{self.after}"

    @property
    def middle(self) -> int:
        """Half of the value's length."""
        return len(self.value) // 2


def _plain(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.whole)


def _typo(typist: Typist, typed: Typed, chance: random.Random) -> None:
    typist.type(typed.before)
    for at, char in enumerate(typed.value):
        if at % 5 == 3:
            typist.type(chance.choice(_OTHER_LETTERS))
            typist.press("Backspace")
        typist.type(char)
    typist.type(typed.after)


def _insert(typist: Typist, typed: Typed, _: random.Random) -> None:
    begin, end = typed.value[: typed.middle], typed.value[typed.middle + 2 :]
    typist.type(typed.before + begin + end)
    typist.press("ArrowLeft", len(end))
    typist.type(typed.value[typed.middle : typed.middle + 2])
    typist.press("End")
    typist.type(typed.after)


def _retype(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.wrong)
    typist.press("Control+a")
    typist.type(typed.whole)


def _switch(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.value[: typed.middle])
    typist.window("chat", "Team chat")
    typist.type("ok, in a minute")
    typist.press("Enter")
    typist.window()
    typist.type(typed.value[typed.middle :] + typed.after)


def _delete(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.value)
    typist.press("Backspace", len(typed.value))
    typist.type(typed.after)


def _paste(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.value[: typed.middle])
    typist.press("Control+v")
    typist.input("insertFromPaste", None)
    typist.type(typed.after)


def _paste_given(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.value[: typed.middle])
    typist.press("Control+v")
    typist.input("insertFromPaste", typed.value[typed.middle :])
    typist.type(typed.after)


def _paste_told(typist: Typist, typed: Typed, chance: random.Random) -> None:
    _paste(typist, typed, chance)
    typist.input("change", typed.whole)


def _click(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.value[: typed.middle] + typed.value[typed.middle + 3 :] + typed.after)
    typist.click()
    typist.type(typed.value[typed.middle : typed.middle + 3])


def _overtype(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.wrong)
    typist.press("Shift+ArrowLeft", len(typed.wrong))
    typist.type(typed.value + typed.after)


def _two_fields(typist: Typist, typed: Typed, _: random.Random) -> None:
    _halves(typist, typed, _LABELS[typed.entity_type])


def _two_nameless(typist: Typist, typed: Typed, _: random.Random) -> None:
    _halves(typist, typed, ("", ""))


def _halves(typist: Typist, typed: Typed, labels: tuple[str, str]) -> None:
    """Two fields, the value parted where it has a separator, as near its middle as can be."""
    places = [at for at, char in enumerate(typed.value) if at > 0 and char in " -"] or [typed.middle]
    at = min(places, key=lambda place: abs(place - typed.middle))
    for label, half in zip(labels, (typed.value[:at], typed.value[at:].strip(" -")), strict=True):
        typist.next_field(label)
        typist.type(half)
        typist.press("Tab")


def _boxes(typist: Typist, typed: Typed, _: random.Random) -> None:
    parts = typed.value.replace("-", " ").split()
    for part in parts if len(parts) > 1 else [typed.value[at : at + 4] for at in range(0, len(typed.value), 4)]:
        typist.next_field()
        typist.type(part)


def _complete(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.before + typed.value[:3])
    typist.input("insertReplacementText", typed.value, len(typed.before), len(typed.before) + 3)
    typist.type(typed.after)


def _two_windows(typist: Typist, typed: Typed, _: random.Random) -> None:
    typist.type(typed.whole)
    typist.window("browser", "New tab")
    typist.next_field("Find")
    typist.type(typed.value)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way.

    Attributes:
        type: does it.
        types: entity types that it makes sense for, none for all.
        mistaken: the wrong value is typed, too.
    """

    type: Callable[[Typist, Typed, random.Random], None]
    types: frozenset[str] = frozenset()
    mistaken: bool = False

    def fits(self, entity_type: str) -> bool:
        """Whether a value of this type comes so."""
        return not self.types or entity_type in self.types


SCENARIOS: Mapping[str, Scenario] = {
    "plain": Scenario(_plain),
    "typo and Backspace": Scenario(_typo),
    "insert with arrows": Scenario(_insert),
    "select all, retype": Scenario(_retype, mistaken=True),
    "window switch in the middle": Scenario(_switch),
    "typed, then deleted": Scenario(_delete),
    "second half pasted": Scenario(_paste),
    "second half pasted, text given": Scenario(_paste_given),
    "second half pasted, field told": Scenario(_paste_told),
    "click to another caret": Scenario(_click),
    "selection overtyped": Scenario(_overtype, mistaken=True),
    "split over two fields": Scenario(_two_fields, frozenset(_LABELS)),
    "split over two fields without labels": Scenario(_two_nameless, _HALVED),
    "split over boxes": Scenario(_boxes, _BOXED),
    "autocomplete": Scenario(_complete),
    "in two windows": Scenario(_two_windows),
}
