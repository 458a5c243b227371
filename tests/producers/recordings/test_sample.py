"""The sample recording is what its generator gives, and holds what the leak tests look for."""

import pytest

from producers.gate import Gate, Reason
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.formats import read
from producers.recordings.handrail import write
from producers.recordings.sample import CONTROLS, PLANTED, SAMPLE, generate
from schemas.events import Focus, Input, Key, Selection

SHORT, LONG = 12 * 60_000, 15 * 60_000


def typed(stamped):
    """What the keys leave behind, with the caret always at the end."""
    text = ""
    for event, _ in stamped:
        if isinstance(event, Key) and event.down:
            text = text[:-1] if event.key == "Backspace" else text + event.key * (len(event.key) == 1)
    return text


@pytest.fixture(scope="module")
def recording():
    return read(SAMPLE)


@pytest.fixture(scope="module")
def admitted(recording):
    gate = Gate(load(DEFAULT_POLICY))
    decisions = [gate.admit(*stamped) for stamped in recording.events]
    return [decision for decision in decisions if not isinstance(decision, Reason)]


def test_the_file_is_what_the_generator_gives(recording):
    assert SAMPLE.read_text("utf-8") == write(generate())
    assert list(recording.events) == generate()


def test_it_is_small_and_lasts_longer_than_one_trajectory_may(recording):
    assert SAMPLE.stat().st_size < 150_000
    assert SHORT < recording.events[-1][0].time - recording.events[0][0].time < LONG


def test_its_people_do_what_people_do(recording):
    kinds = {type(event).__name__ for event, _ in recording.events}
    assert kinds == {"Pointer", "Button", "Wheel", "Key", "Focus", "ElementEvent", "Selection", "Input"}
    options = [event.option for event, _ in recording.events if isinstance(event, Selection)]
    assert options == ["Sweden", "Send later"]
    assert [event.data for event, _ in recording.events if isinstance(event, Input)] == [None]


def test_every_planted_value_was_typed_or_shown(recording):
    text = "".join(event.key for event, _ in recording.events if isinstance(event, Key) and event.down and len(event.key) == 1)
    for what in ("iban", "phone", "deleted", "vault"):
        assert PLANTED[what] in text
    for what in ("name", "email", "card"):
        assert PLANTED[what] in typed(recording.events)
        assert what == "name" or PLANTED[what] not in text
    assert any(isinstance(event, Focus) and PLANTED["name"] in event.window_title for event, _ in recording.events)


def test_the_gate_lets_neither_the_password_nor_the_vault_through(recording, admitted):
    assert PLANTED["password"] in typed(recording.events)
    assert PLANTED["password"][:8] not in typed(admitted)
    assert PLANTED["vault"] not in typed(admitted)
    assert not any(context.secure or context.application == "keepass" for _, context in admitted)
    assert PLANTED["card"] in typed(admitted)


def test_the_controls_pass_the_gate(admitted):
    text = typed(admitted)
    assert all(control in text for control in CONTROLS)


def test_every_key_that_goes_down_comes_up(recording):
    keys = [event for event, _ in recording.events if isinstance(event, Key)]
    assert sum(key.down for key in keys) * 2 == len(keys)
