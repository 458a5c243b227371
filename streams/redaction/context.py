"""Labels of fields whose whole content is personal, whatever it looks like."""

import re

from schemas.events import Element

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")

# The first that fits decides; each is matched against the label's words in lower case.
_LABELS = tuple(
    (entity_type, re.compile(pattern))
    for entity_type, pattern in (
        ("PASSWORD", r"\b(password|passwd|pwd|passcode|passphrase|passwort|kennwort|contraseña|mot de passe|pin|pin code)\b"),
        ("PASSWORD", r"\b(otp|2 ?fa|one time (code|pass\w*)|(verification|security|authentication|login|sms|recovery) codes?)\b"),
        ("PASSWORD", r"\b(cvv2?|cvc2?|card verification|security (question|answer)|secret answer|maiden name)\b"),
        ("SECRET", r"\b(api key|access key|secret( key)?|private key|(access|auth|api|bearer) token|token|credentials?)$"),
        ("CREDIT_CARD", r"\b((credit|debit)? ?card (number|no|num)|cardnumber|cc ?(number|num|no)|(credit|debit) card)$"),
        ("IBAN_CODE", r"\biban\b"),
        ("US_BANK_NUMBER", r"\b((bank )?account (number|no)|routing (number|no)|sort code|bic|swift( code)?)$"),
        ("US_SSN", r"\b(ssn|social security( (number|no))?|sin|national insurance( (number|no))?|nino|national id( number)?)$"),
        ("US_ITIN", r"\b(itin|tax(payer)? (id|number|identification number)|tin|steuer ?id)$"),
        ("US_PASSPORT", r"\bpassport( (number|no|id))?$"),
        ("US_DRIVER_LICENSE", r"\b(driv(er|ers|er s|ing) licen[cs]e( (number|no))?|licen[cs]e number)$"),
        (
            "MEDICAL_RECORD",
            r"\b(mrn|(medical record|patient|health insurance|member|policy holder|nhs) (number|no|id)|diagnosis)$",
        ),
        ("EMAIL_ADDRESS", r"\b(e ?mail( (address|id))?|recipients?|cc|bcc)$"),
        ("PHONE_NUMBER", r"\b(phone|telephone|mobile|cell|fax|tel)( (number|no))?$"),
        ("DATE_TIME", r"\b(date of birth|birth ?da(te|y)|dob|born)$|^birth (year|month|day)$"),
        (
            "PERSON",
            r"\b((first|last|full|given|family|middle|sur|legal|contact|card ?holder|patient|your) ?names?)$|^surname$",
        ),
        ("USERNAME", r"\b(user ?(name|id)|login( (name|id))?|account name|employee (id|number))$"),
        (
            "LOCATION",
            r"\b((street|home|billing|shipping|postal|mailing|delivery) ?address|address( line)? ?[123]?|street|zip( code)?)$",
        ),
        ("LOCATION", r"\bpost(al)? ?code$|^(city|town)$"),
        ("NRP", r"\b(nationality|religion|ethnicity|race|political (party|affiliation)|sexual orientation|trade union)$"),
    )
)
# Labels that end in a personal word but ask for something else.
_ELSEWHERE = re.compile(
    r"\b(e ?mail (subject|body|message)|(web|url|ip|mac|site|server|host|memory) ?address|address( and search)? bar|search)\b"
)


def entity_type(element: Element | None) -> str | None:
    """What a field holds by its name or its identifier, or None when they do not say."""
    if element is None:
        return None
    labels = (_words(element.name), _words(element.identifier), _words(element.role))
    return next((kind for label in labels if label for kind, pattern in _LABELS if _asks_for(pattern, label)), None)


def label(element: Element | None) -> str:
    """The words around a field, as context for what was typed into it."""
    return "" if element is None else f"{_words(element.name)} {_words(element.identifier)}"


def _asks_for(pattern: re.Pattern[str], label: str) -> bool:
    return bool(pattern.search(label)) and not _ELSEWHERE.search(label)


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text[:256])).lower()
