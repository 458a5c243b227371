"""The demo's recording, `desktop.jsonl`: a session at a real desktop, by script, as the desktop agent recorded it.

`make sample` records it anew (bench/sample). Every person and every value in it is invented, or published for testing.
"""

from pathlib import Path

DESKTOP = Path(__file__).with_name("desktop.jsonl")

PLANTED = {
    "name": "Johanna Ekberg",
    "email": "johanna.ekberg@example.org",
    "card": "4012888888881881",
    "iban": "SE4550000000058398257466",
    "phone": "+46 70 174 06 05",
    "user": "mlarsen62",
    "deleted": "Pavel Novotny owes 700",
}
"""What was typed that must not come out, by what it is."""

WITHHELD = {
    "password": "Walzer-quiz-58!",
    "vault": "vwxq jkl 7731 gyp box",
    "paused": "jux pikqw zebvu",
}
"""What was typed that the agent must not even have seen: a password, what went to an application that is not allowed, a pause."""

CONTROLS = (
    "deliver to the back entrance before noon",
    "please confirm the order and the date of delivery",
)
"""What was typed that must come out as it is."""
