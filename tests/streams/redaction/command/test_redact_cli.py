"""`handrail redact`: lines in, redacted lines out; whatever else a line may be is told without what it holds."""

import io
import json
import subprocess
import sys
from contextlib import suppress

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import HandrailError
from streams.redaction import build
from streams.redaction.command import lines
from streams.redaction.command.answers import of_keys, of_text, typed
from streams.redaction.command.cli import redact
from streams.redaction.command.lines import BadLineError, dump
from streams.redaction.command.located import locate

CARD = "4111 1111 1111 1111"
MAIL = "jane.miller@example.org"
START = 1_768_208_400_000


@pytest.fixture
def run(redactor, monkeypatch):
    """What the command answers to bytes, and the result itself."""
    monkeypatch.setattr(build, "build", lambda: redactor)

    def call(data, *options):
        result = CliRunner().invoke(redact, options, input=data)
        return [json.loads(line) for line in result.stdout_bytes.splitlines()], result

    return call


def jsonl(*records):
    return b"".join(dump(record) for record in records)


def keys(text, **more):
    events = [
        {"kind": kind, "time": START + 100 * at, "key": char} for at, char in enumerate(text) for kind in ("keydown", "keyup")
    ]
    return {"id": "k", "events": events, **more}


def test_texts_come_back_in_order_with_findings_placed_in_what_was_read(run):
    texts = [f"Write to {MAIL} or pay with {CARD}.", "Save as", f"ünï {MAIL}"]
    answers, result = run(jsonl(*({"id": at, "text": text} for at, text in enumerate(texts))))
    assert result.exit_code == 0
    assert [answer["id"] for answer in answers] == [0, 1, 2]
    assert [answer["outcome"] for answer in answers] == ["redacted", "clean", "redacted"]
    assert answers[0]["text"] == "Write to <EMAIL_ADDRESS_1> or pay with <CREDIT_CARD_1>."
    found = [texts[0][finding["start"] : finding["end"]] for finding in answers[0]["findings"]]
    assert found == [MAIL, CARD]
    assert [finding["type"] for finding in answers[0]["findings"]] == ["EMAIL_ADDRESS", "CREDIT_CARD"]
    assert answers[1] == {"id": 1, "text": "Save as", "findings": [], "outcome": "clean"}


def test_a_line_is_a_trajectory_of_its_own(run):
    answers, _ = run(jsonl({"id": 1, "text": MAIL}, {"id": 2, "text": "janemillerexampleorg"}))
    assert answers[1]["outcome"] == "clean"


@pytest.mark.parametrize(
    "context",
    [
        "Password",
        {"label": "Password"},
        {"name": "Password", "role": "textbox"},
        {"identifier": "new-password"},
        {"secure": True},
    ],
)
def test_the_context_says_what_a_field_holds(run, context):
    [answer], _ = run(jsonl({"id": 1, "text": "tulips", "context": context}))
    assert answer["text"] == "<PASSWORD_1>"


def test_what_a_window_title_gives_away_is_found_in_the_text(run):
    record = {"id": 1, "text": "jane.miller", "context": {"window_title": f"Inbox - {MAIL}"}}
    [answer], _ = run(jsonl(record))
    assert answer["outcome"] == "redacted"


def test_a_text_that_is_too_long_is_withheld(run):
    [answer], result = run(jsonl({"id": 1, "text": "a " * 40_000}))
    assert (answer["text"], answer["outcome"], result.exit_code) == ("<WITHHELD>", "withheld", 0)
    assert answer["findings"] == [{"type": "TEXT", "start": 0, "end": 80_000, "rule": "oversize", "score": 1.0}]


