"""Numbers that states give to persons, known by firm shape or check digits, wherever they stand and however they are grouped.

Those of mere digits, such as a Dutch BSN or a Portuguese NIF, say too little by themselves: `labelled` finds them beside their
labels. Nine digits that somebody is asked to check are somebody's number, though.
"""

import re
from collections.abc import Callable

from streams.redaction.rules import check_digits
from streams.redaction.rules.rule import Rule, Rules, only_if

_A, _Z = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_S = r"[ .\-/]?"  # a separator within a group of digits
_CHECK = (  # what is asked of whoever gets the number of somebody
    "check|verify|confirm|validate|look up|(?:über)?pr[üu]fe?n?|v[ée]rifie[rz]?|verifi(?:ca|care|car|que)|comprueba|comprobar|"
    "controlla(?:re)?|controleer|controleren|confer(?:e|ir)"
)
_SEPARATORS = re.compile(r"[^A-Za-z0-9]+")


def _checked(check: Callable[[str], bool]) -> Callable[[str], bool]:
    def right(value: str) -> bool:
        return check(_SEPARATORS.sub("", value).upper())

    right.__name__ = check.__name__
    return right


def ssn(value: str) -> bool:
    """Whether nine digits could be a US social security number, or a tax number given in its place."""
    area, group, serial = re.findall(r"\d+", value)
    return area not in {"000", "666"} and group != "00" and serial != "0000"


def bare_ssn(value: str) -> bool:
    """The same of nine digits without separators, which are no round number either."""
    return ssn(f"{value[:3]}-{value[3:5]}-{value[5:]}") and not value.endswith("000") and len(set(value)) > 3


def _rule(
    name: str, entity_type: str, pattern: str, check: Callable[[str], bool], digits: int, flags: int = re.IGNORECASE
) -> Rule:
    return Rule(name, entity_type, re.compile(_A + pattern + _Z, flags), only_if(check), digits=digits)


def _any(_: str) -> bool:
    return True


RULES = (
    Rule(
        "ssn",
        "US_SSN",
        re.compile(
            r"(?<![A-Za-z0-9.-])[0-9]{3}(?:-[0-9]{2}-|\.[0-9]{2}\.|[ ]-[ ][0-9]{2}[ ]-[ ]|_[0-9]{2}_)"
            r"[0-9]{4}(?![A-Za-z0-9]|[.-][0-9])"
        ),
        only_if(ssn),
        digits=9,
    ),
    Rule(
        "ssn_checked",
        "US_SSN",
        re.compile(rf"(?<![^\W_])(?:{_CHECK})[ ]{{1,2}}(?P<value>[0-9]{{9}})(?=[ ][^\W\d_]|[ ]?[?!]|[.]?\s*$)", re.IGNORECASE),
        only_if(bare_ssn),
        0.7,
        digits=9,
    ),
    _rule("steuer_id", "DE_TAX_ID", r"[0-9]{2}[ ][0-9]{3}[ ][0-9]{3}[ ][0-9]{3}", _checked(check_digits.steuer_id), 11),
    _rule(
        "rentenversicherung",
        "DE_SOCIAL_SECURITY",
        r"[0-9]{2}[ ]?(?:[0-2][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[ ]?[A-Z][ ]?[0-9]{3}",
        _any,
        11,
        0,
    ),
    _rule(
        "nir",
        "FR_NIR",
        rf"[1-478]{_S}[0-9]{{2}}{_S}(?:0[1-9]|1[0-2]|[2-9][0-9]){_S}(?:[0-9]{{2}}|2[AB]){_S}[0-9]{{3}}{_S}[0-9]{{3}}{_S}[0-9]{{2}}",
        _checked(check_digits.nir),
        13,
    ),
    _rule("dni", "ES_NIF", rf"[0-9]{{2}}{_S}[0-9]{{3}}{_S}[0-9]{{3}}{_S}[A-HJ-NP-TV-Z]", _checked(check_digits.dni), 8),
    _rule("nie", "ES_NIE", rf"[XYZ]{_S}[0-9]{_S}[0-9]{{3}}{_S}[0-9]{{3}}{_S}[A-HJ-NP-TV-Z]", _checked(check_digits.dni), 7),
    _rule(
        "codice_fiscale",
        "IT_FISCAL_CODE",
        r"[A-Z]{3}[ ]?[A-Z]{3}[ ]?[0-9LMNP-V]{2}[ ]?[A-EHLMPRST][ ]?[0-9LMNP-V]{2}[ ]?[A-Z][0-9LMNP-V]{3}[ ]?[A-Z]",
        _any,
        3,
    ),
    _rule(
        "nino",
        "UK_NINO",
        r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D]",
        _any,
        6,
        0,
    ),
    _rule("cpf", "BR_CPF", r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}", _checked(check_digits.cpf), 11),
    _rule("svnr_ch", "CH_AHV", r"756[ .]?[0-9]{4}[ .]?[0-9]{4}[ .]?[0-9]{2}", _any, 13),
    _rule("passport_chip", "US_PASSPORT", r"P[<A-Z][A-Z]{3}[A-Z<]{10,39}(?:\s[A-Z0-9<]{30,44})?", _any, 0, 0),
)


def detector() -> Rules:
    """Numbers of persons."""
    return Rules("identifiers", RULES)
