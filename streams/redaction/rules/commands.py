"""Secrets in command lines, headers and configuration, where a command or a format says where its secret stands."""

import re
from collections.abc import Iterable, Iterator

from streams.redaction.rules.rule import Range, Rule, only_if
from streams.redaction.rules.speech import not_speech

_VALUE = r"[\"']?(?P<value>[^\s\"'-][^\s\"']{0,255})"
_ARGUMENTS = r"\b[^\n|;&]{0,200}?[ \t]"
_ATTRIBUTES = frozenset(
    {"path", "domain", "expires", "max-age", "samesite", "version", "lang", "locale", "theme", "consent", "priority"}
)
_COOKIE = re.compile(r"(?:^|;[ \t]*)(?P<name>[^=;\s]{1,80})=(?P<value>[^;\s]{4,4000})")
_TABLE = (
    # commands, and the option before the secret
    ("mysql|mysqldump|mysqladmin|mysqlimport|mariadb", r"-p"),
    (
        "sshpass|docker login|podman login|helm registry login|oc login|az login|mongo|mongosh|mongodump|mongorestore|influx",
        r"-p[ \t]+",
    ),
    ("redis-cli|keydb-cli", r"-a[ \t]+"),
    ("sqlcmd|osql|bcp|isql|cqlsh", r"(?:-P|-p)[ \t]*"),
    ("ldapsearch|ldapmodify|ldapadd|ldapdelete|ldapwhoami", r"-w[ \t]*"),
    ("plink|pscp|psftp|putty", r"-pw[ \t]+"),
    ("7z|7za|7zz|rar|unrar", r"-p"),
    ("unzip|zip", r"-P[ \t]+"),
    ("htpasswd", r"-[a-zA-Z]*b[a-zA-Z]*[ \t]+(?:\S+[ \t]+)?\S+[ \t]+"),
    ("openssl", r"(?:-(?:pass|passin|passout)[ \t]+pass:|-[kK][ \t]+)"),
    ("smbclient|rpcclient|mount|winexe|net", r"(?:-U[ \t]*)?[\w.\\/-]{1,64}%"),
    ("xfreerdp|wfreerdp|cmdkey|rdesktop", r"/(?:p|pass):"),
    ("psexec|psexec64", r"-p[ \t]+"),
)


def user_and_password(value: str) -> list[Range]:
    """Both together, and the password alone."""
    return [(0, len(value)), (value.index(":") + 1, len(value))]


def cookies(value: str) -> Iterator[Range]:
    """The values of cookies, without attributes and settings."""
    return (match.span("value") for match in _COOKIE.finditer(value) if match["name"].lower() not in _ATTRIBUTES)


def not_an_option(value: str) -> Iterable[Range]:
    """A secret, not the next option or a name in code."""
    return [(0, len(value))] if not value.startswith("-") and not_speech(value) else []


def _command(names: str, option: str) -> Rule:
    pattern = re.compile(rf"\b(?:{names}){_ARGUMENTS}{option}{_VALUE}")
    return Rule(
        f"command_{names.partition('|')[0].replace(' ', '_')}", "PASSWORD", pattern, not_an_option, needs=tuple(names.split("|"))
    )


RULES = (
    *(_command(*row) for row in _TABLE),
    Rule(
        "curl_user",
        "SECRET",
        re.compile(
            r"\b(?:curl|wget|https?|xh)\b[^\n|;]{0,300}?[ \t]"
            r"(?:-u|--user|--proxy-user|-U|-a|--auth)[ \t=]?[\"']?(?P<value>[^\s\"':/]{1,64}:[^\s\"']{1,256})"
        ),
        user_and_password,
        needs=("curl", "wget", "http", "xh "),
    ),
    Rule(
        "user_option",
        "SECRET",
        re.compile(
            r"[ \t](?:-u|--user)[ \t=][\"']?(?P<value>[A-Za-z][^\s\"':/]{0,63}:[^\s\"']{1,256})(?=[\"']?[ \t][^\n]{0,200}://)"
        ),
        user_and_password,
        needs=("-u ", "--user"),
    ),
    Rule(
        "option",
        "SECRET",
        re.compile(
            r"(?<![\w-])--?(?:[a-z]{1,20}-)?(?:password|passwd|passphrase|pass|pwd|token|secret|api-?key|(?:access|auth|bearer)-token|client-secret|"
            r"secret-key|private-key|access-key)(?:[ \t]+|=)" + _VALUE,
            re.IGNORECASE,
        ),
        not_an_option,
        needs=("-pass", "-pwd", "-token", "-secret", "key"),
    ),
    Rule(
        "cookie",
        "SECRET",
        re.compile(r"\bcookie[\"']?[ \t]*:[ \t]*[\"']?(?P<value>[^\r\n\"']{4,4000})", re.IGNORECASE),
        cookies,
        needs=("cookie",),
    ),
    Rule("netrc", "PASSWORD", re.compile(r"\blogin[ \t]+\S{1,64}[ \t]+password[ \t]+(?P<value>\S{1,128})"), needs=("login",)),
    Rule(
        "sql_password",
        "PASSWORD",
        re.compile(
            r"(?:\bidentified[ \t]+(?:with[ \t]+\S{1,40}[ \t]+)?by|\bpassword)[ \t]*[=(]?[ \t]*'(?P<value>[^'\n]{1,128})'",
            re.IGNORECASE,
        ),
        needs=("identified", "password"),
    ),
    Rule(
        "pgpass",
        "PASSWORD",
        re.compile(r"(?:^|\n)[^:\s]{1,128}:(?:\d{2,5}|\*):[^:\s]{1,64}:[^:\s]{1,64}:(?P<value>[^:\s]{3,128})(?=\s|$)"),
        needs=(":",),
    ),
    Rule(
        "sqlplus",
        "PASSWORD",
        re.compile(r"\b(?:sqlplus|expdp|impdp|exp|imp)[ \t][^\n/]{0,80}/(?P<value>[^\s@/]{3,64})@"),
        needs=("sqlplus", "dp ", "exp ", "imp "),
    ),
    Rule("wifi_code", "PASSWORD", re.compile(r"\bWIFI:[^\n]{0,120}?P:(?P<value>(?:[^;\\\n]|\\.){3,64});"), needs=("wifi:",)),
    Rule(
        "echoed",
        "PASSWORD",
        re.compile(
            r"\becho[ \t]+(?:-n[ \t]+)?[\"']?(?P<value>[^\s\"'|]{3,128})[\"']?[ \t]*\|[ \t]*"
            r"(?:sudo[ \t]+-S|docker[ \t]+login|passwd|chpasswd)"
        ),
        needs=("echo",),
    ),
    Rule(
        "net_user",
        "PASSWORD",
        re.compile(
            r"\bnet[ \t]+use?r?[ \t]+(?:[a-z]:[ \t]+\\\\\S{1,128}[ \t]+|\w{1,64}[ \t]+)(?P<value>[^\s/\\]\S{2,128})",
            re.IGNORECASE,
        ),
        not_an_option,
        needs=("net use", "net user"),
    ),
    Rule(
        "secure_string",
        "PASSWORD",
        re.compile(r"ConvertTo-SecureString[ \t]+(?:-String[ \t]+)?[\"'](?P<value>[^\"'\n]{3,128})[\"']", re.IGNORECASE),
        only_if(not_speech),
        needs=("securestring",),
    ),
)
