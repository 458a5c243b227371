"""Whatever is typed: the text is what an editor shows, every state of it is seen, and no key's time is told."""

from collections.abc import Iterable
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Event, Key, Modifier
from tests.streams.actions.any_events import KEYS, reduced_events, shape

State = tuple[str, int, int]  # text, anchor, caret
CHORDS = st.tuples(st.sampled_from([*KEYS, "all"]), st.booleans())
PLAIN = st.tuples(st.sampled_from(KEYS), st.just(False))


def _edited(state: State, chord: tuple[str, bool]) -> State:
    """The trivial editor: a string cut in three, after one more key."""
    (text, anchor, caret), (key, shift) = state, chord
    start, end = min(anchor, caret), max(anchor, caret)
    if len(key) == 1:
        return text[:start] + key + text[end:], start + 1, start + 1
    if key in {"Backspace", "Delete"}:
        if start == end:
            start, end = (max(0, start - 1), end) if key == "Backspace" else (start, end + 1)
        return text[:start] + text[end:], start, start
    if key == "all":
        return text, 0, len(text)
    if key in {"ArrowLeft", "ArrowRight"} and start != end and not shift:
        caret = start if key == "ArrowLeft" else end
    else:
        caret = {"ArrowLeft": max(0, caret - 1), "ArrowRight": min(len(text), caret + 1), "Home": 0, "End": len(text)}[key]
    return text, anchor if shift else caret, caret


def _inside(chords: list[tuple[str, bool]]) -> tuple[list[tuple[str, bool]], list[str]]:
    """A character and the chords after it that do not lead out of the text at its end; the text before each, and after all."""
    state: State = ("a", 1, 1)
    kept, states = [("a", False)], ["", "a"]
    for chord in chords:
        after, end = _edited(state, chord), len(state[0])
        if chord[0] != "all" and state[1:] == after[1:] == (end, end) and after[0] == state[0]:
            continue
        state = after
        kept.append(chord)
        states.append(state[0])
    return kept, states


def _key(time: int, key: str, *, shift: bool) -> Key:
    if key == "all":
        return Key(time, "a", "KeyA", down=True, modifiers=Modifier.CONTROL)
    return Key(time, key, "", down=True, modifiers=Modifier.SHIFT if shift else Modifier(0))


def _keys(chords: list[tuple[str, bool]], times: Iterable[int]) -> list[Event]:
    return [_key(time, key, shift=shift) for time, (key, shift) in zip(times, chords, strict=False)]


@given(st.lists(CHORDS, max_size=60))
def test_the_final_text_is_that_of_a_trivial_editor(chords):
    kept, states = _inside(chords)
    draft = reduced_events(*_keys(kept, count()))
    assert "".join(step.text.final for step in draft.steps if step.text) == states[-1]


@given(st.lists(CHORDS, max_size=60))
def test_every_state_in_which_typing_stopped_is_seen(chords):
    """Whatever stood in the field before a deletion is a snapshot or the final text."""
    kept, states = _inside([*chords, ("b", False)])
    draft = reduced_events(*_keys(kept, count()))
    seen = {state for step in draft.steps if step.text for state in (*step.text.snapshots, step.text.final)}
    for at, (key, _) in enumerate(kept[1:], 1):
        if key == "Backspace" and len(kept[at - 1][0]) == 1:
            assert states[at] in seen


@given(st.lists(PLAIN, max_size=60), st.data())
def test_nothing_tells_when_a_key_of_a_text_was_pressed(chords, data):
    kept, _ = _inside(chords)
    end = Key(100_000, "Enter", "", down=True)
    rhythm = st.lists(st.integers(0, 99_999), min_size=len(kept) - 1, max_size=len(kept) - 1).map(sorted)
    one, other = (reduced_events(*_keys(kept, [0, *data.draw(rhythm)]), end) for _ in range(2))
    assert shape(one) == shape(other)
