"""Invented personal values of a language's people, seeded: names, addresses and numbers as they are written there."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers
from faker import Faker
from faker.providers.address.it_IT import Provider as ItalianAddress
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from bench.detection import identities, secrets
from bench.detection.months import MONTHS

LOCALES = {
    "en": ("en_US", "en_US", "en_GB"),
    "de": ("de_DE",),
    "fr": ("fr_FR",),
    "es": ("es_ES",),
    "it": ("it_IT",),
    "nl": ("nl_NL",),
    "pt": ("pt_PT", "pt_BR"),
}
DOMAINS = (
    *("example.org", "example.net", "example.com", "mail.example.org", "acme-tools.example", "northwind.example"),
    *("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me"),
    *("gmx.de", "web.de", "orange.fr", "libero.it", "ziggo.nl", "sapo.pt"),
)
_ITALIAN_TOWNS = tuple(sorted(ItalianAddress.cities))  # Faker keeps them in the order of a set, another in every process
_PHONES = (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL, PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class Values:
    """Invents values.

    Attributes:
        language: of the people.
        fakers: one for each locale of the language.
        chance: decides everything that the fakers do not.
    """

    language: str
    fakers: tuple[Faker, ...]
    chance: random.Random

    def of(self, kind: str) -> str:
        """A value of a kind, such as PERSON, or FIRST for a given name."""
        return MAKERS[kind](self)

    @property
    def fake(self) -> Faker:
        """The faker of one of the locales."""
        return self.chance.choice(self.fakers)

    @property
    def country(self) -> str:
        """Two letters."""
        return str(self.fake.current_country_code())

    def digits(self, pattern: str) -> str:
        """A pattern with a digit for every `#` and a letter for every `?`."""
        letters = {"#": "0123456789", "?": "ABCDEFGHJKLMNPRSTUVWXYZ"}
        return "".join(self.chance.choice(letters[char]) if char in letters else char for char in pattern)


def values(language: str, seed: int) -> Values:
    """The inventor of a language's values."""
    fakers = []
    for locale in LOCALES[language]:
        fakers.append(Faker(locale))
        fakers[-1].seed_instance(f"{seed} {locale}")
    return Values(language, tuple(fakers), random.Random(f"{seed} {language}"))


def _person(its: Values) -> str:
    first, last = its.fake.first_name(), its.fake.last_name()
    middle = its.chance.choice("ABCDEGHJKLMPRST")
    forms = [f"{first} {last}"] * 7 + [f"{last}, {first}", f"{first[0]}. {last}", f"{first} {middle}. {last}"]
    return its.chance.choice(forms)


def _address(its: Values) -> str:
    fake = its.fake
    street, city, code = " ".join(fake.street_address().split()), _town(fake), fake.postcode()
    if fake.current_country_code() == "US":
        return f"{street}, {city}, {fake.state_abbr()} {code}"
    if fake.current_country_code() in {"GB", "BR"}:
        return f"{street}, {city}, {code}"
    return f"{street}, {code} {city}"


def _town(fake: Faker) -> str:
    return str(fake.random_element(_ITALIAN_TOWNS) if fake.current_country_code() == "IT" else fake.city())


def _email(its: Values) -> str:
    first, last = (identities.ascii_of(name) for name in (its.fake.first_name(), its.fake.last_name()))
    local = its.chance.choice(
        [f"{first}.{last}", f"{first}.{last}", f"{first[0]}{last}", f"{first}_{last}", f"{first}{its.digits('##')}"]
    )
    return f"{local}@{its.chance.choice(DOMAINS)}"


def _username(its: Values) -> str:
    first, last = (identities.ascii_of(name) for name in (its.fake.first_name(), its.fake.last_name()))
    return its.chance.choice(
        [f"{first[0]}{last}", f"{first}.{last}", f"{first}{its.digits('##')}", f"{first[0]}_{last}{its.digits('#')}"]
    )


def _phone(its: Values) -> str:
    country = its.country
    kind = its.chance.choice([PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE])
    example = phonenumbers.example_number_for_type(country, kind)
    assert example is not None
    assert example.national_number is not None
    number = phonenumbers.PhoneNumber(
        country_code=example.country_code,
        national_number=example.national_number,
        italian_leading_zero=example.italian_leading_zero,
    )
    for _ in range(50):
        digits = str(example.national_number)
        number.national_number = int(digits[:-6] + its.digits("######"))
        if phonenumbers.is_valid_number(number):
            break
    written = phonenumbers.format_number(number, its.chance.choice(_PHONES))
    return written if its.chance.random() < 0.8 else written.replace(" ", its.chance.choice([".", "-", "/"]))


def _card(its: Values) -> str:
    number = identities.card(its.chance)
    return _grouped(number, (4, 6, 5) if len(number) == 15 else (4,) * 4, its.chance.choice([" ", " ", "-", ""]))


def _grouped(text: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return separator.join(part for part in parts if part)


def _iban(its: Values) -> str:
    iban = its.fake.iban()
    return _grouped(iban, (4,) * 9, its.chance.choice([" ", " ", ""]))


def _birth(its: Values) -> str:
    born = its.fake.date_of_birth(minimum_age=18, maximum_age=90)
    day, month, year = born.day, born.month, born.year
    named = MONTHS[its.language][month - 1]
    wordy = {"en": f"{named} {day}, {year}", "de": f"{day}. {named} {year}", "es": f"{day} de {named} de {year}"}
    wordy["pt"] = wordy["es"]
    numeric = {"en": f"{month:02}/{day:02}/{year}", "de": f"{day:02}.{month:02}.{year}", "nl": f"{day:02}-{month:02}-{year}"}
    written = wordy.get(its.language, f"{day} {named} {year}"), numeric.get(its.language, f"{day:02}/{month:02}/{year}")
    return its.chance.choice([*written, written[1], f"{year}-{month:02}-{day:02}"])


def _ip(its: Values) -> str:
    return its.fake.ipv6() if its.chance.random() < 0.2 else its.fake.ipv4_public()


def _ssn(its: Values) -> str:
    area = its.chance.choice([*range(1, 666), *range(667, 900)])
    return f"{area:03}-{its.chance.randrange(1, 100):02}-{its.chance.randrange(1, 10_000):04}"


MAKERS: dict[str, Callable[[Values], str]] = {
    "PERSON": _person,
    "FIRST": lambda its: its.fake.first_name(),
    "LAST": lambda its: its.fake.last_name(),
    "EMAIL_ADDRESS": _email,
    "PHONE_NUMBER": _phone,
    "CREDIT_CARD": _card,
    "IBAN_CODE": _iban,
    "US_SSN": _ssn,
    "LOCATION": _address,
    "DATE_TIME": _birth,
    "USERNAME": _username,
    "IP_ADDRESS": _ip,
    "NATIONAL_ID": lambda its: identities.national(its.fake, its.language),
    "EMPLOYEE_ID": lambda its: its.digits(its.chance.choice(["E-#####", "######", "EMP####", "P##-####"])),
    "MEDICAL_ID": lambda its: its.digits(its.chance.choice(["########", "MRN-#######", "?########"])),
    "PASSWORD": lambda its: secrets.password(its.chance, its.fake.word),
    "SECRET": lambda its: secrets.secret(its.chance),
    "SECRET_BARE": lambda its: secrets.recognisable(its.chance),
}
"""How each kind is made. What no entity type is called like counts as the one in `ENTITIES`."""

ENTITIES = {"FIRST": "PERSON", "LAST": "PERSON"}
