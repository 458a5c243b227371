"""The public epoch keys: read from a file that others wrote, and only what is in force now is sealed to."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.epochs import Epoch, current, load
from schemas.errors import HandrailError

ENTRY = {"epoch": "2026-01-01", "not_before": 100, "not_after": 200, "public_key": base64.b64encode(bytes(range(32))).decode()}


def written(tmp_path, content):
    file = tmp_path / "epochs.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return file


def test_epochs_are_read(tmp_path):
    [epoch] = load(written(tmp_path, [ENTRY]))
    assert (epoch.epoch, epoch.not_before, epoch.not_after) == ("2026-01-01", 100, 200)
    assert epoch.public_key.public_bytes_raw() == bytes(range(32))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not JSON",
        b"\xff",
        5,
        [5],
        [None],
        [{}],
        ["epoch"],
        [{**ENTRY, "public_key": "c2hvcnQ="}],
        [{**ENTRY, "public_key": "é"}],
        [{**ENTRY, "public_key": 5}],
        [{**ENTRY, "not_before": "soon"}],
        [{**ENTRY, "not_after": None}],
    ],
)
def test_garbage_is_one_sentence(tmp_path, content):
    with pytest.raises(HandrailError, match="does not list epoch keys"):
        load(written(tmp_path, content))


JSON = st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(st.lists(st.fixed_dictionaries({name: JSON | st.just(value) for name, value in ENTRY.items()}), min_size=1, max_size=2))
def test_what_is_read_can_be_used(tmp_path_factory, entries):
    try:
        epochs = load(written(tmp_path_factory.mktemp("epochs"), entries))
        current(epochs, 150)
    except HandrailError:
        pass


@pytest.mark.parametrize("file", [None, "missing.json", "."])
def test_a_file_that_is_not_there_is_one_sentence(tmp_path, file):
    with pytest.raises(HandrailError, match=r"keys\.epochs|cannot be read"):
        load(tmp_path / file if file else None)


@pytest.mark.parametrize(("now", "epoch"), [(100, "a"), (199, "a"), (200, "b"), (299, "b")])
def test_an_epoch_is_in_force_from_its_beginning_to_before_its_end(now, epoch):
    assert current([Epoch("a", 100, 200, None), Epoch("b", 200, 300, None)], now).epoch == epoch


@pytest.mark.parametrize("now", [99, 300])
def test_out_of_all_epochs_nothing_may_be_sealed(now):
    with pytest.raises(HandrailError, match="no epoch key is in force"):
        current([Epoch("a", 100, 200, None), Epoch("b", 200, 300, None)], now)


def test_no_key_is_shown():
    assert "canary" not in repr(Epoch("a", 0, 1, "canary"))
