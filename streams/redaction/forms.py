"""The forms in which texts and values are compared; what differs only in case, width or separators is equal."""

import unicodedata
from urllib.parse import unquote


def fold(text: str) -> str:
    """The text with full-width and other compatibility characters made plain, of the same length, so that spans fit both."""
    return text if text.isascii() else "".join(map(_plain, text))


def lower(text: str) -> str:
    """The text in lower case, of the same length."""
    return text.lower() if text.isascii() else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def squeeze(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, without case, and where in `text` each of them stands."""
    pairs = [(plain, at) for at, char in enumerate(text) for plain in _letters(char)]
    return "".join(plain for plain, _ in pairs), [at for _, at in pairs]


def normal(value: str) -> str:
    """The form that equal values share; never empty unless the value is blank."""
    return squeeze(unquote(value) if "%" in value else value)[0] or "".join(value.casefold().split())


def _plain(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def _letters(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", char).casefold()))
