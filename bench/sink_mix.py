"""Simulated trajectories of twenty steps, as work looks: a few applications, each with its elements, and time running on."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from schemas.records import ElementRecord, Step, Trajectory

STEPS = 20
START = 1_767_225_600_000  # event time, epoch milliseconds
_PEOPLE = 200
_APPLICATIONS = ("mail", "browser", "spreadsheet", "editor", "chat")
_ELEMENTS = 120  # of an application
_ROLES = ("button", "link", "textbox", "menuitem", "checkbox", "tab")
_KINDS = {"click": 45, "type": 20, "key": 12, "scroll": 12, "hotkey": 5, "focus": 4, "drag": 2}
_WORDS = """
    please find the attached report for last quarter and let me know what you think about it we should meet on monday to go over
    open points budget plan is late because two orders were not sent thanks again kind regards yes no maybe next week draft review
    customer total amount number street city project table row column save print order invoice meeting update
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Place:
    """An application, as one looks: what is in it, and the titles its windows have."""

    name: str
    elements: list[ElementRecord]
    titles: list[str]


def trajectories(count: int, seed: int = 1) -> Iterator[Trajectory]:
    """That many, the same for the same seed, all of one day."""
    random = Random(seed)
    places = [_place(random, name) for name in _APPLICATIONS]
    for number in range(count):
        yield _trajectory(random, random.choice(places), number)


def _place(random: Random, name: str) -> Place:
    return Place(name, [_element(random) for _ in range(_ELEMENTS)], [_text(random, 4) for _ in range(30)])


def _element(random: Random) -> ElementRecord:
    name = _text(random, 2)
    return {
        "role": random.choice(_ROLES),
        "name": name,
        "identifier": f"#{name.replace(' ', '-')}",
        "x": random.randrange(1800),
        "y": random.randrange(1000),
        "width": random.randrange(20, 300),
        "height": 24,
    }


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(_WORDS, k=words))


def _trajectory(random: Random, place: Place, number: int) -> Trajectory:
    identity = hashlib.blake2b(str(number).encode(), digest_size=32).hexdigest()
    person, at = number % _PEOPLE, START + number * 1000
    steps = list(_steps(random, place))
    return {
        "trajectory_id": identity[:32],
        "session_id": hashlib.blake2b(str(number // 10).encode(), digest_size=16).hexdigest(),
        "previous_session_id": "",
        "session_index": number // 10,
        "trajectory_index": number % 10,
        "subject": hashlib.blake2b(b"subject %d" % person, digest_size=16).hexdigest(),
        "device_id": hashlib.blake2b(b"device %d" % person, digest_size=16).hexdigest(),
        "date": datetime.fromtimestamp(START / 1000, UTC).date().isoformat(),
        "start_time": at,
        "end_time": at + steps[-1]["time"],
        "clamped": False,
        "end_reason": random.choice(("silence", "soft_cap", "session_gap")),
        "application": place.name,
        "window_title": random.choice(place.titles),
        "screen": {
            "width": 1920,
            "height": 1080,
            "scale": 1.0,
            "window_x": 0,
            "window_y": 0,
            "window_width": 1920,
            "window_height": 1040,
        },
        "steps": steps,
        "batch_count": random.randrange(2, 6),
        "event_count": random.randrange(100, 400),
        "gap_count": 0,
        "dropped": {"paused": 3} if random.random() < 0.1 else {},
        "policy_version": "5f" * 16,
        "redaction_policy": "a3" * 16,
        "thresholds": '{"silence": 60, "soft_cap": 600}',
        "report_digest": identity,
    }


def _steps(random: Random, place: Place) -> Iterator[Step]:
    time = 0
    for kind in random.choices(tuple(_KINDS), tuple(_KINDS.values()), k=STEPS):
        yield _step(random, place, kind, time)
        time += random.randrange(200, 8000)


def _step(random: Random, place: Place, kind: str, time: int) -> Step:
    step: Any = dict.fromkeys(Step.__annotations__) | {"path": [], "keys": [], "placeholders": []}
    step |= {"kind": kind, "time": time, "duration": random.randrange(200)} | _more(random, place, kind)
    made: Step = step
    return made


def _more(random: Random, place: Place, kind: str) -> dict[str, Any]:
    if kind in ("key", "hotkey"):
        return {"keys": ["Enter"] if kind == "key" else ["Control", "s"]}
    if kind == "focus":
        return {"application": place.name, "window_title": random.choice(place.titles)}
    element = random.choice(place.elements)
    if kind == "type":
        found = ["<PERSON_1>"][: random.randrange(5) == 0]
        return {"text": _text(random, random.randrange(1, 12)), "element": element, "placeholders": found}
    left, top = element["x"] + random.randrange(20), element["y"] + random.randrange(20)
    at = {"x": left, "y": top}
    if kind == "scroll":
        return {**at, "delta_x": 0, "delta_y": random.randrange(-9, 9)}
    path = [{"time": 16 * i, "x": left + 3 * i, "y": top + i} for i in range(20)] if kind == "drag" else []
    return {**at, "button": "left", "element": element, "path": path}
