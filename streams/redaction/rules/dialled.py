"""Phone numbers as they are typed: international ones, and national ones by their grouping, since a region is never known.

The formats are those of Germany, Austria, Switzerland, France, Spain, Italy, the Netherlands, Portugal, the United Kingdom, North
America and Brazil.
"""

import re

from streams.redaction.rules.rule import Rule, Rules, only_if

_GROUP = re.compile(r"\d+")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d\d\2\d\d|(?:0\d|1[0-2])[./-](?:19|20)\d\d)(?!\d)"
)
_MONEY = re.compile(r"000$")
_CODES = re.compile(
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-69]\d|3[578]\d|42[013]|5[09]\d|6[7-9]\d|8[05-8]\d|9[679]\d"
)
_EXTENSION = r"(?:,?[ ]?(?:ext|x|ex|extension|durchwahl|dw|poste|int|toestel)\.?[ ]?[0-9]{1,6})?"
_BEFORE = r"(?<![A-Za-z0-9_+#$€£%/\\-])(?<![0-9][.,: ])"
_AFTER = r"(?![A-Za-z0-9_%]|[.,:/-][0-9]|[ ][0-9]{2}|[ ]?(?:€|EUR\b|USD\b|Euro\b|GB\b|MB\b|KB\b|px\b|ms\b))"
_REFERENCE = (
    r"(?i:order|invoice|ticket|case|ref|po|id|no|nr|bestellung|auftrag|rechnung|commande|facture|pedido|factura|ordine|fattura|"
    r"bestelling|factuur|encomenda|fatura|serial|sku|artikel|build|version|batch|lot|charge)"
)


_S = r"(?:[ ]{0,2}[./_-][ ]{0,2}|[ ]{1,2}|\n)"  # a separator
_CALL = (
    "call|ring|reach|text|sms|whatsapp|dial|ruf|anruf|zurückruf|rückruf|r?appel|llam|lig(?=[aou])|(?:ri)?chiam|bel(?=t?[ ])"
    r"|terugbel"
    "|telefon"
)
_TO = "at|on|back|me|us|him|her|them|unter|an|au|al|el|le|op|para|o|a|il|lo|number|nummer|numero|número|numéro"
_NOBODY = (  # after a number that was called
    "nobody|no one|no answer|not answering|doesn.t answer|does not answer|picks? up|goes to voicemail|niemand|geht keiner|"
    "ne r[ée]pond|"
    "personne ne|nadie|no contesta|no coge|nessuno|non risponde|geen gehoor|neemt niet|ningu[ée]m|n[ãa]o atende|n[ãa]o responde"
)
_NANP_BRACKETS = rf"[(]\d{{3}}[)][ ./_-]{{0,2}}\d{{3}}{_S}\d{{4}}"
_NANP = rf"\d{{3}}(?P<nanp>{_S})\d{{3}}(?:(?P=nanp)|\n)\d{{4}}|\d{{3}}/\d{{3}}-\d{{4}}"
_NINE = (
    rf"[67]\d\d{_S}\d{{6}}",
    rf"[6-9]\d\d{_S}\d{{3}}{_S}\d{{3}}",
    rf"[6-9]\d\d{_S}\d\d{_S}\d\d{_S}\d\d",
    rf"9[1-9]{_S}\d{{3}}{_S}\d\d{_S}\d\d",
    rf"2\d\d[ ]\d{{3}}[ ]\d{{3}}|2[12]{_S}\d{{3}}{_S}\d{{4}}",
    rf"[1-9]{_S}\d\d{_S}\d\d{_S}\d\d{_S}\d\d",
)


def _digits(value: str) -> str:
    return "".join(_GROUP.findall(value))


def _bare(value: str) -> str:
    """Without the extension."""
    return re.split(r"[ ,]*[a-z]", value, maxsplit=1, flags=re.IGNORECASE)[0]


def international(value: str) -> bool:
    """Whether digits after a plus or 00 begin with a country's code and are as many as can be dialled."""
    digits = _digits(_bare(value))
    number = digits if value.lstrip("( ").startswith("+") else digits[2:]
    fewest = 10 if value.isdigit() else 8  # without a sign or a separator, 00 also begins the numbers of documents
    return fewest <= len(number) <= 15 and bool(_CODES.match(number)) and len(set(number)) > 2


