"""What a URL gives away: credentials before the host, tokens in the query, opaque path segments.

The rest of a URL stays: it says where a person worked. No URL is parsed, since titles hold pieces of them.
"""

import re

from streams.redaction.rules import paths
from streams.redaction.rules.random_looking import looks_random
from streams.redaction.rules.rule import Range, Rule, Rules, only_if
from streams.redaction.rules.speech import not_speech

_ALWAYS = (
    "(?:access|id|refresh|auth|oauth|csrf|xsrf|reset|login|session|security|jwt)?[_-]?token|t?sid|session[_-]?(?:id|key|token|data)?|s?essid|"
    "phpsessid|jsessionid|password|passwd|pwd|pass|secret|client_secret|api[_-]?key|sig|signature|x-amz-[a-z-]{1,30}|auth|"
    "authorization|jwt|otp|samlrequest|samlresponse|relaystate|code_verifier|code_challenge|assertion|login_hint"
)
_SOMETIMES = (
    "code|ticket|nonce|invite|key|state|id|uid|hash|h|k|t|s|c|data|d|request|req|ref|continue|user|email|u|magic|link|"
    "confirm|verify"
)
_QUERY_VALUE = r"(?P<value>[^&#;\s\"'<>|]{1,4000})"
_PORT = re.compile(r"\d{1,5}(?:[/?#]|$)")
_EDGE = r"(?:[?&#;]|^|(?<=\s)|%26|%3F)"


def opaque(value: str) -> bool:
    """Whether a value of a doubtful parameter is long and random enough to be a token."""
    return len(value) >= 6 and any(map(str.isdigit, value)) and (len(value) >= 16 or not value.isdigit()) and looks_random(value)


def credentials(value: str) -> list[Range]:
    """User and password together, and the password alone; a port and a path before some `@` are none."""
    at = value.index(":") + 1
    return [] if _PORT.match(value, at) else [(0, len(value)), (at, len(value))]


RULES = (
    Rule(
        "url_credentials",
        "SECRET",
        re.compile(
            r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}://(?P<value>[^\s/@:?#]{0,128}:[^\s\"'<>]{1,256})@(?=[\w\[])", re.IGNORECASE
        ),
        credentials,
        needs=("://",),
    ),
    Rule(
        "url_token",
        "SECRET",
        re.compile(_EDGE + rf"(?:{_ALWAYS})(?:=|%3D)" + _QUERY_VALUE, re.IGNORECASE),
        only_if(not_speech),
        needs=("=", "%3d"),
    ),
    Rule(
        "url_opaque_value", "SECRET", re.compile(rf"[?&#;](?:{_SOMETIMES})=" + _QUERY_VALUE, re.IGNORECASE), only_if(opaque), 0.8
    ),
    Rule(
        "url_opaque_query",
        "SECRET",
        re.compile(r"[?&#;][^\s=&#;]{1,40}=(?P<value>[^&#;\s]{20,4000})"),
        only_if(looks_random),
        0.6,
    ),
    Rule(
        "url_opaque_path", "SECRET", re.compile(r"/(?P<value>[A-Za-z0-9_~.%-]{16,4000})(?=[/?#\s]|$)"), only_if(looks_random), 0.6
    ),
)


def detector() -> Rules:
    """Credentials and tokens in URLs, names of users in paths."""
    return Rules("urls", (*RULES, *paths.RULES))
