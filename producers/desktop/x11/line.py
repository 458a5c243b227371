"""A queue that keeps order while one thing in it waits for an answer."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Slot(Generic[T]):
    """A place in the line, empty until its content is known."""

    content: T | None = None


class Line(Generic[T]):
    """Hands everything on in the order of coming, at once if nothing before it is open."""

    def __init__(self, receive: Callable[[T], object]) -> None:
        self._receive = receive
        self._waiting: deque[_Slot[T]] = deque()
        self._lock = threading.Lock()

    def put(self, content: T) -> None:
        """Something that is known."""
        with self._lock:
            self._waiting.append(_Slot(content))
            self._advance()

    def open(self) -> Callable[[T], None]:
        """A place for something that will be known: what is returned must be called with it."""
        slot = _Slot[T]()
        with self._lock:
            self._waiting.append(slot)

        def fill(content: T) -> None:
            with self._lock:
                slot.content = content
                self._advance()

        return fill

    def _advance(self) -> None:
        while self._waiting and (content := self._waiting[0].content) is not None:
            self._waiting.popleft()
            self._receive(content)
