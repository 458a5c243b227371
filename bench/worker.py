"""A worker without redaction that shows no text either: what is left of the cost when redaction is taken away."""

import sys
from pathlib import Path
from typing import Any

from schemas import logs, settings
from streams import process
from streams.actions.draft import Draft, DraftStep
from streams.actions.thresholds import Thresholds
from streams.finish import Finisher
from streams.redaction.fields import Shown, step_record
from streams.redaction.placeholders import WITHHELD
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redacted, Redactor

_NOTHING = Shown(WITHHELD)


class Blank(Redactor):
    """Puts one placeholder in place of every text, without a look at any."""

    def redact(self, draft: Draft) -> Redacted:
        """All steps, and nothing of what they say."""
        return Redacted(draft.application, WITHHELD, [_blank(step) for step in draft.steps], [], 0, 0, "clean")


def _blank(step: DraftStep) -> Any:
    said = {
        "window_title": step.window_title,
        "element_name": step.element,
        "element_identifier": step.element,
        "option": step.option,
        "text": step.text,
    }
    return step_record(step, {name: _NOTHING for name, there in said.items() if there is not None})


def build(keys: Path, registry: dict[str, Any], thresholds: Thresholds, recorded: str) -> Finisher:
    """As the worker's, without detectors."""
    return process.build_finisher(keys, registry, thresholds, recorded, Blank([], Policy()))


if __name__ == "__main__":
    logs.configure()
    process.run(settings.load("worker", Path(sys.argv[1])), 1, (), build)
