"""A value typed in several texts of one field is found where they meet, and leaves every one of them."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.events import Element, Focus, Key
from streams.actions.draft import Draft, DraftStep, Text
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from streams.redaction.detector import Span
from streams.redaction.fields import fields
from streams.redaction.forms import normal
from streams.redaction.joins import of_groups
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redactor
from streams.redaction.rules import numbers

SCREEN = {"width": 0, "height": 0, "scale": 1.0, "window_x": 0, "window_y": 0, "window_width": 0, "window_height": 0}
SENTENCES = {
    "CREDIT_CARD": ("my card is ", "4111 1111 1111 1111", " thanks"),
    "EMAIL_ADDRESS": ("write to ", "quentin.okafor@nimbus.works.org", " soon"),
    "PHONE_NUMBER": ("call me at ", "+1 415-555-2671", " tonight"),
    "IBAN_CODE": ("pay to ", "GB33 BUKB 2020 1555 5555 55", " please"),
    "PERSON": ("Please send the contract to ", "Maria Lindqvist", " today."),
}
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CUTS = st.lists(st.integers(0, 200), min_size=1, max_size=3)


def parts_of(text: str, cuts: list[int]) -> list[str]:
    places = [0, *sorted({cut % len(text) for cut in cuts}), len(text)]
    return [text[start:end] for start, end in pairwise(places) if start < end]


def of(*steps: DraftStep, joined: list[list[int]] | None = None, title: str = "Title") -> Draft:
    """A draft whose texts are all joined, or those at these places."""
    texts = [step.text for step in steps if step.text]
    groups = [texts] if joined is None else [[texts[at] for at in group] for group in joined]
    return Draft("editor", title, SCREEN, list(steps), groups)


def pieces_left(value: str, texts: list[str]) -> list[str]:
    """The stretches of four characters of a value that still stand in a text."""
    plain = normal(value)
    stretches = {form[at : at + 4] for form in (plain, value.lower()) for at in range(len(form) - 3)}
    return [one for one in stretches for text in texts if one in text.lower() or one in normal(text)]


def step_texts(redacted) -> list[str | None]:
    return [step["text"] for step in redacted.steps]


@EXAMPLES
@given(kind=st.sampled_from(sorted(SENTENCES)), cuts=CUTS)
def test_no_piece_of_a_value_survives_wherever_it_was_split(redactor, typed, shown, kind, cuts):
    before, value, after = SENTENCES[kind]
    parts = parts_of(before + value + after, cuts)
    redacted = redactor.redact(of(*map(typed, parts), title=f"{value} - Notes"))
    assert pieces_left(value, shown(redacted)) == []
    assert redacted.outcome == "redacted"
    assert f"<{kind}_1>" in redacted.window_title
    whole = "".join(step_texts(redacted))
    if kind != "PERSON":  # of what stands whole in its step; of "to", "nig", "ht" the model may take a piece for something
        assert whole.startswith(before.strip()) or not parts[0].startswith(before.strip())
        assert whole.endswith(after.strip()) or not parts[-1].endswith(after.strip())


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_split_of_a_value_in_two_is_replaced(redactor, typed, shown, kind):
    before, value, after = SENTENCES[kind]
    for at in range(1, len(value)):
        redacted = redactor.redact(of(typed(before + value[:at]), typed(value[at:] + after)))
        assert pieces_left(value, shown(redacted)) == []
        assert [finding["step"] for finding in redacted.findings] == [0, 1]
        assert kind in {finding["entity_type"] for finding in redacted.findings}


def test_both_halves_take_the_placeholder_of_the_whole(redactor, typed):
    redacted = redactor.redact(of(typed("my card 4111 1111 "), typed("1111 1111 thanks"), title="4111-1111-1111-1111"))
    assert redacted.window_title == "<CREDIT_CARD_1>"
    assert step_texts(redacted) == ["my card <CREDIT_CARD_1> ", "<CREDIT_CARD_1> thanks"]
    assert [finding["rule"] for finding in redacted.findings[1:]] == ["split", "split"]


def test_a_value_in_three_parts_leaves_all_of_them(redactor, typed):
    redacted = redactor.redact(of(typed("pay GB33 BU"), typed("KB 2020 15"), typed("55 5555 55 now")))
    assert step_texts(redacted) == ["pay <IBAN_CODE_1>", "<IBAN_CODE_1>", "<IBAN_CODE_1> now"]


def test_texts_of_two_groups_are_joined_in_each(redactor, typed):
    steps = [typed("4111 1111 "), typed("hello"), typed("1111 1111")]
    redacted = redactor.redact(of(*steps, joined=[[0, 1, 2], [0, 2]]))
    assert step_texts(redacted) == ["<CREDIT_CARD_1> ", "hello", "<CREDIT_CARD_1>"]


def test_a_label_at_the_end_of_a_text_speaks_for_the_next(redactor, typed):
    assert step_texts(redactor.redact(of(typed("password: "), typed("quietlantern")))) == ["password: ", "<PASSWORD_1>"]
    assert step_texts(redactor.redact(of(typed("my SSN is "), typed("536904399")))) == ["my SSN is ", "<US_SSN_1>"]


def test_a_password_typed_in_two_halves_is_known_as_a_whole(redactor, typed):
    steps = [typed("quiet", label="Password"), typed("lantern", label="Password")]
    assert redactor.redact(of(*steps, title="quietlantern - Notes")).window_title.endswith("> - Notes")


def test_a_switch_of_windows_hides_nothing(redactor, shown, scene_of):
    draft = scene_of("4111 1111 ", Focus(0, "app", "other"), "hello", Focus(0, "app", "Notes"), "1111 1111", Focus(0, "app", "x"))
    redacted = redactor.redact(draft)
    assert [text for text in step_texts(redacted) if text] == ["<CREDIT_CARD_1> ", "hello", "<CREDIT_CARD_1>"]
    assert pieces_left("4111 1111 1111 1111", shown(redacted)) == []


def test_the_begin_of_a_value_is_replaced_though_its_end_was_deleted(redactor, scene_of, shown):
    draft = scene_of("4111 1111 ", Focus(0, "app", "other"), Focus(0, "app", "Notes"), "1111 1111", "\b" * 9)
    assert pieces_left("4111 1111 1111 1111", shown(redactor.redact(draft))) == []


def test_a_later_text_that_came_to_hold_the_whole_hides_the_begin_too(redactor, typed):
    redacted = redactor.redact(of(typed("4111 1111 "), typed("4111 1111 1111 1111", "1111 1111")))
    assert step_texts(redacted) == ["<CREDIT_CARD_1> ", "<CREDIT_CARD_1>"]


def test_a_short_piece_is_looked_for_nowhere_else(redactor, typed):
    redacted = redactor.redact(of(typed("mail quentin.okafor@nim"), typed("bus.org"), title="bus to nim"))
    assert redacted.window_title == "bus to nim"
    redacted = redactor.redact(of(typed("mail quentin.okafor@nimbus.wo"), typed("rks"), title="quentin.okafor@nimbus.wo - Mail"))
    assert redacted.window_title == "<EMAIL_ADDRESS_1> - Mail"


def test_a_word_before_a_whole_value_is_looked_for_nowhere_else(redactor, typed):
    redacted = redactor.redact(of(typed("many thanks"), typed("ann.lee@acme.com"), title="thanks"))
    assert redacted.window_title == "thanks"
    assert step_texts(redacted)[1].startswith("<EMAIL_ADDRESS_")


def test_a_value_typed_again_keeps_its_number(redactor, typed):
    redacted = redactor.redact(of(typed("ann.lee@acme.com"), typed("ann.lee@acme.com"), title="ann.lee@acme.com"))
    assert {redacted.window_title, *step_texts(redacted)} == {"<EMAIL_ADDRESS_1>"}


def test_a_withheld_part_shows_nothing_and_gives_its_neighbour_away(redactor, typed):
    redacted = redactor.redact(of(typed("my card 4111 1111 "), typed("1111 1111", withheld="cut")))
    assert step_texts(redacted) == ["my card <CREDIT_CARD_1> ", None]
    assert redacted.steps[1]["placeholders"] == []


class Stumbling:
    """Raises over texts in which a word stands whole."""

    name, version, second_look = "stumbling", "1", False

    def find(self, texts):
        if any("xyzzy" in text for text in texts):
            raise ValueError(f"cannot bear {texts}")
        return [[] for _ in texts]


def test_a_join_that_a_detector_fails_on_withholds_all_its_parts(typed):
    steps = [typed("a"), typed("xy"), typed("zzy"), typed("fine")]
    redacted = Redactor([Stumbling()], Policy()).redact(of(*steps, joined=[[0, 1, 2]]))
    assert [step["withheld"] for step in redacted.steps] == ["error", "error", "error", None]


def test_an_earlier_state_that_a_detector_fails_on_in_a_join_withholds_its_neighbour(typed):
    gone = Text("", ["zzy"])
    draft = of(typed("xy"), typed("fine"), joined=[])
    draft.joined = [[draft.steps[0].text, gone]]
    redacted = Redactor([Stumbling()], Policy()).redact(draft)
    assert [step["withheld"] for step in redacted.steps] == ["error", None]


def test_a_join_beyond_the_limits_withholds_its_parts(typed):
    redacted = Redactor([numbers.detector()], Policy(text_limit=30)).redact(of(typed("a" * 20), typed("b" * 20)))
    assert [step["withheld"] for step in redacted.steps] == ["oversize", "oversize"]


def test_clean_joins_stay_as_they_are(redactor, typed):
    parts = [
        "The committee will discuss ",
        "the budget next week. We need to ",
        "update the deployment",
        " script before the release.",
    ]
    redacted = redactor.redact(of(*map(typed, parts)))
    assert (redacted.outcome, step_texts(redacted)) == ("clean", parts)


def test_capitalised_texts_that_only_follow_one_another_are_no_name(redactor, typed):
    steps = [typed("Pivot table fields"), typed("New Tab - Google Chrome"), typed("Reply all")]
    assert redactor.redact(of(*steps)).outcome == "clean"
    redacted = redactor.redact(of(typed("I met Maria Lind"), typed("qvist"), typed("Then I left.")))
    assert pieces_left("Maria Lindqvist", step_texts(redacted)) == []
    assert step_texts(redacted)[2] == "Then I left."


def test_the_same_split_gives_the_same_result(redactor, typed):
    def once():
        return redactor.redact(of(typed("write ann.le"), typed("e@acme.com or Maria Lind"), typed("qvist")))

    first, second = once(), once()
    assert (first.steps, first.findings) == (second.steps, second.findings)


@EXAMPLES
@given(parts=st.lists(st.tuples(st.text("ab ", max_size=9), st.lists(st.text("cd ", max_size=9), max_size=2)), max_size=5))
def test_what_a_join_shows_is_what_its_fields_hold(typed, parts):
    draft = of(*(typed(final, *earlier) for final, earlier in parts))
    every = list(fields(draft))
    for join in of_groups(draft, every, 5):
        for start in range(len(join.text)):
            for field, piece in join.pieces(Span(start, start + 1, "X", "x", 1.0)):
                assert field.final[piece.start : piece.end] == join.text[start]


@pytest.fixture
def scene_of():
    """Keys typed and windows entered, reduced; a backspace is one."""

    def make(*happened):
        events, time = [], 0
        for one in happened:
            for each in one if isinstance(one, str) else [one]:
                time += 100
                key = "Backspace" if each == "\b" else each
                keys = [Key(time, key, "", down=down) for down in (True, False)] if isinstance(each, str) else []
                events += keys or [Focus(time, one.application, one.window_title)]
        box = Element("textbox", "Note")
        return reduce([Opened("app", "Notes", box, SCREEN, events)], Thresholds(), cut_before=False, cut_after=False)

    return make
