"""A desktop of its own for the tests: an X server, a window manager, a session bus, the accessibility service, an application."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from Xlib import X
from Xlib.display import Display

PYTHON = "/usr/bin/python3"  # the system's: it has GTK's bindings
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
APPLICATION = Path(__file__).with_name("application.py")
PLACES = {
    "File": (15, 15),
    "City": (200, 65),
    "Passphrase": (200, 115),
    "Show": (390, 115),
    "Colour": (200, 167),
    "Rows": (200, 250),
    "Folders": (220, 350),
    "Sizes": (390, 181),
    "Nothing": (40, 380),
}
_STILL = 5  # times in a row
PROGRAMS = ("Xvfb", "openbox", "xdotool", "setxkbmap", "xprop", "xwininfo", "xev", "xrdb", "dbus-daemon", PYTHON, LAUNCHER)
_SIZE = (1280, 800)


def until(check: Callable[[], object], seconds: float = 5.0) -> bool:
    """Whether a check holds in time."""
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class Application:
    """A running application; `lines` is what it said so far, x and y are where its content begins."""

    x, y = 0, 0

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self.process, self._said = process, said

    @property
    def lines(self) -> list[str]:
        return self._said.read_text("utf-8").splitlines()

    def of(self, name: str) -> tuple[int, int]:
        """A point of the screen that lies in one of its elements."""
        x, y = PLACES[name]
        return self.x + x, self.y + y

    def at(self, name: str) -> tuple[str, int, int]:
        """What xdotool does to go to one of its elements."""
        return "mousemove", *self.of(name)

    def suspend(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@dataclass(frozen=True)
class Desktop:
    """A running desktop; `display` is its X display, `bus` the address of its session bus."""

    display: str
    bus: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        here = {
            "DISPLAY": self.display,
            "DBUS_SESSION_BUS_ADDRESS": self.bus,
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.folder),
        }
        return {**os.environ, **here, "GTK_THEME": "Adwaita", "NO_AT_BRIDGE": "0"}

    def run(self, *command: str | int) -> str:
        """The output of a command."""
        words = [str(word) for word in command]
        return subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True, timeout=20).stdout

    def do(self, *words: str | int) -> None:
        """What xdotool does, such as `"key", "Tab"`."""
        self.run("xdotool", *words)

    @contextmanager
    def application(self, title: str, *arguments: str) -> Iterator[Application]:
        """An application whose window is active."""
        said = self.folder / f"{title}.said"
        with said.open("wb") as out, _running([PYTHON, str(APPLICATION), title, *arguments], self.environment, out) as process:
            application = Application(process, said)
            assert until(lambda: "ready" in application.lines, 20)
            assert until(lambda: self.title() == title)
            application.x, application.y = self._settled(title)
            yield application
            application.resume()

    def _settled(self, title: str) -> tuple[int, int]:
        """Where a window is once its window manager has moved it where it wants to be: it stays there."""
        places: list[str] = []

        def stays() -> bool:
            time.sleep(0.05)
            places.append(self.run("xwininfo", "-name", title))
            return len(places) >= _STILL and len(set(places[-_STILL:])) == 1

        assert until(stays)
        x, y = (int(found) for found in re.findall(r"Absolute upper-left [XY]: +(-?\d+)", places[-1]))
        return x, y

    @contextmanager
    def grabbed(self) -> Iterator[None]:
        """Another client takes the keyboard from all windows, as a screen lock does."""
        display = Display(self.display)
        display.screen().root.grab_keyboard(
            owner_events=False, pointer_mode=X.GrabModeAsync, keyboard_mode=X.GrabModeAsync, time=X.CurrentTime
        )
        display.sync()
        yield
        display.close()

    @contextmanager
    def plain_window(self, title: str) -> Iterator[None]:
        """A window of an application that the accessibility service does not know."""
        with _running(["xev", "-name", title, "-event", "keyboard"], self.environment):
            assert until(lambda: self.title() == title)
            yield

    def title(self) -> str:
        asked = subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"], env=self.environment, capture_output=True, text=True, check=False
        )
        return asked.stdout.strip()


def started(stack: ExitStack, folder: Path) -> Desktop:
    desktop = Desktop(_x_server(stack), f"unix:path={folder}/bus", folder)
    daemon = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={desktop.bus}"]
    stack.enter_context(_running(daemon, desktop.environment))
    assert until((folder / "bus").exists)
    stack.enter_context(_running([LAUNCHER, "--launch-immediately", "--a11y=1"], desktop.environment))
    stack.enter_context(_running(["openbox"], desktop.environment))
    assert until(lambda: "window id" in desktop.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
    return desktop


def _x_server(stack: ExitStack) -> str:
    """The display of a new X server; it chooses a number that is free, and says so once it is ready."""
    reading, writing = os.pipe()
    width, height = _SIZE
    screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset", "-displayfd", str(writing)]
    server = subprocess.Popen(["Xvfb", *screen], pass_fds=[writing], stderr=subprocess.DEVNULL)
    stack.callback(_end, server)
    os.close(writing)
    with os.fdopen(reading) as said:
        return f":{said.readline().strip()}"


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], out: object = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.DEVNULL)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
