"""A worker that logs everything its libraries have to say, and whose helper ends hard over certain words.

`python -m tests.system.canary.worker --dir DIR`. It may leave core dumps, in its state folder.
"""

import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any

from schemas import logs, settings
from streams import process
from streams.actions.draft import Draft
from streams.actions.thresholds import Thresholds
from streams.finish import Finisher
from streams.redaction import build as redaction
from streams.redaction.fields import fields
from streams.redaction.redactor import Redacted, Redactor
from tests.system.canary.scenes import CRASH


class Fragile(Redactor):
    """Ends the process, as native code does, when it has looked at a draft with certain words in it."""

    def redact(self, draft: Draft) -> Redacted:
        redacted = super().redact(draft)
        if any(CRASH in text for field in fields(draft) for text in field.texts):
            os.abort()
        return redacted


def build(keys: Path, registry: dict[str, Any], thresholds: Thresholds, recorded: str) -> Finisher:
    """What a helper works with. Runs in that process."""
    log_everything()
    redactor = redaction.build()
    redactor.__class__ = Fragile
    return process.build_finisher(keys, registry, thresholds, recorded, redactor)


def log_everything() -> None:
    """Each library's lines from DEBUG on, with all they quote."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.DEBUG, handlers=[handler], force=True)


if __name__ == "__main__":
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    config = settings.load("worker", Path(sys.argv[sys.argv.index("--dir") + 1]))
    os.chdir(config.state)
    logs.configure()
    log_everything()
    process.run(config, 1, (), build)
