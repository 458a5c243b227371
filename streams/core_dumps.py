"""No core dumps: the memory of whoever opens batches holds keys and what people typed, and a crash would write it to disk."""

import ctypes
import resource
import sys

_PR_SET_DUMPABLE = 4


def forbid() -> None:
    """Let this process leave no core dump, whatever ends it.

    A limit alone does not stop the kernel from handing the dump to a program; on Linux the process is also made undumpable, which
    keeps other processes of the same user out of its memory, too.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0)
