"""The wall clock is set while the agent runs: by hours ahead and back, and by days."""

from itertools import pairwise

from tests.producers.desktop.desktops import Desktop
from tests.producers.desktop.whole.agents import OPEN, Agent, keys, text, typed

HOUR = 3_600
SHIFTS = (0, 5 * HOUR, -30 * HOUR, 400 * HOUR)  # before the first key's day; beyond the age of batches and the last key's day
WORD = OPEN[:4]
GAP = 100  # milliseconds between keys
PAUSE = 20_000  # and between words, at most


def test_events_keep_their_order_and_their_distances_and_nothing_expires_in_this_run_or_the_next(
    desktop: Desktop, agent: Agent
) -> None:
    """Times follow whoever set the clock: across that moment the order of the sequence holds, not that of the times."""
    with desktop.application("Clock"):
        with agent.running():
            for shift in SHIFTS:
                agent.shift(shift)
                typed(desktop, WORD, GAP)
            status = agent.status()
        first = agent.sealed()
        with agent.running():
            typed(desktop, WORD, GAP)
        found = agent.sealed()
    assert (status["dropped"], "dropped" in status["sending"]) == ({}, False)
    assert [batch.header["sequence"] for batch in first] == list(range(len(first)))
    assert [batch.place for batch in found[: len(first)]] == [batch.place for batch in first]
    assert (text(first), text(found)) == (WORD * len(SHIFTS), WORD * (len(SHIFTS) + 1))
    times = [key.time for key in keys(first) if key.down]
    for at, step in enumerate(later - earlier for earlier, later in pairwise(times)):
        word, letter = divmod(at + 1, len(WORD))
        if letter:
            assert abs(step - GAP) <= GAP * 0.6
        else:
            assert 0 < step - 1_000 * (SHIFTS[word] - SHIFTS[word - 1]) < PAUSE
