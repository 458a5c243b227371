"""Short scenes and the steps they give, as files to read. All text in them is invented.

A file of `golden/` holds what the scene is about, where it begins, its events as lines of Handrail's own recordings, and the
steps. After a change of the rules write the steps anew with `REGENERATE_GOLDEN=1 pytest tests/streams/actions/test_golden.py`,
and read the difference.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from schemas.event_lines import decode
from schemas.events import Element
from schemas.rows import Row
from streams.actions.draft import DraftStep
from streams.actions.opened import Opened
from streams.actions.reducer import reduce
from streams.actions.thresholds import Thresholds
from tests.streams.actions.any_events import SCREEN

SCENES = sorted((Path(__file__).parent / "golden").glob("*.json"))
NOTHING = (None, [], 0)


def _reduced(scene):
    rows = [Row(f"event {number}", fields) for number, fields in enumerate(scene["events"], 1)]
    events = [decode(row, row.integer("t", 0, 1 << 31)) for row in rows]
    element = Element(**scene["element"]) if "element" in scene else None
    opened = Opened("editor", "Untitled", element, SCREEN, events)
    return reduce([opened], Thresholds(), cut_before=scene.get("cut_before", False), cut_after=scene.get("cut_after", False))


def _shown(step: DraftStep):
    fields = {name: value for name, value in asdict(step).items() if value not in NOTHING or name == "time"}
    if step.text is not None:
        fields["text"] = {name: value for name, value in asdict(step.text).items() if value not in NOTHING}
    if step.element is not None:
        fields["element"] = f"{step.element.role} {step.element.name}"
    return fields


def _written(scene):
    """A scene as JSON with one event or step a line."""
    parts = [f"  {json.dumps(key)}: {_lines(value)}" for key, value in scene.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(value):
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in value) + "\n  ]"


def test_there_are_scenes():
    assert len(SCENES) >= 12


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_scene_gives_its_steps(path):
    scene = json.loads(path.read_text(encoding="utf-8"))
    steps = [_shown(step) for step in _reduced(scene).steps]
    if os.environ.get("REGENERATE_GOLDEN"):
        path.write_text(_written(scene | {"steps": steps}), encoding="utf-8")
    assert steps == scene["steps"] or os.environ.get("REGENERATE_GOLDEN")
