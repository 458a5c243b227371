"""The command `redact`: redaction of lines from anywhere, as the worker redacts, without any server."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from schemas.errors import HandrailError
from streams.redaction.command.lines import BadLineError, Line, dump, lines

BATCH = 64  # lines that are looked at together,
BATCH_BYTES = 1 << 20  # unless they are long


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--jsonl", "form", flag_value="jsonl", default="jsonl", help="Lines are texts (the default).")
@click.option("--keys", "form", flag_value="keys", help="Lines are key-event streams.")
@click.option("--strict", is_flag=True, help="Stop at the first line that cannot be read, instead of after the last.")
def redact(file: Path | None, form: str, *, strict: bool) -> None:
    r"""Redact JSON Lines from FILE, or standard input, to standard output, in the same order.

    Each line is a trajectory of its own: what is found in one is not looked for in the others.

    \b
    --jsonl reads   {"id", "text", "context"?}
    and writes      {"id", "text", "findings": [{"type", "start", "end", "rule", "score"}],
                     "outcome": "clean" | "redacted" | "withheld"}
    where start and end count characters of the text that was read. The context is a label
    of the field ("Password"), or an object of any of: label (or name), role, identifier,
    secure (true or false), window_title, application.

    \b
    --keys reads    {"id", "events": [...], "application"?, "window_title"?, "element"?}
    and writes      {"id", "steps": [...], "findings": [{"type", "field", "step", "rule",
                     "score", "placeholder"}], "outcome"}
    the steps as the data set holds them. Events are named as W3C names them, "time" in
    epoch milliseconds; what is not known may be left out:
      {"kind": "keydown" | "keyup", "time", "key", "code", "repeat", "modifiers": ["Shift"]}
      {"kind": "pointerdown" | "pointerup", "time", "x", "y", "button"}
      {"kind": "pointermove", "time", "x", "y"}
      {"kind": "wheel", "time", "x", "y", "delta_x", "delta_y"}
      {"kind": "focus", "time", "application", "window_title"}
      {"kind": "element", "time", "focused", "element": {"role", "name", "identifier",
       "x", "y", "width", "height"}}
      {"kind": "selection", "time", "element", "option", "index"}
      {"kind": "input", "time", "input_type", "data", "start", "end"}
      {"kind": "context", "application", "window_title", "element", "secure"}
    A context is no event: it says where the events after it happen. Events in a secure
    context are dropped, as every source drops them.
    """
    from streams.redaction import build  # noqa: PLC0415 - models load only where they are needed
    from streams.redaction.command import answers  # noqa: PLC0415 - models load only where they are needed

    read, answer = (answers.of_text, answers.answer_texts) if form == "jsonl" else (answers.of_keys, answers.answer_keys)
    redactor = build.build()
    with _source(file) as stream, _Bar(file) as bar:
        bad = _redact(stream, read, lambda asked: answer(redactor, asked), bar.advance, strict=strict)
    if bad:
        raise HandrailError(f"{bad} of the lines could not be read; the others are done.")


def _source(file: Path | None) -> Any:
    if file is None or str(file) == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return file.open("rb")
    except OSError as fault:
        raise HandrailError(f"{file} cannot be read: {fault.strerror}.") from None


def _redact(
    stream: BinaryIO,
    read: Callable[[dict[str, Any]], Any],
    answer: Callable[[list[Any]], list[dict[str, Any]]],
    advance: Callable[[Line], None],
    *,
    strict: bool,
) -> int:
    """Redact every line; returns how many could not be read, each of which is told on standard error."""
    bad = 0
    for batch in _batches(lines(stream)):
        asked, faults = _read(batch, read, strict=strict)
        for one in answer(asked):
            sys.stdout.buffer.write(dump(one))
        sys.stdout.buffer.flush()
        for sentence in faults:
            if strict:
                raise HandrailError(sentence)
            click.echo(f"handrail: {sentence}", err=True)
        bad += len(faults)
        for line in batch:
            advance(line)
    return bad


def _batches(incoming: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in incoming:
        batch.append(line)
        if len(batch) == BATCH or sum(one.size for one in batch) > BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(batch: Iterable[Line], read: Callable[[dict[str, Any]], Any], *, strict: bool) -> tuple[list[Any], list[str]]:
    """What the lines ask, and what is wrong with the others; with `strict` up to the first of these."""
    asked: list[Any] = []
    faults: list[str] = []
    for line in batch:
        try:
            if isinstance(line.record, BadLineError):
                raise line.record
            asked.append(read(line.record))
        except BadLineError as fault:
            faults.append(f"line {line.number}: {fault}.")
            if strict:
                break
    return asked, faults


class _Bar:
    """How far it has come, on a terminal's standard error where the answers go elsewhere."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._task = TaskID(0)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
        )
        self._progress.disable = not sys.stderr.isatty() or sys.stdout.isatty()
        self._lines = 0

    def __enter__(self) -> "_Bar":
        size = self._file.stat().st_size if self._file and self._file.is_file() else None
        self._task = self._progress.add_task("lines", total=size)
        self._progress.start()
        return self

    def advance(self, line: Line) -> None:
        """Count a line."""
        self._lines += 1
        self._progress.update(self._task, advance=line.size, description=f"{self._lines:,} lines")

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
