"""The measures of quality, on invented texts and steps; and a bound on what the way from keys to steps may lose of real texts."""

import os
from itertools import count
from pathlib import Path
from statistics import median

import pytest

from bench import quality
from bench.quality_keys import typed
from bench.quality_page import Page, replayed
from bench.quality_rates import Words, differing, rates
from bench.quality_reduce import as_cut, whole
from bench.quality_unseen import unseen
from producers.policy import DEFAULT_POLICY, load
from producers.recordings.content import Content
from schemas.events import Button, Context, Key
from schemas.records import ScreenRecord
from streams.actions.draft import Draft, DraftStep, Text

RECORDINGS = Path(os.environ.get("HANDRAIL_RECORDINGS", Path(__file__).parents[3] / "shared" / "data"))
DOCUMENTS = RECORDINGS / "inputlog" / "documents"
SCREEN = ScreenRecord(width=0, height=0, scale=1.0, window_x=0, window_y=0, window_width=0, window_height=0)
POLICY = load(DEFAULT_POLICY)
WORD = Context("word", "Essay")
MINUTE = 60_000

needs_recordings = pytest.mark.skipif(not (RECORDINGS / "inputlog").is_dir(), reason="no recordings: set HANDRAIL_RECORDINGS")


def text(final):
    return DraftStep("type", 0, text=Text(final))


def key(*keys):
    return DraftStep("hotkey" if len(keys) > 1 else "key", 0, keys=list(keys))


def step(kind, title=None):
    return DraftStep(kind, 0, window_title=title)


def draft(*steps, title="Essay"):
    return Draft("word", title, SCREEN, list(steps))


def slowly(letters, pause):
    """One key after another, with a pause in milliseconds."""
    pairs = [(Key(at, letter, "", True), Key(at + 50, letter, "", False)) for at, letter in zip(count(0, pause), letters)]
    return [(event, WORD) for pair in pairs for event in pair]


def test_a_text_like_its_document_but_for_line_breaks_has_no_errors():
    found = rates("One two.\nThree ", "One two.Three")
    assert (found.characters, found.words, found.unordered) == (0, 0, 0)


def test_errors_are_counted_per_unit_of_the_document():
    found = rates("the cat sat", "the bat sat on")
    assert found.characters == 4 / 14
    assert found.words == found.unordered == 2 / 4


def test_words_in_another_order_are_errors_of_order_alone():
    found = rates("c d a b", "a b c d")
    assert (found.words, found.unordered) == (1, 0)
    assert differing("c d a b", "a b c d") == Words(moved=4, respelt=0, surplus=0, missing=0)


def test_an_empty_text_misses_every_word():
    assert rates("", "a b").characters == 1
    assert differing("", "a b") == Words(moved=0, respelt=0, surplus=0, missing=2)


def test_a_word_of_another_spelling_is_neither_surplus_nor_missing():
    assert differing("we recieve it today xyzzy", "we receive it gladly") == Words(moved=0, respelt=1, surplus=2, missing=1)


def test_a_page_replays_typing_and_editing_keys():
    page = Page()
    page.type("abd")
    for name in ("ArrowLeft", "Backspace", "ArrowLeft", "Delete", "Enter", "F5", "ArrowRight", "ArrowRight", "Backspace"):
        page.press(name)
    assert page.text == "\n"


def test_a_click_puts_the_caret_at_the_end():
    assert replayed([draft(text("ab"), key("ArrowLeft"), step("click"), text("c"))]) == "abc"


def test_hotkeys_and_steps_that_only_show_edit_nothing():
    assert replayed([draft(text("ab"), key("Control", "Backspace"), step("scroll"), step("wait"), key("Enter"))]) == "ab\n"


def test_the_window_in_which_most_was_typed_counts_across_trajectories():
    first = draft(text("long enough"), step("focus", "Search"), text("short"), title="Essay")
    second = draft(text("?"), step("focus", "Essay"), text(", yes"), title="Search")
    assert replayed([first, second]) == "long enough, yes"


def test_what_the_recording_does_not_say_is_counted_by_cause():
    steps = [
        text("a"), step("click"), step("wait"), text("b"), step("click"), step("click"), step("drag"), key("Backspace"),
        step("click"), step("focus", "Other"), step("right_click"), step("click"), key("ArrowUp"), key("Control", "v"),
        key("Control", "z"), step("drag"), step("scroll"), key("Escape"),
    ]  # fmt: skip
    assert unseen(steps) == {"carets": 2, "selections": 1, "suggestions": 1, "lines": 1, "pastes": 1, "undos": 1}


def test_the_keys_of_a_log_type_the_text_of_its_busiest_window():
    def row(kind, winlog):
        return f'<event type="{kind}"><part type="winlog">{winlog}</part></event>'

    def pressed(name, value="", held=""):
        return row("keyboard", f"<key>{name}</key><value>{value}</value><keyboardstate>{held}</keyboardstate>")

    rows = [
        row("focus", "<title>A</title>"), pressed("VK_H", "H"), pressed("VK_I", "i"), pressed("VK_LEFT"), pressed("VK_BACK"),
        row("mouse", "<type>click</type>"), pressed("VK_RETURN", "&#13;"), pressed("VK_V", "", "<key>VK_LCONTROL</key>"),
        pressed("VK_O", "o"), row("focus", "<title>B</title>"), pressed("VK_X", "x"),
    ]  # fmt: skip
    log = f"<log>{''.join(rows)}</log>"
    assert typed(Content(Path("essay.idfx"), log.encode())) == "i\no"


def test_a_recording_is_one_trajectory_or_cut_as_a_worker_cuts_it():
    events = slowly("abcdefghij", 2 * MINUTE - 1000)
    assert len(whole(events, POLICY)) == 1
    assert replayed(whole(events, POLICY)) == "abcdefghij"
    cut = as_cut(events, POLICY)
    assert len(cut) == 2
    assert {item.text.withheld for found in cut for item in found.steps if item.text} == {"cut"}


def test_what_the_policy_does_not_allow_is_in_no_trajectory():
    elsewhere = [(Button(0, 1, 1, 0, pressed=True), Context("keepass"))]
    assert whole(elsewhere, POLICY) == as_cut(elsewhere, POLICY) == []


@needs_recordings
def test_the_steps_of_real_essays_replay_to_the_text_their_keys_type():
    found = [quality.essay(file, DOCUMENTS, POLICY) for file in sorted((RECORDINGS / "inputlog").glob("*.idfx.gz"))]
    errors = [one.to_keys.characters for one in found]
    assert len(errors) == 33
    assert median(errors) <= 0.001
    assert max(errors) <= 0.01
    known = [one.to_document.characters for one in found if one.to_document]
    assert not known or median(known) <= 0.1
