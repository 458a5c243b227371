"""Several detectors as one layer."""

from collections.abc import Sequence

from streams.redaction.detector import Detector, Span


class Together:
    """A detector that finds what any of several finds."""

    def __init__(self, name: str, parts: Sequence[Detector]) -> None:
        self.name = name
        self.version = " ".join(part.version for part in parts)
        self.second_look = all(part.second_look for part in parts)
        self._parts = tuple(parts)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        found = [part.find(texts) for part in self._parts]
        return [[span for spans in of_text for span in spans] for of_text in zip(*found, strict=True)]
