"""Payment card numbers and IBANs, in any case and grouping: found by their check digits.

Presidio's own recognizers miss a lower-case IBAN, and an IBAN that a four-letter word follows.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from streams.redaction.forms import squeeze
from streams.redaction.rules import dialled, identifiers
from streams.redaction.rules.check_digits import luhn, mod_97
from streams.redaction.rules.rule import Range, Rule, Rules

_LENGTHS = """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
    FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25
    MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19
    SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
"""
IBAN_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _LENGTHS.split()}
_GROUP = re.compile(r"\d+")
_FEWEST_DIGITS, _MOST_DIGITS = 13, 19
_CARD_BEGINNINGS = "23456"


def cards(run: str) -> Iterator[Range]:
    """The card numbers in a run of digit groups; each begins and ends with a group."""
    groups = [match.span() for match in _GROUP.finditer(run)]
    places = [0, *accumulate(end - start for start, end in groups)]  # of each group among the digits alone
    digits, until = "".join(run[start:end] for start, end in groups), 0
    for at, (start, _) in enumerate(groups):
        if start >= until and digits[places[at]] in _CARD_BEGINNINGS:
            ends = range(at + 1, min(at + _MOST_DIGITS, len(groups)) + 1)
            last = max((end for end in ends if _is_card(digits[places[at] : places[end]])), default=0)
            if last:
                until = groups[last - 1][1]
                yield start, until


def ibans(run: str) -> Iterator[Range]:
    """The IBAN that a run begins with, if it does."""
    plain, places = squeeze(run)
    length = IBAN_LENGTHS.get(plain[:2].upper(), 0)
    if 0 < length <= len(plain) and plain.isascii() and mod_97(plain[:length]):
        yield 0, places[length - 1] + 1


def _is_card(digits: str) -> bool:
    return _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and len(set(digits)) > 1 and luhn(digits)


CARD = Rule(
    "card_number", "CREDIT_CARD", re.compile(r"(?<![0-9])[0-9](?:[ \t\n\xa0.\-/_*]{0,3}[0-9]){12,}(?![0-9])"), cards, digits=13
)
IBAN = Rule(
    "iban",
    "IBAN_CODE",
    re.compile(r"(?<![A-Za-z0-9])(?=(?P<value>[A-Za-z]{2}[ ]?[0-9]{2}(?:[ \t\n\xa0.\-/_]{0,3}[A-Za-z0-9]){11,30}))"),
    ibans,
    digits=9,
)


def detector() -> Rules:
    """Card numbers and IBANs, numbers of persons, phone numbers."""
    return Rules("numbers", (CARD, IBAN, *identifiers.RULES, *dialled.RULES))
