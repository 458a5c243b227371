"""Logs for tests of what looks at headers alone: batches that hold no body, ticks, and rubbish."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from schemas.envelope import Envelope
from schemas.records import Header
from streams.sessions.device import Batch

SCREEN = {"width": 0, "height": 0, "scale": 1.0, "window_x": 0, "window_y": 0, "window_width": 0, "window_height": 0}


def header(**changes: Any) -> Header:
    plain = Header(
        device_id="a",
        subject="subject",
        boot_id="boot",
        sequence=0,
        first_time=0,
        last_time=0,
        application="chrome",
        event_count=1,
        screen=SCREEN,
        policy_version="policy",
        key_epoch="epoch",
        hpke_suite=1,
        wrapped_key=b"",
        text_open=False,
        active=True,
        end=False,
    )
    return {**plain, **changes}


def batch(offset: int, append_time: int = 0, *, size: int = 10, **changes: Any) -> Batch:
    """A batch at an offset; what is not given stands as above."""
    return Batch(offset, append_time, Envelope(header(**changes), bytes(size), 0, 0, 0, 0))


@dataclass(frozen=True)
class Tick:
    offset: int
    append_time: int


@dataclass(frozen=True)
class Rubbish:
    offset: int
    append_time: int


ENTRY = st.fixed_dictionaries(
    {
        "device": st.sampled_from("ab"),
        "boot": st.sampled_from(["boot 0", "boot 1"]),
        "ahead": st.sampled_from([0, 0, 0, 0, 0, 1, 3, -1, -2]),  # gaps and duplicates among batches in sequence
        "event_step": st.sampled_from([0, 1, 5, 20, 100, 101, -7, -100, -101, 40_000_000_000, -40_000_000_000]),
        "event_span": st.sampled_from([0, 0, 3, 10]),
        "append_step": st.sampled_from([0, 1, 10, 30, 60]),
        "text_open": st.booleans(),
        "active": st.sampled_from([True] * 4 + [False]),
        "end": st.sampled_from([False] * 9 + [True]),
        "event_count": st.integers(0, 4),
        "size": st.integers(1, 40),
        "what": st.sampled_from(["batch"] * 6 + ["tick"] * 2 + ["rubbish"]),
    }
)


@st.composite
def logs(draw, *, devices="ab", rubbish=False):
    """A log of batches and ticks, of rubbish where it is wanted; append times never go back, event times may."""
    log, now, clock, following = [], 0, {}, {}
    for entry in draw(st.lists(ENTRY, max_size=30)):
        now += entry["append_step"]
        device = entry["device"] if entry["device"] in devices else devices[0]
        if entry["what"] != "batch":
            log.append((Rubbish if rubbish and entry["what"] == "rubbish" else Tick)(len(log), now))
            continue
        boot = device, entry["boot"]
        sequence = max(0, following.get(boot, 0) + entry["ahead"])
        following[boot] = max(following.get(boot, 0), sequence + 1)
        first = clock.get(device, 0) + entry["event_step"]
        clock[device] = first + entry["event_span"]
        log.append(
            batch(
                len(log),
                now,
                size=entry["size"],
                device_id=device,
                boot_id=entry["boot"],
                sequence=sequence,
                first_time=first,
                last_time=clock[device],
                text_open=entry["text_open"],
                active=entry["active"],
                end=entry["end"],
                event_count=entry["event_count"],
            )
        )
    return log
