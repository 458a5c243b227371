"""Real recordings through the whole path: nothing lost, nothing leaked."""

import gzip
import itertools
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from producers.cli import replay_files
from producers.policy import DEFAULT_POLICY, load
from producers.recordings import formats
from producers.recordings.sample import CONTROLS, PLANTED, SAMPLE
from schemas.events import Focus, Key
from sinks.dataset import verify_cli
from streams.dead_letters import read
from tests.system.leaks import Sweep, runs

HALF_AN_HOUR = 30 * 60_000


def sessions_by_hand(file: Path) -> int:
    """The oracle: sort every time that stands in the raw file, and count the gaps of more than half an hour."""
    text = gzip.decompress(file.read_bytes()).decode("utf-8-sig")
    times = sorted(int(ms) for ms in re.findall(r"<(?:start|end)Time>(\d+)<", text))
    return 1 + sum(later - earlier > HALF_AN_HOUR for earlier, later in itertools.pairwise(times))


def typed_in(file: Path) -> str:
    events = (event for event, _ in formats.read(file).events)
    return "".join(event.key for event in events if isinstance(event, Key) and event.down and len(event.key) == 1)


def opaque_in_titles(files: list[Path]) -> set[str]:
    """Long opaque parts of window titles: what a sign-in token looks like."""
    titles = {event.window_title for file in files for event, _ in formats.read(file).events if isinstance(event, Focus)}
    parts = {part for title in titles if "://" in title or "/" in title for part in re.split(r"[/?&=.#\s]", title)}
    return {part for part in parts if len(part) >= 16 and re.search(r"\d", part) and re.search(r"[A-Za-z]", part)}


def dead_letters(pipeline) -> int:
    return sum(1 for _ in read(pipeline.stack.settings("admin")))


@pytest.fixture(scope="module")
def replayed(pipeline, inputlog):
    """The sample and all Inputlog recordings, replayed at full speed; what stood where before and after."""
    sweep = Sweep({*(run for file in inputlog for run in runs(typed_in(file))), *PLANTED.values(), *opaque_in_titles(inputlog)})
    before, buried = sweep.places(pipeline.stack), dead_letters(pipeline)
    files = [SAMPLE, *inputlog]
    results = replay_files(pipeline.stack.settings("producer"), load(DEFAULT_POLICY), files, Console(quiet=True))
    pipeline.wait_complete(max(result.published.last_append for result in results))
    known = {value for values in before.values() for value in values}
    after = {place: len(values - known) for place, values in sweep.places(pipeline.stack).items() if values - known}
    assert dead_letters(pipeline) == buried
    return results, after


def test_every_recording_arrives_without_a_dead_letter(pipeline, replayed):
    results, _ = replayed
    by_device = {}
    for row in pipeline.rows():
        by_device[row["device_id"]] = by_device.get(row["device_id"], 0) + row["event_count"]
    assert all(by_device[result.device_id] == result.published.events for result in results)


def test_the_sessions_of_each_file_are_those_of_the_raw_file(pipeline, replayed, inputlog):
    results, _ = replayed
    rows = pipeline.rows()
    for file, result in zip(inputlog, results[1:], strict=True):
        found = {row["session_id"] for row in rows if row["device_id"] == result.device_id}
        assert len(found) == sessions_by_hand(file), file.name


def test_what_was_typed_stands_nowhere_but_in_the_data_set(replayed):
    _, after = replayed
    assert after == {}, "places and how many typed runs stand in each"


def test_planted_values_and_tokens_are_not_in_the_data_set_either(pipeline, replayed, inputlog):
    content = json.dumps([pipeline.rows(), pipeline.reports()], default=str, ensure_ascii=False).casefold()
    tight = re.sub(r"[\W_]", "", content)
    tokens = opaque_in_titles(inputlog)
    assert tokens, "the recordings have lost their sign-in token"
    for value in [*PLANTED.values(), *tokens]:
        leaked = value.casefold() in content or re.sub(r"[\W_]", "", value.casefold()) in tight
        assert not leaked, "a planted value or token"


def test_clean_text_of_the_sample_survives(pipeline, replayed):
    results, _ = replayed
    rows = [row for row in pipeline.rows() if row["device_id"] == results[0].device_id]
    texts = " ".join(step["text"] or "" for row in rows for step in row["steps"])
    assert [control for control in CONTROLS if control not in texts] == []


def test_the_sample_shows_a_dropdown_choice_and_redacted_text(pipeline, replayed):
    results, _ = replayed
    steps = [s for row in pipeline.rows() if row["device_id"] == results[0].device_id for s in row["steps"]]
    assert any(step["kind"] == "select_option" and step["option"] == "Sweden" for step in steps)
    assert any("<EMAIL_ADDRESS_" in (step["text"] or "") for step in steps)
    assert any("<CREDIT_CARD_" in (step["text"] or "") for step in steps)


def test_a_second_replay_is_a_duplicate_and_says_so(pipeline, replayed):
    results, _ = replayed
    rows = pipeline.rows()
    again = replay_files(pipeline.stack.settings("producer"), load(DEFAULT_POLICY), [SAMPLE], Console(quiet=True))
    assert again[0].before == results[0].published.batches == again[0].published.batches
    pipeline.wait_complete(again[0].published.last_append)
    assert pipeline.rows() == rows


def test_the_data_set_verifies(pipeline, replayed, capsys):
    settings = pipeline.stack.settings("auditor")
    assert verify_cli.sound(settings.model_copy(update={"application": pipeline.application}))
