"""What invented people write, and the windows they write it in; every application is one that the default policy allows."""

from schemas.events import Element, Screen

PHRASES = (
    "the new shelves arrived and the paint is dry",
    "please check the delivery and send it back today",
    "we moved the meeting to the small room upstairs",
    "the autumn catalogue goes to print next week",
    "could you count the boxes that came this morning",
    "the printer on the second floor is out of paper",
    "thanks for the quick answer about the order",
    "a list of open questions is at the end of the page",
    "the totals look right but the second column is empty",
    "let us ship the small parts first and the rest later",
)
QUERIES = ("delivery dates", "paper sizes", "opening hours", "blue paint", "train to the coast", "shelf brackets")
COMMANDS = ("git status", "ls -l", "make test", "cd orders", "cat notes.txt", "grep -c open orders.txt")
COUNTRIES = ("Denmark", "Finland", "Germany", "Norway", "Sweden")
MENU = ("Send now", "Send later", "Save as draft", "Print", "Discard")

SCREENS = (
    Screen(1920, 1080, 1.0, 0, 0, 1920, 1040),
    Screen(1920, 1200, 1.25, 0, 0, 1920, 1160),
    Screen(2560, 1440, 1.5, 0, 0, 2560, 1400),
)

NAME = Element("textbox", "Full name", "name", 500, 240, 400, 34)
EMAIL = Element("textbox", "E-mail", "email", 500, 290, 400, 34)
COUNTRY = Element("combobox", "Country", "country", 500, 340, 400, 34)
CARD = Element("textbox", "Card number", "payment", 500, 390, 400, 34)
IBAN = Element("textbox", "IBAN", "refund", 500, 440, 400, 34)
PHONE = Element("textbox", "Phone", "phone", 500, 490, 400, 34)
SAVE = Element("button", "Save", "save", 500, 560, 140, 40)

SEARCH = Element("searchbox", "Search", "q", 620, 130, 480, 36)
LINK = Element("link", "Catalogue", "", 400, 420, 260, 24)
HEADING = Element("heading", "Catalogue", "", 420, 210, 200, 40)

TO = Element("textbox", "To", "to", 420, 180, 900, 30)
SUBJECT = Element("textbox", "Subject", "subject", 420, 220, 900, 30)
BODY = Element("textarea", "Message body", "body", 420, 270, 900, 500)
MESSAGE = Element("menu", "Message", "", 180, 40, 90, 28)

PAGE = Element("document", "Page 1 content", "", 420, 220, 1080, 760)
SHELL = Element("terminal", "Terminal", "", 0, 30, 1200, 800)
FILE = Element("listitem", "orders.csv", "", 300, 240, 220, 26)
FOLDER = Element("listitem", "Archive", "", 300, 420, 220, 26)
