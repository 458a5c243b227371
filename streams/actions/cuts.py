"""What must be withheld around a cut, where half a secret may be: the value that is in progress, on both sides."""

from schemas.records import Withheld
from streams.actions.draft import Text


class Cuts:
    """Texts whose value may go on.

    A text may close without its value being settled: a click where no element is known may have gone anywhere, also into the same
    field. A cut withholds everything back to the last settled end before it, and up to the first settled end after it.
    """

    def __init__(self, *, cut: bool) -> None:
        self._cut = cut
        self._unsettled: list[Text] = []

    def add(self, text: Text) -> None:
        """A text closed; it is withheld if its value began before a cut."""
        if self._cut:
            withhold(text, "cut")
        else:
            self._unsettled.append(text)

    def settle(self) -> None:
        """The value in progress ends here."""
        self._cut = False
        self._unsettled.clear()

    def cut(self) -> None:
        """Events are missing here."""
        for text in self._unsettled:
            withhold(text, "cut")
        self._unsettled.clear()
        self._cut = True


def withhold(text: Text, reason: Withheld) -> None:
    """Show nothing of a text."""
    text.final, text.withheld = "", reason
    text.snapshots.clear()
