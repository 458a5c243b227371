"""`/healthz` and `/metrics` on loopback, in a thread of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from schemas.errors import HandrailError

_HOST = "127.0.0.1"


class Health:
    """What is failing, by dependency, and whether the loop still turns.

    Args:
        clock: seconds, monotonic.
        limit: seconds without a turn after which the loop counts as stuck.
        patience: seconds without a commit, while there is something to commit, after which the sink counts as stuck.
    """

    def __init__(self, clock: Callable[[], float], limit: float = 60.0, patience: float = 300.0) -> None:
        self._clock = clock
        self._limit = limit
        self._patience = patience
        self._beat = clock()
        self._owing: float | None = None  # since when there is something to commit and nothing is
        self._failing: dict[str, str] = {}
        self._lock = Lock()

    def beat(self) -> None:
        """The loop has turned."""
        self._beat = self._clock()

    def owes(self, *, anything: bool) -> None:
        """Whether there is anything in the log that is not in the tables."""
        if not anything:
            self._owing = None
        elif self._owing is None:
            self._owing = self._clock()

    def committed(self) -> None:
        """Something was committed: patience begins anew."""
        self._owing = None

    def failing(self, name: str, sentence: str) -> None:
        """A dependency fails."""
        with self._lock:
            self._failing[name] = sentence

    def well(self, name: str) -> None:
        """A dependency works."""
        with self._lock:
            self._failing.pop(name, None)

    def verdict(self) -> list[str]:
        """What is failing; empty when all is well."""
        with self._lock:
            faults = list(self._failing.values())
        now, owing = self._clock(), self._owing
        if now - self._beat > self._limit:
            faults.append(f"the loop has not turned for {now - self._beat:.0f} s")
        if owing is not None and now - owing > self._patience:
            faults.append(f"there is lag, and nothing was committed for {now - owing:.0f} s")
        return faults


@contextmanager
def serving(health: Health, registry: CollectorRegistry, port: int) -> Iterator[int]:
    """Serve while the block lasts. Port 0 takes a free one; gives the port.

    Raises:
        HandrailError: the port is taken.
    """
    try:
        server = ThreadingHTTPServer((_HOST, port), _handler(health, registry))
    except OSError as fault:
        raise HandrailError(f"Port {port}, for /healthz and /metrics, cannot be used: {fault.strerror}.") from None
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _handler(health: Health, registry: CollectorRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/healthz":
                faults = health.verdict()
                self._answer(503 if faults else 200, "text/plain; charset=utf-8", "\n".join(faults or ["ok"]).encode() + b"\n")
            elif self.path == "/metrics":
                self._answer(200, CONTENT_TYPE_LATEST, generate_latest(registry))
            else:
                self._answer(404, "text/plain; charset=utf-8", b"/healthz and /metrics are here\n")

        def _answer(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Requests are not worth a line."""

    return Handler
