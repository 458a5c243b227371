"""What holds for any events."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from schemas.events import Element, ElementEvent, Event, Focus
from streams.actions.opened import Opened
from tests.streams.actions.any_events import SCREEN, batches, events, in_time, joined_texts, reduced, shape


@given(st.lists(batches, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_any_events_give_steps_that_lie_within_the_trajectory(batches, cut_before, cut_after):
    draft = reduced(*batches, cut_before=cut_before, cut_after=cut_after)
    times = [event.time for batch in batches for event in batch.events]
    for step in draft.steps:
        assert 0 <= step.time <= step.time + step.duration <= max(0, times[-1] - times[0])
    assert [step.time for step in draft.steps] == sorted(step.time for step in draft.steps)


@given(st.lists(batches, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_a_text_is_withheld_whole_or_shown(batches, cut_before, cut_after):
    draft = reduced(*batches, cut_before=cut_before, cut_after=cut_after)
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
            opened[-1].events.append(event)  # type: ignore[attr-defined]
            self.see(event)
        return opened

    def see(self, event: Event) -> None:
        if isinstance(event, Focus):
            self.application, self.window_title, self.element = event.application, event.window_title, None
        elif isinstance(event, ElementEvent) and event.focused:
            self.element = event.element


@given(st.lists(events(st.integers(0, 200) | st.integers(0, 60_000)), min_size=1, max_size=60), st.sets(st.integers(1, 59)))
def test_how_events_are_cut_into_batches_does_not_matter(events, ends):
    whole, cut = (reduced(*_Source().cut(in_time(events), where)) for where in (set(), ends))
    assert shape(whole) == shape(cut)
    assert joined_texts(whole) == joined_texts(cut)
