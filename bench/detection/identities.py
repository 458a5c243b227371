"""Numbers of cards and of national identities, with their check digits; and names as addresses spell them."""

import unicodedata
from typing import Any

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


def ascii_of(name: str) -> str:
    """A name as it stands in an address: lower case, letters only."""
    spelt = name.lower().replace("ß", "ss").replace("ø", "o")
    return "".join(char for char in unicodedata.normalize("NFKD", spelt) if char.isascii() and char.isalpha()) or "jo"


def national(fake: Any, language: str) -> str:
    """A number as the language's countries give it; of the United States, an ITIN."""
    country = fake.current_country_code()
    chance = fake.random
    if country == "PT":
        return _nif_pt(chance)
    if country == "BR":
        return str(fake.cpf())
    return str(_BY_LANGUAGE[language](fake) if language in _BY_LANGUAGE else fake.ssn())


def card(chance: Any) -> str:
    """The number of a payment card, with its check digit (Luhn)."""
    prefix = chance.choice(["4", "4", "51", "54", "37", "6011"])
    number = prefix + "".join(str(chance.randrange(10)) for _ in range((14 if prefix == "37" else 15) - len(prefix)))
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(number)))
    return f"{number}{-sum(map(sum, (map(int, str(one)) for one in doubled))) % 10}"


def _english(fake: Any) -> str:
    if fake.current_country_code() == "US":
        return f"9{fake.random.randrange(0, 100):02}-{fake.random.randrange(70, 89)}-{fake.random.randrange(1, 10_000):04}"
    return _nhs(fake.random)


def _german(fake: Any) -> str:
    """Steuer-ID: of the first ten digits one comes twice, then a check digit (ISO 7064, MOD 11,10)."""
    chance = fake.random
    digits = chance.sample(range(10), 9)
    digits.insert(chance.randrange(1, 9), chance.choice(digits[1:]))
    if digits[0] == 0:
        digits = [digits[1] or 1, *digits[1:]]
    product = 10
    for digit in digits:
        total = (digit + product) % 10 or 10
        product = total * 2 % 11
    code = "".join(map(str, digits)) + str((11 - product) % 10)
    return f"{code[:2]} {code[2:5]} {code[5:8]} {code[8:]}" if chance.random() < 0.5 else code


def _french(fake: Any) -> str:
    """NIR: thirteen digits and their key."""
    chance = fake.random
    number = f"{chance.choice('12')}{chance.randrange(40, 99)}{chance.randrange(1, 13):02}{chance.randrange(1, 96):02}"
    number += f"{chance.randrange(1, 990):03}{chance.randrange(1, 999):03}"
    whole = f"{number}{97 - int(number) % 97:02}"
    parts = whole[0], whole[1:3], whole[3:5], whole[5:7], whole[7:10], whole[10:13], whole[13:]
    separator: str = chance.choice([" ", ""])
    return separator.join(parts)


def _spanish(fake: Any) -> str:
    number = fake.random.randrange(10_000_000, 99_999_999)
    return f"{number}{fake.random.choice(['', '-'])}{_DNI[number % 23]}"


def _dutch(fake: Any) -> str:
    """BSN: nine digits, the weighted sum divisible by eleven."""
    while True:
        digits = [fake.random.randrange(1, 10), *(fake.random.randrange(10) for _ in range(7))]
        last = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
        if last < 10:
            return "".join(map(str, [*digits, last]))


def _nhs(chance: Any) -> str:
    while True:
        digits = [chance.randrange(1, 10), *(chance.randrange(10) for _ in range(8))]
        check = (11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
        if check < 10:
            number = "".join(map(str, [*digits, check]))
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def _nif_pt(chance: Any) -> str:
    digits = [chance.choice([1, 2]), *(chance.randrange(10) for _ in range(7))]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    number = "".join(map(str, [*digits, check if check < 10 else 0]))
    return f"{number[:3]} {number[3:6]} {number[6:]}" if chance.random() < 0.5 else number


_BY_LANGUAGE = {"en": _english, "de": _german, "fr": _french, "es": _spanish, "nl": _dutch}
