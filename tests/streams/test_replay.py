"""A replay from anywhere writes the same bytes: real batches through intake, sessions, reducer, redaction and the protocol."""

import asyncio
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from schemas import codec
from schemas.events import Button, Key, Pointer
from streams.actions.thresholds import Thresholds as ActionThresholds
from streams.finish import Finisher
from streams.intake import Enrolled, Intake
from streams.opening import BodyOpener
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor
from streams.redaction.rules import secrets
from tests.schemas.registered import Registered
from tests.streams.log import Tick, logs
from tests.streams.sealed import DEVICE_KEY, EPOCH_KEY, body, value
from tests.streams.world import SMALL, Store, live

DECODER = codec.Decoder(Registered())
ENROLLED = Enrolled("subject", VerifyKey(DEVICE_KEY.public_key().public_bytes_raw()))
INTAKE = Intake(DECODER, {"a": ENROLLED, "b": ENROLLED}.get)
FINISH = Finisher(BodyOpener({"epoch": EPOCH_KEY}, DECODER), Redactor([secrets.detector()], Policy()), ActionThresholds(), "{}")
LIMITS = replace(SMALL, events=30, bytes=3_000, budget=4_000)
YEAR_2030 = 1_893_456_000_000  # so that clocks which are wrong by a year still show a time


def sealed(record):
    """A batch of the log as a device really sends it, with something typed and clicked that its place in the log chooses."""
    head = record.header
    typed = [Key(at, letter, "", down=True) for at, letter in enumerate(f"pw{record.offset} ")]
    clicked = [Button(9, record.offset, 1, 0, pressed=True), Pointer(10, 40, 40), Button(11, 50, 50, 0, pressed=False)]
    times = {"first_time": YEAR_2030 + head["first_time"], "last_time": YEAR_2030 + head["last_time"]}
    same = ("device_id", "boot_id", "sequence", "text_open", "active", "end", "event_count")
    sent = value(body((*typed, *clicked)), **{name: head[name] for name in same} | times)
    return INTAKE(head["device_id"].encode(), sent, record.offset, record.append_time)


def written(store):
    """Everything a reader will ever see of trajectories and reports, as bytes."""
    return sorted(codec.encode(codec.parsed(name), one) for name in ("Trajectory", "RedactionReport") for one in store.of(name))


@settings(max_examples=60, deadline=None)
@given(logs(), st.lists(st.integers(1, 4), max_size=4))
def test_a_replay_from_any_committed_point_writes_the_same_bytes(log, fails):
    log = [record if isinstance(record, Tick) else sealed(record) for record in log]
    log.append(Tick(len(log), 1 << 30))
    calm, store = Store(), Store()
    asyncio.run(live(log, calm, [], thresholds=LIMITS, finish=FINISH))
    asyncio.run(live(log, store, fails, thresholds=LIMITS, finish=FINISH))
    assert written(store) == written(calm)
