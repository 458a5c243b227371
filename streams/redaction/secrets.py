"""Secrets that are known by their shape, and passwords that stand beside their label."""

import re
from collections.abc import Iterator

from streams.redaction.random_looking import looks_random
from streams.redaction.rules import Range, Rule, Rules, only_if

_LABEL = r"\b(?:password|passwd|passwort|kennwort|contraseña|mot de passe|passcode|passphrase|pass|pwd|pw|pin(?: code)?)"
_KEY_NAME = r"\b[a-z0-9_.-]{0,40}(?:secret|token|api[ _-]?key|access[ _-]?key|account[ _-]?key|private[ _-]?key|credentials?)"
_ASSIGNED = r"[\"']?[ \t]*(?:=>?|:)[ \t]*[\"']?"
_WORDS = r"(?P<value>\S{1,256}(?:[ \t]+\S{1,256}){1,3})(?=[ \t]*(?:[\r\n]|$))"  # all of a line, if they are few
_WORD = r"(?P<value>\S{4,256})"
_VALUE = r"(?P<value>[^\s\"',;<>&]{4,256})"
_CODE_LABEL = r"\b(?:otp|2fa|verification code|security code|one-time code|login code|passcode|your code|pin|cvv|cvc)"
_MARKS = ".,:!?()[]*•·…"
_PATH_WORD = re.compile(r"[A-Z]?[a-z]{2,}")
_SHORTEST_TOKEN = 16
_SYMBOLS = "!@#$%^&*_+="
_REMARKS = """
    required optional incorrect invalid wrong changed expired reset hidden protected manager policy must should cannot been none
    null true false undefined enter forgot show hide confirm weak strong
"""
_SPEECH = frozenset(_REMARKS.split())


def not_speech(value: str) -> bool:
    """Whether a value beside a label is more than a remark about it, as in `Password: required`."""
    return value.strip(_MARKS).lower() not in _SPEECH and any(map(str.isalnum, value))


def not_a_word(value: str) -> bool:
    """Whether a value in running text is no word of the language, unlike in `the password is wrong`."""
    return not_speech(value) and any(char.isdigit() or char in _SYMBOLS for char in value.rstrip(_MARKS))


def no_remark(value: str) -> bool:
    """Whether the words beside a label are more than a remark about it, as in `Password: must be set`."""
    return not_speech(value.split(maxsplit=1)[0])


def key_like(value: str) -> bool:
    """Whether what is assigned to a key is more than a setting, as in `token: enabled`."""
    return not_a_word(value) or len(value) >= 12


def random_tokens(value: str) -> Iterator[Range]:
    """The token, if it looks random; of a path, its random segments."""
    is_path = any(map(_PATH_WORD.fullmatch, value.split("/")))
    for segment in re.finditer(r"[^/]+" if is_path else r".+", value):
        if len(segment[0]) >= _SHORTEST_TOKEN and looks_random(segment[0].strip("=-_")):
            yield segment.span()


def _secret(name: str, pattern: str) -> Rule:
    return Rule(name, "SECRET", re.compile(pattern))


RULES = (
    _secret("private_key", r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:[^-]|-(?!----END))*(?:-----END[A-Z ]{0,60}-----)?"),
    _secret("aws_access_key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    _secret("github_token", r"\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})"),
    _secret("gitlab_token", r"\bgl[a-z]{2,6}-[A-Za-z0-9_-]{20,255}"),
    _secret("slack_token", r"\bxox[a-z]-[A-Za-z0-9-]{10,255}"),
    _secret("slack_webhook", r"hooks\.slack\.com/(?:services|workflows)/(?P<value>[A-Za-z0-9/_+-]{20,255})"),
    _secret("stripe_key", r"\b(?:[srp]k_(?:live|test)|rk|whsec)_[A-Za-z0-9]{16,255}"),
    _secret("google_key", r"\bAIza[A-Za-z0-9_-]{30,60}|\bya29\.[A-Za-z0-9_-]{20,255}|\bGOCSPX-[A-Za-z0-9_-]{20,60}"),
    _secret("openai_key", r"\bsk-[A-Za-z0-9_-]{20,255}"),
    _secret("package_token", r"\b(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,255}|hf_[A-Za-z0-9]{30,60}|dop_v1_[a-f0-9]{64})"),
    _secret("sendgrid_key", r"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}"),
    _secret("jwt", r"\beyJ[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,8000}(?:\.[A-Za-z0-9_-]{0,2000})?"),
    Rule(
        "bearer",
        "SECRET",
        re.compile(r"\b(?:bearer|basic)[ \t]+(?P<value>[A-Za-z0-9+/=._~-]{8,4000})", re.IGNORECASE),
        only_if(not_a_word),
    ),
    Rule("password_labelled", "PASSWORD", re.compile(_LABEL + r"[ \t]*:[ \t]*" + _WORD, re.IGNORECASE), only_if(not_speech)),
    Rule(
        "passphrase",
        "PASSWORD",
        re.compile(r"(?<![?&;_.-])" + _LABEL + r"[ \t]*[:=][ \t]*" + _WORDS, re.IGNORECASE),
        only_if(no_remark),
    ),
    Rule("password_assigned", "PASSWORD", re.compile(_LABEL + _ASSIGNED + _VALUE, re.IGNORECASE), only_if(not_speech)),
    Rule(
        "password_spoken",
        "PASSWORD",
        re.compile(_LABEL + r"[ \t]+(?:is|was|lautet)?[ \t]*" + _WORD, re.IGNORECASE),
        only_if(not_a_word),
        0.8,
    ),
    Rule(
        "code_spoken", "PASSWORD", re.compile(_CODE_LABEL + r"[ \t]*(?:is|:|=|#)?[ \t]*(?P<value>[0-9]{3,10})\b", re.IGNORECASE)
    ),
    Rule("secret_assigned", "SECRET", re.compile(_KEY_NAME + _ASSIGNED + _VALUE, re.IGNORECASE), only_if(key_like)),
    Rule("random_token", "SECRET", re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{20,4000}={0,2}"), random_tokens, 0.6),
)


def detector() -> Rules:
    """Secrets and passwords."""
    return Rules("secrets", RULES)
