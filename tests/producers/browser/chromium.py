"""Real Chromium with the extension, driven over a pipe by its DevTools protocol; input it makes is trusted, as a person's."""

import itertools
import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from producers.browser.labels import EXTENSION

FLAGS = [
    "--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--disable-sync",
    "--disable-component-update", "--password-store=basic", "--window-size=1000,900", "--remote-debugging-pipe",
]  # fmt: skip
WINDOWS_KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Backspace": 8, " ": 32, "F2": 113}
TEXTS = {"Enter": "\r", " ": " "}


class Browser:
    """The protocol's pipe: one call at a time, events set aside."""

    def __init__(self, to: int, answers: int) -> None:
        self._to, self._answers = to, answers
        self._ids = itertools.count(1)
        self._rest = b""

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            found = self._message()
            if found.get("id") == number:
                assert "error" not in found, (method, found["error"])
                return found["result"]

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._answers, 1 << 20)
            assert part, "Chromium has ended"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    @contextmanager
    def page(self, url: str) -> Iterator["Page"]:
        """A new tab that shows an address."""
        target = self.call("Target.createTarget", url=url)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        try:
            yield Page(self, session, target)
        finally:
            self.call("Target.closeTarget", targetId=target)

    def targets(self, kind: str) -> list[dict[str, Any]]:
        return [found for found in self.call("Target.getTargets")["targetInfos"] if found["type"] == kind]


class Page:
    """A tab; what is done in it is done with mouse and keys."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self._browser, self._session, self.target = browser, session, target

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        return self._browser.call(method, self._session, **params)

    def run(self, script: str) -> Any:
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def place(self, script: str) -> Any:
        """The middle of the element that a script gives, whichever frame or root it is in; in pixels of the tab."""
        return self.run(
            f"(() => {{ let e = {script}; let r = e.getBoundingClientRect(); let x = r.x + r.width/2, y = r.y + r.height/2;"
            "for (let w = e.ownerDocument.defaultView; w.frameElement; w = w.parent) {"
            " const f = w.frameElement.getBoundingClientRect(); x += f.x + 2; y += f.y + 2; } return [x, y]; })()"
        )

    def click(self, script: str) -> None:
        self.click_at(*self.place(script))

    def click_at(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        time.sleep(0.03)

    def drag(self, start: str, *path: tuple[int, int]) -> None:
        (x, y) = self.place(start)
        self.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", buttons=1, clickCount=1)
        for dx, dy in path:
            time.sleep(0.06)
            self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x + dx, y=y + dy, button="left", buttons=1)
        self.call("Input.dispatchMouseEvent", type="mouseReleased", x=x + dx, y=y + dy, button="left", clickCount=1)

    def wheel(self, script: str, notches: int) -> None:
        x, y = self.place(script)
        self.call("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=100 * notches)

    def press(self, *keys: str, modifiers: int = 0) -> None:
        for key in keys:
            text = TEXTS.get(key, key if len(key) == 1 and not modifiers else "")
            code = key if len(key) > 1 else "Space" if key == " " else f"Key{key.upper()}"
            number = WINDOWS_KEYS.get(key, ord(key[0].upper()))
            more = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
            self.call("Input.dispatchKeyEvent", type="keyDown", **more, **({"text": text} if text else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", **more)

    def type(self, text: str) -> None:
        self.press(*text)

    def paste(self, text: str) -> None:
        """Paste into the field that has the keyboard, as Control+V does."""
        self.run(f"navigator.clipboard.writeText({json.dumps(text)})")
        more = {"key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": 2}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", commands=["paste"], **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", **more)
        time.sleep(0.1)

    def picture(self, dark: bool) -> Any:
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=scheme)
        return self.call("Page.captureScreenshot", format="png")["data"]


@contextmanager
def running(
    program: str,
    profile: Path,
    desktop: Mapping[str, str] | None = None,
    *,
    extension: bool = True,
    more: Sequence[str] = (),
) -> Iterator[Browser]:
    """Chromium with a profile of its own, and the extension or none: without a window, or on a desktop's environment."""
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    flags = FLAGS if desktop is None else [*FLAGS[1:], "--window-position=0,0", "--force-renderer-accessibility"]
    loaded = [f"--load-extension={EXTENSION}"] if extension else []
    command = [program, *flags, f"--user-data-dir={profile}", *loaded, *more, "about:blank"]
    # The protocol's pipes are descriptors 3 and 4, which the shell puts in their places.
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "chromium", *command],
        env=desktop, pass_fds=(theirs_in, theirs_out),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Browser(ours_out, ours_in)
    finally:
        process.terminate()
        process.wait(20)
        os.close(ours_out)
        os.close(ours_in)
