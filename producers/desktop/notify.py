"""A desktop notification when the agent's state changes; where there is no notification service, that is said once."""

import asyncio
import threading

import structlog
from dbus_fast import BusType, DBusError, Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import AuthError, InvalidAddressError

log = structlog.get_logger()

_SECONDS = 2.0
_SERVICE, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_FAULTS = (OSError, EOFError, TimeoutError, DBusError, AuthError, InvalidAddressError)


class Notifier:
    """Tells the person, without keeping anybody waiting. A later notification takes the place of the one before.

    Args:
        seconds: how long the service may take.
    """

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._shown = 0
        self._absent = False
        self._one = threading.Lock()

    def __call__(self, sentence: str) -> None:
        """Show a sentence, in a thread of its own."""
        if not self._absent:
            threading.Thread(target=self.show, args=(sentence,), name="notify", daemon=True).start()

    def show(self, sentence: str) -> None:
        """Show a sentence; returns when that is done."""
        with self._one:
            try:
                self._shown = asyncio.run(asyncio.wait_for(self._send(sentence), self._seconds))
            except _FAULTS as fault:
                if not self._absent:
                    log.info(
                        "there are no desktop notifications here; the status line shows the same", fault=type(fault).__name__
                    )
                self._absent = True

    async def _send(self, sentence: str) -> int:
        bus = await MessageBus(bus_type=BusType.SESSION).connect()
        try:
            body = ["Handrail", self._shown, "", "Handrail", sentence, [], {}, -1]
            answer = await bus.call(
                Message(_SERVICE, _PATH, _SERVICE, "Notify", signature="susssasa{sv}i", body=body),
            )
        finally:
            bus.disconnect()
        if answer is None or answer.message_type is MessageType.ERROR:
            raise OSError
        return int(answer.body[0])
