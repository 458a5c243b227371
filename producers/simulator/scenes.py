"""What people do at a window, gesture by gesture; a scene yields after each, so that its events leave while it goes on."""

from collections.abc import Callable, Iterator

from producers.simulator import vocabulary as words
from producers.simulator.person import Person
from schemas.events import Element

Scene = Callable[[Person], Iterator[None]]


def form(person: Person) -> Iterator[None]:
    """An invoice with everything personal in it."""
    about = person.identity
    person.focus("chrome", f"Invoice for {about.name} - Google Chrome")
    values = [
        (words.NAME, about.name),
        (words.EMAIL, about.email),
        (words.CARD, about.card),
        (words.IBAN, about.iban),
        (words.PHONE, about.phone),
    ]
    for element, value in person.random.sample(values, 3):
        person.fill(element, value)
        yield
    at = person.random.randrange(len(words.COUNTRIES))
    person.take(words.COUNTRY)
    person.choose(words.COUNTRY, Element("option", words.COUNTRIES[at], "", 500, 374 + 28 * at, 400, 28), at)
    yield
    person.take(None)
    person.click(words.SAVE)
    yield


def mail(person: Person) -> Iterator[None]:
    """A message, with a second thought."""
    about, random = person.identity, person.random
    person.focus("mail", "New message - Mail")
    for element, text in (
        (words.TO, about.email),
        (words.SUBJECT, random.choice(words.QUERIES)),
        (words.BODY, f"Hello {about.name},"),
    ):
        person.fill(element, text)
        yield
    for sentence in random.sample(words.PHRASES, 2):
        person.press("Enter")
        person.write(sentence)
        yield
    person.press("ArrowLeft", 4)
    person.press("Backspace", 3)
    person.write(random.choice((about.phone, "soon")))
    yield
    at = random.randrange(len(words.MENU))
    person.choose(words.MESSAGE, Element("menuitem", words.MENU[at], "", 180, 68 + 30 * at, 200, 28), at)
    yield


def browse(person: Person) -> Iterator[None]:
    """A search, and what it finds."""
    person.focus("chrome", "Order desk - Google Chrome")
    person.fill(words.SEARCH, person.random.choice(words.QUERIES))
    person.press("Enter")
    yield
    for _ in range(person.random.randrange(2, 7)):
        yield from read(person)
    person.click(words.LINK, button=person.random.choice((0, 0, 1)))
    person.wander()
    yield
    person.click(words.HEADING, times=person.random.choice((2, 3)))
    person.hotkey("c")
    yield


def read(person: Person) -> Iterator[None]:
    """Some lines, the pointer following the eyes."""
    person.scroll(person.random.choice((-3, 2, 3, 5)))
    person.wander()
    person.wait(1.2)
    yield
    person.wander()
    person.wander()
    yield


def sheet(person: Person) -> Iterator[None]:
    """A few cells of a table."""
    random = person.random
    person.focus("excel", "Orders.xlsx - Excel")
    for _ in range(random.randrange(3, 8)):
        column, row = random.randrange(8), random.randrange(30)
        cell = f"{'ABCDEFGH'[column]}{row + 1}"
        person.fill(Element("gridcell", cell, cell, 60 + 120 * column, 180 + 24 * row, 120, 24), str(random.randrange(10_000)))
        person.press(random.choice(("Enter", "Tab", "ArrowDown")))
        yield
    person.hotkey("s")
    yield


def document(person: Person) -> Iterator[None]:
    """A paragraph, some of it moved."""
    person.focus("word", "Report.docx - Word")
    person.enter(words.PAGE)
    for sentence in person.random.sample(words.PHRASES, 2):
        person.write(f"{sentence}. ")
        yield
    person.move(470, 260 + person.random.randrange(400))
    person.drag(820, person.y + 2)
    person.hotkey("c")
    yield
    person.press("End")
    person.paste()
    person.hotkey("s")
    yield


def shell(person: Person) -> Iterator[None]:
    """Some commands."""
    person.focus("terminal", "orders: bash - Terminal")
    person.take(words.SHELL)
    for command in person.random.sample(words.COMMANDS, 3):
        person.write(command)
        person.press("Enter")
        yield
    person.press("ArrowUp", 2)
    person.press("Enter")
    yield


def files(person: Person) -> Iterator[None]:
    """A file opened, looked at by its menu, and put into a folder."""
    person.focus("explorer", "Orders - File Explorer")
    person.click(words.FILE, times=2)
    person.wander()
    yield
    person.click(words.FILE, button=2)
    person.wander()
    yield
    person.move(words.FILE.x + 20, words.FILE.y + 10)
    person.drag(words.FOLDER.x + 20, words.FOLDER.y + 10)
    yield


SCENES: dict[Scene, float] = {form: 2.0, mail: 2.0, browse: 4.0, sheet: 2.0, document: 2.0, shell: 1.0, files: 1.0}
"""How often each is played, one against another."""
