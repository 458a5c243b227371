"""Texts that may hold one value together, laid end to end; what is found on the whole is mapped back onto each.

A draft names the texts of one field that may belong together. What stood in one of them for a while met the texts before it, too:
a value whose end was deleted has left its begin there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from streams.actions.draft import Draft, Text
from streams.redaction.detector import Span
from streams.redaction.fields import Field

RULE = "split"


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A stretch of a join that a field shows.

    Attributes:
        start: where it begins in the join; below 0 when the join holds only the end of it.
        end: where it ends in the join.
        offset: from a place in the join to the same one in the field's text.
    """

    field: Field
    start: int
    end: int
    offset: int

    def moved(self, by: int) -> "Part":
        """The same part of a join that begins `by` characters earlier."""
        return Part(self.field, self.start + by, self.end + by, self.offset - by)


@dataclass(frozen=True, slots=True, repr=False)
class Join:
    """Texts laid end to end.

    Attributes:
        parts: what fields show of it, in order; the rest is no longer shown anywhere.
        entities: entity types that count in it, or None for all.
    """

    text: str
    parts: tuple[Part, ...]
    entities: frozenset[str] | None = None

    @property
    def label(self) -> str:
        """The words around its fields, as context."""
        return " ".join(dict.fromkeys(part.field.label for part in self.parts))

    @property
    def holds(self) -> str | None:
        """What it holds wholly, if the labels of all its fields say the same."""
        kinds = {part.field.holds for part in self.parts}
        return kinds.pop() if len(kinds) == 1 else None

    def value(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def unglued(self, name: Span) -> Iterator[Span]:
        """A name without the capitalised text that only another text begins with; models take `BinThe` for a name."""
        borders = sorted({at for part in self.parts for at in (part.start, part.end) if name.start < at < name.end})
        seams = [at for at in borders if self.text[at - 1].islower() and self.text[at].isupper()]
        for start, end in pairwise((name.start, *seams, name.end)):
            if not seams or any(start < border < end for border in borders):
                yield replace(name, start=start, end=end)

    def pieces(self, span: Span) -> Iterator[tuple[Field, Span]]:
        """What every field shows of a span; a piece knows of what it is one."""
        for part in self.parts:
            if part.start < span.end and span.start < part.end:
                piece = _trimmed(part, span)
                if piece.start < piece.end:
                    within = part.start <= span.start and span.end <= part.end
                    yield part.field, piece if within else replace(piece, rule=RULE, whole=self.value(span))


def _trimmed(part: Part, span: Span) -> Span:
    """The piece of a span in a part's text, without blanks around it."""
    start, end = max(span.start, part.start) + part.offset, min(span.end, part.end) + part.offset
    value = part.field.final[start:end]
    return replace(span, start=end - len(value.lstrip()), end=start + len(value.rstrip()))


def of_groups(draft: Draft, every: Sequence[Field], size: int) -> list[Join]:
    """The joins of a draft's groups; of states that are no longer shown, `size` characters on either side of the border."""
    shown = {id(draft.steps[field.step].text): field for field in every if field.name == "text"}
    return [join for texts in draft.joined for join in _of_group(texts, shown, size) if not join.text.isspace()]


def _of_group(texts: Sequence[Text], shown: Mapping[int, Field], size: int) -> Iterator[Join]:
    whole, parts = "", list[Part]()
    for text in texts:
        if parts and (heads := _heads(text, size)):
            tail, near = _last(whole, parts, size)
            yield from (Join(tail + head, near) for head in heads)
        if text.final and (field := shown.get(id(text))):
            parts.append(Part(field, len(whole), len(whole) + len(text.final), -len(whole)))
        whole += text.final
    if parts:
        yield Join(whole, tuple(parts))


def _last(whole: str, parts: Sequence[Part], size: int) -> tuple[str, tuple[Part, ...]]:
    """The end of what was joined so far, and the parts that stand in it."""
    tail = _end(whole, size)
    near = (part.moved(len(tail) - len(whole)) for part in parts[-size:])
    return tail, tuple(part for part in near if part.end > 0)


def _heads(text: Text, size: int) -> list[str]:
    """The different begins of a text's earlier states; that of the text itself is in the join of all."""
    return [head for head in dict.fromkeys(_begin(state, size) for state in text.snapshots) if head != _begin(text.final, size)]


def _begin(text: str, size: int) -> str:
    """Up to `size` characters, to the end of a word."""
    return text if len(text) <= size else text[:size].rpartition(" ")[0] or text[:size]


def _end(text: str, size: int) -> str:
    """Up to `size` characters, from the begin of a word."""
    return text if len(text) <= size else text[-size:].partition(" ")[2] or text[-size:]
