"""The scorer of detection fails what should fail; the corpus is what it says; the whole runs."""

import subprocess
import sys
from collections import Counter
from random import Random

import pytest

from bench.detection.clean import controls
from bench.detection.corpus import corpus
from bench.detection.floors import LEAK_RECALL_OF, broken
from bench.detection.keystreams import Leaks, leaks
from bench.detection.report import Measured, page
from bench.detection.samples import Piece, Sample
from bench.detection.scenarios import SCENARIOS, Typed
from bench.detection.score import lost, score
from bench.detection.typist import Typist
from bench.detection.values import LOCALES

SAMPLES = corpus(7, 700)
CLEAN = controls(7, 200)
NO_LEAKS = [Leaks("plain", 100, 0, 0, ())]


def nothing(samples):
    return [[] for _ in samples]


def everything(samples):
    return [[(0, len(sample.text))] for sample in samples]


def exactly(samples):
    return [[(gold.start, gold.end) for gold in sample.gold] for sample in samples]


def results(engine):
    return score(SAMPLES, engine(SAMPLES)), {"clean controls": lost(CLEAN, engine(CLEAN))}


def test_an_engine_that_finds_nothing_breaks_every_floor_of_recall_and_none_of_sparing():
    found, spared = results(nothing)
    sentences = broken(found, NO_LEAKS, spared)
    assert found.overall.share == 0
    assert found.precision == 1
    assert len(found.misses) == found.overall.values > 900
    assert len(sentences) == 1 + len(LEAK_RECALL_OF)
    assert all("leak recall" in sentence for sentence in sentences)


def test_an_engine_that_redacts_all_breaks_the_floors_of_sparing_and_none_of_recall():
    found, spared = results(everything)
    sentences = broken(found, NO_LEAKS, spared)
    assert found.overall.share == 1
    assert 0.1 < found.precision < 0.8
    assert (spared["clean controls"].texts_touched, spared["clean controls"].characters_lost) == (1, 1)
    assert len(sentences) == 2
    assert all("clean controls" in sentence for sentence in sentences)


def test_an_engine_that_is_right_breaks_no_floor():
    found, spared = results(exactly)
    assert broken(found, NO_LEAKS, spared) == []
    assert (found.overall.share, found.precision) == (1, 1)


def test_a_value_counts_only_when_every_letter_and_digit_of_it_is_covered():
    sample = Sample((Piece("card "), Piece("4111 1111", "CREDIT_CARD"), Piece(" ok")))
    assert score([sample], [[(5, 14)]]).overall.share == 1
    assert score([sample], [[(5, 9), (10, 14)]]).overall.share == 1
    assert score([sample], [[(5, 13)]]).overall.share == 0
    assert score([sample], [[(0, 14)]]).precision == pytest.approx(8 / 12)


def test_what_was_not_measured_holds_no_floor():
    sentences = broken(score([], []), [Leaks("plain", 0, 0, 0, ())], {"clean controls": lost([], [])})
    assert len(sentences) == 1 + len(LEAK_RECALL_OF) + 1 + 2


def test_keys_that_leak_more_than_finished_texts_break_the_floor():
    found, spared = results(exactly)
    assert broken(found, [Leaks("plain", 200, 11, 10, ())], spared) == []
    assert len(broken(found, [Leaks("plain", 200, 12, 10, ())], spared)) == 1


@pytest.mark.parametrize(
    ("shown", "leaked"),
    [
        ("pay <CREDIT_CARD_1> now", False),
        ("pay 4242 now", True),
        ("pay 42 42 now", False),
        ("<CREDIT_CARD_4242>", False),
        ("call 9876", False),
        ("<WITHHELD>", False),
    ],
)
def test_a_leak_is_four_characters_in_a_row_that_stand_nowhere_else(shown, leaked):
    assert leaks("42425071", "call 9876", shown) is leaked
    assert not leaks("9876", "call 9876", shown)


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_typed_in_a_scenario_leaks_when_nothing_is_redacted(name):
    typed = Typed("pay ", "4242 5071 6278 6085", " now", "", "CREDIT_CARD", "5170 2439 3442 0281")
    if SCENARIOS[name].fits("PERSON"):
        typed = Typed("ask ", "Suzanne Nguyen", " now", "", "PERSON", "Vera Lindqvist")
    typist = Typist.at("")
    SCENARIOS[name].type(typist, typed, Random(1))
    draft = typist.draft()
    texts = [text for step in [*draft.steps, *draft.hidden] if step.text for text in (step.text.final, *step.text.snapshots)]
    assert leaks(typed.value, "", "\0".join(texts))


def test_the_corpus_is_the_same_for_a_seed_and_another_for_another():
    assert corpus(7, 700) == SAMPLES
    assert [sample.text for sample in SAMPLES] != [sample.text for sample in corpus(8, 700)]
    assert controls(7, 50) == CLEAN[:50]


def test_the_corpus_holds_every_language_every_shape_and_what_the_floors_are_about():
    by_type = Counter(gold.entity_type for sample in SAMPLES for gold in sample.gold)
    assert {sample.language for sample in SAMPLES} == set(LOCALES)
    assert len({sample.shape for sample in SAMPLES}) >= 10
    assert len({sample.spelling for sample in SAMPLES}) >= 9
    assert set(LEAK_RECALL_OF) <= set(by_type)
    assert all(sample.text[gold.start : gold.end].strip() for sample in SAMPLES for gold in sample.gold)


def test_no_clean_control_comes_twice_or_holds_an_open_slot():
    assert len({sample.text for sample in CLEAN}) == len(CLEAN) == 200
    assert not any("{N}" in sample.text or sample.gold for sample in CLEAN)


def test_the_report_says_what_was_measured_and_never_what_a_text_holds():
    found, spared = results(nothing)
    report = page(Measured({"date": "2026-01-01"}, found, NO_LEAKS, spared, {}, ["a floor"]))
    assert "- a floor" in report
    assert "2026-01-01" in report
    values = {sample.text[gold.start : gold.end] for sample in SAMPLES for gold in sample.gold}
    assert not [value for value in values if len(value) > 6 and value in report]


def test_the_command_prints_its_tables_and_names_each_floor_that_does_not_hold():
    command = [sys.executable, "-m", "bench.detection", "--quick", "--texts", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    named = [line for line in done.stderr.splitlines() if line.startswith("floor: ")]
    assert "## Leak recall" in done.stdout
    assert done.returncode == bool(named)
    assert all(line.removeprefix("floor: ") in done.stdout for line in named)
