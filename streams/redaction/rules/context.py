"""Labels of fields whose whole content is personal, whatever it looks like."""

import re

from schemas.events import Element
from streams.redaction.rules import labels

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
# What may follow a label that ends with what it asks for.
_TAIL = re.compile(
    r"(?:[\s*:.()\[\]_-]|\d{1,2}\b|field|input|text|textbox|box|value|required|optional|pflichtfeld|obligatoire|obligatorio|verplicht)*",
    re.IGNORECASE,
)
# Labels that hold a personal word but ask for something else.
_ELSEWHERE = re.compile(
    r"\b(?:e ?mail (?:subject|body|message)|(?:web|url|ip|site|server|host|memory) ?address|address(?: and search)? bar"
    r"|search|find|filter"
    r"|suche|suchen|rechercher|recherche|buscar|cerca|zoeken|pesquisar)\b"
)
_LONGEST = 256
_LONGEST_LIST = 48


def entity_type(element: Element | None) -> str | None:
    """What a field holds by its name or its identifier, or None when they do not say."""
    if element is None:
        return None
    return next(filter(None, map(_asked, (element.name, element.identifier, element.role))), None)


def label(element: Element | None) -> str:
    """The words around a field, as context for what was typed into it."""
    return "" if element is None else f"{_words(element.name)} {_words(element.identifier)}"


def _asked(text: str) -> str | None:
    """The first label that counts anywhere, else the one at the end."""
    text = text[:_LONGEST]
    found = [one for one in labels.find(text) if one.alone]
    if not found or _ELSEWHERE.search(_words(text)):
        return None
    last = next((one.entity_type for one in reversed(found) if _ends(text, one.end)), None)
    return next((one.entity_type for one in found if one.anywhere), last)


def _ends(text: str, at: int) -> bool:
    """Whether the label ends here; a short one may be a list, such as `Street, town`."""
    comma = text.find(",", at) if len(text) <= _LONGEST_LIST else -1
    return bool(_TAIL.fullmatch(text, at) or (comma >= at and _TAIL.fullmatch(text, at, comma)))


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text[:_LONGEST])).lower()