BAD = {
    "truncated": b'{"id":1,"text":"xyzzy',
    "not an object": b'["xyzzy"]',
    "no id": b'{"text":"xyzzy"}',
    "a wrong id": b'{"id":true,"text":"xyzzy"}',
    "no text": b'{"id":1}',
    "a wrong text": b'{"id":1,"text":{"xyzzy":1}}',
    "a wrong context": b'{"id":1,"text":"a","context":["xyzzy"]}',
    "a wrong label": b'{"id":1,"text":"a","context":{"label":7}}',
    "NaN": b'{"id":1,"text":"xyzzy","context":NaN}',
    "deep": b'{"id":1,"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a huge number": b'{"id":' + b"9" * 10_000 + b',"text":"xyzzy"}',
    "not UTF-8": b'{"id":1,"text":"xyzzy\xff"}',
    "binary": bytes(range(14, 256)),
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_told_by_its_number_and_the_others_are_done(run, line):
    good = jsonl({"id": 1, "text": "Save as"})
    answers, result = run(good + b"\n" + line + b"\n" + good)
    assert len(answers) == 2
    assert "line 3: " in result.stderr
    assert "xyzzy" not in result.output
    assert isinstance(result.exception, HandrailError)


def test_strict_stops_at_the_first_bad_line_after_those_before_it(run):
    good = jsonl({"id": 1, "text": "Save as"})
    answers, result = run(good + b"{\n" + good, "--strict")
    assert len(answers) == 1
    assert isinstance(result.exception, HandrailError)
    assert "line 2: " in str(result.exception)


def test_of_a_line_that_is_too_long_no_more_than_the_limit_is_held():
    stream = io.BytesIO(b'{"id": 1}\n' + b"x" * 1000 + b'\n{"id": 2}')
    first, long, last = lines.lines(stream, longest=100)
    assert (first.record, last.record) == ({"id": 1}, {"id": 2})
    assert (long.number, long.size) == (2, 1001)
    assert "longer than 100 bytes" in str(long.record)


def test_a_byte_order_mark_blank_lines_and_other_line_ends_are_borne():
    stream = io.BytesIO(b'\xef\xbb\xbf{"id": 1}\r\n\r\n  \n{"id": 2}\r\n')
    assert [line.record for line in lines.lines(stream)] == [{"id": 1}, {"id": 2}]


def test_half_a_surrogate_pair_is_withheld_and_written_as_json_can(run):
    [answer], result = run(b'{"id":"\\ud800","text":"\\ud800 x"}\n')
    assert (answer["id"], answer["outcome"], result.exit_code) == ("\ud800", "withheld", 0)


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_no_bytes_make_the_reading_raise(chunks):
    for line in lines.lines(io.BytesIO(b"\n".join(chunks))):
        if isinstance(line.record, dict):
            for read in (of_text, of_keys):
                with suppress(BadLineError):
                    read(line.record)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "time", "element", "role"]), inner),
    max_leaves=6,
)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["kind", "time", "key", "x", "y", "element", "focused", "modifiers", "input_type", "data"]),
            st.sampled_from(["keydown", "element", "context", "input", "pointermove"]) | ANY,
        ),
        max_size=4,
    )
)
def test_no_events_make_the_reading_raise_anything_but_a_sentence(events):
    with suppress(BadLineError):
        of_keys({"id": 1, "events": events})


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", " ", MAIL, CARD]))
def test_the_places_say_which_stretches_of_the_input_the_placeholders_stand_for(redactor, text, value):
    [found] = locate(redactor, [typed(text + value + text)])
    rest, at = [], 0
    for place in found.places:
        rest.append((text + value + text)[at : place.start])
        at = place.end
    if found.outcome != "withheld":
        rest.append((text + value + text)[at:])
        assert [part for part in rest if part not in found.text] == []
        assert len(found.text) >= sum(map(len, rest))


def test_texts_look_as_the_worker_shows_them_whatever_stands_beside_them(redactor):
    texts = [f"pay {CARD} now", "Hi Jane Miller, all good?", "", "   ", "Save as", f"{MAIL}, {MAIL}"]
    together = [found.text for found in locate(redactor, [typed(text) for text in texts])]
    assert together == [redactor.redact(typed(text)).steps[0]["text"] for text in texts]


