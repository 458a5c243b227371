"""What holds for any events."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Button, Element, ElementEvent, Event, Focus, Input, Key, Modifier, Pointer, Selection, Wheel
from schemas.records import ScreenRecord
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds

SCREEN = ScreenRecord(width=0, height=0, scale=1.0, window_x=0, window_y=0, window_width=0, window_height=0)
KEYS = [*"ab ", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"]
CHORDS = st.tuples(st.sampled_from([*KEYS, "all"]), st.booleans())


def _editor(chords: list[tuple[str, bool]]) -> str:
    """The trivial editor: a string cut in three."""
    text, anchor, caret = "", 0, 0
    for key, shift in chords:
        start, end = min(anchor, caret), max(anchor, caret)
        if len(key) == 1:
            text, caret = text[:start] + key + text[end:], start + 1
        elif key in {"Backspace", "Delete"}:
            if start == end:
                start, end = (max(0, start - 1), end) if key == "Backspace" else (start, end + 1)
            text, caret = text[:start] + text[end:], start
        elif key == "all":
            anchor, caret = 0, len(text)
            continue
        elif key in {"ArrowLeft", "Home"} and start != end and not shift and key != "Home":
            caret = start
        elif key == "ArrowRight" and start != end and not shift:
            caret = end
        else:
            caret = {"ArrowLeft": max(0, caret - 1), "ArrowRight": min(len(text), caret + 1), "Home": 0, "End": len(text)}[key]
        anchor = anchor if shift and key.startswith(("Arrow", "Home", "End")) else caret
    return text


def _key(time: int, key: str, *, shift: bool) -> Key:
    if key == "all":
        return Key(time, "a", "KeyA", down=True, modifiers=Modifier.CONTROL)
    return Key(time, key, "", down=True, modifiers=Modifier.SHIFT if shift else Modifier(0))


@given(st.lists(CHORDS, max_size=60))
def test_the_final_text_is_that_of_a_trivial_editor(chords):
    chords = [("a", False), *chords]
    keys = [_key(at, key, shift=shift) for at, (key, shift) in enumerate(chords)]
    draft = reduce([Opened("app", "window", None, SCREEN, keys)], Thresholds(), cut_before=False, cut_after=False)
    assert "".join(step.text.final for step in draft.steps if step.text) == _editor(chords)


@given(st.lists(CHORDS, max_size=60))
def test_every_state_in_which_typing_stopped_is_seen(chords):
    """Whatever stood in the field before a deletion is a snapshot or the final text."""
    chords = [("a", False), *chords, ("b", False)]
    keys = [_key(at, key, shift=shift) for at, (key, shift) in enumerate(chords)]
    draft = reduce([Opened("app", "window", None, SCREEN, keys)], Thresholds(), cut_before=False, cut_after=False)
    seen = {state for step in draft.steps if step.text for state in (*step.text.snapshots, step.text.final)}
    for at, (key, _) in enumerate(chords[1:], 1):
        if key == "Backspace" and len(chords[at - 1][0]) == 1:
            assert _editor(chords[:at]) in seen


small = st.integers(-5, 60)
anything = st.integers(-(2**31), 2**31 - 1)
elements = st.builds(
    Element,
    st.sampled_from(["textbox", "document", ""]),
    st.sampled_from(["A", "B", ""]),
    x=small,
    y=small,
    width=small,
    height=small,
)
named = st.sampled_from(
    ["Enter", "Tab", "Escape", "Control", "Shift", "Alt", "F1", "Dead", "Process", "", "\t", "ArrowUp", "PageUp"]
)
inputs = st.sampled_from(
    [
        "insertText",
        "insertFromPaste",
        "change",
        "deleteWordForward",
        "insertLineBreak",
        "historyUndo",
        "insertCompositionText",
        "",
    ]
)
coordinates = small | anything


def _events(times: st.SearchStrategy[int]) -> st.SearchStrategy[Event]:
    return st.one_of(
        st.builds(Pointer, times, coordinates, coordinates),
        st.builds(Button, times, coordinates, coordinates, st.integers(0, 5), st.booleans()),
        st.builds(Wheel, times, coordinates, coordinates, small, small),
        st.builds(
            Key,
            times,
            st.sampled_from(KEYS) | named | st.text(max_size=2),
            st.just(""),
            st.booleans(),
            st.booleans(),
            st.builds(Modifier, st.integers(0, 31)),
        ),
        st.builds(Focus, times, st.sampled_from("ab"), st.sampled_from("wv")),
        st.builds(ElementEvent, times, elements, st.booleans()),
        st.builds(Selection, times, elements, st.text(max_size=2), small),
        st.builds(Input, times, inputs, st.none() | st.text(max_size=5), small, small),
    )


batches = st.builds(
    Opened,
    st.sampled_from("ab"),
    st.sampled_from("wv"),
    st.none() | elements,
    st.just(SCREEN),
    st.lists(_events(st.integers(0, 5_000) | st.integers(0, 2**48)), max_size=30),
    st.booleans(),
)


@given(st.lists(batches, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_any_events_give_steps_that_lie_within_the_trajectory(batches, cut_before, cut_after):
    draft = reduce(batches, Thresholds(), cut_before=cut_before, cut_after=cut_after)
    times = [event.time for batch in batches for event in batch.events]
    for step in draft.steps:
        assert 0 <= step.time <= step.time + step.duration <= max(0, times[-1] - times[0])
    assert [step.time for step in draft.steps] == sorted(step.time for step in draft.steps)


@given(st.lists(batches, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_a_text_is_withheld_whole_or_shown(batches, cut_before, cut_after):
    draft = reduce(batches, Thresholds(), cut_before=cut_before, cut_after=cut_after)
    texts = [step.text for step in draft.steps if step.text is not None]
    assert all((not text.final and not text.snapshots) if text.withheld else text.final for text in texts)
    assert all((text in texts) == bool(text.final) for joined in draft.joined for text in joined)
    assert all(text.withheld is None and (text.final or text.snapshots) for joined in draft.joined for text in joined)
    assert all((step.kind == "type") == (step.text is not None) for step in draft.steps)


@dataclass
class _Source:
    """Stamps each batch with where its first event happened, as a source does."""

    application: str = "a"
    window_title: str = "w"
    element: Element | None = None

    def cut(self, events: list[Event], ends: set[int]) -> list[Opened]:
        opened: list[Opened] = []
        for at, event in enumerate(events):
            if at == 0 or at in ends:
                opened.append(Opened(self.application, self.window_title, self.element, SCREEN, []))
            opened[-1].events.append(event)
            self.see(event)
        return opened

    def see(self, event: Event) -> None:
        if isinstance(event, Focus):
            self.application, self.window_title, self.element = event.application, event.window_title, None
        elif isinstance(event, ElementEvent) and event.focused:
            self.element = event.element


def _shape(draft):
    return [
        (
            s.kind,
            s.time,
            s.duration,
            s.x,
            s.y,
            s.delta_y,
            s.path,
            s.keys,
            s.element,
            s.option,
            s.text and (s.text.final, s.text.snapshots),
        )
        for s in draft.steps
    ]


def _joined(draft):
    return [[(text.final, text.snapshots) for text in texts] for texts in draft.joined]


@given(st.lists(_events(st.integers(0, 200)), min_size=1, max_size=60), st.sets(st.integers(1, 59)))
def test_how_events_are_cut_into_batches_does_not_matter(events, ends):
    events = sorted(events, key=lambda event: event.time)
    whole, cut = (
        reduce(_Source().cut(events, where), Thresholds(), cut_before=False, cut_after=False) for where in (set(), ends)
    )
    assert _shape(whole) == _shape(cut)
    assert _joined(whole) == _joined(cut)
