"""No text, however it was made, keeps a rule busy: time grows with length, not faster."""

import time

import pytest

from streams.redaction.detector import Span

LONGEST = 65_536  # characters, the policy's limit
SECONDS = 1.5  # of CPU, for all rules of a layer together
NOTABLE = 0.15  # seconds, below which growth is noise
STEEPEST = 3.0  # times as long for twice the length

REPEATED = r"""
    a 1 a_ 1_ a- a@ . / a/ = &a= &a=1b2c3d4e5f6 %26 http://a: ://a:b password_ password:_ pin_ token a.secret key=' -----BEGIN_
    -----BEGIN_PRIVATE_KEY----- -_ eyJa. eyJaaaaa.aaaaa. bearer_ 4111_ 4111111111111111 DE89_3704_ /home/ \Users\ A1b2A1b2A1b2/
    _ ( +49_ \u00df1 \u200b \u0661 :_ -- hooks.slack.com/services/ sig= token%3D born_ Aa_ I_am_ 1.1.1. fe80: 1/1/ 2026-11-
"""
UNITS = [unit.encode().decode("unicode_escape") if "\\u" in unit else unit.replace("_", " ") for unit in REPEATED.split()]
BEFORE = ["password: ", "pin:", "https://", "-----BEGIN PRIVATE KEY-----", "a@", "token="]


@pytest.fixture(scope="module")
def layers(redactor):
    return [layer for layer in redactor._looks if layer.second_look]


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_repetition_costs_a_rule_no_more_than_its_length(layers, unit):
    too_slow = [layer.name for layer in layers if steep(layer, "", unit)]
    assert not too_slow


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_a_beginning_that_never_ends_costs_no_more(layers, before):
    too_slow = [(layer.name, unit) for layer in layers for unit in UNITS[:6] if steep(layer, before, unit)]
    assert not too_slow


def steep(layer, before, unit):
    """Whether a layer needs too long, or much longer than for half of the text."""
    whole = seconds(layer, before, unit, LONGEST)
    if whole < NOTABLE:
        return False
    return whole > SECONDS or min(whole, seconds(layer, before, unit, LONGEST)) > STEEPEST * seconds(
        layer, before, unit, LONGEST // 2
    )


def seconds(layer, before, unit, length):
    text = (before + unit * (length // len(unit) + 1))[:length]
    started = time.process_time()
    (spans,) = layer.find([text])
    spent = time.process_time() - started
    assert all(isinstance(span, Span) for span in spans)
    return spent
