"""What the W3C input types do to a text in progress."""

from schemas.events import Input
from streams.actions.run import Run


def replay(event: Input, run: Run) -> bool:
    """Replay an edit that no key made, where it happened as far as that is told; whether all of it is known."""
    kind, data = event.input_type, event.data
    run.select(event.start, event.end)
    if kind == "historyUndo":
        return run.undo()
    if kind.startswith("history"):
        run.checkpoint()
        return False
    if "Composition" in kind:
        _compose(event, run)
    elif kind.startswith("delete"):
        run.edit("Delete" if "Forward" in kind else "Backspace", word="Word" in kind, select=False)
    elif kind in {"insertLineBreak", "insertParagraph"}:
        run.insert("\n")
    elif data is None:
        run.remove()
        return False
    else:
        run.insert(data)
    return True


def is_paste(event: Input) -> bool:
    """Whether an edit put in what the clipboard held."""
    return event.input_type.startswith("insertFromPaste")


def _compose(event: Input, run: Run) -> None:
    """Show what an input method composes; the browsers that tell when it is done do so with `insertFromComposition`."""
    run.compose(event.data or "", replaces=event.start < 0)
    if event.input_type == "insertFromComposition":
        run.commit()
