"""The registry is asked by a process of its own, which ends: its client's library takes 14 MB, and an agent runs all day."""

import json
import subprocess
import sys
from typing import Any

from producers.publisher import RECORDS
from schemas.errors import HandrailError
from schemas.settings import Registry
from schemas.waiting import NotYetError

_IDS, _AWAY, _FAULT = "ids", "away", "fault"
_COMMAND = (sys.executable, "-P", "-m", "producers.desktop.registry")
_PIPED: dict[str, Any] = {"stdout": subprocess.PIPE, "timeout": 60.0, "text": True}


def asked(registry: Registry) -> dict[str, int]:
    """The ids of the records that a publisher sends.

    Raises:
        NotYetError: the registry does not answer.
        HandrailError: it answers, but does not hold this release's schemas.
    """
    try:
        answer = json.loads(subprocess.run(_COMMAND, input=registry.model_dump_json(), check=True, **_PIPED).stdout)  # noqa: S603 (us)
    except (OSError, subprocess.SubprocessError, ValueError):
        raise NotYetError(f"the schema registry at {registry.url} could not be asked") from None
    if _AWAY in answer:
        raise NotYetError(answer[_AWAY])
    if _FAULT in answer:
        raise HandrailError(answer[_FAULT])
    return {record: int(answer[_IDS][record]) for record in RECORDS}


def _answer(registry: Registry) -> dict[str, object]:
    from producers.connection import schema_ids  # noqa: PLC0415 (its library is what the agent is spared)

    try:
        return {_IDS: schema_ids(registry)}
    except NotYetError as missing:
        return {_AWAY: str(missing)}
    except HandrailError as fault:
        return {_FAULT: str(fault)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(Registry.model_validate_json(sys.stdin.read()))))  # to the process that asked
