"""The redactor: a draft of a trajectory in, what may be shown of it out. A function of the draft alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from schemas import records
from schemas.records import Finding, Outcome, Step, Withheld
from streams.actions.draft import Draft
from streams.redaction import marks
from streams.redaction.detector import Detector, Span
from streams.redaction.examine import examine
from streams.redaction.fields import TRAJECTORY, Field, Shown, fields, hidden, step_record
from streams.redaction.joins import Join, of_groups
from streams.redaction.learn import learn
from streams.redaction.looked import Found, Looked, is_blank
from streams.redaction.placeholders import Placeholders
from streams.redaction.policy import Policy
from streams.redaction.show import mark, replace, withhold
from streams.redaction.splits import of_boxes


@dataclass(frozen=True, slots=True, repr=False)
class Redacted:
    """What may be shown of a draft, and what redaction did to it; see `schemas.records.RedactionReport`."""

    application: str
    window_title: str
    steps: list[Step]
    findings: list[Finding]
    texts_examined: int
    texts_withheld: int
    outcome: Outcome


@dataclass(frozen=True, slots=True, repr=False)
class _Asked:
    """The fields of a draft, shown and not, where their texts meet, and the texts to look at."""

    every: list[Field]
    unshown: list[Field]
    joins: list[Join]
    texts: list[str]


class Redactor:
    """Redacts drafts by one policy with the same detectors.

    Attributes:
        detectors: names and versions of what looks, for reports.
        policy_digest: digest of the policy and these versions, hex.
    """

    def __init__(self, detectors: Sequence[Detector], policy: Policy) -> None:
        versions = {**{detector.name: detector.version for detector in detectors}, "special": marks.VERSION}
        self.detectors = [records.Detector(name=name, version=version) for name, version in versions.items()]
        self.policy_digest = policy.digest(self.detectors)
        self._looks = tuple(detectors)
        self._second_looks = tuple(detector for detector in detectors if detector.second_look)
        self._policy = policy

    def redact(self, draft: Draft) -> Redacted:
        """Detects in every text, replaces in every field what was found in any; withholds a text that cannot be looked at."""
        asked = self._asked(draft)
        return _redacted(draft, asked.every, self._show(asked, examine(self._looks, asked.texts)), len(asked.texts))

    def show(self, drafts: Sequence[Draft]) -> list[list[tuple[Field, Shown]]]:
        """What every field of each draft shows; the detectors look at the texts of all drafts together."""
        asked = [self._asked(draft) for draft in drafts]
        found = examine(self._looks, chain.from_iterable(one.texts for one in asked))
        return [list(zip(one.every, self._show(one, found), strict=True)) for one in asked]

    def withhold(self, draft: Draft, reason: Withheld) -> Redacted:
        """Shows no text of a draft at all: for when looking at it hung, or ended the process."""
        every = list(fields(draft))
        return _redacted(draft, every, [withhold(field, reason) for field in every], 0)

    def _asked(self, draft: Draft) -> "_Asked":
        every, unshown = list(fields(draft)), list(hidden(draft))
        joins = [*of_groups(draft, every, self._policy.join_characters), *of_boxes(every)]
        texts = self._within_limits([*_states(every), *(join.text for join in joins), *_states(unshown)])
        return _Asked(every, unshown, joins, texts)

    def _show(self, asked: "_Asked", found: Found) -> list[Shown]:
        looked = Looked(self._policy, {text: found[text] for text in asked.texts}, asked.every, asked.joins, asked.unshown)
        return self._look_again(asked.every, _show(looked))

    def _within_limits(self, every: Sequence[str]) -> list[str]:
        """The distinct texts to look at; those beyond the policy's limits are left out."""
        chosen = []
        room = self._policy.total_limit
        for text in dict.fromkeys(every):
            if not is_blank(text) and len(text) <= min(room, self._policy.text_limit):
                chosen.append(text)
                room -= len(text)
        return chosen

    def _look_again(self, every: Sequence[Field], shown: Sequence[Shown]) -> list[Shown]:
        """The same, but what rules still find something in, after replacing, is withheld."""
        found = examine(self._second_looks, (one.text for one in shown if one.ranges))
        return [
            withhold(field, "error") if one.ranges and self._remains(field, one, found[one.text]) else one
            for field, one in zip(every, shown, strict=True)
        ]

    def _remains(self, field: Field, shown: Shown, spans: list[Span] | None) -> bool:
        if spans is None:
            return True
        outside = (span for span in spans if not any(span.start < end and start < span.end for start, end in shown.ranges))
        return any(self._policy.replaces(span, shown.text, field.label) for span in outside)


def _states(every: Sequence[Field]) -> Iterator[str]:
    return (text for field in every for text in field.texts)


def _show(looked: Looked) -> list[Shown]:
    """What every field shows, in their order."""
    vocabulary, placeholders = learn(looked), Placeholders()
    withheld, pieces = looked.withheld(), looked.pieces()
    shown = []
    for field in looked.every:
        if reason := withheld.get(field):
            shown.append(withhold(field, reason))
            continue
        spans = [*looked.spans(field, field.final), *pieces.get(field, []), *vocabulary.find(field.final)]
        shown.append(mark(replace(field, spans, vocabulary, placeholders), field, looked.marks(field)))
    return shown


def _redacted(draft: Draft, every: Sequence[Field], shown: Sequence[Shown], texts_examined: int) -> Redacted:
    by_step: dict[int, dict[str, Shown]] = {TRAJECTORY: {}, **{index: {} for index in range(len(draft.steps))}}
    for field, one in zip(every, shown, strict=True):
        by_step[field.step][field.name] = one
    findings = [finding for one in shown for finding in one.findings]
    withheld = sum(one.withheld is not None for one in shown)
    return Redacted(
        application=draft.application,
        window_title=by_step[TRAJECTORY]["window_title"].text,
        steps=[step_record(step, by_step[index]) for index, step in enumerate(draft.steps)],
        findings=findings,
        texts_examined=texts_examined,
        texts_withheld=withheld,
        outcome="withheld" if withheld else "redacted" if any(finding["placeholder"] for finding in findings) else "clean",
    )
