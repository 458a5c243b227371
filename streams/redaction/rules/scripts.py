"""Which letters of a text the models cannot read: they know the Latin script alone, other scripts are left to the rules."""

import re
import unicodedata

_OUTSIDE = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f\ufb00-\ufb06\uff21-\uff5a]")
_COMMON = frozenset("\u00aa\u00ba\u00b5\u2126\u212a\u212b")  # signs in Latin text: ordinals, micro, ohm, kelvin, angstrom


def beyond_models(text: str) -> bool:
    """Whether a text holds letters that no model covers: Greek, Cyrillic, Arabic, Hebrew, Indic, East Asian and others.

    A modifier letter or a letter-like symbol, such as a phonetic sign or a double-struck N, is none.
    """
    return not text.isascii() and any(_is_letter(match[0]) for match in _OUTSIDE.finditer(text))


def _is_letter(char: str) -> bool:
    is_symbol = "\u2100" <= char <= "\u214f" or "\U0001d400" <= char <= "\U0001d7ff"
    return not is_symbol and char not in _COMMON and unicodedata.category(char) in {"Lu", "Ll", "Lo", "Lt"}
