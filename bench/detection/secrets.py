"""Invented secrets and passwords, put together at run time so that no scanner takes this file for a leak."""

import base64
import json
import random
import string
from collections.abc import Callable

_ALNUM = string.ascii_letters + string.digits


def password(chance: random.Random, word: Callable[[], str]) -> str:
    """What people choose: a word with additions, several words, or what a manager made."""
    one, two = (word().replace(" ", "") for _ in range(2))
    digits, sign = str(chance.randrange(10, 2100)), chance.choice("!?#$%&*.-_+")
    made = "".join(chance.choice(_ALNUM + "!#%&*+-=?@^_") for _ in range(chance.randrange(10, 20)))
    return chance.choice([f"{one.capitalize()}{digits}{sign}", f"{one}{sign}{two}{digits}", made, f"{one}-{two}-{digits}"])


def secret(chance: random.Random) -> str:
    """Any secret, some of which only what stands around them gives away."""
    return chance.choice(_BARE + _OTHER)(chance)


def recognisable(chance: random.Random) -> str:
    """A secret that says by itself what it is."""
    return chance.choice(_BARE)(chance)


def _letters(chance: random.Random, count: int, alphabet: str = _ALNUM) -> str:
    return "".join(chance.choice(alphabet) for _ in range(count))


def _jwt(chance: random.Random) -> str:
    parts = (
        {"alg": "HS256", "typ": "JWT"},
        {"sub": _letters(chance, 10, string.digits), "iat": chance.randrange(10**9, 2 * 10**9)},
    )
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, _letters(chance, 43)])


_BARE: list[Callable[[random.Random], str]] = [
    lambda chance: "AKIA" + _letters(chance, 16, string.ascii_uppercase + "234567"),
    lambda chance: "ghp" + "_" + _letters(chance, 36),
    lambda chance: "glpat" + "-" + _letters(chance, 20),
    lambda chance: "xoxb" + f"-{_letters(chance, 12, string.digits)}-{_letters(chance, 24)}",
    lambda chance: "sk" + "_live_" + _letters(chance, 24),
    lambda chance: "AIza" + _letters(chance, 35),
    lambda chance: "npm" + "_" + _letters(chance, 36),
    _jwt,
]
_OTHER: list[Callable[[random.Random], str]] = [
    lambda chance: _letters(chance, 32, "0123456789abcdef"),
    lambda chance: _letters(chance, 40),
    lambda chance: base64.b64encode(chance.randbytes(24)).decode(),
    lambda chance: _letters(chance, 20, string.ascii_lowercase + string.digits),
]
