"""The redactor as a whole: structure, numbering, properties over random texts, and how much it takes from clean ones."""

import gzip
import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.events import Element
from streams.actions.draft import DraftStep
from streams.redaction.forms import normal

PLANTED = {
    "e-mail": "Quentin.Okafor@nimbusworks.org",
    "card": "5555 5555 5555 4444",
    "iban": "GB33 BUKB 2020 1555 5555 55",
}
CLEAN = st.text("abcdefgh ijklm nopqrst uvwxyz.,;:!?()[]{}/\\-_=+*#\n\"'", max_size=80)
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_clean_draft_passes_as_it_is(redactor, draft, typed):
    key = DraftStep("hotkey", 5, keys=["Control", "s"], application="editor")
    redacted = redactor.redact(draft("Untitled", typed("all good"), key))
    assert redacted.outcome == "clean"
    assert redacted.findings == []
    assert redacted.steps[0]["text"] == "all good"
    assert redacted.steps[1]["keys"] == ["Control", "s"]
    assert redacted.steps[1]["text"] is redacted.steps[1]["element"] is redacted.steps[1]["withheld"] is None
    assert (redacted.texts_examined, redacted.texts_withheld) == (3, 0)


def test_an_element_keeps_its_role_and_bounds(redactor, draft):
    element = Element("button", "Mail ann.lee@acme.com", "send", 1, 2, 3, 4)
    shown = redactor.redact(draft("Title", DraftStep("click", 0, x=7, y=8, button="left", element=element))).steps[0]
    assert shown["element"] == {
        "role": "button",
        "name": "Mail <EMAIL_ADDRESS_1>",
        "identifier": "send",
        "x": 1,
        "y": 2,
        "width": 3,
        "height": 4,
    }
    assert shown["placeholders"] == ["<EMAIL_ADDRESS_1>"]


def test_values_are_numbered_as_they_first_appear(redactor, draft, typed):
    redacted = redactor.redact(draft("to b@acme.com", typed("from a@acme.com to B@ACME.com", "c@acme.com")))
    assert redacted.window_title == "to <EMAIL_ADDRESS_1>"
    assert redacted.steps[0]["text"] == "from <EMAIL_ADDRESS_2> to <EMAIL_ADDRESS_1>"


def test_a_finding_says_what_and_where_and_nothing_of_the_value(redactor, draft, typed):
    redacted = redactor.redact(draft("Title", typed("ann.lee@acme.com and ann.lee@acme.com")))
    assert redacted.findings == [
        {
            "entity_type": "EMAIL_ADDRESS",
            "field": "text",
            "step": 0,
            "rule": "MailRecognizer",
            "score": 1.0,
            "placeholder": "<EMAIL_ADDRESS_1>",
        }
    ]


def test_the_same_draft_gives_the_same_result_whatever_came_before(redactor, draft, typed):
    one = draft("Jane Doe in Paris", typed("write jane@acme.com", "no, john@acme.com"))
    first = redactor.redact(one)
    redactor.redact(draft("Paris Hilton", typed("4111111111111111 john@acme.com", label="Name")))
    second = redactor.redact(one)
    assert (first.window_title, first.steps, first.findings) == (second.window_title, second.steps, second.findings)


@EXAMPLES
@given(before=CLEAN, after=CLEAN, kind=st.sampled_from(sorted(PLANTED)), change=st.sampled_from([str, str.upper, str.lower]))
def test_a_planted_value_never_appears(redactor, draft, typed, shown, before, after, kind, change):
    value = PLANTED[kind]
    bare = value.replace(" ", "")
    typed_once = typed(f"{before} {change(value)} {after}", f"{before} {bare}")
    copies = DraftStep(
        "click", 0, element=Element("link", f"{after} {bare}", f"id {change(value)}"), window_title=f"{before} {value}"
    )
    texts = shown(redactor.redact(draft(f"{after} {change(bare)} {before}", typed_once, copies)))
    assert not any(normal(value) in normal(text) for text in texts)


@EXAMPLES
@given(text=st.text(st.characters(), max_size=60))
def test_no_text_makes_it_raise(redactor, draft, typed, text):
    steps = [typed(text, text[:9], label="Password"), typed(f"{text} ann.lee@acme.com"), DraftStep("focus", 0, window_title=text)]
    assert len(redactor.redact(draft(text, *steps)).steps) == 3


@EXAMPLES
@given(text=CLEAN)
def test_what_was_deleted_never_appears(redactor, draft, typed, shown, text):
    redacted = redactor.redact(draft("Title", typed(text, f"{text} Deletedvalue99 {text}")))
    assert not any("deletedvalue99" in one.lower() for one in shown(redacted))


def test_no_recorded_title_keeps_a_token_of_a_url(redactor, draft):
    folder = Path(os.environ.get("HANDRAIL_RECORDINGS", Path(__file__).parents[4] / "shared/data")) / "inputlog"
    if not folder.is_dir():
        pytest.skip("the recordings are not here")
    files = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(folder.glob("*.gz"))]
    titles = sorted({html.unescape(title) for text in files for title in re.findall(r"<title>(.*?)</title>", text)})
    steps = redactor.redact(draft("Recordings", *(DraftStep("focus", 0, window_title=title) for title in titles))).steps
    addresses = [(title, step["window_title"]) for title, step in zip(titles, steps, strict=True) if "://" in title]
    opaque = re.compile(r"[A-Za-z0-9~_-]*[0-9][A-Za-z0-9~_-]{15,}")
    kept = sum(bool(opaque.search(title)) and shown == title for title, shown in addresses)
    assert len(addresses) > 0
    assert kept == 0


OFFLINE = """
from streams.redaction.build import build
from streams.actions.draft import Draft, DraftStep, Text
step = DraftStep("type", 0, text=Text("ann.lee@acme.com https://www.example.org/?q=1 +1 415-555-2671"))
print(build().redact(Draft("a", "t", {}, [step])).steps[0]["text"])
"""


def test_nothing_is_asked_of_the_network():
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no network namespaces here")
    done = subprocess.run([unshare, "-rn", sys.executable, "-c", OFFLINE], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout == "<EMAIL_ADDRESS_1> https://www.example.org/?q=1 <PHONE_NUMBER_1>\n"
    assert done.stderr == ""
