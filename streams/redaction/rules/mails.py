"""E-mail addresses in disguise: `jane (at) example (dot) org`, `jane[at]example.com`, with blanks or encoded."""

import re

from streams.redaction.rules.rule import Rule, Rules, only_if

_LOCAL = r"(?<![\w.+-])[^\W_][\w.+'-]{0,63}"
_DOT_WORD = r"(?:dot|punkt|point|punto|punt|ponto)"
_OPEN, _CLOSE = r"[ \t]?[(\[{<][ \t]?", r"[ \t]?[)\]}>][ \t]?"
_DOT = rf"(?:{_OPEN}(?:{_DOT_WORD}|\.){_CLOSE}|[ \t]?\.[ \t]?|%2E|[ \t]+{_DOT_WORD}[ \t]+)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}"
_TOP = (
    r"(?:com|org|net|edu|gov|io|co|info|biz|eu|de|at|ch|fr|es|it|nl|be|pt|br|uk|us|ca|au|me|dev|app|mail"
    r"|example|test|local|internal)"
)
_ENDS_IN_TOP = re.compile(rf"(?:^|[\W_]|{_DOT_WORD}){_TOP}$", re.IGNORECASE)


def spelled(value: str) -> bool:
    """Whether what was spelled ends in a top-level domain."""
    return bool(_ENDS_IN_TOP.search(value))


def not_git(value: str) -> bool:
    """Whether an address is more than that of a repository, as in `git@example.org:group/project`."""
    return not value.startswith("git@")


def spaced(value: str) -> bool:
    """Whether an address around blanks is one."""
    return not_git(value) and spelled(value)


RULES = (
    Rule(
        "email_spelled",
        "EMAIL_ADDRESS",
        re.compile(rf"{_LOCAL}{_OPEN}(?:at|@|ät|arroba|arobase|chiocciola|apenstaartje){_CLOSE}{_DOMAIN}", re.IGNORECASE),
        needs=("at", "@", "ät", "arroba", "arobase", "chiocciola", "apenstaartje"),
    ),
    Rule(
        "email_encoded",
        "EMAIL_ADDRESS",
        re.compile(
            rf"(?<![A-Za-z0-9.+-])[A-Za-z0-9][\w.+'-]{{0,63}}(?:%40|%2540|&#0?64;|&commat;|\\u0040){_DOMAIN}", re.IGNORECASE
        ),
        needs=("40", "64;", "&commat;"),
    ),
    Rule(
        "email_in_words",
        "EMAIL_ADDRESS",
        re.compile(
            rf"{_LOCAL}(?:[ \t]+{_DOT_WORD}[ \t]+[^\W_][\w+-]{{0,63}}){{0,3}}[ \t]+(?:at|ät|arroba|arobase|chiocciola)[ \t]+"
            rf"{_LABEL}(?:(?:[ \t]+{_DOT_WORD}[ \t]+|\.){_LABEL}){{1,3}}(?![\w-])",
            re.IGNORECASE,
        ),
        only_if(spelled),
        0.9,
        needs=(" at ", "ät ", "arroba ", "arobase ", "chiocciola "),
    ),
    Rule(
        "email_spaced",
        "EMAIL_ADDRESS",
        re.compile(rf"{_LOCAL}[ \t]{{0,2}}@[ \t]{{0,2}}{_LABEL}(?:[ \t]?\.[ \t]?{_LABEL}){{1,4}}"),
        only_if(spaced),
        0.95,
        needs=("@",),
    ),
    Rule(
        "email",
        "EMAIL_ADDRESS",
        re.compile(
            r"(?<![A-Za-z0-9.+_'-])[A-Za-z0-9_+][A-Za-z0-9.+_'-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,120}[A-Za-z0-9])?\.[A-Za-z]{2,24}"
        ),
        only_if(not_git),
        0.95,
        needs=("@",),
    ),
    Rule(
        "email_quoted",
        "EMAIL_ADDRESS",
        re.compile(r"\"[^\"\n@]{1,64}\"@[^\W_][\w.-]{1,120}"),
        needs=('"@',),
    ),
)


def detector() -> Rules:
    """E-mail addresses in disguise."""
    return Rules("mails", RULES)
