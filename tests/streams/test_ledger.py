"""Acknowledgements come in the order of the log, contiguous, whatever order things finish in."""

from hypothesis import given
from hypothesis import strategies as st

from streams.ledger import Ledger


def arrived(count):
    """A ledger at which so many events arrived, and the list of what it acknowledges."""
    ledger, effects = Ledger(), []
    for offset in range(count):
        ledger.arrived(offset, lambda offset=offset: effects.append(offset))
    return ledger, effects


@given(st.permutations(range(8)), st.lists(st.integers(1, 8), min_size=1, max_size=8))
def test_whatever_the_order_acknowledgements_are_the_contiguous_prefix(order, sizes):
    ledger, effects = arrived(8)
    finished = set()
    waiting = iter(order)
    for size in sizes:
        group = [offset for offset, _ in zip(waiting, range(size), strict=False)]
        finished.update(group)
        ledger.finished(group)
        ledger.acknowledge()
        prefix = next((offset for offset in range(8) if offset not in finished), 8)
        assert effects == list(range(prefix))


def test_nothing_is_acknowledged_before_it_is_asked_for():
    ledger, effects = arrived(2)
    ledger.finished([0, 1])
    assert effects == []


def test_nothing_is_acknowledged_twice():
    ledger, effects = arrived(2)
    ledger.finished([0, 0])
    ledger.acknowledge()
    ledger.finished([0])
    ledger.acknowledge()
    assert effects == [0]


def test_what_arrives_later_waits_for_what_came_before():
    ledger, effects = arrived(1)
    ledger.arrived(5, lambda: effects.append(5))
    ledger.finished([5])
    ledger.acknowledge()
    assert effects == []
    ledger.finished([0])
    ledger.acknowledge()
    assert effects == [0, 5]
