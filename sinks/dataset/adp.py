"""A trajectory as the Agent Data Protocol has them: every step a tool call, answered by the window that was then in front.

Nothing is lost: the arguments of a call are the step's own fields, by their names, in pixels of the screen in `details`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sinks.dataset.export_words import sentence, window

VERSION = "1.3.1"  # of the protocol's schema
_DETAILS = (
    "application",
    "window_title",
    "screen",
    "end_reason",
    "event_count",
    "gap_count",
    "policy_version",
    "redaction_policy",
)


def line(row: Mapping[str, Any]) -> dict[str, Any]:
    """One record of the export, of a row as Python values."""
    details = {name: row[name] for name in _DETAILS}
    times = {name: row[name].isoformat(timespec="milliseconds") for name in ("start_time", "end_time")}
    return {"schema_version": VERSION, "id": row["trajectory_id"], "content": list(_content(row)), "details": details | times}


def _content(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The window at the start, then each step with its answer: no call may be without one."""
    front = {"application": row["application"], "window_title": row["window_title"]}
    yield _observation(window(front))
    for number, step in enumerate(row["steps"], 1):
        front |= {name: step[name] for name in front if step[name] is not None}
        call = f"call_{number:06}"
        yield {
            "class_": "api_action",
            "function": step["kind"],
            "kwargs": {name: value for name, value in step.items() if name != "kind" and value not in (None, [])},
            "description": sentence(step),
            "tool_call_id": call,
        }
        yield _observation(window(front)) | {"tool_call_id": call}


def _observation(content: str) -> dict[str, Any]:
    return {"class_": "text_observation", "content": content, "source": "environment"}
