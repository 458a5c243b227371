"""Every detector over every text, failing closed: a text that a detector could not look at has no result."""

from collections.abc import Iterable, Sequence

from streams.redaction import limit
from streams.redaction.detector import Detector, Span
from streams.redaction.forms import fold


def examine(detectors: Sequence[Detector], texts: Iterable[str]) -> dict[str, list[Span] | None]:
    """The spans of each distinct text from all detectors; None for a text that one of them failed on."""
    distinct = list(dict.fromkeys(texts))
    folded = [fold(text) for text in distinct]
    results = [_find_all(detector, folded) for detector in detectors]
    return {text: _joined([result[index] for result in results]) for index, text in enumerate(distinct)}


def _joined(parts: list[list[Span] | None]) -> list[Span] | None:
    found = [part for part in parts if part is not None]
    return [span for part in found for span in part] if len(found) == len(parts) else None


def _find_all(detector: Detector, texts: list[str]) -> list[list[Span] | None]:
    """All at once; after a failure one at a time, so that one text does not withhold the others."""
    together = _find(detector, texts)
    if together is not None:
        return list(together)
    return [alone[0] if (alone := _find(detector, [text])) else None for text in texts]


def _find(detector: Detector, texts: list[str]) -> list[list[Span]] | None:
    # Nothing of the exception is kept: those of recognizers quote the text.
    try:
        with limit.within(limit.seconds(texts)):
            found = detector.find(texts)
        if len(found) == len(texts) and all(
            _fits(span, text) for spans, text in zip(found, texts, strict=True) for span in spans
        ):
            return found
    except Exception:  # noqa: BLE001
        return None
    return None


def _fits(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)
