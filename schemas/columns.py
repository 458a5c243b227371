"""Events as columns: pointer moves, which are most of them, stay numbers; whoever looks one by one gets objects."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import sub
from typing import overload

from schemas.events import KINDS, Event, Kind, Pointer

PLACES = [bytes(code == kind for code in range(256)) for kind in Kind]
"""For every kind, the table with which `bytes.translate` makes of an order a 1 wherever an event is of that kind, else a 0."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Columns(Sequence[Event]):
    """Events in order.

    Attributes:
        order: the kind of each.
        times: the time of each, epoch milliseconds.
        x: of the moves, pixels.
        y: of the moves, pixels.
        others: all but the moves.
    """

    order: bytes
    times: Sequence[int]
    x: "array[int]"
    y: "array[int]"
    others: Sequence[Event]

    @classmethod
    def of(cls, events: Sequence[Event]) -> "Columns":
        """Events as columns; columns stay what they are."""
        if isinstance(events, Columns):
            return events
        moves = [event for event in events if isinstance(event, Pointer)]
        return cls(
            order=bytes(KINDS[type(event)] for event in events),
            times=[event.time for event in events],
            x=array("i", (move.x for move in moves)),
            y=array("i", (move.y for move in moves)),
            others=[event for event in events if not isinstance(event, Pointer)],
        )

    @property
    def move_times(self) -> Sequence[int]:
        """The time of each move, epoch milliseconds."""
        return list(compress(self.times, self.order.translate(PLACES[Kind.POINTER]))) if self.others else self.times

    def moves_before(self) -> Iterator[int]:
        """For each of `others`, how many moves come before it."""
        return map(sub, compress(count(), self.order), count())

    def __len__(self) -> int:
        return len(self.order)

    def __iter__(self) -> Iterator[Event]:
        moves, others = map(Pointer, self.move_times, self.x, self.y), iter(self.others)
        return (next(others if code else moves) for code in self.order)

    @overload
    def __getitem__(self, at: int) -> Event: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Event]: ...
    def __getitem__(self, at: int | slice) -> Event | Sequence[Event]:
        return list(self)[at]
