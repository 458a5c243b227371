"""What detectors and labels say of the fields of a draft, by itself and where texts meet, as far as the policy follows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.records import Withheld
from streams.redaction import marks, unsure
from streams.redaction.detector import Span
from streams.redaction.fields import Field
from streams.redaction.joins import Join
from streams.redaction.marks import Mark
from streams.redaction.policy import Policy
from streams.redaction.rules import special
from streams.redaction.rules.special import Category

Found = Mapping[str, list[Span] | None]  # by text; None where a detector failed, no entry beyond the policy's limits


def is_blank(text: str) -> bool:
    """Whether there is nothing to look at in a text."""
    return not text or text.isspace()


@dataclass(frozen=True, repr=False)
class Looked:
    """All that was seen.

    Attributes:
        found: what detectors say, by text.
        every: the fields that are shown.
        joins: texts of these that may hold one value together.
        hidden: the fields that are shown nowhere.
    """

    policy: Policy
    found: Found
    every: Sequence[Field]
    joins: Sequence[Join]
    hidden: Sequence[Field] = ()

    def spans(self, field: Field, text: str) -> list[Span]:
        """What the field's label or a detector says of one state of it, the surest first."""
        if is_blank(text):
            return []
        whole = [Span(0, len(text), field.holds, "label", 1.0)] if field.holds else []
        detected = [span for span in self.found.get(text) or [] if self.policy.replaces(span, text, field.label)]
        partial = unsure.spans(text) if field.unsure else ()
        return sorted([*whole, *detected, *partial], key=_surest_first)

    @cached_property
    def across(self) -> list[tuple[Join, Span]]:
        """What detectors say of the joins, of each the surest first."""
        return [(join, span) for join in self.joins for span in self._on(join)]

    def pieces(self) -> dict[Field, list[Span]]:
        """The same, mapped back onto the fields."""
        pieces = defaultdict[Field, list[Span]](list)
        for join, span in self.across:
            for field, piece in join.pieces(span):
                pieces[field].append(piece)
        return pieces

    def marks(self, field: Field) -> list[Mark]:
        """What is reported of a field's text as a whole."""
        return list(marks.of(field.final, self._categories.get(field.final, []), self.policy.special))

    def withheld(self) -> dict[Field, Withheld]:
        """The fields that may not be shown, and why: what could not be seen in an earlier state or a join may stand there."""
        reasons = {field: field.withheld or self._reason(field.texts) or self._speaks(field.final) for field in self.every}
        for join in self.joins:
            reason = self._reason([join.text]) or self._speaks(join.text)
            for part in join.parts:
                reasons[part.field] = reasons[part.field] or reason
        return {field: reason for field, reason in reasons.items() if reason}

    def _speaks(self, text: str) -> Withheld | None:
        return "special" if self.policy.special.action(self._categories.get(text, [])) == "withhold" else None

    @cached_property
    def _categories(self) -> dict[str, list[Category]]:
        """Of every text that is shown or joined, if it was looked at."""
        texts = {*(field.final for field in self.every), *(join.text for join in self.joins)}
        return {text: special.categories(text) for text in texts if self.found.get(text) is not None}

    def _on(self, join: Join) -> list[Span]:
        counted = [span for span in self.found.get(join.text) or [] if self.policy.counts(span, join.entities)]
        names = self.policy.names
        spans = [one for span in counted for one in (join.unglued(span) if span.entity_type in names else [span])]
        label = join.label if spans else ""
        return sorted((span for span in spans if self.policy.replaces(span, join.text, label)), key=_surest_first)

    def _reason(self, texts: Sequence[str]) -> Withheld | None:
        looked_at = [text for text in texts if not is_blank(text)]
        if any(text not in self.found for text in looked_at):
            return "oversize"
        return "error" if any(self.found[text] is None for text in looked_at) else None


def _surest_first(span: Span) -> float:
    return -span.score
