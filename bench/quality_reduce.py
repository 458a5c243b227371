"""A recording's steps, made as a worker makes them: through gate and batcher, packed and unpacked, cut by sessions, reduced."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from producers.batcher import Batch, Batcher
from producers.gate import Gate, Reason
from producers.policy import Policy
from producers.recordings.recording import Stamped
from schemas import batches as columns
from schemas.envelope import Envelope
from schemas.records import Header, ScreenRecord
from streams.actions.draft import Draft
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from streams.sessions import device
from streams.sessions.device import Closing
from streams.sessions.partition import Sessions
from streams.sessions.thresholds import Thresholds as SessionThresholds

DEFAULTS = SessionThresholds()


def whole(events: Iterable[Stamped], policy: Policy) -> list[Draft]:
    """The one trajectory of a recording that nothing cuts; none where the policy allows none of it."""
    opened = [_opened(batch) for batch in _batches(events, policy)]
    return [reduce(opened, Thresholds(), cut_before=False, cut_after=False)] if opened else []


def as_cut(events: Iterable[Stamped], policy: Policy, limits: SessionThresholds = DEFAULTS) -> list[Draft]:
    """The trajectories that a worker makes of a recording, had it come as it happened."""
    batches = list(_batches(events, policy))
    return [_reduced(closing, batches) for closing in _closings(batches, limits)]


def _batches(events: Iterable[Stamped], policy: Policy) -> Iterator[Batch]:
    gate, batcher = Gate(policy), Batcher()
    admitted = (gate.admit(event, context) for event, context in events)
    done = (batcher.add(*one) for one in admitted if not isinstance(one, Reason))
    yield from filter(None, done)
    last = batcher.flush()
    if last:
        last.end = True
        yield last


def _opened(batch: Batch) -> Opened:
    context, first_time = batch.context, batch.events[0].time
    body = columns.pack(batch.events, context, first_time, {})
    events = columns.unpack(body, first_time)
    return Opened(context.application or "", body["window_title"], context.element, _screen(batch), events)


def _reduced(closing: Closing, batches: Sequence[Batch]) -> Draft:
    opened = [_opened(batches[sealed.offset]) for sealed in closing.batches]
    return reduce(opened, Thresholds(), cut_before=closing.cut_before, cut_after=closing.cut_after)


def _closings(batches: Sequence[Batch], limits: SessionThresholds) -> Iterator[Closing]:
    """A tick before every batch stands for those of the worker, which come every few seconds."""
    sessions = Sessions({}, limits)
    for offset, batch in enumerate(batches):
        sealed = _sealed(batch, offset)
        yield from sessions.tick(sealed.append_time)
        yield from sessions.batch(sealed)[1]


def _sealed(batch: Batch, offset: int) -> device.Batch:
    """What the sessions see of a batch: its header alone."""
    header = Header(
        device_id="device",
        subject="",
        boot_id="boot",
        sequence=offset,
        first_time=batch.events[0].time,
        last_time=batch.events[-1].time,
        application=batch.context.application or "",
        event_count=len(batch.events),
        screen=_screen(batch),
        policy_version="",
        key_epoch="",
        hpke_suite=0,
        wrapped_key=b"",
        text_open=batch.text_open,
        active=True,
        end=batch.end,
    )
    return device.Batch(offset, batch.events[-1].time, Envelope(header, b"", 0, 0, 0, 0))


def _screen(batch: Batch) -> ScreenRecord:
    return ScreenRecord(**asdict(batch.context.screen))  # type: ignore[no-any-return,typeddict-item]
