"""Looking for values in bytes, in every form that `forms` knows, all at once."""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any

import ahocorasick
import lz4.frame
import zstandard

from tests.system.canary.forms import Needle, Value, View, needles

_NAMES = re.compile(r"(?:key|digit|numpad)([a-z0-9])(?![a-z0-9])")
_SEPARATORS = bytes(code for code in range(128) if not chr(code).isalnum())
_BLANKED = bytes(code if chr(code).isascii() and chr(code).isalnum() else ord(" ") for code in range(256))
_CLASSES = bytes(0 if code == 0 else ord("c") if 0x20 <= code < 0x7F else ord("x") for code in range(256))
_WIDE = (b"c\0" * 6, b"c\0\0\0" * 6)
_BEFORE = frozenset("0123456789abcdef")
_MOST = 1 << 26  # bytes that one compressed frame may hold
_STEP = 1 << 14  # compressed bytes that are read at a time
_FRAMES: dict[bytes, Callable[[], Any]] = {  # how a frame begins, and what opens it, none of the bytes after it
    b"\x28\xb5\x2f\xfd": lambda: zstandard.ZstdDecompressor().decompressobj(),
    b"\x04\x22\x4d\x18": lz4.frame.LZ4FrameDecompressor,
    b"\x1f\x8b\x08": lambda: zlib.decompressobj(wbits=31),
}

_VIEWS: dict[View, Callable[[bytes], str]] = {
    "exact": lambda content: content.decode("latin-1"),
    "folded": lambda content: content.lower().decode("latin-1"),
    "tight": lambda content: content.lower().translate(None, _SEPARATORS).decode("latin-1"),
    "codes": lambda content: "".join(_NAMES.findall(content.lower().decode("latin-1"))),
    "single": lambda content: b"".join(word for word in content.lower().translate(_BLANKED).split() if len(word) == 1).decode(),
}


class Search:
    """Finds values by their needles.

    Args:
        values: by the name that is told when one is found.
        chosen: which needles to look for; all of them by default.
    """

    def __init__(self, values: Mapping[str, Value], chosen: Callable[[Needle], bool] = lambda _: True) -> None:
        found: dict[View, dict[str, list[tuple[str, Needle]]]] = {}
        for name, value in values.items():
            for needle in filter(chosen, needles(value)):
                found.setdefault(needle.view, {}).setdefault(needle.text, []).append((name, needle))
        self._automata = {view: _automaton(words) for view, words in found.items()}

    def find(self, content: bytes, *, texts: bool = False) -> set[tuple[str, str]]:
        """The names of what stands in some bytes, each with its form.

        Args:
            content: UTF-8, UTF-16, UTF-32 or anything else; compressed frames in it are opened.
            texts: it is text that people read, in which a few digits are a find.
        """
        narrow = [content.replace(b"\0", b"")] if _is_wide(content) else []
        every = (content, *narrow, *_inflated(content))
        return set(chain.from_iterable(self._find(one, texts=texts) for one in every))

    def _find(self, content: bytes, *, texts: bool) -> Iterator[tuple[str, str]]:
        for view, automaton in self._automata.items():
            text = _VIEWS[view](content)
            for end, hits in automaton.iter(text):
                for name, needle in hits:
                    if (texts or not needle.texts) and not (needle.alone and _embedded(text, end, needle)):
                        yield name, needle.form


def _is_wide(content: bytes) -> bool:
    """Whether there may be UTF-16 or UTF-32 in it."""
    classes = content.translate(_CLASSES)
    return any(wide in classes for wide in _WIDE)


def _automaton(words: Mapping[str, list[tuple[str, Needle]]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, hits in words.items():
        automaton.add_word(word, hits)
    automaton.make_automaton()
    return automaton


def _embedded(text: str, end: int, needle: Needle) -> bool:
    """Whether a number is only a part of a longer one."""
    start = end + 1 - len(needle.text)
    return text[max(0, start - 1) : start] in _BEFORE or text[end + 1 : end + 2] in _BEFORE


def _inflated(content: bytes) -> Iterator[bytes]:
    """What is in the compressed frames that lie anywhere in some bytes."""
    for magic, opener in _FRAMES.items():
        for at in _places(content, magic):
            yield _inflate(content, at, opener())


def _places(content: bytes, magic: bytes) -> Iterator[int]:
    at = content.find(magic)
    while at >= 0:
        yield at
        at = content.find(magic, at + 1)


def _inflate(content: bytes, at: int, frame: Any) -> bytes:
    """A frame's content, as far as it can be read."""
    out = bytearray()
    with suppress(zstandard.ZstdError, RuntimeError, zlib.error):
        while at < len(content) and not frame.eof and len(out) < _MOST:
            out += frame.decompress(content[at : at + _STEP])
            at += _STEP
    return bytes(out)
