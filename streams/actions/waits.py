"""Idle stretches between steps. None lies in a text, from its first key to where it closed: it would tell of the typing.

Where the source dropped what was done, as in a window that is not allowed, nobody can tell that from idleness.
"""

from collections.abc import Iterable, Iterator

from streams.actions.draft import DraftStep

Span = tuple[int, int]
"""When something began and ended, milliseconds."""


def waits(steps: Iterable[DraftStep], busy: Iterable[Span], least: int) -> Iterator[DraftStep]:
    """A wait for each idle stretch that is longer than `least` milliseconds.

    Args:
        steps: what was done, in any order.
        busy: what else took time: texts, and where events are missing.
        least: milliseconds.
    """
    spans = sorted([*((step.time, step.time + max(0, step.duration)) for step in steps), *busy])
    end = spans[0][0] if spans else 0
    for begin, its_end in spans:
        if begin - end > least:
            yield DraftStep("wait", end, begin - end)
        end = max(end, its_end)
