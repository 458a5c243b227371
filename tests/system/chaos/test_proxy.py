"""The fault proxy before a small server of the test's own."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from tests.system.chaos.proxy import Mode, proxied

COMMIT = "/bucket/table/_delta_log/00000000000000000001.json"


class Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str, str, bytes]] = []


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.seen.append((self.command, self.path, self.headers["Host"], self._body()))
        content = b"" if self.command == "HEAD" else b"content"
        self.send_response(200)
        self.send_header("Content-Length", "7")
        self.send_header("ETag", '"e"')
        self.end_headers()
        self.wfile.write(content)

    do_PUT = do_HEAD = do_GET  # noqa: N815

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server():
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def proxy(server):
    with proxied(f"http://127.0.0.1:{server.server_port}", Random(1)) as proxy:
        yield proxy


def ask(proxy, method="GET", path="/", content=None, limit=5.0):
    with urlopen(Request(proxy.endpoint + path, content, method=method), timeout=limit) as answer:
        return answer.status, answer.headers["ETag"], answer.read()


def test_a_request_passes_as_it_was_signed(server, proxy):
    path = "/bucket/a%20b%2Fc?list-type=2&prefix=x%2Fy"
    assert ask(proxy, "PUT", path, b"what is written") == (200, '"e"', b"content")
    assert server.seen == [("PUT", path, f"127.0.0.1:{proxy.port}", b"what is written")]


def test_the_length_of_what_is_not_sent_passes(proxy):
    with urlopen(Request(proxy.endpoint + "/x", method="HEAD"), timeout=5) as answer:
        assert answer.headers["Content-Length"] == "7"


def test_an_unavailable_store_is_never_asked(server, proxy):
    proxy.mode = Mode.UNAVAILABLE
    with pytest.raises(HTTPError) as refused:
        ask(proxy)
    refused.value.close()
    assert refused.value.code == 503
    assert server.seen == []


def test_a_deaf_store_does_what_it_is_asked_and_never_says_so(server, proxy):
    proxy.mode = Mode.DEAF
    with pytest.raises((TimeoutError, URLError)):
        ask(proxy, "PUT", COMMIT, b"commit", limit=0.5)
    assert [seen[0] for seen in server.seen] == ["PUT"]
    assert ask(proxy)[0] == 200


def test_what_was_done_is_counted(proxy):
    ask(proxy)
    assert proxy.hit == {Mode.PASS: 1, Mode.UNAVAILABLE: 0, Mode.SLOW: 0, Mode.DEAF: 0}


def test_a_store_that_is_away_looks_away(server, proxy):
    server.shutdown()
    server.server_close()
    with pytest.raises((OSError, URLError)) as fault:
        ask(proxy)
    if isinstance(fault.value, HTTPError):
        fault.value.close()
