"""What the person does in a browser: signs in, fills in an order, writes to somebody, and marks the order as paid."""

from bench.sample.person import Person, Place
from producers.recordings.browser import CONTROLS, PLANTED, WITHHELD
from tests.producers.browser.chromium import Page

_MESSAGE = "frame.contentDocument.getElementById('message')"


class Tab:
    """A page at the front of the desktop.

    Args:
        page: what it shows.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    def __getitem__(self, name: str) -> Place:
        """Where an element is on the screen."""
        left, top = self._page.run("[screenX + (outerWidth - innerWidth) / 2, screenY + outerHeight - innerHeight]")
        width, height = self._page.run(f"(({name}).getBoundingClientRect(), [{name}.offsetWidth, {name}.offsetHeight])")
        x, y = self._page.place(name)
        return round(left + x - width / 2), round(top + y - height / 2), width, height


def browse(person: Person, tab: Tab) -> None:
    """The whole session, about a minute and a half."""
    for scene in (_sign_in, _order, _payment, _write):
        scene(person, tab)
        person.rest()
    _finish(person, tab)


def _sign_in(person: Person, tab: Tab) -> None:
    person.click(tab["user"])
    person.type(PLANTED["user"], typos=(4,))
    person.press("Tab")
    person.type(WITHHELD["password"], typos=(7,))
    person.wait(1.0)


def _order(person: Person, tab: Tab) -> None:
    """A dropdown by keys, a list by the mouse."""
    person.click(tab["customer"])
    person.type(PLANTED["name"], typos=(9,))
    person.click(tab["country"])
    person.press("Down", 2)
    person.press("Return")
    person.click(tab["courier"])
    person.click(tab["notes"])
    person.type(CONTROLS[0], typos=(12, 30))
    person.press("ctrl+s")


def _payment(person: Person, tab: Tab) -> None:
    person.click(tab["card"])
    person.type(WITHHELD["card"], typos=(6,))
    person.press("Tab")
    person.type(PLANTED["iban"])
    person.wait(1.0)


def _write(person: Person, tab: Tab) -> None:
    """A text in a frame, then a scroll and words marked with the mouse."""
    person.click(tab[_MESSAGE])
    person.type(f"{CONTROLS[1]}, {PLANTED['email']}", typos=(9,))
    x, y, _, height = tab["terms"]
    person.move(tab["products"])
    person.scroll(3)
    person.drag((x + 4, y + height // 2), (x + 160, y + height // 2))
    person.press("ctrl+c")


def _finish(person: Person, tab: Tab) -> None:
    """A button in a closed shadow root, and a menu that leads to another route."""
    person.click(tab["save"])
    person.click(tab["order"])
    person.rest()
    person.click(tab["paid"])
    person.wait(1.5)
    person.click(tab["products"])
    person.wait(1.0)
    person.rest()
