"""The layer that is a model: what it finds, which weights it accepts, and that it forgets."""

import pytest

from schemas.errors import HandrailError
from streams.redaction.models import names


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Please send the contract to Barbara Miller in Chicago.", ("Barbara", "Miller", "Chicago")),
        ("Angela Merkel met the Italian delegation in Berlin.", ("Angela", "Merkel", "Italian", "Berlin")),
        ("I spoke with Sarah Connor about it yesterday.", ("Sarah", "Connor")),
    ],
)
def test_names_are_replaced(redact_text, text, gone):
    shown = redact_text(text)
    assert not any(name in shown for name in gone)


def test_a_possessive_names_the_same_person(redact_text):
    shown = redact_text("Ask Barbara Miller about it. I read Barbara Miller's report.")
    assert shown == "Ask <PERSON_1> about it. I read <PERSON_1>'s report."


def test_the_model_forgets_what_it_read():
    detector = names.load()
    detector.find(["Zqxjkvbwpf met Barbara Miller."])
    assert "Zqxjkvbwpf" not in detector._model.vocab.strings


def test_other_weights_are_refused(monkeypatch):
    monkeypatch.setitem(names.DIGESTS, "ner/model", "0" * 64)
    with pytest.raises(HandrailError, match=r"ner/model differs"):
        names.load()


def test_a_missing_model_is_refused(monkeypatch):
    monkeypatch.setattr(names, "MODEL", "en_no_such_model")
    with pytest.raises(HandrailError, match=r"en_no_such_model is not installed"):
        names.load()
