"""What this process costs, as the system counts it."""

import os
import resource
from pathlib import Path

_STATM = Path("/proc/self/statm")


def cpu_seconds() -> float:
    """CPU seconds of all threads since the process began."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def resident_bytes() -> int:
    """Memory that the process holds now, bytes."""
    return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
