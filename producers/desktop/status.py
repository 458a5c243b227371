"""The agent's state, as the status line, the notifications and `handrail agent status` tell it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite
from typing import Any

from producers.desktop.budget import Level, Usage


class State(StrEnum):
    """What the agent does just now."""

    RECORDING = "recording"
    PAUSED = "paused"
    NOT_ALLOWED = "not allowed here"
    UNKNOWN = "not recording: it is not known which application this is"


@dataclass(frozen=True, slots=True)
class Status:
    """One look at the agent.

    Attributes:
        state: what it does.
        pause_left: seconds; None where somebody has to resume, 0 where nothing is paused.
        sent: events handed on since it began.
        dropped: events that were not, by reason.
        cpu: share of one core.
        memory: resident bytes.
        upload: bytes in an hour of work.
        left_out: what the budget leaves out.
        sending: sentences of what keeps batches from the brokers, and how many wait.
    """

    state: State
    pause_left: float | None = 0.0
    sent: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    cpu: float = 0.0
    memory: int = 0
    upload: float = 0.0
    left_out: str = Level.FULL.sentence
    sending: str = ""

    @classmethod
    def of(
        cls, state: State, pause_left: float, sent: int, dropped: dict[str, int], budget: tuple[Level, Usage], sending: str
    ) -> "Status":
        """The status of what its parts say."""
        level, usage = budget
        left = pause_left if isfinite(pause_left) else None
        return cls(state, left, sent, dropped, usage.cpu, usage.memory, usage.upload, level.sentence, sending)

    def document(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    @classmethod
    def read(cls, document: dict[str, Any]) -> "Status":
        """What `document` gave."""
        return cls(**document | {"state": State(document["state"])})

    def headline(self, now: datetime) -> str:
        """The state in a few words."""
        return paused(self.pause_left, now) if self.state is State.PAUSED else self.state.value

    def lines(self, now: datetime) -> list[str]:
        """Everything, a line each."""
        dropped = ", ".join(f"{count} {reason}" for reason, count in sorted(self.dropped.items())) or "nothing"
        return [
            self.headline(now),
            f"sent {self.sent} events; dropped {dropped}",
            f"{self.cost}; {self.left_out}",
            *([self.sending] if self.sending else []),
        ]

    @property
    def cost(self) -> str:
        """What it costs, in words."""
        return f"{self.cpu:.1%} of a core, {self.memory / 1e6:.0f} MB, {self.upload / 1e6:.1f} MB uploaded in an hour of work"


def paused(left: float | None, now: datetime) -> str:
    """A pause in words, on the clock of whoever reads it."""
    if left is None or not isfinite(left):
        return "paused until `handrail agent resume`"
    end = now + timedelta(seconds=left)
    return f"paused until {end:%H:%M:%S}" if left < 12 * 3_600 else f"paused until {end:%Y-%m-%d %H:%M}"
