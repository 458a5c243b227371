"""What the person is shown: what was sent and what was dropped. In memory alone, and never what was typed."""

from collections import Counter, deque
from dataclasses import asdict, dataclass
from typing import Any

from schemas.events import KINDS, Context, ElementEvent, Event, Selection

_ROWS = 500


@dataclass(slots=True)
class Row:
    """Events of one kind in one place, one after another.

    Attributes:
        first: when the first of them happened, epoch milliseconds.
        last: when the last of them did.
        application: where.
        kind: of event; of a key, no more is shown than that it was one.
        role: of the element.
        count: how many there were.
    """

    first: int
    last: int
    application: str
    kind: str
    role: str
    count: int = 1


class Journal:
    """The last rows of what was sent, and counts of what was dropped by reason since the agent began.

    Attributes:
        sent: how many events were handed on.
        dropped: how many were not, by reason.
    """

    def __init__(self, rows: int = _ROWS) -> None:
        self.sent = 0
        self.dropped: Counter[str] = Counter()
        self._rows: deque[Row] = deque(maxlen=rows)

    def send(self, event: Event, context: Context) -> None:
        """Note what was sent."""
        self.sent += 1
        element = event.element if isinstance(event, ElementEvent | Selection) else context.element
        role = element.role if element else ""
        place = context.application or "", KINDS[type(event)].name.lower(), role
        latest = self._rows[-1] if self._rows else None
        if latest and (latest.application, latest.kind, latest.role) == place:
            latest.last = event.time
            latest.count += 1
        else:
            self._rows.append(Row(event.time, event.time, *place))

    def drop(self, reason: str) -> None:
        """Note what was not sent, and why."""
        self.dropped[reason] += 1

    def shown(self) -> list[dict[str, Any]]:
        """The rows, oldest first."""
        return [asdict(row) for row in list(self._rows)]
