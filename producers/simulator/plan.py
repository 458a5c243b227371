"""What is simulated: the same plan gives the same events."""

from dataclasses import dataclass
from hashlib import blake2b

from producers.batcher import MAX_EVENTS, MAX_MILLISECONDS
from producers.simulator.faults import USUAL, Faults


@dataclass(frozen=True, slots=True)
class Plan:
    """A simulation before it runs.

    Attributes:
        devices: how many; their ids follow from the seed, so that another run finds them enrolled.
        seed: of everything that looks like chance.
        start: event time of the begin, epoch milliseconds.
        boot: names this run; a second run of the same name is a duplicate of the first.
        events: how many the people make at most; None for no end.
        faults: what goes wrong.
        batch_events: events of a batch at most.
        batch_milliseconds: event time that a batch spans at most.
    """

    devices: int
    seed: int
    start: int
    boot: str
    events: int | None = None
    faults: Faults = USUAL
    batch_events: int = MAX_EVENTS
    batch_milliseconds: int = MAX_MILLISECONDS

    def device_id(self, number: int) -> str:
        """The id of a device, a function of seed and number."""
        return blake2b(f"{self.seed}/{number}".encode(), digest_size=16, person=b"simulated").hexdigest()
