"""Parts of a text that may be a name by themselves: of titles, URLs, paths, rows of tables, names of files, lines of letters."""

import re
from collections.abc import Iterator

from streams.redaction.models.ordinary import Ordinary

LONGEST = 400  # characters of a text of which parts are read
_MOST = 10  # parts that are read
_WORDS = 6  # of a part; what has more is no name
_BETWEEN = re.compile(r"(?<=\s)[-\u2013\u2014\u00b7](?=\s)|\?(?=\S)|[/\\&=;|\t\n<>\"{}\[\]#]")
_HOST = re.compile(r"://[^/\\?#\s]*|\b(?:www\.|[\w.+-]*@)[\w.-]+")
_ENDING = re.compile(r"\.(?:[a-z]{2,4}|[a-z]{2,3}\d)\s*$", re.IGNORECASE)
_WORD = re.compile(r"(?<![\d])[^\W\d_]+(?!\d)")
_CAMEL = re.compile(r"[^\W\d_]*[a-z][A-Z]")
_COMMA = re.compile(r"(?<=[^\W\d_]),\s")

Words = list[tuple[int, int]]


def parts(text: str, ordinary: Ordinary) -> Iterator[Words]:
    """The words of each part, `start` to `end` in characters, without what joins them; a given name before its surname."""
    if len(text) > LONGEST:
        return
    plain = _HOST.sub(lambda host: "/" * len(host[0]), text)
    borders = [0, *(place for match in _BETWEEN.finditer(plain) for place in match.span()), len(plain)]
    found = (
        part for start, end in zip(borders[::2], borders[1::2], strict=True) for part in _readings(plain, start, end, ordinary)
    )
    for _, part in zip(range(_MOST), found, strict=False):
        yield part


def _readings(text: str, start: int, end: int, ordinary: Ordinary) -> Iterator[Words]:
    ending = _ENDING.search(text, start, end)
    last = ending.start() if ending else end
    comma = _COMMA.search(text, start, last)
    is_prose = end - start == len(text) and not ending and not comma and " " in text
    if is_prose or text[end : end + 1] == "=":
        return
    words = strange([match.span() for match in _WORD.finditer(text, start, last)], text, ordinary)
    is_phrase = len(words) == 1 and " " in text[start:last].strip()
    if 0 < len(words) <= _WORDS and not is_phrase:
        yield words
        if comma:
            yield [word for word in words if word[0] > comma.start()] + [word for word in words if word[0] < comma.start()]


def strange(words: Words, text: str, ordinary: Ordinary) -> Words:
    """The words from the first that may be of a name to the last; an initial may be."""
    found = [text[start:end] for start, end in words]
    places = [at for at, word in enumerate(found) if _is_strange(word, ordinary)]
    if not places:
        return []
    first, last = places[0], places[-1]
    while first and len(found[first - 1]) == 1:
        first -= 1
    return words[first : last + 1]


def _is_strange(word: str, ordinary: Ordinary) -> bool:
    # A word like `someThing` is a program's.
    is_of_code = word[:1].islower() and _CAMEL.match(word)
    return len(word) > 1 and not is_of_code and not ordinary.covers(word)
