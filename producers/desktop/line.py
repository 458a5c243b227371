"""The status line of `handrail agent run`: always on, where a terminal is."""

from collections.abc import Callable
from datetime import datetime

from rich.console import Console
from rich.live import Live
from rich.text import Text

from producers.desktop.budget import Level
from producers.desktop.status import State, Status

_MARKS = {State.RECORDING: ("●", "bold red"), State.PAUSED: ("‖", "bold yellow")}
_ELSEWHERE = ("○", "dim")
_SHOWN = 3  # reasons that a line has room for


def line(status: Status, now: datetime) -> Text:
    """The status in one line."""
    mark, style = _MARKS.get(status.state, _ELSEWHERE)
    dropped = sorted(status.dropped.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
    parts = [
        f"sent {status.sent:,}",
        f"dropped {sum(status.dropped.values()):,}"
        + (": " + ", ".join(f"{n:,} {reason}" for reason, n in dropped) if dropped else ""),
        f"{status.cpu:.1%} CPU, {status.memory / 1e6:.0f} MB",
        *([status.left_out] if status.left_out != Level.FULL.sentence else []),
        *([status.sending] if status.sending else []),
    ]
    return Text.assemble((f"{mark} {status.headline(now)}", style), *(f" · {part}" for part in parts))


class StatusLine:
    """Shows the last status below whatever else is written.

    Args:
        console: the terminal.
        clock: the local time.
    """

    def __init__(self, console: Console, clock: Callable[[], datetime] = datetime.now) -> None:
        self._clock = clock
        self._live = Live(console=console, auto_refresh=False, transient=True)

    def __enter__(self) -> "StatusLine":
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, status: Status) -> None:
        """Show a status; costs about a millisecond."""
        self._live.update(line(status, self._clock()), refresh=True)
