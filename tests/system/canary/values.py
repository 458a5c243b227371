"""Values that nobody else has, of kinds that redaction has to find."""

from collections.abc import Callable
from random import Random
from string import ascii_letters, ascii_uppercase, digits

from tests.system.canary.forms import Value

# fmt: off
_GIVEN = (
    "Cornelius", "Wilhelmina", "Bartholomew", "Rosalind", "Beatrix", "Henrietta", "Thaddeus", "Genevieve", "Leopold",
    "Seraphina", "Ferdinand", "Josephine", "Frederick", "Gwendolyn",
)
_SURNAMES = (
    "Abernathy", "Wetherby", "Fairweather", "Whitcombe", "Pemberton", "Zambrano", "Kowalczyk", "Blackwood", "Lockhart",
    "Fitzgerald", "Montalvo", "Thistlewood", "Okonkwo", "Ravensworth",
)
# fmt: on


class Mint:
    """Makes values, no two alike, from a source of chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given = chance.sample(_GIVEN, len(_GIVEN))
        self._surnames = chance.sample(_SURNAMES, len(_SURNAMES))

    def make(self, kind: str) -> Value:
        """A value of a kind in KINDS, or the control."""
        return CONTROL if kind == "control" else KINDS[kind](self)

    def mail(self) -> Value:
        core = f"{self._word()}.{self._word()}@{self._word()}"
        return Value(f"{core}.com", core)

    def card(self) -> Value:
        number = "4" + self._digits(14)
        doubled = sum(sum(map(int, str(2 * int(digit)))) for digit in number[::2]) + sum(map(int, number[1::2]))
        whole = f"{number}{-doubled % 10}"
        return Value(" ".join(whole[at : at + 4] for at in range(0, 16, 4)))

    def iban(self) -> Value:
        bank = "".join(self._chance.choices(ascii_uppercase, k=4)) + self._digits(14)
        as_number = int("".join(str(int(char, 36)) for char in f"{bank}GB00"))
        return Value(f"GB{98 - as_number % 97:02}{bank}")

    def ssn(self) -> Value:
        return Value(f"{self._chance.randint(130, 660)}-{self._chance.randint(11, 98)}-{self._chance.randint(1100, 9800)}")

    def phone(self) -> Value:
        number = self._digits(7)
        return Value(f"+46 70 {number[:3]} {number[3:5]} {number[5:]}")

    def password(self) -> Value:
        return Value(f"{self._word().title()}-{self._word()}-{self._digits(2)}!")

    def key(self) -> Value:
        core = "".join(self._chance.choices(ascii_letters + digits, k=28))
        return Value(f"sk_live_{core}", core)

    def person(self) -> Value:
        return Value(f"{self._given.pop()} {self._surnames.pop()}")

    def _word(self) -> str:
        """Seven letters, no six of which are a part of any word, forwards or backwards."""
        return "".join(self._chance.choice(letters) for letters in ("jkqvwxz", "aeiou") * 3 + ("jkqvwxz",))

    def _digits(self, count: int) -> str:
        return "".join(self._chance.choices(digits, k=count))


KINDS: dict[str, Callable[[Mint], Value]] = {
    kind.__name__: kind for kind in (Mint.mail, Mint.card, Mint.iban, Mint.ssn, Mint.phone, Mint.password, Mint.key, Mint.person)
}
CONTROL = Value("the walnut bookshelf leans against a crooked ladder", piece=24)
"""Plain words that belong in the data set: the search has to find them there."""
