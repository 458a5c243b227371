"""The journal shows what was sent and dropped, and nothing of what was typed."""

import json

from producers.desktop.journal import Journal
from schemas.events import Context, Element, ElementEvent, Key, Pointer, Selection

SHOP = Context("shop", "canary-title", Element("entry", "canary-name"))


def test_rows_gather_what_is_alike_and_hold_no_content():
    journal = Journal()
    for time, character in enumerate("canary"):
        journal.send(Key(time, character, f"Key{character}", down=True), SHOP)
    journal.send(Selection(9, Element("combo box", "canary-name"), "canary-option"), SHOP)
    journal.send(ElementEvent(10, Element("push button", "canary-name"), focused=False), SHOP)
    journal.send(Pointer(11, 1, 2), Context("mail"))
    shown = journal.shown()
    assert [(row["application"], row["kind"], row["role"], row["count"]) for row in shown] == [
        ("shop", "key", "entry", 6),
        ("shop", "selection", "combo box", 1),
        ("shop", "element", "push button", 1),
        ("mail", "pointer", "", 1),
    ]
    assert (shown[0]["first"], shown[0]["last"]) == (0, 5)
    assert "canary" not in json.dumps(shown)
    assert journal.sent == 9


def test_it_is_bounded_and_counts_go_on():
    journal = Journal(rows=3)
    for time in range(10):
        journal.send(Pointer(time, 1, 2), Context(f"application {time}"))
        journal.drop("focus_moved")
    assert [row["first"] for row in journal.shown()] == [7, 8, 9]
    assert (journal.sent, journal.dropped) == (10, {"focus_moved": 10})
