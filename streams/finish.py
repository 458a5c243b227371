"""Finishing a trajectory: open its batches, reduce them to steps, redact. The only place where what people typed is readable.

Runs in a helper process (`streams.pool`), in memory alone. What leaves is redacted, or still sealed.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from schemas import batches as columns
from schemas import codec
from schemas.errors import DeadReason, InvalidRecordError
from schemas.records import RedactionReport, Trajectory, Withheld
from schemas.topics import REDACTIONS, TRAJECTORIES, Topic
from streams.actions.draft import Draft
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from streams.encoded import Encoded
from streams.redaction.redactor import Redacted, Redactor
from streams.sessions.device import Batch, Closing

DAY = 86_400_000  # milliseconds
_ROOM = 4096  # bytes of a message that are not the record: framing, key, digests

Open = Callable[[Batch], dict[str, Any]]  # the decoded InteractionBody of a batch; raises InvalidRecordError


@dataclass(frozen=True, slots=True, repr=False)
class Finished:
    """What one closing yields.

    Attributes:
        trajectory: the row, encoded but for its report's digest; None when no batch could be used.
        report: its report, the digest of the one before still empty; None with the trajectory.
        dead: batches that could not be used, with the reason.
    """

    trajectory: Encoded | None
    report: RedactionReport | None
    dead: list[tuple[Batch, DeadReason]] = field(default_factory=list)


def unreducible(closing: Closing) -> Finished:
    """A closing of which nothing can be made: its batches stay, sealed, until the fault is mended."""
    return Finished(None, None, [(batch, "unreducible") for batch in closing.batches])


class Finisher:
    """Turns a closing into a redacted trajectory and its report."""

    def __init__(self, open_body: Open, redactor: Redactor, thresholds: Thresholds, recorded: str) -> None:
        self._open = open_body
        self._redactor = redactor
        self._thresholds = thresholds
        self._recorded = recorded

    def __call__(self, closing: Closing, withhold: Withheld | None = None) -> Finished:
        """Finish a closing; with `withhold`, without showing any text of it."""
        opened, dead, dropped = self._open_all(closing)
        if not opened:
            return Finished(None, None, dead)
        try:
            draft = reduce(opened, self._thresholds, cut_before=closing.cut_before, cut_after=closing.cut_after)
            redacted = self._redact(draft, withhold)
            finished = self._finished(closing, redacted, dead, dropped)
        except Exception:  # noqa: BLE001 - its text might quote what was typed; the batches stay, sealed
            return unreducible(closing)
        return finished

    def _finished(
        self, closing: Closing, redacted: Redacted, dead: list[tuple[Batch, DeadReason]], dropped: dict[str, int]
    ) -> Finished:
        gaps = sum(batch.gap for batch in closing.batches) + len(dead)
        trajectory = self._trajectory(closing, redacted, gaps, dropped)
        array("i", _numbers(trajectory))  # refuses what no row can hold, which encoding would not notice
        report = self._report(trajectory, redacted)
        encoded = Encoded.of(trajectory)
        _check_fits(TRAJECTORIES, encoded.before_digest)
        _check_fits(REDACTIONS, codec.encode(codec.parsed("RedactionReport"), report))
        return Finished(encoded, report, dead)

    def _redact(self, draft: Draft, withhold: Withheld | None) -> Redacted:
        return self._redactor.withhold(draft, withhold) if withhold else self._redactor.redact(draft)

    def _open_all(self, closing: Closing) -> tuple[list[Opened], list[tuple[Batch, DeadReason]], dict[str, int]]:
        opened: list[Opened] = []
        dead: list[tuple[Batch, DeadReason]] = []
        dropped: dict[str, int] = {}
        lost = False
        for batch in closing.batches:
            try:
                body = self._open(batch)
                opened.append(_opened(batch, body, gap=batch.gap > 0 or lost))
            except InvalidRecordError as fault:
                dead.append((batch, fault.reason))
                lost = True
                continue
            lost = False
            for reason, count in body["dropped"].items():
                dropped[reason] = dropped.get(reason, 0) + count
        return opened, dead, dropped

    def _trajectory(self, closing: Closing, redacted: Redacted, gaps: int, dropped: dict[str, int]) -> Trajectory:
        first, identity = closing.batches[0], closing.identity
        date, clamped = _date(first.header["first_time"], first.append_time)
        return Trajectory(
            trajectory_id=identity.trajectory_id,
            session_id=identity.session_id,
            previous_session_id=identity.previous_session_id,
            session_index=identity.session_index,
            trajectory_index=identity.trajectory_index,
            subject=first.header["subject"],
            device_id=first.header["device_id"],
            date=date,
            start_time=first.header["first_time"],
            end_time=max(first.header["first_time"], *(batch.header["last_time"] for batch in closing.batches)),
            clamped=clamped,
            end_reason=closing.reason,
            application=redacted.application,
            window_title=redacted.window_title,
            screen=first.header["screen"],
            steps=redacted.steps,
            batch_count=len(closing.batches),
            event_count=sum(batch.header["event_count"] for batch in closing.batches),
            gap_count=gaps,
            dropped=dropped,
            policy_version=first.header["policy_version"],
            redaction_policy=self._redactor.policy_digest,
            thresholds=self._recorded,
            report_digest="",
        )

    def _report(self, trajectory: Trajectory, redacted: Redacted) -> RedactionReport:
        return RedactionReport(
            trajectory_id=trajectory["trajectory_id"],
            session_id=trajectory["session_id"],
            subject=trajectory["subject"],
            device_id=trajectory["device_id"],
            date=trajectory["date"],
            start_time=trajectory["start_time"],
            redaction_policy=self._redactor.policy_digest,
            detectors=self._redactor.detectors,
            texts_examined=redacted.texts_examined,
            texts_withheld=redacted.texts_withheld,
            outcome=redacted.outcome,
            findings=redacted.findings,
            previous_digest="",
        )


def _opened(batch: Batch, body: dict[str, Any], *, gap: bool) -> Opened:
    header = batch.header
    return Opened(
        application=header["application"],
        window_title=body["window_title"],
        element=columns.element(body["focused"]) if body["focused"] else None,
        screen=header["screen"],
        events=columns.unpack(body, header["first_time"]),
        gap=gap,
    )


def _numbers(trajectory: Trajectory) -> Iterator[int]:
    """Every number of a trajectory that its row holds in 32 bits."""
    screen = trajectory["screen"]
    yield from (trajectory["batch_count"], trajectory["event_count"], trajectory["gap_count"])
    yield from trajectory["dropped"].values()
    yield from (screen["width"], screen["height"])
    yield from (screen["window_x"], screen["window_y"], screen["window_width"], screen["window_height"])
    for step in trajectory["steps"]:
        yield from (step["x"] or 0, step["y"] or 0, step["delta_x"] or 0, step["delta_y"] or 0)
        for point in step["path"]:
            yield from (point["time"], point["x"], point["y"])


def _check_fits(topic: Topic, encoded: bytes) -> None:
    """Refuse a record that its topic would not take: every attempt to write it would fail, and the partition stand still."""
    if len(encoded) > int(topic.settings["max.message.bytes"]) - _ROOM:
        raise ValueError(topic.name)


def _date(start: int, append_time: int) -> tuple[str, bool]:
    """The UTC day of the start, and whether the device's clock was so wrong that the log's was taken instead."""
    clamped = not 0 <= start <= append_time + DAY
    seconds = (append_time if clamped else start) / 1000
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d"), clamped
