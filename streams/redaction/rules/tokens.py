"""Keys and tokens that are known by their shape, whoever gave them out."""

import re

from streams.redaction.rules.rule import Rule, only_if
from streams.redaction.rules.speech import not_a_word

_A, _Z = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"


def _secret(name: str, pattern: str, *needs: str, digits: int = 0) -> Rule:
    return Rule(name, "SECRET", re.compile(pattern), needs=needs, digits=digits)


RULES = (
    _secret(
        "private_key",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----END))*(?:-----END[A-Z0-9 ]{0,60}-----)?",
        "-----begin",
    ),
    _secret("pgp_message", r"-----BEGIN PGP MESSAGE-----(?:[^-]|-(?!----END))*(?:-----END[A-Z ]{0,60}-----)?", "-----begin pgp"),
    _secret("putty_key", r"Private-Lines: \d{1,4}\s{1,2}(?P<value>[A-Za-z0-9+/=\s]{16,8000})", "private-lines:"),
    _secret("age_key", r"AGE-SECRET-KEY-1[A-Z0-9]{20,100}", "age-secret-key"),
    _secret(
        "aws_access_key",
        _A + r"(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,20}" + _Z,
        "akia",
        "asia",
        "abia",
        "acca",
        "aroa",
        "aida",
    ),
    _secret("github_token", _A + r"(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})", "gh", "github_pat_"),
    _secret("gitlab_token", _A + r"(?:gl[a-z]{2,6}-[A-Za-z0-9_-]{20,255}|GR1348941[A-Za-z0-9_-]{20,60})", "gl", "gr1348941"),
    _secret(
        "slack_token",
        _A + r"(?:xox[a-z]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{10,255}|xoxe\.[A-Za-z0-9.-]{10,255})",
        "xox",
        "xapp-",
    ),
    _secret(
        "slack_webhook", r"hooks\.slack\.com/(?:services|workflows|triggers)/(?P<value>[A-Za-z0-9/_+-]{20,255})", "hooks.slack"
    ),
    _secret(
        "discord_webhook", r"discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(?P<value>\d{10,25}/[A-Za-z0-9_-]{20,100})", "webhooks/"
    ),
    _secret("teams_webhook", r"webhook\.office\.com/(?P<value>[A-Za-z0-9/@_-]{20,300})", "webhook.office"),
    _secret("discord_token", _A + r"[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}" + _Z, "."),
    _secret(
        "telegram_token", r"(?<![0-9A-Za-z])(?:bot)?(?P<value>[0-9]{8,10}:[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])", ":", digits=8
    ),
    _secret("stripe_key", _A + r"(?:(?:[srp]k_(?:live|test)|rk|whsec)_|sk_|pk_)[A-Za-z0-9]{16,255}", "k_", "whsec_"),
    _secret(
        "google_key",
        _A + r"(?:AIza[A-Za-z0-9_-]{30,60}|ya29\.[A-Za-z0-9_-]{20,255}|GOCSPX-[A-Za-z0-9_-]{20,60}|1//0[A-Za-z0-9_-]{30,120})",
        "aiza",
        "ya29.",
        "gocspx-",
        "1//0",
    ),
    _secret("openai_key", _A + r"sk-[A-Za-z0-9_-]{20,255}", "sk-"),
    _secret(
        "package_token",
        _A + r"(?:npm_[A-Za-z0-9]{30,40}|pypi-[A-Za-z0-9_-]{16,255}|hf_[A-Za-z0-9]{30,60}|do[opr]_v1_[a-f0-9]{60,68}"
        r"|dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,60}"
        r"|dapi[a-f0-9]{32}(?:-\d)?|hv[sbr]\.[A-Za-z0-9_-]{20,200}|dp\.(?:pt|st|ct)\.[A-Za-z0-9]{20,60}|glsa_[A-Za-z0-9_]{30,60}|lin_api_[A-Za-z0-9]{30,60}"
        r"|NRAK-[A-Z0-9]{20,40}|sbp_[a-f0-9]{30,60}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{30,40}|sq0[a-z]{3}-[A-Za-z0-9_-]{20,60}|EAAA[A-Za-z0-9_-]{40,80}"
        r"|rubygems_[a-f0-9]{40,60}|PMAK-[a-f0-9]{20,30}-[a-f0-9]{30,40}|figd_[A-Za-z0-9_-]{30,60}|ATATT3[A-Za-z0-9_=-]{50,300}|secret_[A-Za-z0-9]{40,50}"
        r"|ntn_[A-Za-z0-9]{40,60}|cio_[A-Za-z0-9]{30,40}|tfp_[A-Za-z0-9]{30,60}|gsk_[A-Za-z0-9]{40,60}|xai-[A-Za-z0-9]{40,100}|pplx-[A-Za-z0-9]{40,60}"
        r"|r8_[A-Za-z0-9]{30,50}|sntrys_[A-Za-z0-9+/=_-]{30,300}|vercel_[A-Za-z0-9]{20,40}|HRKU-[A-Za-z0-9_-]{30,80}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{30,80})",
        "_",
        "-",
        "atlasv1",
        "dapi",
        "hvs.",
        "hvb.",
        "hvr.",
        "dp.",
        "eaaa",
        "atatt3",
    ),
    _secret("sendgrid_key", _A + r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}", "sg."),
    _secret(
        "mailgun_key",
        _A + r"(?:key-[0-9a-f]{32}|pubkey-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}|[0-9a-f]{32}-us\d{1,2})" + _Z,
        "key-",
        "-",
        digits=6,
    ),
    _secret("twilio_key", _A + r"(?:AC|SK)[0-9a-f]{32}" + _Z, "ac", "sk", digits=6),
    _secret(
        "azure_key",
        r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])|" + _A + r"[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}",
        "==",
        "8q~",
    ),
    _secret("jwt", r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,8000}(?:\.[A-Za-z0-9_-]{0,2000}){0,3}", "eyj"),
    _secret(
        "otpauth", r"otpauth://[^\s\"'<>]{1,200}?secret=(?P<value>[A-Za-z2-7=]{8,128})|otpauth-migration://\S{1,200}", "otpauth"
    ),
    _secret(
        "licence_key",
        r"(?<![A-Za-z0-9-])(?=(?:[A-Z-]{0,30}[0-9]){2})(?=[0-9-]{0,30}[A-Z])[A-Z0-9]{5}(?:-[A-Z0-9]{5}){2,7}(?![A-Za-z0-9-])",
        "-",
        digits=2,
    ),
    _secret(
        "hash_of_password", r"(?:\$2[abxy]\$\d\d\$[./A-Za-z0-9]{50,60}|\$(?:[156]|y|argon2id?|scrypt)\$[^\s:\"']{20,300})", "$"
    ),
    Rule(
        "bearer",
        "SECRET",
        re.compile(_A + r"(?:bearer|basic)[ \t]+(?P<value>[A-Za-z0-9+/=._~-]{8,4000})", re.IGNORECASE),
        only_if(not_a_word),
        needs=("bearer", "basic"),
    ),
)
