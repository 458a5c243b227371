"""Invented personal data looks like the real thing to whoever checks it."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from producers.simulator.identity import invent

people = st.integers(0, 1 << 32).map(lambda seed: invent(Random(seed)))


def luhn(digits):
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled) % 10


def iban_rest(iban):
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97


@given(people)
def test_a_card_number_has_sixteen_digits_the_last_of_which_checks(person):
    assert len(person.card) == 16
    assert luhn(person.card) == 0


@given(people)
def test_an_account_number_has_the_length_of_its_country_and_checks(person):
    assert len(person.iban) == {"DE": 22, "DK": 18, "SE": 24}[person.iban[:2]]
    assert iban_rest(person.iban) == 1


@given(people)
def test_mail_goes_to_a_domain_that_is_nobodys(person):
    assert person.email.partition("@")[2] in {"example.com", "example.net", "example.org"}


def test_two_people_are_seldom_one():
    assert len({invent(Random(seed)).values for seed in range(1000)}) == 1000


def test_nobody_is_shown():
    assert invent(Random(1)).card not in repr(invent(Random(1)))
