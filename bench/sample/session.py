"""What the person does: signs in, takes an order, looks into a vault, pauses, and writes a mail; two to three minutes in all."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.sample.person import Person, Place
from producers.recordings.desktop import CONTROLS, PLANTED, WITHHELD
from tests.producers.desktop.desktops import PYTHON, Desktop, until

_APPLICATION = Path(__file__).with_name("application.py")
_OPTION = 27  # pixels from one option of a dropdown or a menu to the next, about


@dataclass(frozen=True, slots=True)
class Window:
    """An open window; where its widgets are is asked whenever it is needed."""

    said: Path

    def __getitem__(self, name: str) -> Place:
        x, y, width, height = json.loads(self.said.read_text("utf-8").splitlines()[-1])[name]
        return x, y, width, height

    def below(self, name: str, pixels: int) -> Place:
        """As large a place as a widget, so many pixels further down: what a dropdown or a menu opens there."""
        x, y, width, height = self[name]
        return x, y + pixels, width, height


@contextmanager
def opened(desktop: Desktop, name: str, title: str) -> Iterator[Window]:
    """A window of an application of its own, at the front."""
    said = desktop.folder / f"{name}.said"
    with (
        said.open("wb") as out,
        subprocess.Popen([PYTHON, str(_APPLICATION), name], env=desktop.environment, stdout=out, stderr=out) as process,
    ):
        try:
            assert until(lambda: desktop.title() == title, 20), said.read_text("utf-8")
            desktop.do("sleep", "1.2")
            yield Window(said)
        finally:
            process.terminate()


def play(desktop: Desktop, person: Person, tell: Callable[[str], object]) -> None:
    """The whole session; `tell` gives the agent a command, `pause` or `resume`."""
    with opened(desktop, "orders", "Order 2718 - Order desk") as form:
        for scene in (_sign_in, _order, _payment, _notes):
            scene(person, form)
            person.rest()
        with opened(desktop, "vault", "Vault") as vault:
            _look_up(person, vault)
            person.rest()
        _finish(person, form, tell)
        with opened(desktop, "mail", "New message - Mail") as mail:
            _write(person, mail)
            person.rest()
        person.click(form["Save order"])
        person.rest()


def _sign_in(person: Person, form: Window) -> None:
    person.click(form["User name"])
    person.type(PLANTED["user"], typos=(4,))
    person.press("Tab")
    person.type(WITHHELD["password"], typos=(7,))
    person.press("Return")
    person.wait(1.0)


def _order(person: Person, form: Window) -> None:
    """A dropdown by the mouse, another by keys, and a row of a list that has to be scrolled."""
    person.click(form["Customer"])
    person.type(PLANTED["name"], typos=(9,))
    person.click(form["Country"])
    person.click(form.below("Country", 4 * _OPTION))
    person.wait(0.8)
    person.press("Tab")
    person.press("space")
    person.press("Down", 2)
    person.press("Return")
    person.move(form["Products"], 0.3)
    person.scroll(4)
    person.click(form["Products"], 0.3)
    person.press("Up")
    person.wait(1.5)


def _payment(person: Person, form: Window) -> None:
    person.click(form["Card number"])
    person.type(PLANTED["card"], typos=(6,))
    person.wait(1.0)
    person.press("Tab")
    person.type(PLANTED["iban"])
    person.wait(1.0)


def _notes(person: Person, form: Window) -> None:
    """Text that is corrected, thought better of, selected with the mouse, and copied."""
    x, y, width, height = form["Notes"]
    person.click((x, y, width, height))
    person.type(CONTROLS[0], typos=(12, 30))
    person.press("Return")
    person.type(PLANTED["deleted"])
    person.wait(1.2)
    person.erase(len(PLANTED["deleted"]))
    person.drag((x + 4, y + 9), (x + 150, y + 9))
    person.press("ctrl+c")
    person.press("ctrl+End")
    person.press("ctrl+v")
    person.wait(2.5)


def _look_up(person: Person, vault: Window) -> None:
    person.click(vault["Entry"])
    person.type(WITHHELD["vault"])
    person.press("ctrl+a")


def _finish(person: Person, form: Window, tell: Callable[[str], object]) -> None:
    """A menu by the mouse, another by keys; in between, what the agent does not see because it is paused."""
    person.click(form["Order"])
    person.click(form.below("Order", 2 * _OPTION))
    person.wait(1.5)
    person.click(form["Notes"])
    person.rest()
    tell("pause")
    person.type(WITHHELD["paused"])
    person.erase(len(WITHHELD["paused"]))
    person.rest()
    tell("resume")
    person.wait(1.0)
    person.press("F10")
    person.press("Down", 2)
    person.press("Return")
    person.press("ctrl+s")
    person.rest()


def _write(person: Person, mail: Window) -> None:
    person.click(mail["To"])
    person.type(PLANTED["email"], typos=(3,))
    person.press("Tab")
    person.type("Order 2718")
    person.click(mail["Message body"])
    person.type(f"Hello {PLANTED['name']},")
    person.press("Return")
    person.type(CONTROLS[1], typos=(9, 30))
    person.press("Return")
    person.type(f"My number is {PLANTED['phone']}")
    person.wait(6.0)
    person.click(mail["Send"])
    person.wait(1.0)
