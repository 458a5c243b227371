"""A worker that looks at no text and shows none: what is left of the cost when redaction is taken away."""

import sys
from pathlib import Path
from typing import Any

from schemas import logs, settings
from streams import process
from streams.actions.draft import Draft
from streams.actions.thresholds import Thresholds
from streams.finish import Finisher
from streams.redaction.policy import Policy
from streams.redaction.redactor import Redacted, Redactor


class Withholding(Redactor):
    """Withholds every text."""

    def redact(self, draft: Draft) -> Redacted:
        """Show no text at all."""
        return self.withhold(draft, "error")


def build(keys: Path, registry: dict[str, Any], thresholds: Thresholds, recorded: str) -> Finisher:
    """As the worker's, without detectors."""
    return process.build_finisher(keys, registry, thresholds, recorded, Withholding([], Policy()))


if __name__ == "__main__":
    logs.configure()
    process.run(settings.load("worker", Path(sys.argv[1])), 1, (), build)
