"""The demo's second recording, `browser.jsonl`: a session on a web page, by script, as browser extension and agent recorded it.

`make sample` records it anew (bench/sample). Every person and every value in it is invented, or published for testing.
"""

from pathlib import Path

BROWSER = Path(__file__).with_name("browser.jsonl")

PLANTED = {
    "name": "Henrik Sandvall",
    "email": "henrik.sandvall@example.org",
    "iban": "SE4550000000058398257466",
    "user": "akarlsson47",
}
"""What was typed that must not come out, by what it is."""

WITHHELD = {
    "password": "Kajak-quilt-31",
    "card": "4012888888881881",
}
"""What was typed that must not even have been recorded: a password, the number of a card."""

CONTROLS = (
    "leave the parcels beside the green door",
    "please send the confirmation to",
)
"""What was typed that must come out as it is."""
