"""Finishing a closing: what opens becomes a redacted trajectory and its report, what does not stays sealed."""

import secrets
from dataclasses import replace
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from fastavro.validation import validate
from nacl.signing import VerifyKey

import streams.finish
from schemas import codec
from schemas.errors import InvalidRecordError
from schemas.events import Button, Element, ElementEvent, Key
from streams.actions.thresholds import Thresholds
from streams.finish import DAY, Finisher, _date
from streams.intake import Enrolled, Intake
from streams.opening import BodyOpener
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor
from streams.sessions.partition import Sessions
from streams.sessions.thresholds import Thresholds as SessionThresholds
from tests.schemas.examples import EXAMPLES
from tests.schemas.registered import Registered, encode
from tests.streams.sealed import DEVICE_KEY, EPOCH_KEY, body, value

DECODER = codec.Decoder(Registered())
INTAKE = Intake(DECODER, {"a": Enrolled("subject", VerifyKey(DEVICE_KEY.public_key().public_bytes_raw()))}.get)
OPEN = BodyOpener({"epoch": EPOCH_KEY}, DECODER)
START = 1_767_225_600_000  # 2026-01-01
NOON = START + DAY // 2


def closing(*values, append_time=NOON):
    """The closing that batches make, the last of which says that the publisher closed."""
    sessions = Sessions({}, SessionThresholds())
    closed = [one for at, sent in enumerate(values) for one in sessions.batch(INTAKE(b"a", sent, at, append_time))[1]]
    return (closed or sessions.tick(1 << 50))[0]


def sent(sequence, content=None, **more):
    return value(content, sequence=sequence, first_time=START, last_time=START + 5, **more)


def finisher(open_body=OPEN):
    return Finisher(open_body, Redactor([], Policy()), Thresholds(), "sessions")


def row(done):
    """The trajectory as it would be read, its digest still empty."""
    return codec.read(BytesIO(done.trajectory.with_digest("")), codec.parsed("Trajectory"), codec.parsed("Trajectory"))


def click(x=10):
    return body((Button(0, x, 20, 0, pressed=True), Button(5, x, 20, 0, pressed=False)), dropped={"not_allowed": 2})


@pytest.mark.parametrize(("last", "end"), [(START + 90, START + 90), (START + 1, START + 5), (START - 90, START + 5)])
def test_a_trajectory_ends_with_its_latest_event_also_where_the_clock_went_back(last, end):
    earlier = value(click(), sequence=1, first_time=min(last, START), last_time=last)
    assert row(finisher()(closing(sent(0, click()), earlier)))["end_time"] == end


def test_what_opens_becomes_a_trajectory_and_its_report():
    one = closing(sent(0, click()), sent(1, click()))
    done = finisher()(one)
    trajectory, report = row(done), done.report
    assert done.dead == []
    assert {name: trajectory[name] for name in ("batch_count", "event_count", "gap_count", "dropped", "end_reason", "date")} == {
        "batch_count": 2,
        "event_count": 4,
        "gap_count": 0,
        "dropped": {"not_allowed": 4},
        "end_reason": "silence",
        "date": "2026-01-01",
    }
    assert (trajectory["start_time"], trajectory["end_time"], trajectory["clamped"]) == (START, START + 5, False)
    assert (trajectory["application"], trajectory["window_title"]) == ("chrome", "Orders")
    assert {step["kind"] for step in trajectory["steps"]} <= {"click", "double_click"}
    shared = ("trajectory_id", "session_id", "subject", "device_id", "date", "start_time", "redaction_policy")
    assert [trajectory[name] for name in shared] == [report[name] for name in shared]
    assert trajectory["report_digest"] == report["previous_digest"] == ""
    assert validate(trajectory, codec.parsed("Trajectory"), raise_errors=False)
    assert validate(report, codec.parsed("RedactionReport"), raise_errors=False)


def test_a_batch_that_does_not_open_is_dead_and_counts_as_a_gap_and_the_rest_goes_on():
    one = closing(sent(0, click()), sent(1, click(), key_epoch="destroyed"), sent(2, click()))
    done = finisher()(one)
    assert [(batch.offset, reason) for batch, reason in done.dead] == [(1, "unsealable")]
    assert row(done)["gap_count"] == 1
    assert row(done)["dropped"] == {"not_allowed": 4}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        click()[:-1],
        click() + b"x",
        encode("Tick", EXAMPLES["Tick"]),
        body(order=b"\x01\x09"),
        body(times=[1]),
    ],
    ids=["empty", "garbage", "cut", "longer", "another record", "unknown kind", "columns"],
)
def test_a_body_that_holds_no_events_is_dead(content):
    done = finisher()(closing(sent(0, content), sent(1, click())))
    assert [reason for _, reason in done.dead] == ["bad_body"]
    assert done.trajectory is not None


