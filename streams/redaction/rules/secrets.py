"""Secrets: those of a known shape, those that a label or a command names, and whatever else looks drawn rather than written."""

import re
from collections.abc import Iterator

from streams.redaction.rules import commands, labelled, tokens
from streams.redaction.rules.random_looking import looks_random
from streams.redaction.rules.rule import Range, Rule, Rules, only_if
from streams.redaction.rules.speech import not_a_word
from streams.redaction.rules.together import Together

_PATH_WORD = re.compile(r"[A-Z]?[a-z]{2,}")
_SHORTEST_TOKEN = 16
_YOUR = "your|the|ihr|dein|der|votre|ton|le|tu|su|el|tuo|suo|il tuo|il|je|uw|o seu|seu|teu"
_IS = "is|ist|lautet|est|es|è|é"
_CODE = r"(?:code|código|codigo|codice|otp|pin|passwor[dt]|kennwort)(?![^\W_])"
_PASSWORD_WORDS = ("password", "passwort", "kennwort", "passe", "contraseña", "clave", "wachtwoord", "senha")
_STANDS_BEFORE = (
    r"(?<!\S)(?P<value>\S{4,64})[ ](?:for|is|as|ist|als|est|es|è|é|como|come|comme)[ ](?:the|my|your|our|das|mein|dein|unser|le"
    r"|mon|votre|la|mi|tu|il|de|het|mijn|a|minha|o)[ ](?:[^\W\d_]{2,12}[ ]){0,2}"
    r"(?:password|passwort|kennwort|mot de passe|contraseña|clave|wachtwoord|senha)"
)
_SYMBOLS = frozenset("!#$%^&*?+=~@")
# Tokens with a symbol that are no password: an assignment, an address, a reference to a cell or an issue, an entity, a version.
_WRITTEN = re.compile(
    r"^[\w.-]+=|@[\w-]+\.\w|^\w+!\$?[A-Z]+\$?\d+$|^[A-Za-z][A-Za-z._-]*#\d+$|^&?\w+;$|^[A-Za-z]\w*\+\+"
    r"|%[sdf]|^\d+[.\d]*[%+*=x]|^\w+@\d|[?!.…]{1,3}$(?<=[a-zß-ÿ][?!.…])"
)
# Digests say what a thing is and open nothing: of commits, of files, of images.
_DIGEST = (
    r"(?:\b(?:commit|sha-?\d{0,3}|md5|hash|digest|checksum|tree|parent|blob|rev|revision|merge|integrity|etag|head|index|pick|revert|"
    r"fingerprint|prüfsumme|somme de contrôle|suma de comprobación|thumbprint)[ \t:=/'\"@(#-]{1,4}|\bsha(?:1|256|384|512)-)"
    r"[A-Za-z0-9+/]{7,128}={0,2}(?![A-Za-z0-9+/_-])"
)


def password_like(token: str) -> bool:
    """Whether a token that stands alone is one that forms ask for: letters and a symbol, and digits or another case."""
    kinds = sum(any(map(kind, token)) for kind in (str.islower, str.isupper, str.isdigit))
    symbols = sum(char in _SYMBOLS for char in token)
    return kinds >= 2 and symbols > 0 and token[0] not in "=#@$-.&%+" and not _WRITTEN.search(token)


def random_tokens(value: str) -> Iterator[Range]:
    """The token, if it looks random; of a path, its random segments."""
    is_path = any(map(_PATH_WORD.fullmatch, value.split("/")))
    for segment in re.finditer(r"[^/]+" if is_path else r".+", value):
        if len(segment[0]) >= _SHORTEST_TOKEN and looks_random(segment[0].strip("=-_")):
            yield segment.span()


RULES = (
    *tokens.RULES,
    *commands.RULES,
    Rule(
        "code_said",
        "PASSWORD",
        re.compile(rf"(?<![^\W_])(?:{_YOUR})[ ]{_CODE}(?:[ ](?:{_IS})|:)[ ](?P<value>[0-9]{{3,10}})(?![0-9])", re.IGNORECASE),
        digits=3,
    ),
    Rule(
        "code_before",
        "PASSWORD",
        re.compile(
            rf"(?<![0-9A-Za-z])(?:[A-Z]-)?(?P<value>[0-9]{{4,8}})[ ](?:{_IS})[ ](?:{_YOUR})[ ][^\n.]{{0,40}}?{_CODE}",
            re.IGNORECASE,
        ),
        digits=4,
    ),
    Rule(
        "password_before",
        "PASSWORD",
        re.compile(_STANDS_BEFORE, re.IGNORECASE),
        only_if(not_a_word),
        0.9,
        needs=_PASSWORD_WORDS,
    ),
    Rule(
        "password_like",
        "PASSWORD",
        re.compile(r"\A\s?(?P<value>[^\s:/\\()<>\[\]{}|\"'`,;]{8,64})\s?\Z"),
        only_if(password_like),
        0.6,
    ),
    Rule(
        "random_token",
        "SECRET",
        re.compile(_DIGEST + r"|(?<![A-Za-z0-9+/=_-])(?P<value>[A-Za-z0-9+/_-]{20,4000}={0,2})", re.IGNORECASE),
        random_tokens,
        0.6,
        digits=2,
    ),
)


def detector() -> Together:
    """Secrets and passwords."""
    return Together("secrets", [Rules("shapes", RULES), labelled.Labelled("labels", labelled.SECRETS)])
