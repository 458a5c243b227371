"""Gates before a model: it never sees a text that holds no name, such as the labels of buttons, or none that rules leave."""

from collections.abc import Sequence

from streams.redaction.detector import Detector, Span
from streams.redaction.models.ordinary import Ordinary


class Gated:
    """A detector that looks through another one at the texts that are not ordinary; in the others it finds nothing."""

    def __init__(self, inner: Detector, ordinary: Ordinary) -> None:
        self.name = inner.name
        self.version = f"{inner.version} gate {ordinary.version}"
        self.second_look = inner.second_look
        self._inner = inner
        self._ordinary = ordinary

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        ordinary = [self._ordinary.covers(text) for text in texts]
        found = iter(self._inner.find([text for text, skipped in zip(texts, ordinary, strict=True) if not skipped]))
        return [[] if skipped else next(found) for skipped in ordinary]


class Behind:
    """A detector that looks through another one at the texts in which rules leave more than ordinary words, see `Last`."""

    def __init__(self, inner: Detector, ordinary: Ordinary) -> None:
        self.name = inner.name
        self.version = f"{inner.version} behind"
        self.second_look = inner.second_look
        self._inner = inner
        self._ordinary = ordinary

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        return self._inner.find(texts)

    def remains(self, text: str) -> bool:
        """See `Last.remains`."""
        return not self._ordinary.covers(text)
