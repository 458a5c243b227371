"""Elements that take a secret are known by role or identifier, in whole words."""

import pytest

from producers.secure import is_secure
from schemas.events import Element


@pytest.mark.parametrize(
    ("role", "identifier"),
    [
        ("password", ""),
        ("password text", ""),
        ("passwordText", ""),
        ("textbox", "type=password"),
        ("textbox", "autocomplete=cc-number"),
        ("textbox", "billing cc-csc"),
        ("textbox", "one-time-code"),
        ("textbox", "current-password"),
        ("textbox", "Login_Password"),
    ],
)
def test_an_element_that_takes_a_secret_is_secure(role, identifier):
    assert is_secure(Element(role, "", identifier))


@pytest.mark.parametrize("identifier", ["", "shipping", "keyword", "cc-recipients", "passwordless", "payment", "acc-type-x"])
def test_an_element_that_only_looks_like_it_is_not(identifier):
    assert not is_secure(Element("textbox", "Pin board", identifier))
