"""The search finds what was planted in every form, and nothing where nothing is: a search that cannot find proves nothing."""

import base64
import hashlib
import json
import random
import string
import urllib.parse

import pyarrow as pa
import pytest

from tests.system.canary.forms import Value
from tests.system.canary.search import Search

MAIL = "Torvald.Quimbley@Zephyrol.example"
CARD = "4929 3813 3266 4295"
VALUES = {
    "mail": Value(MAIL, core="Torvald.Quimbley@Zephyrol"),
    "card": Value(CARD),
    "name": Value("Cornelius Abernathy"),
    "control": Value("the walnut bookshelf leans against a ladder", piece=24),
}
SEARCH = Search(VALUES)
TIGHT = "torvaldquimbley@zephyrol"


def found(content: str | bytes, *, texts: bool = False) -> set[str]:
    raw = content if isinstance(content, bytes) else content.encode()
    return {name for name, _ in SEARCH.find(raw, texts=texts)}


def codes(text: str) -> list[str]:
    return [f"Key{char.upper()}" if char.isalpha() else f"Digit{char}" for char in text if char.isalnum()]


PLANTED = {
    "plain": MAIL,
    "lower": MAIL.lower(),
    "upper": MAIL.upper(),
    "reversed": MAIL[::-1],
    "without separators": "torvaldquimbleyzephyrolexample",
    "with other separators": "-".join("torvaldquimbley"),
    "URL": urllib.parse.quote(MAIL, safe=""),
    "URL, wholly": "".join(f"%{ord(char):02X}" for char in MAIL),
    "HTML": "".join(f"&#{ord(char)};" for char in MAIL),
    "HTML, hexadecimal": "".join(f"&#x{ord(char):X};" for char in MAIL),
    "JSON": "".join(f"\\u{ord(char):04x}" for char in MAIL),
    "a piece": "xx" + MAIL[3:9] + "xx",
    "the last piece": MAIL.partition("@")[0][-6:],
    "a piece in upper case, reversed": MAIL[4:10].upper()[::-1],
    "UTF-16": MAIL.encode("utf-16-le"),
    "UTF-32": MAIL.encode("utf-32-le"),
    "hexadecimal": MAIL.encode().hex(),
    "key codes": json.dumps(codes(MAIL)),
    "key codes of events": json.dumps([{"key": char, "code": code, "down": True} for char, code in zip(TIGHT, codes(TIGHT))]),  # noqa: B905
    "keys of events": "".join(f'{{"key":"{char}","down":true,"time":1234}}' for char in MAIL),
    "virtual keys": str([ord(char) for char in MAIL.upper()]),
    "character codes": ",".join(str(ord(char)) for char in MAIL.lower()),
    "zstd": b"\0\1\2" + pa.compress(f"before {MAIL} after".encode(), "zstd", asbytes=True) + b"\7" * 99,
    "gzip": b"\0\1\2" + pa.compress(f"before {MAIL} after".encode(), "gzip", asbytes=True) + b"\7" * 99,
    "lz4": b"\0\1\2" + pa.compress(f"before {MAIL} after".encode(), "lz4", asbytes=True) + b"\7" * 99,
}


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_value_is_found_in_every_form(form):
    assert found(PLANTED[form]) == {"mail"}


@pytest.mark.parametrize("before", range(3))
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("text", [MAIL, MAIL.lower(), MAIL.upper(), CARD, CARD.replace(" ", "")])
def test_base64_is_found_wherever_the_value_begins(text, encode, before):
    assert found(encode(b"x" * before + text.encode() + b"?>?>")) == {"mail" if "@" in text else "card"}


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512", "blake2b"])
@pytest.mark.parametrize("text", [MAIL, MAIL.lower(), CARD, CARD.replace(" ", "")])
def test_unkeyed_hashes_are_found(text, name):
    digest = hashlib.new(name, text.encode())
    for content in (digest.hexdigest(), digest.hexdigest().upper(), digest.digest(), base64.b64encode(digest.digest())):
        assert found(content) == {"mail" if "@" in text else "card"}


@pytest.mark.parametrize(
    ("content", "texts", "is_found"),
    [
        (CARD, False, True),
        (CARD.replace(" ", ""), False, True),
        (CARD.replace(" ", "-"), False, True),
        ("99" + CARD.replace(" ", "") + "99", False, True),
        ("card 813 3266 4", False, True),
        ("card 8-1-3-3-2-6-6-4-2-9", False, True),
        ("card 93813326 ok", False, True),
        ("size 93813326777", False, False),
        ("id 3f93813326ab", False, False),
        ("size 938133", False, False),
        ("card 938133 ok", True, True),
        ("card 29 3813 ok", True, True),
        ("card 93813", True, False),
    ],
)
def test_digits_are_a_find_when_they_do_not_stand_there_by_chance(content, texts, is_found):
    assert found(content, texts=texts) == ({"card"} if is_found else set())


def test_nothing_is_found_where_nothing_was_planted():
    chance = random.Random(3)
    noise = chance.randbytes(1 << 20) + "".join(chance.choices(string.hexdigits + " ,.", k=1 << 20)).encode()
    assert found(noise) == set()
    assert found("somebody@example.com met Abigail in Cornwall about 4929 and 4295") == set()


def test_a_control_counts_as_a_whole_alone():
    assert found("the walnut bookshelf leans against a ladder") == {"control"}
    assert found("a walnut bookshelf") == set()
