"""The project's own recording, `sample.jsonl`: a made-up morning of invoices and mail, with invented personal data in it.

`python -m producers.recordings.sample` writes it anew.
"""

from pathlib import Path
from random import Random

from producers.recordings.hand import Hand
from producers.recordings.handrail import write
from producers.recordings.recording import Stamped
from schemas.events import Element, Screen

SAMPLE = Path(__file__).with_name("sample.jsonl")

PLANTED = {
    "name": "Maria Lindqvist",
    "email": "maria.lindqvist@example.org",
    "card": "4012888888881881",
    "iban": "SE4550000000058398257466",
    "phone": "+46 70 174 06 05",
    "password": "Tulip-harbor-93!",
    "deleted": "Viktor Almgren owes 900",
    "vault": "router admin is swordfish42",
}
"""What was typed or shown that must not come out, by what it is; all invented, or published for testing."""

CONTROLS = (
    "delivery dates for the autumn catalogue",
    "please check the invoice and send it back today",
    "git status",
    "the new shelves arrived and the paint is dry",
)
"""What was typed that must come out as it is."""

_START = 1_768_208_400_000  # 2026-01-12T09:00:00Z
_SCREEN = Screen(1920, 1080, 1.0, 0, 0, 1920, 1040)
_INVOICE = f"Invoice for {PLANTED['name']} - Google Chrome"


def generate() -> list[Stamped]:
    """The events of the sample, in time order: the same ones each time."""
    hand = Hand(Random(1201), _START, _SCREEN)  # noqa: S311
    for scene in (_search, _invoice, _mail, _vault, _sign_in, _terminal, _report):
        scene(hand)
        hand.wait(75)
    return sorted(hand.events, key=lambda stamped: stamped[0].time)


def _search(hand: Hand) -> None:
    hand.focus("chrome", "Order desk - Google Chrome")
    hand.enter(Element("searchbox", "Search", "q", 620, 130, 480, 36))
    hand.type(CONTROLS[0], typos=(4, 21))
    hand.press("Enter")
    hand.wait(6)
    hand.scroll(5)
    hand.wait(12)
    hand.click(Element("link", "Autumn catalogue", "", 400, 420, 260, 24))
    hand.wait(20)
    hand.click(Element("heading", "Autumn", "", 420, 210, 200, 40), times=2)
    hand.hotkey("c")
    hand.scroll(-3)
    hand.wait(15)


def _invoice(hand: Hand) -> None:
    hand.focus("chrome", _INVOICE)
    hand.enter(Element("textbox", "Full name", "name", 500, 240, 400, 34))
    hand.type(PLANTED["name"], typos=(8,))
    hand.press("Tab")
    country = Element("combobox", "Country", "country", 500, 300, 400, 34)
    hand.take(country)
    hand.wait(2)
    hand.choose(country, Element("option", "Sweden", "", 500, 462, 400, 28), 4)
    hand.wait(4)
    hand.enter(Element("textbox", "Card number", "payment", 500, 360, 400, 34))
    hand.type(PLANTED["card"], typos=(6,))
    hand.wait(9)
    hand.enter(Element("textbox", "IBAN", "refund", 500, 420, 400, 34))
    hand.type(PLANTED["iban"])
    hand.wait(5)
    hand.take(None)
    hand.click(Element("button", "Save invoice", "save", 500, 520, 140, 40))
    hand.wait(25)


def _mail(hand: Hand) -> None:
    hand.focus("mail", "Inbox - Mail")
    hand.scroll(3)
    hand.wait(10)
    hand.click(Element("button", "New message", "compose", 40, 90, 140, 40))
    hand.focus("mail", "New message - Mail")
    hand.enter(Element("textbox", "To", "to", 420, 180, 900, 30))
    hand.type(PLANTED["email"], typos=(3,))
    hand.enter(Element("textbox", "Subject", "subject", 420, 220, 900, 30))
    hand.type("Invoice for october")
    body = Element("textarea", "Message body", "body", 420, 270, 900, 500)
    hand.enter(body)
    hand.type(f"Hello {PLANTED['name']},")
    hand.press("Enter")
    hand.type(CONTROLS[1], typos=(9, 30))
    hand.press("ArrowLeft", 5)
    hand.type("early ")
    hand.press("Backspace", 6)
    hand.press("End")
    hand.press("Enter")
    hand.type(f"My number is {PLANTED['phone']}")
    hand.press("Enter")
    hand.wait(8)
    hand.type(PLANTED["deleted"])
    hand.wait(6)
    hand.press("Backspace", len(PLANTED["deleted"]))
    hand.hotkey("s")
    hand.choose(
        Element("menu", "Message", "", 180, 40, 90, 28),
        Element("menuitem", "Send later", "", 180, 128, 200, 28),
        2,
    )
    hand.wait(20)


def _vault(hand: Hand) -> None:
    """An application that nobody allowed."""
    hand.focus("keepass", "Vault - KeePass")
    hand.enter(Element("textbox", "Notes", "notes", 600, 500, 420, 160))
    hand.type(PLANTED["vault"])
    hand.wait(10)


def _sign_in(hand: Hand) -> None:
    hand.focus("chrome", "Sign in - Google Chrome")
    hand.enter(Element("textbox", "User name", "login", 760, 400, 400, 36))
    hand.type("orderdesk")
    hand.enter(Element("textbox", "Password", "secret", 760, 460, 400, 36), secure=True)
    hand.type(PLANTED["password"], typos=(2,))
    hand.press("Enter")
    hand.wait(1)
    hand.take(None)
    hand.wait(18)


def _terminal(hand: Hand) -> None:
    hand.focus("terminal", "orders: bash - Terminal")
    hand.take(Element("terminal", "Terminal", "", 0, 30, 1200, 800))
    hand.type(CONTROLS[2])
    hand.press("Enter")
    hand.wait(16)
    hand.press("ArrowUp")
    hand.press("Enter")
    hand.wait(20)


def _report(hand: Hand) -> None:
    hand.focus("word", "Report.docx - Word")
    hand.enter(Element("document", "Page 1 content", "", 420, 220, 1080, 760))
    hand.type(CONTROLS[3], typos=(12,))
    hand.wait(5)
    hand.move(470, 260)
    hand.drag(820, 262)
    hand.hotkey("c")
    hand.press("End")
    hand.press("Enter")
    hand.paste()
    hand.hotkey("s")
    hand.wait(30)
    hand.click(Element("button", "Close", "close", 1880, 4, 36, 28))


def main() -> None:
    """Write the file."""
    SAMPLE.write_text(write(generate()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
