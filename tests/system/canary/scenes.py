"""What a person does with canaries: one channel a scene, each at a device of its own."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from producers.recordings.hand import Hand
from producers.recordings.recording import Stamped
from schemas.events import Element, Input, Screen
from tests.system.canary.forms import Value
from tests.system.canary.values import KINDS, Mint

_AGO = 3_600_000  # milliseconds before now
SCREEN = Screen(1920, 1080, 1.0, 0, 0, 1920, 1040)
CRASH = "the helper ends over these words"  # what a fragile worker's helper does not survive
_NOTES = Element("textarea", "Notes", "notes", 420, 270, 900, 500)
_LABELLED = {
    "person": Element("textbox", "Full name", "name", 500, 240, 400, 34),
    "password": Element("textbox", "Password", "secret", 500, 300, 400, 34),
}
_PROSE = {
    "mail": "please write to {} today",
    "card": "card number {} for the order",
    "iban": "the IBAN is {} for that",
    "ssn": "the SSN is {} there",
    "phone": "call me at {} after lunch",
    "password": "Password: {}",
    "key": "the api key is {} for now",
    "person": "meeting with {} on monday",
    "control": "{}",
}
_QUERY = {"mail": "email", "card": "card", "iban": "iban", "phone": "phone", "key": "token", "password": "password"}
_IDENTIFIED = ("mail", "card", "iban", "key")
_INSTEAD = "all is well here"

Scene = Callable[[Hand, str, Value], None]


def _field(kind: str) -> Element:
    return _LABELLED.get(kind, _NOTES)


def _said(kind: str, value: Value) -> str:
    """What is typed into the field of a kind."""
    return value.text if kind in _LABELLED else _PROSE[kind].format(value.text)


def typed(hand: Hand, kind: str, value: Value) -> None:
    """With one slip, taken back at once."""
    said = _said(kind, value)
    hand.enter(_field(kind))
    hand.type(said, typos=(next(at for at, char in enumerate(said) if char in "aeiou"),))


def pasted(hand: Hand, kind: str, value: Value) -> None:
    """What the clipboard held is told by the field's final value alone."""
    hand.enter(_field(kind))
    hand.paste()
    hand._do(Input(hand.time, "change", _said(kind, value)))


def deleted(hand: Hand, kind: str, value: Value) -> None:
    hand.enter(_field(kind))
    hand.type(_said(kind, value))
    hand.press("Backspace", len(_said(kind, value)))
    hand.type(_INSTEAD)


def overtyped(hand: Hand, kind: str, value: Value) -> None:
    hand.enter(_field(kind))
    hand.type(_said(kind, value))
    hand.hotkey("a")
    hand.type(_INSTEAD)


def split(hand: Hand, kind: str, value: Value) -> None:
    """In the middle of the value, a look into another window."""
    said, there = _said(kind, value), hand.context
    middle = said.index(value.text) + len(value.text) // 2
    hand.enter(_field(kind))
    hand.type(said[:middle])
    hand.focus("mail", "Inbox - Mail")
    hand.scroll(2)
    hand.focus("word", there.window_title)
    hand.take(_field(kind))
    hand.type(said[middle:])


def window_title(hand: Hand, kind: str, value: Value) -> None:
    hand.focus("word", f"{_PROSE[kind].format(value.text)} - Word")
    hand.scroll(1)


def element_name(hand: Hand, kind: str, value: Value) -> None:
    hand.click(Element("listitem", _PROSE[kind].format(value.text), "", 400, 420, 260, 24))


def identifier(hand: Hand, kind: str, value: Value) -> None:
    hand.click(Element("listitem", "Row", f"{kind}-{value.text}", 400, 420, 260, 24))


def option(hand: Hand, kind: str, value: Value) -> None:
    opener = Element("combobox", "Account", "account", 500, 300, 400, 34)
    hand.choose(opener, Element("option", _PROSE[kind].format(value.text), "", 500, 462, 400, 28), 2)


def url(hand: Hand, kind: str, value: Value) -> None:
    hand.focus("chrome", f"https://shop.example.com/orders?page=2&{_QUERY[kind]}={quote(value.text)} - Google Chrome")
    hand.scroll(1)


def crash(hand: Hand, kind: str, value: Value) -> None:
    """The helper dies over all of it."""
    window_title(hand, kind, value)
    typed(hand, kind, value)
    hand.enter(_NOTES)
    hand.type(CRASH)


CHANNELS: dict[Scene, tuple[str, ...]] = {
    **dict.fromkeys((typed, pasted, deleted, overtyped, split, window_title, element_name, option, crash), tuple(KINDS)),
    identifier: _IDENTIFIED,
    url: tuple(_QUERY),
}


@dataclass(frozen=True, slots=True)
class Played:
    """What happened in one channel.

    Attributes:
        channel: its name.
        events: everything that was done, in time order.
        values: what must not be found, by `channel/kind`.
    """

    channel: str
    events: list[Stamped]
    values: dict[str, Value]


def play(mint: Mint, chance: Random, scene: Scene, kinds: Iterable[str], channel: str = "") -> Played:
    """Play one scene with a new value of every kind."""
    name, hand = channel or scene.__name__, Hand(chance, time.time_ns() // 1_000_000 - _AGO, SCREEN)
    values = {kind: mint.make(kind) for kind in kinds}
    for kind, value in values.items():
        hand.focus("word", "Untitled - Word")
        scene(hand, kind, value)
    events = sorted(hand.events, key=lambda stamped: stamped[0].time)
    return Played(name, events, {f"{name}/{kind}": value for kind, value in values.items()})


def play_all(seed: int, reasons: Iterable[str]) -> tuple[list[Played], list[Played]]:
    """Every channel, the control among them; and what was typed into batches that are to become dead letters, by reason."""
    chance = Random(seed)
    mint = Mint(chance)
    shown = [play(mint, chance, scene, kinds) for scene, kinds in CHANNELS.items()]
    buried = [play(mint, chance, typed, KINDS, channel=reason) for reason in reasons]
    return [*shown, play(mint, chance, typed, ["control"], channel="control")], buried
