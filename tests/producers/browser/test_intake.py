"""What the extension told goes to the recorder in its context, once; what is a secret after all goes nowhere, uncounted."""

import pytest

from producers.browser.intake import Intake, Seen
from schemas.events import ElementEvent, Focus, Input, Key
from tests.producers.browser.conftest import Remembering
from tests.producers.browser.messages import EVENTS, FIELD, HELLO, RECORDING, encoded, message

KEY, TYPED = EVENTS[5], EVENTS[8]


@pytest.fixture
def recorder():
    return Remembering()


@pytest.fixture
def take(recorder):
    intake = Intake(recorder, Seen())
    intake.take(encoded(HELLO))
    return lambda found: intake.take(encoded(found))


def kinds(recorder):
    return [type(event) for event in recorder.events]


def test_what_is_new_about_a_place_is_told_before_what_happened_there(recorder, take):
    take(message(TYPED, KEY))
    take(message(TYPED, sequence=2, heading="Edit | orders.example/"))
    assert kinds(recorder) == [Focus, ElementEvent, Input, Key, Focus, ElementEvent, Input]
    assert {context.application for _, context in recorder.stamped} == {"chromium"}
    assert recorder.stamped[-1][1].window_title == "Edit | orders.example/"


def test_a_message_that_comes_again_is_taken_once_whatever_link_it_comes_by(recorder):
    seen = Seen()
    for _ in range(2):
        intake = Intake(recorder, seen)
        intake.take(encoded(HELLO))
        assert intake.take(encoded(message(TYPED, lost=3))) == RECORDING
    assert kinds(recorder).count(Input) == 1
    assert recorder.dropped == {"browser_overflow": 3}


@pytest.mark.parametrize(
    "secret",
    [
        FIELD | {"name": "Password"},
        FIELD | {"role": "combobox", "name": "Card number"},
        FIELD | {"identifier": "input[autocomplete=cc-csc]"},
        FIELD | {"role": "password text"},
    ],
)
def test_what_the_extension_should_not_have_told_goes_nowhere_and_is_not_counted(recorder, take, secret):
    take(message(TYPED | {"element": secret}, KEY | {"element": secret}, EVENTS[7] | {"target": secret}))
    assert recorder.stamped == []
    assert recorder.dropped == {}


def test_a_refused_message_is_counted_and_answered_and_the_next_one_is_taken(recorder, take):
    assert take({"type": "events"}) == RECORDING
    take(message(TYPED))
    assert kinds(recorder).count(Input) == 1
    assert recorder.dropped == {"refused": 1}


def test_events_before_hello_are_refused_for_nobody_knows_the_application(recorder):
    Intake(recorder, Seen()).take(encoded(message(TYPED)))
    assert recorder.stamped == []
    assert recorder.dropped == {"refused": 1}


def test_wishes_reach_the_recorder_and_are_answered(recorder, take):
    assert [take({"type": wish})["state"] for wish in ("pause", "state", "resume")] == ["paused", "paused", "recording"]
