"""Real Chromium with the extension, driven over a pipe by its DevTools protocol; input it makes is trusted, as a person's."""

import itertools
import json
import os
import subprocess
import time
from contextlib import contextmanager

from producers.browser.labels import EXTENSION

FLAGS = [
    "--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--disable-sync",
    "--disable-component-update", "--password-store=basic", "--window-size=1000,900", "--remote-debugging-pipe",
]  # fmt: skip
WINDOWS_KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Backspace": 8, " ": 32, "F2": 113}
TEXTS = {"Enter": "\r", " ": " "}


class Browser:
    """The protocol's pipe: one call at a time, events set aside."""

    def __init__(self, to, answers):
        self._to, self._answers = to, answers
        self._ids = itertools.count(1)
        self._rest = b""

    def call(self, method, session=None, **params):
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            found = self._message()
            if found.get("id") == number:
                assert "error" not in found, (method, found["error"])
                return found["result"]

    def _message(self):
        while b"\0" not in self._rest:
            part = os.read(self._answers, 1 << 20)
            assert part, "Chromium has ended"
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    @contextmanager
    def page(self, url):
        """A new tab that shows an address."""
        target = self.call("Target.createTarget", url=url)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        try:
            yield Page(self, session, target)
        finally:
            self.call("Target.closeTarget", targetId=target)

    def targets(self, kind):
        return [found for found in self.call("Target.getTargets")["targetInfos"] if found["type"] == kind]


class Page:
    """A tab; what is done in it is done with mouse and keys."""

    def __init__(self, browser, session, target):
        self._browser, self._session, self.target = browser, session, target

    def call(self, method, **params):
        return self._browser.call(method, self._session, **params)

    def run(self, script):
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def place(self, script):
        """The middle of the element that a script gives, whichever frame or root it is in; in pixels of the tab."""
        return self.run(
            f"(() => {{ let e = {script}; let r = e.getBoundingClientRect(); let x = r.x + r.width/2, y = r.y + r.height/2;"
            "for (let w = e.ownerDocument.defaultView; w.frameElement; w = w.parent) {"
            " const f = w.frameElement.getBoundingClientRect(); x += f.x + 2; y += f.y + 2; } return [x, y]; })()"
        )

    def click(self, script):
        self.click_at(*self.place(script))

    def click_at(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        time.sleep(0.03)

    def drag(self, start, *path):
        (x, y) = self.place(start)
        self.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", buttons=1, clickCount=1)
        for dx, dy in path:
            time.sleep(0.06)
            self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x + dx, y=y + dy, button="left", buttons=1)
        self.call("Input.dispatchMouseEvent", type="mouseReleased", x=x + dx, y=y + dy, button="left", clickCount=1)

    def wheel(self, script, notches):
        x, y = self.place(script)
        self.call("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=100 * notches)

    def press(self, *keys, modifiers=0):
        for key in keys:
            text = TEXTS.get(key, key if len(key) == 1 and not modifiers else "")
            code = key if len(key) > 1 else "Space" if key == " " else f"Key{key.upper()}"
            number = WINDOWS_KEYS.get(key, ord(key[0].upper()))
            more = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
            self.call("Input.dispatchKeyEvent", type="keyDown", **more, **({"text": text} if text else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", **more)

    def type(self, text):
        self.press(*text)

    def paste(self, text):
        """Paste into the field that has the keyboard, as Control+V does."""
        self.run(f"navigator.clipboard.writeText({json.dumps(text)})")
        more = {"key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": 2}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", commands=["paste"], **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", **more)
        time.sleep(0.1)

    def picture(self, dark):
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=scheme)
        return self.call("Page.captureScreenshot", format="png")["data"]


@contextmanager
def running(program, profile, desktop=None):
    """Chromium with the extension and a profile of its own: without a window, or on a desktop's environment."""
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    flags = FLAGS if desktop is None else [*FLAGS[1:], "--window-position=0,0", "--force-renderer-accessibility"]
    command = [program, *flags, f"--user-data-dir={profile}", f"--load-extension={EXTENSION}", "about:blank"]
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
