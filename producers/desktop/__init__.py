"""The desktop agent: a live source on the Publisher, which people let onto their machine."""

import sys

# For a renderer that is not used here, structlog would load rich's tracebacks and a highlighter: 2 MB of an agent's 80.
sys.modules.setdefault("rich.traceback", None)  # type: ignore[arg-type]
