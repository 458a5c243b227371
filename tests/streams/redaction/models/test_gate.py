"""What the gate keeps from the models holds no name: names of many countries, in any case, and addresses pass it."""

import random
import re

import pytest
from faker import Faker
from hypothesis import given
from hypothesis import strategies as st

from streams.redaction import words
from streams.redaction.detector import Span
from streams.redaction.examine import examine
from streams.redaction.models import ordinary
from streams.redaction.models.gate import Behind, Gated

LOCALES = """
    en_US en_GB en_IE en_IN de_DE de_CH fr_FR fr_CA es_ES es_MX es_AR it_IT nl_NL nl_BE pt_BR pt_PT sv_SE da_DK no_NO fi_FI pl_PL
    cs_CZ hu_HU ro_RO tr_TR hr_HR sk_SK lt_LT ga_IE
"""
AROUND = (
    "{}",
    "Thanks {}",
    "call {} tomorrow at 10:30",
    "Dear {},",
    "message from {} (3)",
    "{} - Documents",
    "Besprechung mit {} morgen",
    "appeler {} pour la réunion",
    "reunión con {}",
    "riunione con {}",
    "afspraak met {}",
    "reunião com {}",
    "To: {}; ",
    "open {}'s folder",
)
SHARE = 0.004  # of surnames and towns alone, which are words as ordinary as Sales, Durante, Opera
PLAIN = """
    Cancel|Settings|Save as...|Show as unread|Zoom 125%|Line 12, Column 5|Delete 3 items?|Copy all (17)|10:30|2026-11-23T10:15:00Z
    Nicht speichern|Alle Elemente anzeigen|Tous les éléments sélectionnés|Copiar la tabla|Mostrar todos los elementos
    Copia la tabella|De tabel kopiëren|Copiar a tabela|3f2504e0-4f89-41d3-9a0c-0305e82c3301|v1.2.3||  |\t|...|> 12 %|don't|l'image
"""
NEVER = """
    Mark as read|will brown|May|paris|thanks Dan|call mia|dr close|Frau Klein|J. Close|c.k. more|12 High Street|5 rue de la gare
    Am Markt 3|account 123456789|90210|AB 12 34 56 C|030 1234567|650.253.0000|123456789012|German|catholic|O'Brien|Sean's
    \u5f20\u4f1f|\u0418\u0432\u0430\u043d|jane.doe|CALL WILL|Jos\u00e9
"""


@pytest.fixture(scope="module")
def plain():
    return ordinary.load()


def test_names_and_addresses_of_many_countries_pass(plain):
    chance = random.Random(1)
    kept_back = dict.fromkeys(("name", "first_name", "last_name", "city", "street_address", "address"), 0)
    for locale in LOCALES.split():
        fake = Faker(locale)
        fake.seed_instance(1)
        for kind in kept_back:
            texts = [chance.choice(AROUND).format(spelt(chance, getattr(fake, kind)())) for _ in range(50)]
            kept_back[kind] += sum(map(plain.covers, texts))
    assert kept_back.pop("last_name") <= SHARE * 50 * len(LOCALES.split())
    assert kept_back.pop("city") <= SHARE * 50 * len(LOCALES.split())
    assert not any(kept_back.values()), kept_back


def spelt(chance, value):
    return chance.choice([str, str.lower, str.upper, str.title])(value.replace("\n", ", "))


@pytest.mark.parametrize("name", sorted(words.COMMON_NAMES))
@pytest.mark.parametrize("form", [str.lower, str.upper, str.capitalize])
def test_names_that_are_common_words_pass(plain, name, form):
    assert name in words.INTERFACE or not plain.covers(form(name))


@pytest.mark.parametrize("text", [text.strip() for text in re.split(r"[|\n]", PLAIN)])
def test_what_interfaces_say_is_kept_back(plain, text):
    assert plain.covers(text)


@pytest.mark.parametrize("text", [text.strip() for text in re.split(r"[|\n]", NEVER.strip())])
def test_what_may_be_a_name_an_address_or_a_number_of_somebody_passes(plain, text):
    assert not plain.covers(text)


@given(st.lists(st.sampled_from(["Save", "Jane Doe", "", "10:30", "will", "Settings"]) | st.text(max_size=8), max_size=12))
def test_a_gated_detector_sees_the_rest_in_order_and_answers_for_all(texts):
    plain = ordinary.load()
    inner = Whole()
    found = Gated(inner, plain).find(texts)
    assert inner.seen == [text for text in texts if not plain.covers(text)]
    assert [bool(spans) for spans in found] == [not plain.covers(text) for text in texts]


def test_its_version_tells_the_words(plain):
    other = ordinary.Ordinary(b"save\n")
    assert plain.version in Gated(Whole(), plain).version
    assert other.version != plain.version
    assert other.covers("Save 3")
    assert not other.covers("Open")


class Whole:
    name, version, second_look = "whole", "1", False

    def __init__(self):
        self.seen = []

    def find(self, texts):
        self.seen += texts
        return [[Span(0, len(text) or 1, "X", "x", 1.0)] for text in texts]


class Recorder:
    """Finds all of a text, and remembers which texts it was asked about."""

    name, version, second_look = "recorder", "1", False

    def __init__(self):
        self.asked = []

    def find(self, texts):
        self.asked += texts
        return [[Span(0, len(text), "PERSON", "recorder", 1.0)] for text in texts]


class Certain:
    """Finds the digits of a text, as surely as it is told."""

    name, version, second_look = "certain", "1", True

    def __init__(self, score):
        self._score = score

    def find(self, texts):
        return [[Span(*match.span(), "ID", "certain", self._score) for match in re.finditer(r"\d+", text)] for text in texts]


def test_a_model_behind_rules_sees_only_what_these_leave_and_sees_it_whole(plain):
    texts = ["Settings 123456789", "Settings of Whitfield 123456789", "Save as..."]
    model = Recorder()
    found = examine([Certain(1.0), Behind(model, plain)], texts)
    assert model.asked == [texts[1]]
    assert [len(found[text]) for text in texts] == [1, 2, 0]


def test_what_a_rule_is_not_sure_of_hides_nothing_from_a_model(plain):
    model = Recorder()
    examine([Certain(0.4), Behind(model, plain)], ["Settings 123456789"])
    assert model.asked == ["Settings 123456789"]


def test_a_rule_that_fails_hides_nothing_from_a_model_and_withholds_the_text(plain):
    class Failing(Certain):
        def find(self, texts):
            raise ValueError

    model = Recorder()
    assert examine([Failing(1.0), Behind(model, plain)], ["Settings 123456789"]) == {"Settings 123456789": None}
    assert model.asked == ["Settings 123456789"]
