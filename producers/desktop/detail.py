"""How much of what happens is told: moves of the pointer so many a second, and elements unless the budget forbids them.

A backend asks before it makes an event or a lookup; so what is left out costs next to nothing.
"""

from collections import Counter

_SECOND = 1_000  # milliseconds
USUAL = 20  # moves in a second


class Detail:
    """Asked by one thread, in the order of what happens.

    Attributes:
        rate: moves in a second at most.
        elements: whether it is looked up what is under the pointer, and what is chosen.
        left_out: what was not told: `sampled` moves, and targets `over_budget`.
    """

    def __init__(self, rate: int = USUAL) -> None:
        self.rate = rate
        self.elements = True
        self.left_out: Counter[str] = Counter(sampled=0, over_budget=0)  # one thread counts, another reads
        self._kept: int | None = None

    def keeps(self, at: int) -> bool:
        """Whether a move is kept, by its time in milliseconds of whatever clock stamps moves; a clock may be set or wrap."""
        if self._kept is not None and (not self.rate or 0 <= at - self._kept < _SECOND // self.rate):
            self.left_out["sampled"] += 1
            return False
        self._kept = at
        return True

    def looks_up(self) -> bool:
        """Whether the element under a press is looked up."""
        if not self.elements:
            self.left_out["over_budget"] += 1
        return self.elements
