"""Every form in which a value, or a piece of it, might lie somewhere: what a search looks for."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

# how the content is read before it is looked through: as it is; in lower case; letters and digits of that alone; the names of
# keys in it as what they type; its words of one letter or digit
View = Literal["exact", "folded", "tight", "codes", "single"]

PIECE = 6  # characters
_TIGHT = 10  # of letters and digits that stand together only because what was between them is left out
_CERTAIN = 10  # digits that do not stand together by chance
_STANDING = 8  # digits by themselves that do not either; fewer do, but in a text that a person reads
_HEX = set("0123456789abcdef")
_HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b")


@dataclass(frozen=True, slots=True)
class Value:
    """What is looked for.

    Attributes:
        text: the whole value.
        core: the part of it that nothing else holds, whose pieces count; all of it when empty.
        piece: the least number of characters that count as a piece.
    """

    text: str
    core: str = ""
    piece: int = PIECE


@dataclass(frozen=True, slots=True)
class Needle:
    """One string to look for in one view.

    Attributes:
        form: what it is, for the finder.
        alone: it counts only with no letter a-f and no digit before or after.
        texts: it counts only in texts that people read.
    """

    view: View
    text: str
    form: str
    alone: bool = False
    texts: bool = False


def needles(value: Value) -> Iterator[Needle]:
    """Everything to look for, for one value."""
    core = (value.core or value.text).lower()
    tight = "".join(filter(str.isalnum, core))
    for text in dict.fromkeys((core, tight)):
        yield from _pieces(text, value.piece, "piece")
        yield from _pieces(text[::-1], value.piece, "piece, reversed")
    for text in (tight, tight[::-1]):
        yield from (Needle("tight", window, "without separators") for window in _windows(text, max(_TIGHT, value.piece)))
    yield from _spelt(core, value.piece)
    yield from (Needle("codes", window, "key codes") for window in _windows(tight, value.piece))
    yield from (Needle("single", window, "one by one") for window in _windows(tight, _TIGHT))
    for text in dict.fromkeys((value.text, value.text.lower(), value.text.upper(), core, tight, tight.upper())):
        yield from _in_base64(text)
        yield from _hashed(text)


def _windows(text: str, size: int) -> Iterator[str]:
    """Every run of so many characters; the whole text where it is shorter."""
    yield from (text[at : at + size] for at in range(max(1, len(text) - size + 1)))


def _pieces(text: str, size: int, form: str) -> Iterator[Needle]:
    """Runs of the text. Digits count from another length on, and by what is around them: numbers are everywhere."""
    for window in _windows(text, size):
        if _weight(window) == 0:
            yield Needle("folded", window, form)
    places = [at for at, char in enumerate(text) if char.isalnum()]
    for first in range(len(places)):
        for count in range(min(size, _CERTAIN, len(places)), min(_CERTAIN, len(places) - first) + 1):
            window = text[places[first] : places[first + count - 1] + 1]
            if _weight(window) == count:
                alone = count < _CERTAIN
                yield Needle("folded", window, f"{form} of {count} digits", alone=alone, texts=count < _STANDING)


def _weight(text: str) -> int:
    """How many digits, decimal or hexadecimal, a text is made of; 0 when it is made of anything else besides separators."""
    letters = [char for char in text if char.isalnum()]
    return len(letters) if all(char in _HEX for char in letters) else 0


_SPELLINGS: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "URL-encoded": (lambda char: f"%{ord(char):02x}", ("",)),
    "HTML, decimal": (lambda char: f"&#{ord(char)};", ("",)),
    "HTML, hexadecimal": (lambda char: f"&#x{ord(char):x};", ("",)),
    "JSON": (lambda char: f"\\u{ord(char):04x}", ("",)),
    "backslash": (lambda char: f"\\x{ord(char):02x}", ("",)),
    "hexadecimal": (lambda char: f"{ord(char):02x}", ("", " ", ":")),
    "character codes": (lambda char: str(ord(char)), (",", ", ", " ")),
    "virtual keys": (lambda char: str(ord(char.upper())), (",", ", ", " ")),
}


def _spelt(text: str, size: int) -> Iterator[Needle]:
    """Runs of the text with every character in another spelling, and the ones that escape only what they must."""
    for form, (spell, separators) in _SPELLINGS.items():
        for window in _windows(text, size):
            yield from (Needle("folded", separator.join(map(spell, window)), form) for separator in separators)
    for form in ("URL-encoded", "HTML, decimal", "HTML, hexadecimal", "JSON"):
        spell = _SPELLINGS[form][0]
        yield Needle("folded", "".join(char if char.isalnum() else spell(char) for char in text), form)


def _in_base64(text: str) -> Iterator[Needle]:
    """Base64 of the text at each of the three places it may begin at, without the characters that depend on its neighbours."""
    for encoding in ("utf-8", "utf-16-le"):
        raw = text.encode(encoding)
        for before in range(3):
            whole = base64.b64encode(bytes(before) + raw).decode()
            sure = whole[(0, 2, 3)[before] : (before + len(raw)) * 8 // 6]
            runs = [sure[at : at + _RUN] for at in range(0, max(1, len(sure) - _RUN + 1), 4)]  # every nine bytes, by three
            yield from (Needle("exact", run, "base64") for run in {*runs, *(run.translate(_URL_SAFE) for run in runs)})


_RUN = 12  # characters of base64
_URL_SAFE = str.maketrans("+/", "-_")


def _hashed(text: str) -> Iterator[Needle]:
    for name in _HASHES:
        digest = hashlib.new(name, text.encode()).digest()
        yield from _digests(name, digest)
    for size in (16, 32):
        yield from _digests(f"blake2b-{8 * size}", hashlib.blake2b(text.encode(), digest_size=size).digest())


def _digests(name: str, digest: bytes) -> Iterator[Needle]:
    yield Needle("folded", digest.hex(), name)
    yield Needle("exact", digest.decode("latin-1"), f"{name}, raw")
    yield Needle("exact", base64.b64encode(digest).decode().rstrip("="), f"{name}, base64")
