"""What a URL gives away: credentials before the host, tokens in the query, opaque path segments, names of home directories.

The rest of a URL stays: it says where a person worked. No URL is parsed, since titles hold pieces of them.
"""

import re

from streams.redaction.random_looking import looks_random
from streams.redaction.rules import Range, Rule, Rules, only_if

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
_EDGE = r"(?:[?&#;]|^|(?<=\s)|%26|%3F)"


def opaque(value: str) -> bool:
    """Whether a value of a doubtful parameter is long and random enough to be a token."""
    return len(value) >= 6 and any(map(str.isdigit, value)) and (len(value) >= 16 or not value.isdigit()) and looks_random(value)


def user_and_password(value: str) -> list[Range]:
    """Both together, and the password alone."""
    return [(0, len(value)), (value.index(":") + 1, len(value))]


def personal(directory: str) -> bool:
    """Whether a home directory is a person's."""
    return directory.lower() not in {
        "public",
        "default",
        "all users",
        "shared",
        "runner",
        "user",
        "admin",
        "administrator",
        "ubuntu",
    }


RULES = (
    Rule(
        "url_credentials",
        "SECRET",
        re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://(?P<value>[^\s/@:]{0,128}:[^\s/@]{1,256})@", re.IGNORECASE),
        user_and_password,
    ),
    Rule("url_token", "SECRET", re.compile(_EDGE + rf"(?:{_ALWAYS})(?:=|%3D)" + _QUERY_VALUE, re.IGNORECASE)),
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
    Rule(
        "home_directory",
        "USERNAME",
        re.compile(r"(?:[\\/]Users|/home)[\\/](?P<value>[^\\/\s:*?\"<>|]{2,64})", re.IGNORECASE),
        only_if(personal),
        0.9,
    ),
)


def detector() -> Rules:
    """Credentials and tokens in URLs and paths."""
    return Rules("urls", RULES)
