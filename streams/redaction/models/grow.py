"""What models leave of a name, an initial, a surname before a comma, the half that they do not know; and what they add to it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from streams.redaction.detector import Span
from streams.redaction.models.ordinary import Ordinary

RULE = "initials"
_SURE = 0.5  # from which score on a name grows
_GAP = r"[ \t]{0,2}\n?[ \t]{0,2}"
_UPPER = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_LETTERS = r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]))+"
_PARTICLES = r"(?:(?i:van|von|vom|der|den|de|del|della|di|da|do|dos|das|du|la|le|ter|ten|te|zu|zum|zur|y|el)[ \t]+)"
_CAPITALISED = rf"(?={_UPPER}){_LETTERS}"
_INITIALS_BEFORE = re.compile(
    rf"(?<![\w.\u2019'])(?:[^\W\d_]\.{_GAP}|[^\W\d_]-(?=\S|$)|(?![AEIOY]){_UPPER}[ \t]{{1,2}}){{1,3}}\Z"
)
_BESIDE = r"(?:[ \t]{1,2}|[ \t]?\n|,[ \t]{0,2}|[ ]?[;\t|][ ]?)"
_BEFORE = re.compile(rf"(?<![\w.'\u2019-]){_PARTICLES}{{0,3}}(?P<word>{_CAPITALISED}){_BESIDE}\Z")
_AFTER = re.compile(rf"{_BESIDE}{_PARTICLES}{{0,3}}(?P<word>{_CAPITALISED})(?![\w@])")
_INITIALLED = re.compile(
    rf"(?<![\w.\u2019'-])(?:{_UPPER}\.{_GAP}){{1,3}}(?:{_PARTICLES}{{0,3}})(?P<word>{_CAPITALISED}(?:[ \t]{_CAPITALISED})?)"
)
# Of those with which people are greeted, the ones that are nobody's name (Dag, Cara and Cher are).
_GREETING = re.compile(
    r"(?:hello|hi|hey|dear|hallo|moin|servus|liebe[rs]?|bonjour|salut|hola|querid[oa]|ciao|olá|geachte|prezad[oa])[ \t,]+(?=\w)",
    re.IGNORECASE,
)
_REACH = 48  # characters before a name that are looked at


def grown(span: Span, text: str, ordinary: Ordinary) -> Span:
    """A person with the initials and the unknown words that belong to it; any other span as it is."""
    if span.entity_type != "PERSON" or span.score < _SURE:
        return span
    after = _AFTER.match(text, span.end)
    if after and not ordinary.covers(after["word"]):
        span = replace(span, end=after.end())
    before = _BEFORE.search(text[: span.start], max(0, span.start - _REACH))
    if before and not ordinary.covers(before["word"]):
        span = replace(span, start=before.start())
    initials = _INITIALS_BEFORE.search(text[: span.start], max(0, span.start - _REACH))
    return replace(span, start=initials.start()) if initials else span


def ungreeted(span: Span, text: str) -> Span:
    """A person without the word with which it is greeted, so that it is the same person elsewhere; any other span as it is."""
    greeting = _GREETING.match(text, span.start, span.end) if span.entity_type == "PERSON" else None
    return replace(span, start=greeting.end()) if greeting else span


def initialled(text: str, ordinary: Ordinary) -> Iterator[Span]:
    """Initials with the strange word after them: `K. Hartung`."""
    for match in _INITIALLED.finditer(text):
        if not ordinary.covers(match["word"]):
            yield Span(*match.span(), "PERSON", RULE, 0.7)
