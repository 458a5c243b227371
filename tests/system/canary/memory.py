"""What a process holds in memory, as a core dump of it would."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.system.canary.forms import Value
from tests.system.canary.search import Search

_AT_ONCE = 1 << 26  # bytes
_RUN = 16  # characters: more than any one name
_FORMS = {"piece", "piece of 9 digits", "piece of 10 digits"}


def searching(values: Mapping[str, Value]) -> Search:
    """What looks for values in memory: long runs as they are. Shorter ones stand there by chance, and names in lists of names."""
    longer = {name: replace(value, piece=max(_RUN, value.piece)) for name, value in values.items()}
    return Search(longer, lambda needle: needle.view == "folded" and needle.form in _FORMS)


def remains(pid: int, search: Search) -> set[str]:
    """The names of the values that stand in a process's writable memory.

    Raises:
        OSError: it may not be read here.
    """
    return {name for part in _writable(pid) for name, _ in search.find(part)}


def _writable(pid: int) -> Iterator[bytes]:
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            bounds, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(bound, 16) for bound in bounds.split("-"))
            for at in range(start, end, _AT_ONCE):
                memory.seek(at)
                yield memory.read(min(_AT_ONCE, end - at)).replace(b"\0" * 4096, b"")
