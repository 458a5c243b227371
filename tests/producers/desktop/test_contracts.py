"""The ids of the schemas: from the registry, or from memory while it is away."""

import pytest

from producers.desktop.contracts import _contracts, contracts
from producers.desktop.home import Home
from schemas.errors import HandrailError
from schemas.settings import Registry
from schemas.waiting import NotYetError

AWAY = Registry(url="http://127.0.0.1:9")
IDS = {"InteractionBatch": 7, "InteractionBody": 8}


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    home.make()
    return home


def away():
    raise NotYetError("away")


def test_what_the_registry_said_is_remembered_for_when_it_is_away(home):
    assert _contracts(home, lambda: IDS).batch_id == 7
    found = _contracts(home, away)
    assert (found.batch_id, found.body.framed(b"")) == (7, b"\x00\x00\x00\x00\x08")


def test_a_registry_that_never_answered_is_one_sentence_and_may_come(home):
    with pytest.raises(NotYetError, match=r"the schema registry at http://127\.0\.0\.1:9 does not answer"):
        contracts(home, AWAY)


def test_a_registry_without_this_releases_schemas_is_believed_over_memory(home):
    def other():
        raise HandrailError("not this release's")

    _contracts(home, lambda: IDS)
    with pytest.raises(HandrailError, match="not this release's"):
        _contracts(home, other)


def test_what_another_release_was_told_is_of_no_use(home, monkeypatch):
    _contracts(home, lambda: IDS)
    monkeypatch.setattr("schemas.codec.text", lambda record: record)
    with pytest.raises(NotYetError):
        _contracts(home, away)


@pytest.mark.parametrize("content", [b"", b"\xff", b"5", b"[" * 100_000, b'{"ids": {"InteractionBatch": "x"}}'])
def test_a_damaged_memory_is_none(home, content):
    home.contracts.write_bytes(content)
    with pytest.raises(NotYetError):
        _contracts(home, away)
