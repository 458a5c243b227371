"""A record of `interactions` as what it is: a verified batch, a tick, or a reason why it is neither."""

from collections.abc import Callable
from dataclasses import dataclass

from nacl.signing import VerifyKey

from schemas.codec import Decoder, unframe
from schemas.envelope import Envelope, Reader
from schemas.errors import DeadReason, InvalidRecordError
from schemas.records import Header
from streams.sessions.device import Batch

_END_OF_TIME = 253_402_300_800_000  # the year 10000, epoch milliseconds: a later time has no date
_MOST = 1 << 53  # of what a batch counts
_LONGEST = 128  # characters of a boot id: a row holds eight


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device that may send, and for whom."""

    subject: str
    key: VerifyKey


@dataclass(frozen=True, slots=True)
class TickMark:
    """A tick: all that is taken from it is when it was appended."""

    append_time: int


@dataclass(frozen=True, slots=True)
class Dead:
    """A record that cannot be taken in."""

    reason: DeadReason


class Intake:
    """Decodes and verifies; opens nothing."""

    def __init__(self, decoder: Decoder, enrolled: Callable[[str], Enrolled | None]) -> None:
        self._decoder = decoder
        self._reader = Reader(decoder)
        self._enrolled = enrolled

    def __call__(self, key: bytes | None, value: bytes | None, offset: int, append_time: int) -> Batch | TickMark | Dead:
        """What a record is. Times are epoch milliseconds."""
        try:
            if self._decoder.name(unframe(value)[0]) == "Tick":
                self._decoder(value)
                return TickMark(append_time)
            envelope = self._reader(value or b"")
            self._verify(key, envelope)
        except InvalidRecordError as fault:
            return Dead(fault.reason)
        return Batch(offset, append_time, envelope)

    def _verify(self, key: bytes | None, envelope: Envelope) -> None:
        header = envelope.header
        if not _plausible(header):
            raise InvalidRecordError("bad_header", "the batch's times or counts are out of range")
        if key != header["device_id"].encode():
            raise InvalidRecordError("key_mismatch", "the key is not the batch's device")
        device = self._enrolled(header["device_id"])
        if device is None:
            raise InvalidRecordError("unknown_device", "the device is not enrolled")
        if device.subject != header["subject"]:
            raise InvalidRecordError("subject_mismatch", "the device is enrolled for another person")
        envelope.verify(device.key)


def _plausible(header: Header) -> bool:
    """Whether rows can be made of a header: what no row can hold would stop the partition at every attempt."""
    times, counts = (header["first_time"], header["last_time"]), (header["sequence"], header["event_count"])
    if len(header["boot_id"]) > _LONGEST:
        return False
    return all(0 <= time < _END_OF_TIME for time in times) and all(0 <= count < _MOST for count in counts)
