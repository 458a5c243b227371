"""Nothing leaves the machine while redacting: it works where there is no network, and opens no socket where there is."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
TEXTS = (
    "Please write to maria.lindqvist@example.org about it",
    "https://user:Tulip-93-harbor@shop.example.co.uk/orders?email=viktor.almgren%40example.com",
    "Angela Merkel met Barack Obama in Stockholm last week",
)
LOCAL = {"socket.__new__", "socket.bind"}  # a library that is loaded asks so whether the machine knows IPv6
REDACTING = f"""
import json, socket, sys
seen = []
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith("socket.") else None)
from streams.redaction.build import build
from tests.streams.redaction.conftest import make_draft, make_typed
redactor = build()
loading = list(seen)
steps = redactor.redact(make_draft("Untitled", *map(make_typed, {TEXTS!r}))).steps
redacting = seen[len(loading):]
interfaces = [name for _, name in socket.if_nameindex()]
try:
    socket.create_connection(("192.0.2.1", 9), timeout=0.1).close()
except OSError:
    pass
texts = [step["text"] for step in steps]
print(json.dumps({{"texts": texts, "loading": loading, "redacting": redacting, "seen": seen, "interfaces": interfaces}}))
"""


def redact(*before: str) -> dict[str, Any]:
    """What a process of its own shows of the texts, and which sockets it asked for before and after."""
    command = [*before, sys.executable, "-c", REDACTING]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def in_the_open() -> dict[str, Any]:
    return redact()


@pytest.fixture(scope="module")
def namespace() -> list[str]:
    """What runs a command where there is no network."""
    for command in (["unshare", "-rn"], ["unshare", "-n"]):
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    pytest.skip("network namespaces are not allowed here")


def test_no_socket_is_opened_while_it_redacts_and_none_is_connected_while_its_models_load(in_the_open):
    assert in_the_open["redacting"] == []
    assert set(in_the_open["loading"]) <= LOCAL
    assert "socket.connect" in in_the_open["seen"], "a connection on purpose was not noticed: the test sees nothing"


def test_it_redacts_the_same_where_there_is_no_network(in_the_open, namespace):
    cut_off = redact(*namespace)
    assert set(cut_off["interfaces"]) <= {"lo"}
    assert cut_off["texts"] == in_the_open["texts"]


def test_what_it_redacts_there_is_what_might_have_asked_the_network(in_the_open):
    mail, url, names = in_the_open["texts"]
    assert "<EMAIL_ADDRESS_" in mail
    assert "Tulip" not in url
    assert "viktor" not in url
    assert "<PERSON_" in names
    assert "Merkel" not in names
