r"""Names of users in paths and shells: home directories, network shares, `ssh jane@host`, `~jane`, `CORP\jane`."""

import re
from collections.abc import Iterable

from streams.redaction.rules.rule import Range, Rule, Rules, only_if
from streams.redaction.words import INTERFACE

_NOBODY_WORDS = """
    public default shared runner user users username admin administrator ubuntu root git guest test node vsts app appuser
    www-data postgres mysql jenkins deploy ec2-user vagrant pi vscode circleci travis builder build default_user defaultuser0
    everyone all docker hadoop airflow spark linuxbrew jovyan coder developer oracle service svc system ftp backup nobody
    daemon mail local anonymous sa noreply no-reply info support hello contact name you your-name yourname your_user host
    myuser
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
_DOMAINS_WORDS = """
    HKLM HKCU HKCR HKU HKCC HKEY_LOCAL_MACHINE HKEY_CURRENT_USER NT AUTHORITY BUILTIN SERVICE IIS WINDOWS SYSTEM SOFTWARE UNC
    LOCAL
"""
_DOMAINS = frozenset(_DOMAINS_WORDS.split())
_HOMES = (
    r"Users|home|Documents and Settings|Benutzer|Utilisateurs|Usuarios|Usu\xe1rios|Utenti|Gebruikers|Utilizadores|profiles\$?|"
    r"home\$|homes|users\$|userdata|folder_redirection"
)
_HOME_WORDS = (
    "users",
    "home",
    "settings",
    "benutzer",
    "utilisateurs",
    "usu",
    "utenti",
    "gebruikers",
    "utilizadores",
    "profiles",
    "data",
)
_ROUTES_WORDS = """
    about active activity admins albums all archive award awards badges birthdays board browse bulk chart compare contact create
    current custom default delete directory directories edit events everyone export featured feed filter find followers
    following form former forums groups guide guides handbook hiring home import index info invite join latest leave list lists
    login logout manage managers me media meta nearby new news online onboarding overview password payroll people photos picks
    pending personal policies portal preferences profile profiles public recent register repos request requests results roles
    root search select self session settings setup show signin signup social staff stats status suggested summary support
    table team teams template templates tools top training update upload view views welcome
"""
_ROUTES = frozenset(_ROUTES_WORDS.split()) | INTERFACE
_GROUPS = (  # who is many, and what annotates code or style sheets
    "all|everyone|everybody|here|channel|team|group|room|alle|tous|todos|tutti|iedereen|equipe|equipo|squadra|[\\w-]*-?team|"
    "media|import|charset|keyframes|font-face|supports|layer|apply|include|extend|mixin|function|return|returns|param|params|"
    "throws|see|since|author|version|deprecated|todo|brief|file|note|type|typedef|property|override|test|app|pytest|click|"
    "dataclass|staticmethod|classmethod|cache|echo|media|page|namespace|interface|component|injectable|input|output|autowired|"
    "dependabot|renovate|github-actions|[\\w-]*bot|types|angular|babel|vue|nestjs|testing-library|example|private|protected|public|"
    "internal|license|copyright|package|module|class|method|link|default|template|export|if|else|for|foreach|end|section|yield|"
    "extends|model|using|html|abstractmethod|contextmanager|fixture|given|when|then"
)
_SEP = r"(?:\\{1,2}|/|%2F|%5C|\xa5)"
_NAME = r"[^\\/\s:*?\"'<>|,;()%&]{1,64}"


def personal(directory: str) -> bool:
    """Whether a home directory or an account is a person's."""
    plain = directory.lower().strip(".$~")
    return plain not in _NOBODY and plain not in {"all users", "default user"} and not plain.startswith(("$", "{", "%", "<"))


def member(segment: str) -> bool:
    """Whether what follows `/people/` is a person's account, not a page."""
    is_marked = any(char.isdigit() or char in "._" for char in segment)
    words = re.split(r"[-_.]", segment)
    return personal(segment) and (is_marked or (len(words) == 1 and len(segment) > 4)) and not _ROUTES.issuperset(words)


def mentioned(name: str) -> bool:
    """Whether `@` addresses a person: not a group, nor a word of a language for machines."""
    return personal(name) and name not in INTERFACE


def account(value: str) -> Iterable[Range]:
    r"""The user in `DOMAIN\user`."""
    domain, _, user = value.partition("\\")
    return [(len(domain) + 1, len(value))] if domain not in _DOMAINS and personal(user) else []


