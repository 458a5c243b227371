"""Invented personal data with valid check digits, so that redaction has work: nobody's, and the same for the same seed."""

from dataclasses import astuple, dataclass
from random import Random

_GIVEN = ("Alma", "Bruno", "Clara", "Dario", "Elin", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Leon", "Mila", "Nils")
_FAMILY = ("Almgren", "Bergstrand", "Castell", "Dahlman", "Ekdahl", "Forsell", "Grahn", "Holmqvist", "Isberg", "Lundvall")
_DOMAINS = ("example.com", "example.net", "example.org")
_IBANS = {"DE": 18, "DK": 14, "SE": 20}  # digits after the check digits
_FIRST_LETTER = ord("A") - 10  # what a letter counts in an IBAN


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Whom a device's person writes about; all of it must be gone from what comes out."""

    name: str
    email: str
    card: str
    iban: str
    phone: str

    @property
    def values(self) -> tuple[str, ...]:
        """Everything that is personal."""
        return astuple(self)


def invent(random: Random) -> Identity:
    """Invent somebody."""
    given, family = random.choice(_GIVEN), random.choice(_FAMILY)
    return Identity(
        name=f"{given} {family}",
        email=f"{given}.{family}{random.randrange(1000)}@{random.choice(_DOMAINS)}".lower(),
        card=_card(random),
        iban=_iban(random),
        phone=f"+1 202 555 01{random.randrange(100):02}",  # numbers that are kept free for fiction
    )


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _card(random: Random) -> str:
    """A card number with Luhn's check digit."""
    digits = "4" + _digits(random, 14)
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return digits + str(-sum(sum(divmod(value, 10)) for value in doubled) % 10)


def _iban(random: Random) -> str:
    """An account number whose check digits are right (ISO 7064, modulo 97)."""
    country, length = random.choice(list(_IBANS.items()))
    account = _digits(random, length)
    letters = "".join(str(ord(letter) - _FIRST_LETTER) for letter in country)
    return f"{country}{98 - int(f'{account}{letters}00') % 97:02}{account}"
