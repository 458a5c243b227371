"""Which labels ask for a secret: the extension's own list of words, so that host and extension never differ."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

EXTENSION = Path(__file__).with_name("extension")
WORDS = EXTENSION / "content" / "words.js"

_BEGIN = "handrail.words = "
_LONGEST = 300
_CAMEL = re.compile(r"([a-z])([A-Z])")
_NUMBER = re.compile(r"[0-9]+")
_OTHER = re.compile(r"[^a-z0-9]+")


@cache
def words() -> Mapping[str, Sequence[str]]:
    """The words by where they count: `autocomplete` tokens, `anywhere` in a label, `at_the_end` of one."""
    content = WORDS.read_text("utf-8")
    found: Mapping[str, Sequence[str]] = json.loads(content.partition(_BEGIN)[2].rstrip().removesuffix(";"))
    return found


def plain(label: str) -> str:
    """A label in plain words: lower case, without accents, words and numbers apart."""
    letters = unicodedata.normalize("NFKD", label[:_LONGEST].replace("ß", "ss"))
    bare = "".join(letter for letter in letters if unicodedata.category(letter)[0] != "M")
    return _OTHER.sub(" ", _NUMBER.sub(r" \g<0> ", _CAMEL.sub(r"\1 \2", bare).lower())).strip()


def labelled_secret(label: str) -> bool:
    """Whether a label asks for a secret."""
    said = f" {plain(label)} "
    return any(f" {word} " in said for word in words()["anywhere"]) or any(
        said.endswith(f" {word} ") for word in words()["at_the_end"]
    )
