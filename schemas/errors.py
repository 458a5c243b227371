"""Errors whose whole text may be shown to anyone: one sentence that says what and where, never a payload."""


class HandrailError(Exception):
    """A fault a person can act on. The command prints the sentence and exits non-zero, without a traceback."""


class InvalidRecordingError(HandrailError):
    """A recording file that cannot be read; names the file and the place in it."""


class InvalidRecordError(HandrailError):
    """Bytes that are not what their topic promises.

    Attributes:
        reason: one word for the dead letter and the metric, from `schemas.records.DeadReason`.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
