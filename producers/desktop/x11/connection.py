"""Connections to an X display."""

from Xlib.display import Display
from Xlib.error import DisplayError

from schemas.errors import HandrailError


def connect(name: str) -> Display:
    """A connection to a display. Errors of requests without an answer, such as a window that is gone, are passed over.

    Raises:
        HandrailError: there is no such display.
    """
    try:
        display = Display(name)
    except (DisplayError, OSError):
        raise HandrailError(f"There is no X display {name} that may be opened.") from None
    display.set_error_handler(lambda *_: None)
    return display
