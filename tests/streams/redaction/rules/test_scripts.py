"""Which letters the models cannot read."""

# ruff: noqa: RUF001 (characters that look alike are what is tested)

import pytest

from streams.redaction.rules.scripts import beyond_models


@pytest.mark.parametrize(
    "text",
    [
        "Καλημέρα",
        "Привет Anna",
        "こんにちは",
        "カタカナ",
        "你好",
        "안녕하세요",
        "مرحبا",
        "שלום",
        "नमस्ते",
        "สวัสดี",
        "Հայերեն",
        "ქართული",
    ],
)
def test_other_scripts_are_told(text):
    assert beyond_models(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "Größe, façade, señor, città, ação",
        "Łódź Dvořák İstanbul Nguyễn",
        "№ 5 – 20 °C, 5 µm",
        "１２３ ＡＢＣ",
        "🙂 → €",
        "ﬁne",
        "1ª 2º Å",
    ],
)
def test_latin_text_and_signs_are_not(text):
    assert not beyond_models(text)
