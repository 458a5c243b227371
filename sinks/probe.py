"""Whether the bucket keeps the one promise that exactly-once rests on: a file is created by one writer only."""

import errno
from typing import Any

from schemas.errors import HandrailError
from schemas.settings import Store
from sinks.store import create, refusal


def probe(files: Any, store: Store, application: str, attempt: str) -> None:
    """Create a file twice; the second time must be refused.

    Args:
        files: the s3fs client.
        store: the store, for the sentences.
        application: the data set's prefix.
        attempt: a name nobody has used.

    Raises:
        HandrailError: the access key or the bucket is wrong, or the bucket does not honour If-None-Match.
        OSError: the store failed in a way that may pass, as do the other `sinks.store.FAULTS`.
    """
    path = f"{store.bucket}/{application}/probe-{attempt}"
    try:
        create(files, path, b"")
        honoured = _is_refused(files, path)
        files.rm_file(path)
    except (PermissionError, FileNotFoundError) as error:
        raise refusal(error, store) or error from None
    if not honoured:
        raise HandrailError(
            f"The bucket {store.bucket} at {store.endpoint} overwrites a file that was written with If-None-Match: *; "
            "a table there could lose or double rows, so nothing is written to it."
        )


def _is_refused(files: Any, path: str) -> bool:
    try:
        create(files, path, b"")
    except FileExistsError:
        return True
    except OSError as error:
        if error.errno != errno.EINVAL:  # so s3fs words a failed precondition of most stores
            raise
        return True
    return False
