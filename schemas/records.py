"""Records as they travel: one typed dict per `.avsc` that is built or read by hand. A test holds them to the schemas."""

from typing import Literal, TypedDict

from schemas.errors import DeadReason

EndReason = Literal["end", "silence", "session_gap", "soft_cap", "hard_cap", "budget"]
Withheld = Literal["cut", "timeout", "crash", "error", "oversize", "special"]
Outcome = Literal["clean", "redacted", "withheld"]


class ScreenRecord(TypedDict):
    """Geometry, see the schema."""

    width: int
    height: int
    scale: float
    window_x: int
    window_y: int
    window_width: int
    window_height: int


class ElementRecord(TypedDict):
    """An accessible element, see the schema."""

    role: str
    name: str
    identifier: str
    x: int
    y: int
    width: int
    height: int


class Header(TypedDict):
    """The clear part of an InteractionBatch: every field but `body` and `signature`."""

    device_id: str
    subject: str
    boot_id: str
    sequence: int
    first_time: int
    last_time: int
    application: str
    event_count: int
    screen: ScreenRecord
    policy_version: str
    key_epoch: str
    hpke_suite: int
    wrapped_key: bytes
    text_open: bool
    active: bool
    end: bool


class Boot(TypedDict):
    """How far a boot has been taken in."""

    boot_id: str
    next_sequence: int


class AcceptedGap(TypedDict):
    """Offsets that were lost before they were read."""

    from_offset: int
    to_offset: int


class SessionRow(TypedDict):
    """The worker's committed state of one device, or of its partition."""

    device_id: str
    next_offset: int
    boots: list[Boot]
    session_id: str
    previous_session_id: str
    session_index: int
    trajectory_index: int
    last_seen: int
    last_append: int
    text_cut: bool
    report_digest: str
    accepted_gaps: list[AcceptedGap]


class PathPoint(TypedDict):
    """A point of a path."""

    time: int
    x: int
    y: int


class Step(TypedDict):
    """One action of a trajectory."""

    kind: str
    time: int
    duration: int
    application: str | None
    window_title: str | None
    x: int | None
    y: int | None
    button: str | None
    delta_x: int | None
    delta_y: int | None
    path: list[PathPoint]
    keys: list[str]
    element: ElementRecord | None
    option: str | None
    text: str | None
    placeholders: list[str]
    withheld: Withheld | None


class Trajectory(TypedDict):
    """One row of the data set."""

    trajectory_id: str
    session_id: str
    previous_session_id: str
    session_index: int
    trajectory_index: int
    subject: str
    device_id: str
    date: str
    start_time: int
    end_time: int
    clamped: bool
    end_reason: EndReason
    application: str
    window_title: str
    screen: ScreenRecord
    steps: list[Step]
    batch_count: int
    event_count: int
    gap_count: int
    dropped: dict[str, int]
    policy_version: str
    redaction_policy: str
    thresholds: str
    report_digest: str


class Detector(TypedDict):
    """A detector and its version."""

    name: str
    version: str


class Finding(TypedDict):
    """One found value in one field, without the value."""

    entity_type: str
    field: str
    step: int
    rule: str
    score: float
    placeholder: str


class RedactionReport(TypedDict):
    """What redaction did to one trajectory."""

    trajectory_id: str
    session_id: str
    subject: str
    device_id: str
    date: str
    start_time: int
    redaction_policy: str
    detectors: list[Detector]
    texts_examined: int
    texts_withheld: int
    outcome: Outcome
    findings: list[Finding]
    previous_digest: str


class Watermark(TypedDict):
    """Completeness of one partition."""

    partition: int
    valid_through: int


class Tick(TypedDict):
    """A worker's mark in its partition."""

    worker: str
    policies_offset: int


class DeadLetter(TypedDict):
    """A record that could not be taken in, still sealed."""

    reason: DeadReason
    topic: str
    partition: int
    offset: int
    append_time: int
    key: bytes | None
    value: bytes | None
