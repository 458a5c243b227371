"""What may be part of a value, in a text that is not known exactly: something was pasted into it, or typed who knows where.

No recognizer can tell half a card number from any other number, so such numbers go whole, and what looks like a piece of
something where the text begins or ends; half a name is a word that no language has. The words around them stay.
"""

import re
from collections.abc import Iterator

from streams.redaction.detector import Span
from streams.redaction.models import ordinary
from streams.redaction.models.ordinary import Ordinary
from streams.redaction.rules import labelled

RULE = "unsure"
_FEWEST_DIGITS = 3
_SHORTEST = 4
# Every pattern begins where a word does, or a stretch without blanks, so that it stays linear.
_WORD = r"(?<![^\W_])"
_GAP = r"[ \xa0.,\-/()]{1,2}"
_GROUP = r"[^\W\d_]{0,64}\d[^\W_]*"
_NUMBER = re.compile(rf"(?:(?<!\S)[+(])?{_WORD}{_GROUP}(?:{_GAP}{_GROUP})*")
_IBAN = re.compile(rf"{_WORD}[A-Z]{{2}}\d\d(?:{_GAP}[A-Z\d]{{1,4}}(?![^\W_]))+")
_ADDRESS = re.compile(r"(?<![^\s@])[^\s@]*@[^\s@]*")
_DOTTED = re.compile(r"(?<![\w.-])[\w-]+(?:\.[\w-]+)+")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\. [^\W\d_]+\Z")
_UPPER = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAME = rf"(?<![\w'\u2019-])(?={_UPPER})(?:[^\W\d_]|['\u2019-](?=[^\W\d_])){{2,64}}"
_CAPITALISED = re.compile(rf"{_NAME}(?![\w'\u2019:-])")  # and no label
_NAME_AND_LETTER = re.compile(rf"{_NAME},? [^\W\d_]\Z")
_NAME_AND_NUMBER = re.compile(rf"{_NAME}\.?,? \d{{1,5}}[a-z]?(?:[/-]\d{{1,5}})?(?=[,\s]*\Z)")
_LAST = re.compile(rf"(?:{_NAME}|(?:(?:\A|\n)[ \t]*|[<(:]\s?)[^\W\d_]{{4,64}})(?=[\s,]{{0,2}}\Z)")
_SENTENCE_ENDS = ".!?\n"
_GERMAN = re.compile(r"\b(?:und|ist|ich|nicht|wir|für|zum|zur|beim|mit|bitte)\b", re.IGNORECASE)  # where all nouns have capitals
_SIGN_AFTER = re.compile(  # a word that ends with a sign, unless it shares its end with another: `Vor- und Nachteile`
    r"(?<!\S)[^\W_]{3,64}[-_#$&*+~=](?=[\s.,;:!?]|\Z)(?![ ](?:and|or|und|oder|sowie|bzw|et|ou|y|o|e|en|of)\b)"
)
_FEW = 2  # words, of which no sentence is made
_REACH = 64  # characters in which so many stand
_TOKEN = re.compile(r"(?<!\S)\S{6,}")
_INNER = re.compile(r"[^\W_][-_.@#$%&*+~=!]+[^\W_]|[-_@#$&*+~=]\Z|[a-z][A-Z]|\A[A-Z]{8,}\Z")
_AROUND = "<>()[]{}\"'\u201c\u201d\u2018\u2019.,;:!?\u2026"  # stands around a value, not in it


def spans(text: str) -> Iterator[Span]:
    """Numbers of three digits and more, whatever separates these, codes, addresses, and what is cut off at either end."""
    for number in _NUMBER.finditer(text):
        if len(number[0]) >= _SHORTEST and sum(map(str.isdigit, number[0])) >= _FEWEST_DIGITS:
            yield _span(*number.span())
    for code in _IBAN.finditer(text):
        yield _span(*code.span())
    for token in _TOKEN.finditer(text):
        if any(map(str.isdigit, token[0])) and any(map(str.isalpha, token[0])):
            yield from _bare(text, *token.span())
    if "@" in text:
        for address in (*_ADDRESS.finditer(text), *_DOTTED.finditer(text)):
            yield _span(*address.span())
    for word in (*_SIGN_AFTER.finditer(text), *_NAME_AND_LETTER.finditer(text)):
        yield _span(*word.span())
    yield from labelled.tied(text)
    yield from _strange(text, ordinary.load())
    for start, end in _ends(text):
        yield from _bare(text, start, end)


def _strange(text: str, words: Ordinary) -> Iterator[Span]:
    """Words of no language: capitalised ones within a sentence, the last one of the text, a street before its number."""
    within = () if _GERMAN.search(text) else (word for word in _CAPITALISED.finditer(text) if not _begins(text, word.start()))
    for word in (*within, *_LAST.finditer(text), *_NAME_AND_NUMBER.finditer(text)):
        if not words.says_nothing(word[0]):
            yield from _bare(text, *word.span())


def _begins(text: str, at: int) -> bool:
    """Whether a sentence of several words begins here."""
    before = text[max(0, at - 4) : at].rstrip(" \"'(-")
    return (not before or before[-1] in _SENTENCE_ENDS) and len(text[at : at + _REACH].split()) > _FEW


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """What the text begins and ends with, where that is no plain word, and a name after its initial."""
    tokens = text.split()
    if not tokens:
        return
    if not text[0].isspace() and _is_piece(tokens[0]):
        yield 0, len(tokens[0])
    if not text[-1].isspace() and _is_piece(tokens[-1]):
        yield len(text) - len(tokens[-1]), len(text)
    if name := _INITIAL.search(text):
        yield name.span()


def _is_piece(token: str) -> bool:
    bare = token.strip(_AROUND)
    return len(bare) > 1 and (any(map(str.isdigit, bare)) or bool(_INNER.search(bare)))


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without what stands around it, if anything is left."""
    token = text[start:end]
    start, end = end - len(token.lstrip(_AROUND)), start + len(token.rstrip(_AROUND))
    if start < end:
        yield _span(start, end)


def _span(start: int, end: int) -> Span:
    return Span(start, end, "PARTIAL", RULE, 0.3)
