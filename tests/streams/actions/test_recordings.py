"""Real recordings, reduced; the comparators are what other reducers make of the same files."""

import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from producers.recordings import formats
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds

RECORDINGS = Path(os.environ.get("HANDRAIL_RECORDINGS", Path(__file__).parents[4] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not RECORDINGS.is_dir(), reason="no recordings here: set HANDRAIL_RECORDINGS")


def _steps(path):
    recorded = formats.read(path).events
    batches = []
    for begin in range(0, len(recorded), 256):
        part = recorded[begin : begin + 256]
        context = part[0][1]
        screen = asdict(context.screen)
        batches.append(
            Opened(context.application or "", context.window_title, context.element, screen, [event for event, _ in part])
        )
    return reduce(batches, Thresholds(), cut_before=False, cut_after=False).steps


def _kinds(path):
    return Counter(step.kind for step in _steps(path))


def test_ducktrack_gives_the_steps_that_others_find():
    """AgentNetTool finds a double click whose second press is really a drag, and so two drags; OpenAdapt three."""
    assert _kinds(RECORDINGS / "ducktrack" / "events.jsonl.gz") == {
        "click": 16,
        "triple_click": 1,
        "drag": 3,
        "scroll": 10,
        "type": 2,
        "key": 1,
    }


def test_agentnet_gives_the_steps_that_others_find():
    """Its Control and Alt are never released: the hotkey that ends the recording is the only one."""
    kinds = _kinds(RECORDINGS / "agentnet" / "events.jsonl.gz")
    del kinds["focus"]
    assert kinds == {"click": 19, "right_click": 1, "drag": 1, "scroll": 4, "hotkey": 1, "wait": 3}


def test_essays_are_texts_and_not_strings_of_keys():
    paths = sorted((RECORDINGS / "inputlog").glob("*.idfx.gz"))[:3]
    for path in paths:
        texts = [step.text for step in _steps(path) if step.text is not None]
        assert sum(len(text.final) for text in texts) > 1_000
        assert len(texts) < 50
