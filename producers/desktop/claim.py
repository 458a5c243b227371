"""The spool's folder, for one process at a time: two that append to it would overwrite each other."""

import fcntl
import os
import stat
from pathlib import Path

from schemas.errors import HandrailError

_OWNER_ONLY = 0o700


def claim(folder: Path) -> int:
    """Make a folder for its owner alone, and hold it for this process alone.

    Returns:
        A file descriptor: the folder is held until it is closed.

    Raises:
        HandrailError: it cannot be used, or another process holds it.
    """
    try:
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise HandrailError(f"the spool {folder} is not a folder of this user: remove it")
        folder.chmod(_OWNER_ONLY)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileExistsError:
        raise HandrailError(f"the spool {folder} is not a folder of this user: remove it") from None
    except OSError as fault:
        raise HandrailError(f"the spool {folder} cannot be used: {fault.strerror}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise HandrailError(f"the spool {folder} is in use by another agent") from None
    return handle
