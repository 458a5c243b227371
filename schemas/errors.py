"""Errors whose whole text may be shown to anyone: one sentence that says what and where, never a payload."""

from typing import Literal

DeadReason = Literal[
    "undecodable",  # not the registry's framing, an unknown schema id, or bytes that are no such record
    "wrong_record",  # a record that has no business in this topic
    "bad_header",  # its times or counts are such as no batch can have
    "key_mismatch",  # the Kafka key is not the header's device
    "unknown_device",  # no such device is enrolled
    "subject_mismatch",  # the device is enrolled for another person
    "bad_signature",  # the device did not sign these bytes
    "unsealable",  # the data key or the body does not open
    "bad_body",  # it opened, but holds no such events
    "unreducible",  # its trajectory could not be made: a fault of ours, kept sealed until it is mended
]


class HandrailError(Exception):
    """A fault a person can act on. The command prints the sentence and exits non-zero, without a traceback."""


class InvalidRecordingError(HandrailError):
    """A recording file that cannot be read; names the file and the place in it."""


class InvalidRecordError(HandrailError):
    """Bytes that are not what their topic promises.

    Attributes:
        reason: one word for the dead letter and the metric.
    """

    def __init__(self, reason: DeadReason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason: DeadReason = reason
