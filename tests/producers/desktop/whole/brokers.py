"""A way to the brokers that a test can cut: they are gone, or hear and are not heard."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from uuid import uuid4

from confluent_kafka import Consumer, TopicPartition

from deploy.local.stack import Stack
from schemas.topics import INTERACTIONS

_HOST = "127.0.0.1"
_SIZE = 4  # bytes of the length before a request or an answer


class Mode(Enum):
    """How the way is."""

    OPEN = "open"
    CUT = "cut"
    DEAF = "nobody hears the answers"


class Way:
    """Passes requests and answers on; answers that name the broker's port name this one instead."""

    def __init__(self, port: int) -> None:
        self._mode = Mode.OPEN
        self._target = port
        self._listening = socket.create_server((_HOST, 0))
        self.port = int(self._listening.getsockname()[1])
        self._links: list[socket.socket] = []

    def set(self, mode: Mode) -> None:
        """Be open, cut or deaf from now on. Who is connected loses that, but for one who is to go unheard: it does not notice."""
        self._mode = mode
        if mode is not Mode.DEAF:
            self.close_links()

    def close_links(self) -> None:
        links, self._links = self._links, []
        for link in links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()

    def serve(self) -> None:
        """Take connections until `close`."""
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self._mode is Mode.CUT:
                    near.close()
                    continue
                far = socket.create_connection((_HOST, self._target))
                self._links += near, far
                for source, sink, change in ((near, far, bytes), (far, near, self._answer)):
                    threading.Thread(target=_pump, args=(source, sink, change), daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.close_links()

    def _answer(self, answer: bytes) -> bytes:
        if self._mode is Mode.DEAF:
            return b""
        theirs, ours = (_HOST.encode() + port.to_bytes(4, "big") for port in (self._target, self.port))
        return answer.replace(theirs, ours)


def _pump(source: socket.socket, sink: socket.socket, change: Callable[[bytes], bytes]) -> None:
    with suppress(OSError, ValueError), source.makefile("rb") as incoming:
        while size := incoming.read(_SIZE):
            content = change(incoming.read(int.from_bytes(size, "big")))
            if content:
                sink.sendall(size + content)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


@contextmanager
def way_to(bootstrap: str) -> Iterator[Way]:
    """A way to the one broker there is."""
    way = Way(int(bootstrap.rpartition(":")[2]))
    threading.Thread(target=way.serve, daemon=True).start()
    yield way
    way.close()


def arrived(stack: Stack, device_id: str) -> list[bytes]:
    """Every batch of a device in the log, as it stands there."""
    worker = stack.settings("worker")
    consumer = Consumer(worker.kafka.client(group_id=f"{worker.application}-{uuid4().hex}", enable_auto_commit=False))
    found = []
    for partition in range(worker.partitions):
        place = TopicPartition(INTERACTIONS.name, partition, 0)
        _, end = consumer.get_watermark_offsets(place, timeout=30)
        consumer.assign([place])
        while consumer.position([place])[0].offset < end and end:
            message = consumer.poll(1.0)
            if message and message.key() == device_id.encode():
                found.append(message.value())
    consumer.close()
    return found
