"""What a field shows: its text with a placeholder for every stretch to be replaced, or nothing at all."""

from collections.abc import Iterable

from schemas.records import Finding, Withheld
from streams.redaction.detector import Span
from streams.redaction.fields import Field, Shown
from streams.redaction.marks import Mark
from streams.redaction.merge import Cluster, merge
from streams.redaction.placeholders import WITHHELD, Placeholders
from streams.redaction.propagate import Vocabulary


def withhold(field: Field, reason: Withheld) -> Shown:
    """Nothing of the field, and the reason."""
    finding = Finding(entity_type="TEXT", field=field.name, step=field.step, rule=reason, score=1.0, placeholder=WITHHELD)
    return Shown(WITHHELD, [finding], withheld=reason)


def replace(field: Field, spans: Iterable[Span], vocabulary: Vocabulary, placeholders: Placeholders) -> Shown:
    """The field's text with the spans replaced."""
    shown = Shown("", clusters=merge(spans))
    shown_until = 0
    for cluster in shown.clusters:
        finding = _finding(field, cluster, vocabulary, placeholders)
        shown.text += field.final[shown_until : cluster.start]
        shown.ranges.append((len(shown.text), len(shown.text) + len(finding["placeholder"])))
        shown.text += finding["placeholder"]
        shown.findings.append(finding)
        shown_until = cluster.end
    shown.text += field.final[shown_until:]
    shown.findings = list({finding["placeholder"]: finding for finding in reversed(shown.findings)}.values())[::-1]
    return shown


def mark(shown: Shown, field: Field, marks: Iterable[Mark]) -> Shown:
    """The same, with a finding for everything that is reported of the text and not replaced."""
    shown.findings += [
        Finding(entity_type=one.entity_type, field=field.name, step=field.step, rule=one.rule, score=one.score, placeholder="")
        for one in marks
    ]
    return shown


def _finding(field: Field, cluster: Cluster, vocabulary: Vocabulary, placeholders: Placeholders) -> Finding:
    owner = vocabulary.owner(cluster.best.whole or field.final[cluster.start : cluster.end], cluster.best)
    return Finding(
        entity_type=owner.entity_type,
        field=field.name,
        step=field.step,
        rule=cluster.best.rule,
        score=cluster.best.score,
        placeholder=placeholders.of(owner.key, owner.entity_type),
    )
