"""Nobody is in two splits, and nobody moves."""

from itertools import chain

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import HandrailError
from sinks.dataset.splits import FRACTIONS, Splits, parse

NAMES = ("train", "validation", "test")


@given(st.lists(st.text(), min_size=1))
def test_whoever_is_in_one_split_is_in_no_other(subjects: list[str]) -> None:
    batch, splits = pa.record_batch({"subject": pa.array(subjects, pa.string())}), parse(FRACTIONS)
    dealt = [splits.rows(batch, name)["subject"].to_pylist() for name in NAMES]
    assert sorted(chain(*dealt)) == sorted(subjects)
    assert not any(set(one) & set(other) for i, one in enumerate(dealt) for other in dealt[:i])


def test_the_split_of_a_person_is_the_same_everywhere() -> None:
    assert {n: parse(FRACTIONS).of(f"person-{n}") for n in (0, 9, 10, 18)} == {0: "train", 9: "test", 10: "train", 18: "test"}


def test_splits_are_as_large_as_the_fractions_say() -> None:
    splits = parse("train=0.7,test=0.3")
    share = sum(splits.of(f"person-{n}") == "train" for n in range(10_000)) / 10_000
    assert 0.68 < share < 0.72


def test_another_key_deals_anew() -> None:
    people = [f"person-{n}" for n in range(200)]
    assert [parse(FRACTIONS).of(p) for p in people] != [parse(FRACTIONS, "other").of(p) for p in people]


def test_a_smaller_train_takes_only_who_was_in_the_larger() -> None:
    people = [f"person-{n}" for n in range(500)]
    small, large = parse("train=0.3,test=0.7"), parse("train=0.6,test=0.4")
    assert {p for p in people if small.of(p) == "train"} < {p for p in people if large.of(p) == "train"}


@pytest.mark.parametrize("text", ["", "train", "train=x", "train=0.5", "train=0.5,train=0.5", "a=1.5,b=-0.5", "=1", "a=nan"])
def test_what_is_no_fraction_is_told(text: str) -> None:
    with pytest.raises(HandrailError, match="no fractions"):
        parse(text)


def test_a_split_that_is_not_there_is_told() -> None:
    with pytest.raises(HandrailError, match="no split 'dev'"):
        Splits((("train", 1.0),)).check("dev")
