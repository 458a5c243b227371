"""The texts of real recordings, to count what detection takes from them. They are never printed, only counted."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench import quality_reduce
from bench.detection.samples import Piece, Sample
from producers.policy import DEFAULT_POLICY, load
from producers.recordings import folders, formats
from streams.actions.draft import Draft

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_FOLDERS = ("inputlog", "ducktrack", "agentnet")


def texts(folder: Path) -> list[Sample]:
    """Every distinct window title, name of an element, option and typed sentence; none where there are no recordings."""
    policy = load(DEFAULT_POLICY)
    present = [folder / name for name in _FOLDERS if (folder / name).is_dir()]
    files = folders.expand(present) if present else []
    drafts = (draft for file in files for draft in quality_reduce.whole(formats.read(file).events, policy))
    distinct = dict.fromkeys(found for draft in drafts for found in _of(draft))
    return [Sample((Piece(text),), language="recorded", shape=shape) for shape, text in distinct]


def _of(draft: Draft) -> Iterator[tuple[str, str]]:
    yield from _held("title", [draft.window_title, *(step.window_title for step in draft.steps)])
    yield from _held("ui", (step.element.name for step in draft.steps if step.element))
    yield from _held("ui", (step.option for step in draft.steps))
    for step in draft.steps:
        yield from _held("typed", _SENTENCE.split(step.text.final) if step.text else [])


def _held(shape: str, every: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    return ((shape, text) for text in every if text and not text.isspace())
