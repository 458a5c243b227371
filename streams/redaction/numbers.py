"""Payment card numbers and IBANs, in any case and grouping: found by their check digits.

Presidio's own recognizers miss a lower-case IBAN, and an IBAN that a four-letter word follows.
"""

import re
from collections.abc import Iterator

from streams.redaction.forms import squeeze
from streams.redaction.rules import Range, Rule, Rules

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


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def mod_97(iban: str) -> bool:
    """Whether the check digits of an IBAN are right."""
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def cards(run: str) -> Iterator[Range]:
    """The card numbers in a run of digit groups; each begins and ends with a group."""
    groups = [match.span() for match in _GROUP.finditer(run)]
    until = 0
    for at, (start, _) in enumerate(groups):
        ends = [end for _, end in groups[at : at + _MOST_DIGITS] if start >= until and _is_card(run[start:end])]
        if ends:
            until = ends[-1]
            yield start, until


def ibans(run: str) -> Iterator[Range]:
    """The IBAN that a run begins with, if it does."""
    plain, places = squeeze(run)
    length = IBAN_LENGTHS.get(plain[:2].upper(), 0)
    if 0 < length <= len(plain) and plain.isascii() and mod_97(plain[:length]):
        yield 0, places[length - 1] + 1


def _is_card(text: str) -> bool:
    digits = "".join(filter(str.isdigit, text))
    right_length = _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS
    return right_length and digits[0] in _CARD_BEGINNINGS and len(set(digits)) > 1 and luhn(digits)


CARD = Rule("card_number", "CREDIT_CARD", re.compile(r"(?<![0-9])[0-9](?:[ \t\xa0.\-/]{0,2}[0-9]){12,75}(?![0-9])"), cards)
IBAN = Rule("iban", "IBAN_CODE", re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?:[ \xa0.-]?[A-Za-z0-9]){11,30}"), ibans)


def detector() -> Rules:
    """Card numbers and IBANs."""
    return Rules("numbers", (CARD, IBAN))