def test_keys_become_the_steps_of_the_data_set(run):
    field = {"kind": "element", "time": START, "focused": True, "element": {"role": "textbox", "name": "Notes"}}
    record = keys(f"mail {MAIL} ")
    record["events"] = [{"kind": "context", "application": "editor", "window_title": MAIL}, field, *record["events"]]
    [answer], result = run(jsonl(record), "--keys")
    assert result.exit_code == 0
    assert answer["id"] == "k"
    assert [step["text"] for step in answer["steps"]] == ["mail <EMAIL_ADDRESS_1> "]
    assert answer["steps"][0]["element"]["name"] == "Notes"
    assert {finding["type"] for finding in answer["findings"]} == {"EMAIL_ADDRESS"}
    assert answer["outcome"] == "redacted"


def test_keys_in_a_secure_context_are_dropped(run):
    record = keys("tulips")
    record["events"].insert(0, {"kind": "context", "application": "editor", "secure": True})
    [answer], _ = run(jsonl(record), "--keys")
    assert answer["steps"] == []


def test_every_kind_of_event_is_read(run):
    element = {"role": "combobox", "name": "Size", "identifier": "size", "x": 1, "y": 2, "width": 30, "height": 10}
    events = [
        {"kind": "focus", "application": "shop", "window_title": "Order"},
        {"kind": "pointermove", "x": 5, "y": 5},
        {"kind": "element", "element": element, "focused": False},
        {"kind": "pointerdown", "x": 5, "y": 5, "button": 0},
        {"kind": "pointerup", "x": 5, "y": 5, "button": 0},
        {"kind": "selection", "element": element, "option": "Large", "index": 2},
        {"kind": "wheel", "x": 5, "y": 5, "delta_x": 0, "delta_y": 3},
        {"kind": "keydown", "key": "s", "code": "KeyS", "modifiers": ["Control"], "repeat": False},
        {"kind": "input", "input_type": "insertText", "data": "ok"},
    ]
    timed = [{"time": START + 7_000 * at, **event} for at, event in enumerate(events)]
    [answer], result = run(jsonl({"id": 1, "events": timed}), "--keys")
    assert result.exit_code == 0
    kinds = [step["kind"] for step in answer["steps"] if step["kind"] != "wait"]
    assert kinds == ["focus", "click", "select_option", "scroll", "hotkey", "type"]


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("xyzzy", "event 1: this is not an object"),
        ({"kind": "xyzzy", "time": START}, "event 1: kind is not one of"),
        ({"kind": "keydown", "time": START}, "event 1: key is missing"),
        ({"kind": "keydown", "key": "a"}, "event 1: time is missing"),
        ({"kind": "keydown", "time": -1, "key": "a"}, "event 1: time is out of range"),
        ({"kind": "keydown", "time": START, "key": 7}, "event 1: key is not text"),
        ({"kind": "keydown", "time": START, "key": "x" * 65}, "event 1: key is longer than 64 characters"),
        ({"kind": "keydown", "time": START, "key": "a", "modifiers": ["Hyper"]}, "event 1: modifiers is not a list of"),
        ({"kind": "pointerdown", "time": START, "x": 1, "y": 10**12, "button": 0}, "event 1: y is out of range"),
        ({"kind": "pointerdown", "time": START, "x": 1, "y": 1, "button": 9}, "event 1: button is out of range"),
        ({"kind": "element", "time": START, "focused": True, "element": 7}, "event 1: element is not an object"),
    ],
)
def test_a_bad_event_is_told_by_its_number(event, sentence):
    with pytest.raises(BadLineError, match=sentence) as fault:
        of_keys({"id": 1, "events": [event]})
    assert "xyzzy" not in str(fault.value)


def test_the_command_reads_a_file_and_fails_for_a_bad_line_without_a_traceback(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_bytes(jsonl({"id": 1, "text": MAIL}) + b"{\n")
    command = [sys.executable, "-m", "handrail", "redact", "--jsonl", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["text"] == "<EMAIL_ADDRESS_1>"
    assert "line 2: this is not a whole JSON object." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_one_sentence(run, tmp_path):
    _, result = run(b"", str(tmp_path / "none.jsonl"))
    assert isinstance(result.exception, HandrailError)
