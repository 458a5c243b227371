"""Every detector over every text, failing closed: a text that a detector could not look at has no result."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from streams.redaction import limit
from streams.redaction.detector import Detector, Last, Span, without
from streams.redaction.escapes import unescaped
from streams.redaction.forms import fold

_Result = list[list[Span] | None]  # of one detector, by text; None where it failed


@dataclass(frozen=True, slots=True, repr=False)
class _Form:
    """A form of a text to look at, and where in the text each of its characters begins, the end of the text at last."""

    whose: str
    text: str
    places: Sequence[int]

    def placed(self, spans: list[Span] | None) -> list[Span] | None:
        """Spans of the form as spans of the text."""
        if spans is None:
            return None
        return [replace(span, start=self.places[span.start], end=self.places[span.end]) for span in spans]


def examine(detectors: Sequence[Detector], texts: Iterable[str]) -> dict[str, list[Span] | None]:
    """The spans of each distinct text from all detectors; None for a text that one of them failed on."""
    distinct = dict.fromkeys(texts)
    forms = [form for text in distinct if _is_unicode(text) for form in _forms(text)]
    results = _results(detectors, [form.text for form in forms])
    by_text = defaultdict[str, list[list[Span] | None]](list)
    for number, form in enumerate(forms):
        by_text[form.whose].append(form.placed(_joined([result[number] for result in results])))
    return {text: _joined(by_text[text]) if text in by_text else None for text in distinct}


def _results(detectors: Sequence[Detector], texts: list[str]) -> list[_Result]:
    """What each detector finds in each text."""
    results = list[_Result]()
    for detector in detectors:
        results.append(_find_left(detector, texts, results) if isinstance(detector, Last) else _find_all(detector, texts))
    return results


def _find_left(detector: Last, texts: list[str], before: Sequence[_Result]) -> _Result:
    """What a detector finds in the texts in which those before it left something; in the others nothing."""
    blanked = (without(text, (span for result in before for span in result[at] or ())) for at, text in enumerate(texts))
    left = [detector.remains(text) for text in blanked]
    found = iter(_find_all(detector, [text for text, remains in zip(texts, left, strict=True) if remains]))
    return [next(found) if remains else [] for remains in left]


def _is_unicode(text: str) -> bool:
    """Whether a text can be written at all: half a surrogate pair cannot."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _forms(text: str) -> Iterator[_Form]:
    """The text as it is written and, where that differs, as it is meant."""
    folded = fold(text)
    yield _Form(text, folded, range(len(text) + 1))
    meant, places = unescaped(folded)
    if meant != folded:
        yield _Form(text, meant, places)


def _joined(parts: Sequence[list[Span] | None]) -> list[Span] | None:
    found = [part for part in parts if part is not None]
    return [span for part in found for span in part] if len(found) == len(parts) else None


def _find_all(detector: Detector, texts: list[str]) -> _Result:
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
