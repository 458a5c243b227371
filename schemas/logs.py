"""What a log line looks like, and what it may never hold."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# names under which content travels in this project: a line that carries one is a mistake, caught before it is written
FORBIDDEN = frozenset(
    {"text", "value", "payload", "body", "title", "window_title", "key", "data", "option", "exception", "exc_info", "password"}
)


def _refuse_content(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name in FORBIDDEN & line.keys():
        line[name] = "[not logged]"
    return line


class _Terse(logging.Handler):
    """Other libraries' warnings as one line without their arguments' tracebacks, which might quote what was typed."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the logger's name, level and place; never the message's arguments."""
        structlog.get_logger().warning("library", logger=record.name, level=record.levelname.lower(), line=record.lineno)


def configure() -> None:
    """Log to standard error, one line an event: time, level, event, then names and values."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _refuse_content,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Terse()], force=True)
