"""What the sink finds out about the store before it writes."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from pydantic import SecretStr

from deploy.local.stack import Stack
from schemas.errors import HandrailError
from schemas.settings import Store
from sinks.probe import probe
from sinks.store import FAULTS, filesystem


@pytest.fixture
def store(stack: Stack) -> Store:
    store = stack.settings("sink").store
    assert store is not None
    return store


class Careless(BaseHTTPRequestHandler):
    """A store that takes everything, whatever the conditions."""

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(200)

    def do_POST(self) -> None:
        self.do_PUT()

    def do_DELETE(self) -> None:
        self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("ETag", '"0"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def careless() -> Iterator[Store]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Store(
        endpoint=f"http://127.0.0.1:{server.server_port}", bucket="bucket", access_key="key", secret_key=SecretStr("secret")
    )
    server.shutdown()
    server.server_close()


def test_a_bucket_that_keeps_its_promise_passes_and_is_left_as_it_was(store: Store) -> None:
    probe(filesystem(store), store, "test-probe", "attempt")
    assert not filesystem(store).exists(f"{store.bucket}/test-probe/probe-attempt")


def test_a_bucket_that_ignores_if_none_match_is_refused(careless: Store) -> None:
    with pytest.raises(HandrailError, match="overwrites a file that was written with If-None-Match"):
        probe(filesystem(careless), careless, "test", "attempt")


def test_a_wrong_secret_is_refused_and_not_told(store: Store) -> None:
    wrong = store.model_copy(update={"secret_key": SecretStr("wrong-secret")})
    with pytest.raises(HandrailError, match=r"^The S3 store at \S+ refuses the access key in \[store\]") as fault:
        probe(filesystem(wrong), wrong, "test", "attempt")
    assert "wrong-secret" not in str(fault.value)
    assert store.access_key not in str(fault.value)


def test_a_missing_bucket_is_refused(store: Store) -> None:
    missing = store.model_copy(update={"bucket": "nowhere"})
    with pytest.raises(HandrailError, match="has no bucket nowhere"):
        probe(filesystem(missing), missing, "test", "attempt")


def test_a_store_that_is_down_is_waited_for(store: Store) -> None:
    down = store.model_copy(update={"endpoint": "http://127.0.0.1:1"})
    with pytest.raises(FAULTS):
        probe(filesystem(down), down, "test", "attempt")
