"""What the keys of an Inputlog log type, row by row: the second opinion on the way through importer, batches and reducer."""

from collections import defaultdict

from bench.quality_page import Page, longest
from producers.recordings.content import Content
from producers.recordings.inputlog_xml import LogEvent, events

_KEYS = {
    "VK_RETURN": "Enter",
    "VK_BACK": "Backspace",
    "VK_DELETE": "Delete",
    "VK_LEFT": "ArrowLeft",
    "VK_RIGHT": "ArrowRight",
}
_CONTROLS = {"VK_CONTROL", "VK_LCONTROL", "VK_RCONTROL"}


def typed(content: Content) -> str:
    """The text of the window in which most was typed."""
    pages: defaultdict[str, Page] = defaultdict(Page)
    page = pages[""]
    for event in events(content):
        row = event.windows
        if event.kind == "focus":
            page = pages[row.text("title", "")]
        elif event.kind == "mouse" and row.text("type") == "click":
            page.click()
        elif event.kind == "keyboard":
            _press(event, page)
    return longest(pages.values())


def _press(event: LogEvent, page: Page) -> None:
    key, value = event.windows.text("key"), event.windows.text("value", "")
    if event.held & _CONTROLS:
        return
    if key in _KEYS:
        page.press(_KEYS[key])
    elif value.isprintable():
        page.type(value)
