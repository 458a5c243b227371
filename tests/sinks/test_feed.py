"""A feed reads even its table's snapshot from the store, and waits for it wherever it does."""

from collections.abc import Iterable
from typing import Any

from prometheus_client import CollectorRegistry

from sinks import metrics
from sinks.erasure import Erasures
from sinks.feed import Feed
from sinks.health import Health
from sinks.retry import Pauses, Retry
from sinks.store import server
from sinks.tables import ROWS
from tests.sinks.test_retry import STORE


class Away:
    """A table whose store is away at the first of each kind of question."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def refresh(self) -> None:
        self._answer("refresh")

    def offsets(self, partitions: Iterable[int]) -> dict[int, int | None]:
        self._answer("offsets")
        return dict.fromkeys(partitions, 7)

    def valid_through(self, _: int) -> int:
        self._answer("valid through")
        return 5

    erasures = Erasures({})

    def checkpoint(self) -> None:
        """None is due."""

    def _answer(self, question: str) -> None:
        if question not in self.asked:
            self.asked.add(question)
            raise OSError("Connection refused")


def test_it_waits_for_the_store_whatever_it_asks_of_its_table() -> None:
    table: Any = Away()
    retry = Retry(server(STORE), Health(lambda: 0.0), lambda _: False, lambda: 0.5, Pauses())
    counted = metrics.on(CollectorRegistry())
    read: Any = None
    feed = Feed(ROWS, table, read, lambda _, __: [], retry, counted, lambda: 0.0)
    assert feed.begin({0: 0, 1: 0}, {0: 9, 1: 9}) == {0: 7, 1: 7}
    assert [span.valid_through for span in feed.batch.spans.values()] == [5, 5]
    assert table.asked == {"refresh", "offsets", "valid through"}
    table.asked.clear()
    assert feed.write()
