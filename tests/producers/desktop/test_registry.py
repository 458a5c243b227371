"""The registry is asked by a process of its own, so that the agent's does not load its client's library."""

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from producers.desktop.registry import asked
from schemas.errors import HandrailError
from schemas.settings import Registry
from schemas.waiting import NotYetError


@contextmanager
def registry(status):
    """A registry that knows this release's schemas, or answers with a status."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            asked_for = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            subject = self.path.partition("?")[0].rpartition("/")[2]
            record = subject.rpartition(".")[2]
            found = {"subject": subject, "version": 1, "id": len(record), "schema": asked_for["schema"]}
            body = json.dumps(found if status == 200 else {"error_code": 40403, "message": "none"}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/vnd.schemaregistry.v1+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever).start()
        yield Registry(url=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def test_the_ids_are_those_of_the_registry():
    with registry(200) as there:
        assert asked(there) == {"InteractionBatch": 16, "InteractionBody": 15}


def test_a_registry_without_this_releases_schemas_is_one_sentence():
    with registry(404) as there, pytest.raises(HandrailError, match="does not hold this release's") as fault:
        asked(there)
    assert fault.value.__cause__ is None


def test_one_that_is_away_may_come():
    with pytest.raises(NotYetError, match=r"the schema registry at http://127\.0\.0\.1:9 does not answer"):
        asked(Registry(url="http://127.0.0.1:9"))


def test_an_agent_does_not_load_the_clients_library():
    loads = "import sys, producers.desktop.cli, producers.desktop.run, producers.desktop.x11.backend; "
    found = "print(sorted({'httpx2', 'authlib', 'confluent_kafka.schema_registry'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", loads + found], capture_output=True, text=True, check=True).stdout == "[]\n"
