"""A bucket in memory behind real HTTP, whose every call can be refused, left unanswered, or carried out too late."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from pydantic import SecretStr

from schemas.settings import Store

NAME = "bucket"


class Fault(Enum):
    """What becomes of a call."""

    REFUSED = "not carried out, answered 503"
    DEAF = "carried out, not answered"
    LATE = "not answered, carried out a few calls later"


@dataclass(frozen=True, slots=True)
class Call:
    """A request."""

    method: str
    key: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What it is answered."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Bucket:
    """Objects, and what happens at which of the calls to come."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.faults: dict[int, Fault] = {}  # by number of the call, from 0
        self.meanwhile: dict[int, Callable[[], None]] = {}  # done before the call of that number is carried out
        self.calls = 0
        self._late: list[tuple[int, Call]] = []
        self._lock = RLock()
        self._inside = False

    def plan(self, faults: dict[int, Fault], meanwhile: dict[int, Callable[[], None]]) -> None:
        """Begin counting calls anew, with these faults and interruptions."""
        self.calls, self.faults, self.meanwhile = 0, faults, meanwhile

    def settle(self) -> None:
        """Carry out what is still under way; nothing goes wrong from here on."""
        self.plan({}, {})
        for _, call in self._late:
            self._carry_out(call)
        self._late = []

    def answer(self, call: Call) -> Answer | None:
        """The answer to a call; None for silence."""
        fault = self._interrupted()
        if fault is Fault.REFUSED:
            return Answer(503, b"<Error><Code>SlowDown</Code></Error>")
        if fault is Fault.LATE:
            self._late.append((self.calls + 3, call))
            return None
        answer = self._carry_out(call)
        return None if fault is Fault.DEAF else answer

    def _interrupted(self) -> Fault | None:
        if self._inside:  # what is done meanwhile is not itself disturbed
            return None
        number, self.calls = self.calls, self.calls + 1
        for due in [late for late in self._late if late[0] <= number]:
            self._late.remove(due)
            self._carry_out(due[1])
        if act := self.meanwhile.pop(number, None):
            self._inside = True
            try:
                act()
            finally:
                self._inside = False
        return self.faults.get(number)

    def _carry_out(self, call: Call) -> Answer:
        with self._lock:
            if call.method == "PUT":
                return self._put(call)
            if call.method == "DELETE":
                self.objects.pop(call.key, None)
                return Answer(204)
            if call.method == "POST":
                return self._delete_many(call)
            return self._get(call) if call.key else self._list(call)

    def _put(self, call: Call) -> Answer:
        if call.headers.get("if-none-match") == "*" and call.key in self.objects:
            return Answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
        self.objects[call.key] = call.body
        return Answer(200, headers={"ETag": _tag(call.body)})

    def _delete_many(self, call: Call) -> Answer:
        for piece in call.body.decode().split("<Key>")[1:]:
            self.objects.pop(unquote(piece.split("</Key>")[0]), None)
        return Answer(200, b"<DeleteResult></DeleteResult>")

    def _get(self, call: Call) -> Answer:
        if call.key not in self.objects:
            return Answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        content = self.objects[call.key]
        headers = {"ETag": _tag(content), "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
        if wanted := call.headers.get("range"):
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start = int(first) if first else len(content) - int(last)
            end = min(int(last), len(content) - 1) if first and last else len(content) - 1
            headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
            return Answer(206, content[start : end + 1], headers)
        return Answer(200, content, headers)

    def _list(self, call: Call) -> Answer:
        (prefix,), (after,), (delimiter,) = (call.query.get(name, [""]) for name in ("prefix", "start-after", "delimiter"))
        keys = [key for key in sorted(self.objects) if key.startswith(prefix) and key > after]
        cut = {key: key[: key.find(delimiter, len(prefix)) + 1] for key in keys if delimiter and delimiter in key[len(prefix) :]}
        found = "".join(_entry(key, self.objects[key]) for key in keys if key not in cut)
        folders = "".join(f"<CommonPrefixes><Prefix>{escape(p)}</Prefix></CommonPrefixes>" for p in sorted(set(cut.values())))
        head = f"<Name>{NAME}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(keys)}</KeyCount><MaxKeys>100000</MaxKeys>"
        return Answer(
            200, f"<ListBucketResult>{head}<IsTruncated>false</IsTruncated>{found}{folders}</ListBucketResult>".encode()
        )


def _tag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _entry(key: str, content: bytes) -> str:
    facts = (
        f"<LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>{escape(_tag(content))}</ETag><Size>{len(content)}</Size>"
    )
    return f"<Contents><Key>{escape(key)}</Key>{facts}<StorageClass>STANDARD</StorageClass></Contents>"


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that has gone is no news."""


@contextmanager
def served(bucket: Bucket) -> Iterator[Store]:
    """The bucket as a store that clients can reach, for as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), _handler(bucket))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        endpoint = f"http://127.0.0.1:{server.server_port}"
        yield Store(endpoint=endpoint, bucket=NAME, access_key="key", secret_key=SecretStr("secret"))
    finally:
        server.shutdown()
        server.server_close()


def _handler(bucket: Bucket) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            answer = bucket.answer(self._call())
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_PUT = do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815

        def _call(self) -> Call:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            key = unquote(url.path).lstrip("/").partition("/")[2]
            return Call(self.command, key, parse_qs(url.query), headers, body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
