"""The usual recorder: pynput's listeners, a line of JSON for each event, flushed once a second."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from pynput import keyboard, mouse


def main(file: Path) -> None:
    """Record until the process is ended."""
    with file.open("w", encoding="utf-8") as out:

        def note(action: str, **more: Any) -> None:
            out.write(json.dumps({"time_stamp": time.time(), "action": action, **more}) + "\n")

        mouse.Listener(
            on_move=lambda x, y: note("move", x=x, y=y),
            on_click=lambda x, y, button, pressed: note("click", x=x, y=y, button=button.name, pressed=pressed),
            on_scroll=lambda x, y, dx, dy: note("scroll", x=x, y=y, dx=dx, dy=dy),
        ).start()
        keyboard.Listener(
            on_press=lambda key: note("press", name=_name(key)), on_release=lambda key: note("release", name=_name(key))
        ).start()
        while True:
            time.sleep(1)
            out.flush()


def _name(key: keyboard.Key | keyboard.KeyCode | None) -> str:
    if isinstance(key, keyboard.Key):
        return " " if key is keyboard.Key.space else key.name
    return str(getattr(key, "char", key))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
