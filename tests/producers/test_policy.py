"""A policy file is read strictly: what it leaves open is an error, and its version depends on its rules alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.policy import load, parse
from schemas.errors import HandrailError
from schemas.events import Kind

RULE = '[[rules]]\napplication = "{}"\nkinds = {}\nwindow_titles = {}\n'
CHROME = RULE.format("chrome", '["pointer", "key"]', "true")
MAIL = RULE.format("mail", '["key"]', "false")


def test_a_rule_is_read():
    rule = parse(CHROME, "policy.toml").rules["chrome"]
    assert rule.kinds == {Kind.POINTER, Kind.KEY}
    assert rule.window_titles


def test_no_rules_allow_nothing():
    assert not parse("rules = []", "policy.toml").rules


def test_the_version_depends_on_the_rules_and_not_on_how_they_are_written():
    version = parse(CHROME + MAIL, "policy.toml").version
    assert (
        version == parse(MAIL + "# a note\n" + RULE.format("chrome", '["key", "pointer", "key"]', "true"), "other.toml").version
    )
    assert version != parse(CHROME, "policy.toml").version
    assert version != parse(CHROME + MAIL.replace("false", "true"), "policy.toml").version
    assert len(version) == 32


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rules = 5",
        "rules = [5]",
        "this is not TOML",
        CHROME + CHROME,
        'mode = "open"\n' + CHROME,
        CHROME + "window_title = true\n",
        RULE.format("Chrome", "[]", "true"),
        RULE.format("", "[]", "true"),
        RULE.format("chrome", '["keys"]', "true"),
        RULE.format("chrome", "[1]", "true"),
        RULE.format("chrome", '"key"', "true"),
        RULE.format("chrome", "[]", '"yes"'),
        '[[rules]]\napplication = "chrome"\n',
    ],
)
def test_what_is_not_spelled_out_is_an_error_of_one_sentence(text):
    with pytest.raises(HandrailError) as caught:
        parse(text, "policy.toml")
    assert str(caught.value).startswith("The policy policy.toml")
    assert "\n" not in str(caught.value)


@given(st.text(max_size=200))
def test_garbage_is_an_error_and_never_a_traceback(text):
    try:
        parse(text, "policy.toml")
    except HandrailError as error:
        assert "policy.toml" in str(error)  # noqa: PT017


def test_a_file_that_cannot_be_read_is_an_error_of_one_sentence(tmp_path):
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "missing.toml", tmp_path, binary):
        with pytest.raises(HandrailError, match="The policy"):
            load(path)
