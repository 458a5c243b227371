"""Any events, and what of a draft must be the same where two drafts are."""

from hypothesis import strategies as st

from schemas.events import Button, Element, ElementEvent, Event, Focus, Input, Key, Modifier, Pointer, Selection, Wheel
from schemas.records import ScreenRecord
from streams.actions.draft import Draft
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds

SCREEN = ScreenRecord(width=0, height=0, scale=1.0, window_x=0, window_y=0, window_width=0, window_height=0)
KEYS = [*"ab ", "Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"]

small = st.integers(-5, 60)
anything = st.integers(-(2**31), 2**31 - 1)
elements = st.builds(
    Element,
    st.sampled_from(["textbox", "document", "combobox", "option", ""]),
    st.sampled_from(["A", "B", ""]),
    x=small,
    y=small,
    width=small,
    height=small,
)
named = st.sampled_from(
    ["Enter", "Tab", "Escape", "Control", "Shift", "Alt", "F1", "Dead", "Process", "Unidentified", "", "\t", "ArrowUp", "PageUp"]
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
        "deleteCompositionText",
        "insertFromComposition",
        "",
    ]
)
coordinates = small | anything


def events(times: st.SearchStrategy[int]) -> st.SearchStrategy[Event]:
    return st.one_of(
        st.builds(Pointer, times, coordinates, coordinates),
        st.builds(Button, times, coordinates, coordinates, st.integers(0, 4), st.booleans()),
        st.builds(Wheel, times, coordinates, coordinates, small, small),
        st.builds(
            Key,
            times,
            st.sampled_from(KEYS) | named | st.text(max_size=2),
            st.sampled_from(["", "KeyA", "Digit1", "F5"]),
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
    st.lists(events(st.integers(0, 5_000) | st.integers(0, 2**48)), max_size=30),
    st.booleans(),
)


def in_time(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.time)


def reduced(*opened: Opened, cut_before: bool = False, cut_after: bool = False) -> Draft:
    return reduce(opened, Thresholds(), cut_before=cut_before, cut_after=cut_after)


def reduced_events(*events: Event) -> Draft:
    return reduced(Opened("a", "w", None, SCREEN, events))


def shape(draft):
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


def joined_texts(draft):
    return [[(text.final, text.snapshots) for text in texts] for texts in draft.joined]