def test_a_closing_of_which_nothing_opens_is_no_trajectory():
    done = finisher(BodyOpener({}, DECODER))(closing(sent(0), sent(1)))
    assert (done.trajectory, done.report) == (None, None)
    assert [reason for _, reason in done.dead] == ["unsealable", "unsealable"]


def test_another_private_key_opens_nothing():
    done = finisher(BodyOpener({"epoch": X25519PrivateKey.generate()}, DECODER))(closing(sent(0)))
    assert [reason for _, reason in done.dead] == ["unsealable"]


def test_a_gap_is_where_batches_are_missing_or_dead_and_nowhere_after(monkeypatch):
    gaps, reduce = [], streams.finish.reduce  # type: ignore[attr-defined]

    def noting(opened, *limits, **cuts):
        gaps.extend(one.gap for one in opened)
        return reduce(opened, *limits, **cuts)

    monkeypatch.setattr(streams.finish, "reduce", noting)
    done = finisher()(closing(sent(0), sent(1, b"garbage"), sent(2), sent(3), sent(7), sent(8)))
    assert gaps == [False, True, False, True, False]
    assert row(done)["gap_count"] == 1 + 3


def unreducible(done, count):
    return (done.trajectory, done.report) == (None, None) and [reason for _, reason in done.dead] == ["unreducible"] * count


def test_when_the_reducer_raises_every_batch_stays_sealed(monkeypatch):
    def broken(*_, **__):
        raise ValueError("canary-typed")

    monkeypatch.setattr(streams.finish, "reduce", broken)
    assert unreducible(finisher()(closing(sent(0, click()), sent(1, b"garbage"))), 2)


def test_a_place_that_no_row_can_hold_makes_its_batch_a_dead_letter():
    far = body((Button(2, 1 << 40, 1, 0, pressed=True), Button(5, 1 << 40, 1, 0, pressed=False)))
    done = finisher()(closing(sent(0, far)))
    assert (done.trajectory, [reason for _, reason in done.dead]) == (None, ["bad_body"])


def test_a_count_that_no_row_can_hold_does_not_leave():
    assert unreducible(finisher()(closing(sent(1 << 40, click()))), 1)


def test_a_trajectory_that_its_topic_would_not_take_does_not_leave():
    """Every step repeats the name of its element: a small body makes a trajectory larger than any message may be."""
    element = ElementEvent(0, Element("textbox", secrets.token_hex(30_000)), focused=True)
    keys = tuple(Key(at, "Escape", "", down=True) for at in range(200))
    large = body((element, *keys))
    assert len(large) < 1 << 20
    assert unreducible(finisher()(closing(sent(0, large))), 1)


def test_with_a_reason_no_text_is_shown():
    typed = body(tuple(Key(at, letter, "", down=True) for at, letter in enumerate("canary")))
    done = finisher()(closing(sent(0, typed)), "timeout")
    assert "canary" not in str(row(done))
    assert done.report["outcome"] == "withheld"
    assert {step["withheld"] for step in row(done)["steps"] if step["kind"] == "type"} == {"timeout"}


def test_the_limits_are_recorded_as_they_were_given():
    done = finisher()(closing(sent(0)))
    assert row(done)["thresholds"] == "sessions"


@pytest.mark.parametrize(
    ("start", "append_time", "date", "clamped"),
    [
        (START, START, "2026-01-01", False),
        (START - 1, START, "2025-12-31", False),
        (0, START, "1970-01-01", False),
        (START + DAY, START, "2026-01-02", False),
        (START + DAY + 1, START, "2026-01-01", True),
        (-1, START, "2026-01-01", True),
        (1 << 62, START, "2026-01-01", True),
    ],
)
def test_a_day_far_ahead_of_the_log_is_the_logs(start, append_time, date, clamped):
    assert _date(start, append_time) == (date, clamped)


def test_a_body_opens_only_under_its_own_header():
    one = closing(sent(0)).batches[0]
    assert OPEN(one)["window_title"] == "Orders"
    moved = replace(one, envelope=replace(one.envelope, header={**one.header, "sequence": 1}))
    with pytest.raises(InvalidRecordError) as fault:
        OPEN(moved)
    assert fault.value.reason == "unsealable"
