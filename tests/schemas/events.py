"""Strategies of events as sources may report them: any time, place and text."""

from hypothesis import strategies as st

from schemas.events import Button, Context, Element, ElementEvent, Focus, Input, Key, Modifier, Pointer, Screen, Selection, Wheel

INT = st.integers(-(1 << 30), 1 << 30)  # differences of two still fit into 32 bits
TIME = st.integers(0, 1 << 30)
BYTE = st.integers(0, 255)
TEXT = st.text(max_size=6)
ELEMENT = st.builds(Element, TEXT, TEXT, TEXT, INT, INT, INT, INT)
SCALE = st.floats(allow_nan=False, width=32)
CONTEXT = st.builds(Context, TEXT, TEXT, st.none() | ELEMENT, screen=st.builds(Screen, INT, INT, SCALE, INT, INT, INT, INT))


def events(time: st.SearchStrategy[int] = TIME) -> st.SearchStrategy:
    """Events of every kind."""
    modifiers = st.integers(0, sum(Modifier)).map(Modifier)
    return st.one_of(
        st.builds(Pointer, time, INT, INT),
        st.builds(Button, time, INT, INT, st.integers(0, 4), st.booleans()),
        st.builds(Wheel, time, INT, INT, INT, INT),
        st.builds(Key, time, TEXT, TEXT, st.booleans(), st.booleans(), modifiers),
        st.builds(Focus, time, TEXT, TEXT),
        st.builds(ElementEvent, time, ELEMENT, st.booleans()),
        st.builds(Selection, time, ELEMENT, TEXT, INT),
        st.builds(Input, time, TEXT, st.none() | TEXT, INT, INT),
    )
