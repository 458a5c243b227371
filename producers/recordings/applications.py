"""Application ids from window titles and process names; never from the free text of a title, as ids travel in the clear."""

import re

from producers.recordings.recording import UNKNOWN_APPLICATION

_TITLES = {"taskbar": "taskbar", "wordlog maindoc": "word", "program manager": "desktop"}
_STARTS = {"inputlog": "inputlog", "wordlog": "word"}
_SUFFIXES = {
    "google chrome": "chrome",
    "microsoft edge": "edge",
    "mozilla firefox": "firefox",
    "microsoft word": "word",
    "word": "word",
    "microsoft excel": "excel",
    "excel": "excel",
    "microsoft powerpoint": "powerpoint",
    "powerpoint": "powerpoint",
    "outlook": "outlook",
    "notepad": "notepad",
}
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")  # Edge marks the direction of its name
_SEPARATOR = re.compile(" [-\u2013\u2014] ")
_NOT_SLUG = re.compile(r"[^a-z0-9._]+")


def from_title(title: str) -> str:
    """The application a window title ends in, such as `chrome`; `unknown` where the title does not tell."""
    folded = _INVISIBLE.sub("", title).strip().casefold()
    for start, application in _STARTS.items():
        if folded.startswith(start):
            return application
    return _TITLES.get(folded) or _SUFFIXES.get(_SEPARATOR.split(folded)[-1].strip(), UNKNOWN_APPLICATION)


def from_process(name: str) -> str:
    """A process name as an application id: lower case, at most 64 characters of `a-z0-9._-`."""
    return _NOT_SLUG.sub("-", name.casefold()).strip("-")[:64] or UNKNOWN_APPLICATION
