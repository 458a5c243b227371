"""Values beside their labels in running text: `PIN 4711`, `Kreditkarte: …`, `"password": "…"`, a form pasted line by line."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from inspect import getsource

from streams.redaction.detector import Span
from streams.redaction.rules import label_words, labels, speech, values
from streams.redaction.rules.labels import Label
from streams.redaction.rules.reading import unaccented
from streams.redaction.rules.rule import as_written
from streams.redaction.rules.values import SHAPES, Bond, Shape

RULE = "labelled"
SECRETS = ("PASSWORD", "SECRET")
PERSONAL = tuple(kind for kind in SHAPES if kind not in SECRETS)
_OF_ONE_WORD = frozenset({*SECRETS, "USERNAME", "EMAIL_ADDRESS"})
_ANY_WORD = re.compile(r"[^\s,;<>\"']{3,256}")
_AFTER, _BEFORE = 40, 32  # characters in which a value may stand near its label
_MARK = re.compile(
    r"\.?[\])\"'*`\\]{0,3}[ \t]{0,8}(?:\([^()\n]{0,40}\)[ \t]{0,4})?(?P<mark>:=|=>|->|==?|[:\t|>\u2192])[ \t]{0,8}(?:\[[ \t]?)?"
)
_FILLER = (
    r"is|was|are|be|now|number|no|nr|num|nummer|numero|of|for|on|at|ist|war|lautet|heisst|am|unter|est|es|era|son|e|le|au|sera|foi|sao"
    r"|c'est|a ser|bleibt|blijft|resta|reste|sigue|siendo|continua|remains|stays"
    r"|jetzt|nu|adesso|ora|ahora|agora|maintenant|the|my|your|our|new|code|is:|ending|in|op|em|el|il|al|:"
)
_SAID = re.compile(rf"['\"]?(?:[ \t]{{1,3}}(?:{_FILLER})(?![^\W_])\.?){{1,4}}[ \t:=#'\"]{{1,6}}", re.IGNORECASE)
_FOR = re.compile(
    r"[ \t](?:for|of|to|fur|zu|zum|zur|vom|von|des|der|pour|de|du|para|per|di|del|voor|van|do|da)\b[^:=\n]{1,40}[:=][ \t]{0,4}",
    re.IGNORECASE,
)
_FOR_IS = re.compile(
    r"[ \t](?:for|of|to|fur|zu|zum|zur|vom|von|des|der|pour|de|du|para|per|di|del|voor|van|do|da)\b[^:=\n]{1,40}?[ ]"
    r"(?:is|ist|est|es|e|c'est|lautet)[ ](?:(?:now|jetzt|nu|adesso|ora|ahora|agora|maintenant)[ ])?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\.?[ \t]{1,4}(?:[#(\"'][ \t]?)?|\.?#[ \t]?|\.(?=[+(0-9])|-(?=[0-9])|[ \t]?\((?=[0-9])")
_LINE = re.compile(r"[ \t*]{0,4}:?[ \t]{0,4}\r?\n[ \t]{0,8}")
_CLOSE = re.compile(
    r"[ \t]?[(\[\"',/=-]{0,2}[ \t]?(?:is|ist|est|es|e|my|the|mein|meine|mon|ma|mi|a|as|als)?[ \t]?"
    r"(?:my|the|mein|meine|mon|ma|mi)?[ \t]?$"
)


class Labelled:
    """A detector of values beside labels, for some entity types."""

    second_look = True

    def __init__(self, name: str, kinds: Collection[str]) -> None:
        self.name = name
        self.version = _digest(kinds)
        self._kinds = frozenset(kinds)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        return [list(as_written(text, self._spans)) for text in texts]

    def _spans(self, text: str) -> Iterator[Span]:
        found = labels.find(text)
        for label in _sure_of_users(text, found) if "USERNAME" in self._kinds else found:
            if label.entity_type in self._kinds:
                yield from _beside(text, label)


def detector() -> Labelled:
    """Personal values, other than secrets, beside their labels."""
    return Labelled("labelled", PERSONAL)


def tied(text: str) -> Iterator[Span]:
    """The word that is assigned to a label, or said to be it, whatever it looks like: what is left where a value was cut."""
    for label in labels.find(text):
        for at, bond, _ in _places(text, label) if label.entity_type in _OF_ONE_WORD else ():
            word = _ANY_WORD.match(text, at) if bond >= Bond.SAID else None
            if word:
                yield Span(*word.span(), label.entity_type, RULE, 1.0)


def _sure_of_users(text: str, found: list[Label]) -> list[Label]:
    """The labels; beside a password a weak one of a user is as good as any."""
    weak = [label for label in found if label.entity_type == "USERNAME" and not label.alone]
    if not weak or not any(label.entity_type == "PASSWORD" and any(_beside(text, label)) for label in found):
        return found
    return [replace(label, alone=True) if label in weak else label for label in found]


def _beside(text: str, label: Label) -> Iterator[Span]:
    """The value of a label: where it is tied to it, else near it."""
    for at, bond, mark in _places(text, label):
        for shape in SHAPES[label.entity_type]:
            fits = shape.bond <= bond and (label.alone or shape.weak) and (not shape.marks or mark in shape.marks)
            if fits and (found := list(_at(shape, text, at, label))):
                yield from found
                return
    yield from _near(text, label)


def _places(text: str, label: Label) -> Iterator[tuple[int, Bond, str]]:
    """Where the value of a label may begin, how firmly it is tied, and by which mark."""
    plain = unaccented(text[label.end : label.end + 96])
    if mark := _MARK.match(plain):
        if mark["mark"] != ">" or text[: label.start].endswith(("<", '"', "-", "_")):
            at = label.end + mark.end()
            is_quoted = label.entity_type not in SECRETS and text[at : at + 1] in {'"', "'", "`"}
            yield at + is_quoted, Bond.ASSIGNED, mark["mark"]
        return
    for pattern, bond in ((_FOR_IS, Bond.SAID), (_FOR, Bond.SAID), (_SAID, Bond.SAID), (_BESIDE, Bond.BESIDE)):
        if match := pattern.match(plain):
            yield label.end + match.end(), bond, ""
    line = _LINE.match(plain)
    if line and not text[text.rfind("\n", 0, label.start) + 1 : label.start].strip(" *-\t"):
        yield label.end + line.end(), Bond.BESIDE, "\n"
        if label.entity_type not in SECRETS:
            yield label.end + line.end(), Bond.ASSIGNED, "\n"


def _at(shape: Shape, text: str, at: int, label: Label) -> Iterator[Span]:
    match = shape.pattern.match(text, at)
    return _spans(shape, match, label) if match else iter(())


def _near(text: str, label: Label) -> Iterator[Span]:
    """What stands within reach after a label, and right before it."""
    if not label.alone:
        return
    for shape in SHAPES[label.entity_type]:
        if shape.bond is Bond.NEAR:
            after = shape.pattern.search(text, label.end, label.end + _AFTER + 40)
            if after and after.start() <= label.end + _AFTER:
                yield from _spans(shape, after, label)
            for match in shape.pattern.finditer(text, max(0, label.start - _BEFORE), label.start):
                if _CLOSE.fullmatch(text, match.end(), label.start):
                    yield from _spans(shape, match, label)


def _spans(shape: Shape, match: re.Match[str], label: Label) -> Iterator[Span]:
    group = "value" if "value" in shape.pattern.groupindex else 0
    for start, end in shape.accept(match[group]):
        yield Span(start, end, label.entity_type, RULE, 1.0).moved(match.start(group))


def _digest(kinds: Collection[str]) -> str:
    """Of everything that decides: the words, the shapes and what they accept."""
    sources = [getsource(module) for module in (label_words, labels, speech, values)]
    return blake2b(repr((sorted(kinds), sources)).encode(), digest_size=8).hexdigest()
