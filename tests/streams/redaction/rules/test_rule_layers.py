"""What holds of all rule layers: they find nothing more in what was replaced, and no text stalls them."""

import time

import pytest

from streams.redaction.forms import fold
from streams.redaction.merge import merge
from tests.streams.redaction.rules import test_identifiers, test_labelled, test_secret_values
from tests.streams.redaction.tables import LAYERS, parts, rows, spans

TEXTS = [parts(text)[0] for module in (test_identifiers, test_labelled, test_secret_values) for _, text in rows(module.TABLE)]
CHARACTERS = ". a A 1 0 ( @ - _ / \\ ~ = + < { \" ' é ß 密 \u0661 \u200b"
UNITS = (
    *CHARACTERS.split(),
    *(
        "1 ",
        "1-",
        "00 ",
        "1.1.",
        "2 3 ",
        "a@",
        "a.",
        "a@b.",
        "a=",
        "a:b@",
        "a b ",
        "://",
        "http://a:",
        "eyJ",
        "eyJa.",
        "sk-",
        "AIza",
    ),
    *("password ", "password:", "PIN ", "token=", "card ", "iban ", "DE89 ", "ssn ", "born ", "1. april ", "Tel. ", "Name: A "),
    *("<PASSWORD_1> ", "cookie: a=b; ", "curl -u ", "mysql -p ", "--pass ", "echo a|", "a at b dot ", "a (at) ", "%40", "&#64;"),
    *(
        "C:\\Users\\",
        "/home/",
        "\\\\a\\",
        "ssh a ",
        "-----BEGIN PRIVATE KEY-----",
        "commit ",
        "0123456789abcdef",
        "ABCDE-",
        "A1B2C-",
    ),
    *("Dear A", "Mr A ", "?a=", "a1/", "IDENTIFIED BY '", "password '", "a:1:", "123456 is your ", "\n", "\t"),
)


def replaced(text):
    """The text with placeholders, and where they stand."""
    shown, ranges, until = "", [], 0
    for cluster in merge(spans(text)):
        shown += text[until : cluster.start]
        ranges.append((len(shown), len(shown) + len(cluster.best.entity_type) + 4))
        shown += f"<{cluster.best.entity_type}_1>"
        until = cluster.end
    return shown + text[until:], ranges


@pytest.mark.parametrize("frame", ["{0}", "{0} and then {0}", "Notes: {0}. Thanks"])
def test_a_second_look_finds_nothing_beside_the_placeholders(frame):
    for text in TEXTS:
        shown, ranges = replaced(fold(frame.format(text)))
        rest = [span for span in spans(shown) if not any(span.start < end and start < span.end for start, end in ranges)]
        assert rest == [], shown


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_no_text_stalls_a_layer(layer):
    for unit in UNITS:
        before = time.process_time()
        layer.find([unit * (30_000 // len(unit))])
        assert time.process_time() - before < 2, unit