def with_trunk(value: str) -> bool:
    """Whether digits that begin with one 0 are a national number in groups: no date, no decimal number, no time."""
    groups = _GROUP.findall(_bare(value))
    digits = "".join(groups)
    if not 9 <= len(digits) <= 13 or digits.startswith("00") or _DATE.search(value) or len(set(digits)) < 3:
        return False
    return len(groups) > 1 and not value.startswith("0.") and not (groups[0] == "0" and len(groups) == 2 and "(" not in value)


def mobile(value: str) -> bool:
    """Whether ungrouped digits begin as mobile and French numbers do."""
    return len(set(value)) > 2 and "0000" not in value


def round_number(value: str) -> bool:
    """Whether three groups of three digits are an amount rather than a number to dial."""
    return bool(_MONEY.search(value)) or _DATE.search(value) is not None


def nine_digits(value: str) -> bool:
    """Whether nine digits in groups are a Spanish or Portuguese number, or a French one without its 0, rather than an amount."""
    return not round_number(value) and len(set(_digits(value))) > 2


def in_groups(value: str) -> bool:
    """Whether nine digits are grouped in one way, wherever a line ends between them."""
    return nine_digits(value) and len(set(re.findall(r"[^\d\n]+", value))) <= 1


def american(value: str) -> bool:
    """Whether ten digits in groups are a North American number: by brackets or dashes, else by its codes."""
    digits = _digits(_bare(value))[-10:]
    is_dashed = "(" in value or value.count("-") >= 2
    return len(set(digits)) > 2 and (is_dashed or (digits[0] in "23456789" and digits[3] in "23456789"))


def _phone(name: str, pattern: str, check: object, digits: int, score: float = 0.9) -> Rule:
    condition = only_if(check)  # type: ignore[arg-type]
    return Rule(name, "PHONE_NUMBER", re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE), condition, score, digits=digits)


RULES = (
    Rule(
        "phone_international",
        "PHONE_NUMBER",
        re.compile(
            r"(?<![A-Za-z0-9_+])(?<![0-9][.])[(]?(?:\+[ ]?[(]?|00[ ./-]?(?=[1-9]))[0-9](?:[ \t\n()./_\-]{0,4}[0-9]){6,16}"
            + _EXTENSION
            + r"(?![0-9A-Za-z_])",
            re.IGNORECASE,
        ),
        only_if(international),
        digits=8,
    ),
    _phone("phone_trunk", r"[(]?0[0-9]{0,5}(?:[ \t\n()./_\-]{1,4}[0-9]{1,9}){1,6}" + _EXTENSION, with_trunk, 9),
    _phone("phone_mobile", r"(?:0[67][0-9]{8}|07[0-9]{9}|01[567][0-9]{8,9}|0[1-59][0-9]{8})", mobile, 10, 0.7),
    _phone("phone_nanp", rf"(?:1{_S}?|001{_S}?)?(?:{_NANP_BRACKETS}|{_NANP})" + _EXTENSION, american, 10),
    _phone("phone_nine", f"(?:{'|'.join(_NINE)})", in_groups, 9),
    _phone(
        "phone_italian",
        rf"3[1-9]\d(?:{_S}?\d{{3}}{_S}?\d{{3,4}}|[ ./-]\d{{6,7}}|{_S}\d\d{_S}\d\d{_S}\d{{3}})",
        nine_digits,
        9,
        0.8,
    ),
    _phone("phone_brazilian", r"[(]?[1-9]\d[)]?[ .-]?9?\d{4}[ -]\d{4}", nine_digits, 10, 0.8),
    Rule(
        "phone_called",
        "PHONE_NUMBER",
        re.compile(
            rf"(?<![^\W_])(?:{_CALL})[^\W\d_]{{0,8}}[^\d\n.:]{{0,40}}[ ](?:{_TO})[ ]"
            rf"(?P<value>[1-9]\d{{6,11}})(?![\w:/-])(?![.,]\d)",
            re.IGNORECASE,
        ),
        only_if(nine_digits),
        0.8,
        digits=7,
    ),
    Rule(
        "phone_unanswered",
        "PHONE_NUMBER",
        re.compile(
            rf"(?<![\w.,:/#-])(?P<value>[1-9]\d{{6,11}})[ ,:]{{1,2}}(?:[^\W\d_]{{1,10}}[ ]){{0,2}}(?:{_NOBODY})", re.IGNORECASE
        ),
        only_if(nine_digits),
        0.8,
        digits=7,
    ),
)


def detector() -> Rules:
    """Phone numbers."""
    return Rules("phones", RULES)
