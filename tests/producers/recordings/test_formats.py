"""Every file is either a recording or one sentence, whatever is in it; formats are told by content."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.recordings.content import load
from producers.recordings.formats import FORMATS, read
from producers.recordings.handrail import write
from producers.recordings.sample import generate
from schemas.errors import InvalidRecordingError

INPUTLOG = (
    '\ufeff<?xml version="1.0"?>\n<log><meta><entry><key>__LogCreationTimeStamp</key><value>1000</value></entry></meta>'
    '<event type="focus" id="0"><part type="winlog"><startTime>0</startTime><endTime>0</endTime>'
    "<title>A - Word</title></part></event>"
    '<event type="keyboard" id="1"><part type="winlog"><startTime>1</startTime><endTime>2</endTime><key>VK_BACK</key>'
    "<value>&#x8;</value><keyboardstate /></part></event></log>"
)
DUCKTRACK = (
    '{"time_stamp": 1.5, "action": "move", "x": 1.5, "y": 2}\n'
    '{"time_stamp": 1.6, "action": "click", "x": 1, "y": 2, "button": "left", "pressed": true}\n'
    '{"time_stamp": 1.7, "action": "press", "name": "a"}\n'
)
EXAMPLES = {
    "inputlog": INPUTLOG.encode(),
    "ducktrack": DUCKTRACK.encode(),
    "agentnet": DUCKTRACK.replace("}", ', "event_idx": 0}').encode(),
    "handrail": write(generate()[:24]).encode(),
}


@pytest.fixture(scope="module")
def attempt(tmp_path_factory):
    """Reads bytes as a file: the recording, or the sentence."""
    path = tmp_path_factory.mktemp("formats") / "recording"

    def attempt(data, name="auto"):
        path.write_bytes(data)
        try:
            return read(path, name)
        except InvalidRecordingError as error:
            sentence = str(error)
            assert sentence.endswith(".")
            assert "\n" not in sentence
            return sentence

    return attempt


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_format_is_told_by_content(attempt, name):
    plain, packed, named = attempt(EXAMPLES[name]), attempt(gzip.compress(EXAMPLES[name])), attempt(EXAMPLES[name], name)
    assert plain.format == name
    assert plain == packed == named
    assert plain.count == len(plain.events)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_beginning_of_a_file_is_a_recording_or_a_sentence(attempt, name):
    data = EXAMPLES[name]
    for end in range(len(data)):
        for chosen in ("auto", name):
            if isinstance(outcome := attempt(data[:end], chosen), str):
                assert outcome.startswith("recording")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_gzip_stream_that_breaks_off_is_a_sentence(attempt, name):
    packed = gzip.compress(EXAMPLES[name])
    for end in range(len(packed)):
        assert isinstance(attempt(packed[:end]), str)


@given(data=st.data(), name=st.sampled_from(sorted(EXAMPLES)))
def test_a_file_with_garbage_in_it_is_a_recording_or_a_sentence(attempt, data, name):
    original = EXAMPLES[name]
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 30)))
    attempt(original[:start] + data.draw(st.binary(max_size=30)) + original[end:], data.draw(st.sampled_from(["auto", name])))


@given(data=st.binary(max_size=200), name=st.sampled_from(["auto", *FORMATS]))
def test_garbage_is_a_sentence(attempt, data, name):
    assert isinstance(attempt(data, name), str)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data(), name=st.sampled_from(["ducktrack", "agentnet", "handrail"]))
def test_any_json_value_in_any_field_is_a_recording_or_a_sentence(attempt, data, name):
    lines = EXAMPLES[name].splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    row = json.loads(lines[place])
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(VALUES)
    lines[place] = json.dumps(row).encode()
    attempt(b"\n".join(lines), name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_wrong_format_is_a_sentence(attempt, name):
    wrong = {"ducktrack", "agentnet", "inputlog", "handrail"} - {name}
    for other in wrong - ({"ducktrack", "agentnet"} if name in {"ducktrack", "agentnet"} else set()):
        assert isinstance(attempt(EXAMPLES[name], other), str)


def test_a_format_nobody_knows_is_a_sentence_with_those_that_are(attempt):
    assert attempt(DUCKTRACK.encode(), "mp4").endswith("use auto, handrail, inputlog, ducktrack, agentnet.")


def test_a_recording_without_events_is_a_sentence(attempt):
    assert attempt(b'{"handrail":1,"start":0}\n') == "recording holds no events."
    assert attempt(b"") == "recording is empty."


def test_deep_nesting_and_huge_numbers_are_a_sentence(attempt):
    assert isinstance(attempt(b'{"time_stamp": ' + b"[" * 100_000, "ducktrack"), str)
    assert isinstance(attempt(b'{"time_stamp": ' + b"9" * 5_000 + b"}", "ducktrack"), str)


def test_what_is_no_file_is_a_sentence(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name in ("missing", "pipe", "."):
        with pytest.raises(InvalidRecordingError):
            read(tmp_path / name)


def test_a_file_whose_bytes_cannot_be_read_is_a_sentence():
    unreadable = Path("/proc/self/mem")
    if not unreadable.is_file():
        pytest.skip("only Linux has a file that even its owner cannot read from the start")
    with pytest.raises(InvalidRecordingError, match=r"^mem cannot be read: Input/output error\.$"):
        read(unreadable)


def test_a_file_that_unpacks_beyond_the_limit_is_a_sentence(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes(3 * 1024 * 1024)))
    with pytest.raises(InvalidRecordingError, match=r"^bomb.gz holds more than 2 MiB uncompressed\.$"):
        load(path, limit=2 * 1024 * 1024)


def test_no_sentence_repeats_what_the_file_holds(attempt):
    secret = "swordfish"
    for text in (f'{{"time_stamp": "{secret}", "action": "{secret}"}}', f'{{"{secret}": 1}}', f"<log>{secret}&{secret};</log>"):
        for name in ("auto", *FORMATS):
            outcome = attempt(text.encode(), name)
            assert isinstance(outcome, str)
            assert secret not in outcome


def test_a_recording_shows_nothing_of_what_it_holds(attempt):
    assert "Order" not in repr(attempt(EXAMPLES["handrail"]))
