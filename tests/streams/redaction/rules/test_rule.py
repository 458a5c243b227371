"""The layers that are rules: secrets, URLs, numbers, Presidio's patterns, as tables of text and outcome."""

import random
import string

import pytest

from streams.redaction.forms import fold, normal
from streams.redaction.rules import check_digits
from streams.redaction.rules.random_looking import looks_random

KEY = "Zx8Qm2Lp9Rt4Vw7Yk3Nb6Hc1Jd5Fg0Sa"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("key AKIAIOSFODNN7EXAMPLE here", "key <SECRET_1> here"),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "<SECRET_1>"),
        ("xoxb-123456789012-abcdefghijkl", "<SECRET_1>"),
        ("sk_live_abcdefghijklmnop1234", "<SECRET_1>"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "<SECRET_1>"),
        ("Authorization: Bearer abc123def456", "Authorization: Bearer <SECRET_1>"),
        ("a -----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY----- b", "a <SECRET_1> b"),
        ("-----BEGIN PRIVATE KEY-----\nMIIEow and never ended", "<SECRET_1>"),
        ("Password: hunter2", "Password: <PASSWORD_1>"),
        ("Password: a;b&c<d1", "Password: <PASSWORD_1>"),
        ("password=correcthorse", "password=<PASSWORD_1>"),
        ("password: correct horse battery staple", "password: <PASSWORD_1>"),
        ("Passwort = zwei Worte\nund weiter", "Passwort = <PASSWORD_1>\nund weiter"),
        ("PIN: 47 11", "PIN: <PASSWORD_1>"),
        ("password: hunter2 but do not tell anyone else", "password: <PASSWORD_1> but do not tell anyone else"),
        ("Password: must be set", "Password: must be set"),
        ("my password is tr0ub4dor", "my password is <PASSWORD_1>"),
        ("PIN 4711", "PIN <PASSWORD_1>"),
        ("Your code is 482913", "Your code is <PASSWORD_1>"),
        ("Server=db;User Id=app;Password=s3cr3t;", "Server=db;User Id=app;Password=<PASSWORD_1>;"),
        ("AWS_SECRET_ACCESS_KEY=abc/def+ghi9", "AWS_SECRET_ACCESS_KEY=<SECRET_1>"),
        (f"use {KEY} now", "use <SECRET_1> now"),
        ("the password is wrong", "the password is wrong"),
        ("Password: required", "Password: required"),
        ("Forgot password?", "Forgot password?"),
        ("token: enabled", "token: enabled"),
        ("id 3f2504e0-4f89-41d3-9a0c-0305e82c3301", "id 3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
    ],
)
def test_secrets_are_replaced_and_talk_about_them_is_not(redact_text, text, expected):
    assert redact_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgres://app:s3cr3t@db/orders", "postgres://<SECRET_1>@db/orders"),
        ("https://idp.example/login?sid=ab12cd34&lang=en", "https://idp.example/login?sid=<SECRET_1>&lang=en"),
        ("https://idp.example/cb#access_token=abcd&state=x", "https://idp.example/cb#access_token=<SECRET_1>&state=x"),
        ("https://x.example/cb?code=4fGh7Jk2Lm9Np3Qr5&x=1", "https://x.example/cb?code=<SECRET_1>&x=1"),
        (f"https://x.example/reset/{KEY}", "https://x.example/reset/<SECRET_1>"),
        (f"https://x.example/a?q={KEY}", "https://x.example/a?q=<SECRET_1>"),
        ("https://x.example/?user=ann.lee%40acme.com", "https://x.example/?user=<EMAIL_ADDRESS_1>"),
        (r"C:\Users\jdoe\report.docx", r"C:\Users\<USERNAME_1>\report.docx"),
        ("/home/jdoe/report.txt", "/home/<USERNAME_1>/report.txt"),
        ("https://shop.example/list?code=US&page=2", "https://shop.example/list?code=US&page=2"),
        (
            "https://docs.example/guide/getting-started-with-pipelines",
            "https://docs.example/guide/getting-started-with-pipelines",
        ),
    ],
)
def test_a_url_keeps_its_place_and_loses_its_secrets(redact_text, text, expected):
    assert redact_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail ann.lee@acme.com now", "mail <EMAIL_ADDRESS_1> now"),
        ("ann@corp.internal", "<EMAIL_ADDRESS_1>"),
        ("pay 4111 1111 1111 1111 today", "pay <CREDIT_CARD_1> today"),
        ("pay 4111-1111-1111-1111", "pay <CREDIT_CARD_1>"),
        ("pay 378282246310005", "pay <CREDIT_CARD_1>"),
        ("4111111111111111 123", "<CREDIT_CARD_1> 123"),
        ("4111 1111 1111 1111 5555 5555 5555 4444", "<CREDIT_CARD_1> <CREDIT_CARD_2>"),
        ("\uff14\uff11\uff11\uff11 1111 1111 1111", "<CREDIT_CARD_1>"),
        ("order 4111 1111 1111 1112", "order 4111 1111 1111 1112"),
        ("de89 3704 0044 0532 0130 00 from me", "<IBAN_CODE_1> from me"),
        ("be68539007547034 sent", "<IBAN_CODE_1> sent"),
        ("GB82WEST12345698765432", "<IBAN_CODE_1>"),
        ("call +1 415-555-2671", "call <PHONE_NUMBER_1>"),
        ("ssn 536-90-4399", "ssn <US_SSN_1>"),
        ("SSN 536904399", "SSN <US_SSN_1>"),
        ("part 536904399", "part 536904399"),
        ("from 10.1.2.3", "from <IP_ADDRESS_1>"),
        ("on 127.0.0.1", "on 127.0.0.1"),
        ("born 12/03/1984", "born <DATE_TIME_1>"),
        ("due 12/03/2026", "due 12/03/2026"),
        ("passport A12345678", "passport <US_PASSPORT_1>"),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "<CRYPTO_1>"),
    ],
)
def test_numbers_and_addresses_are_replaced_and_their_likes_are_not(redact_text, text, expected):
    assert redact_text(text) == expected


def test_most_random_tokens_look_random_and_identifiers_do_not():
    generator = random.Random(7)
    tokens = ["".join(generator.choices(string.ascii_letters + string.digits, k=32)) for _ in range(500)]
    assert sum(map(looks_random, tokens)) > 0.9 * len(tokens)
    written = ["ctl00_ContentPlaceHolder1_txtUserName", "Q3-2024-Financial-Report-Final-v2", "20240115_093055_IMG_1234"]
    assert not any(map(looks_random, written))


def test_check_digits_tell_numbers_apart():
    assert check_digits.luhn("4111111111111111")
    assert not check_digits.luhn("4111111111111112")
    assert check_digits.mod_97("DE89370400440532013000")
    assert not check_digits.mod_97("DE88370400440532013000")


def test_folding_keeps_the_length_and_equal_values_share_a_form():
    text = "\uff21\uff22\ufb01\u00a0\uff11"
    assert len(fold(text)) == len(text)
    assert normal("4111-1111") == normal("\uff14111 1111")
    assert normal("ann.lee%40acme.com") == normal("Ann.Lee@ACME.com")
    assert normal("!!") == "!!"