def _rule(name: str, pattern: str, needs: tuple[str, ...], flags: int = re.IGNORECASE, score: float = 0.9) -> Rule:
    return Rule(name, "USERNAME", re.compile(pattern, flags), only_if(personal), score, needs)


RULES = (
    _rule(
        "home_directory",
        rf"(?:{_SEP}(?:{_HOMES}){_SEP})(?P<value>[^\\/\s:*?\"'<>|,;%&][^\\/:*?\"'<>|,;\r\n%&]{{0,62}}(?={_SEP})|{_NAME})",
        _HOME_WORDS,
    ),
    _rule("tilde", r"(?:^|(?<=[\s\"'=:/(]))~(?P<value>[a-z_][a-z0-9._-]{1,31})(?=[/\s\"')]|$)", ("~",)),
    _rule("share", r"\\\\[\w.-]{1,64}\\(?P<value>[\w.-]{2,64})\$(?![\w$])", ("$",)),
    _rule(
        "shell",
        r"\b(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id)[ \t](?:[^\n@|;&]{0,120}[ \t])?(?P<value>[a-z_][\w.-]{0,31})@[\w\[]",
        ("ssh", "scp", "sftp", "rsync", "mosh"),
    ),
    _rule("ssh_url", r"\b(?:ssh|sftp|ftp|smb|rdp|vnc|ldap|afp|svn\+ssh|git\+ssh)://(?P<value>[^\s/@:]{1,64})@", ("://",)),
    _rule("remote_file", r"(?:^|(?<=[\s\"'=]))(?P<value>[a-z_][a-z0-9._-]{1,31})@[a-z0-9][a-z0-9.-]{0,62}:(?=[~/$\w])", ("@",)),
    _rule(
        "prompt",
        r"(?:^|(?<=[\s(\[]))(?P<value>[a-z_][a-z0-9._-]{1,31})@[a-z0-9][a-z0-9-]{1,62}"
        r"(?=:[ ]?[~/]|[\])]?[ ]?[$#%>](?:\s|$)|[ ][~/])",
        ("@",),
    ),
    Rule(
        "domain_account",
        "USERNAME",
        re.compile(r"(?<![\\/\w:.\"'-])(?P<value>[A-Z][A-Z0-9-]{1,14}\\[A-Za-z][\w.-]{2,30})(?![\\\w(])"),
        account,
        0.8,
        ("\\",),
    ),
    _rule(
        "authentication_log",
        r"\b(?:(?:accepted|failed)[ ]\S{1,40}[ ]for|session (?:opened|closed) for user|invalid user)[ ](?:invalid user[ ])?"
        r"(?P<value>[a-z][\w.-]{1,31})(?=[ ]|$)",
        ("accepted ", "failed ", "session ", "invalid user"),
    ),
    Rule(
        "url_user",
        "USERNAME",
        re.compile(
            r"/(?:people|users?|profiles?|members?|employees?|staff|in|accounts?|authors?|u)/"
            r"(?P<value>[a-z][a-z0-9._-]{3,40})(?=[/?#\s]|$)"
        ),
        only_if(member),
        0.9,
        ("/people/", "/user", "/profile", "/member", "/employee", "/staff/", "/in/", "/account", "/author", "/u/"),
    ),
    Rule(
        "mention",
        "USERNAME",
        re.compile(
            rf"(?:^|(?<=[\s(]))(?<!\* )@(?!(?:{_GROUPS})\b)(?P<value>[a-z][a-z0-9_.-]{{2,38}}[a-z0-9])"
            r"(?=[,:!?)]?[ ]\w+ \w|[?!.]?$)"
        ),
        only_if(mentioned),
        0.8,
        ("@",),
    ),
    _rule(
        "account_option",
        r"\b(?:net user|runas /user:|sudo -u|su -|chown|passwd|useradd|adduser|userdel|finger)[ \t]+"
        r"(?P<value>[a-z][a-z0-9._-]{2,31})(?=[\s:]|$)",
        ("net user", "runas", "sudo -u", "su -", "chown", "usermod", "passwd ", "useradd", "adduser", "userdel", "finger"),
    ),
)


def detector() -> Rules:
    """Names of users in paths and shells."""
    return Rules("paths", RULES)
