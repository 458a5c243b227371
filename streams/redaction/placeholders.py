"""What stands in place of a value: its type and a number, the same for equal values of a trajectory, of no length in common."""

from collections import Counter

WITHHELD = "<WITHHELD>"


class Placeholders:
    """Numbers the values of one trajectory by type, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def of(self, key: str, entity_type: str) -> str:
        """The placeholder of a value in its normal form."""
        if key not in self._known:
            self._counts[entity_type] += 1
            self._known[key] = f"<{entity_type}_{self._counts[entity_type]}>"
        return self._known[key]
