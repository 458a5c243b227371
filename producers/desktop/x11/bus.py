"""The accessibility bus (AT-SPI over D-Bus): calls that never wait longer than they may, and the signals we ask for."""

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from dbus_fast import BusType, DBusError, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

_START_LIMIT = 2.0  # seconds
_CALL_LIMIT = 0.15  # seconds; answers take 0.4 ms in the median, 5 ms where an application is busy
_DBUS = "org.freedesktop.DBus"
_REGISTRY = "org.a11y.atspi.Registry"
_EVENT = "siiv"  # signature: a detail, two numbers, a value
_ANSWERS = {  # signatures: an application may answer anything
    "AddMatch": "",
    "Get": "v",
    "GetAccessibleAtPoint": "(so)",
    "GetAttributes": "a{ss}",
    "GetChildren": "a(so)",
    "GetConnectionUnixProcessID": "u",
    "GetExtents": "(iiii)",
    "GetIndexInParent": "i",
    "GetMatches": "a(so)",
    "GetRelationSet": "a(ua(so))",
    "GetRole": "u",
    "GetRoleName": "s",
    "GetRowAtIndex": "i",
    "GetSelectedChild": "(so)",
    "GetState": "au",
    "RegisterEvent": "",
}
EVENTS = "org.a11y.atspi.Event"


class UnansweredError(Exception):
    """An application did not answer in time, is gone, or has no such thing."""


class Ref(NamedTuple):
    """An accessible object: the application's name on the bus, and the object's path in it."""

    name: str
    path: str


class Bus:
    """A connection to the accessibility bus. To be used within one event loop."""

    def __init__(self) -> None:
        self._bus: MessageBus | None = None
        self._unanswered: dict[str, asyncio.Future[Message]] = {}

    async def connect(self, receive: Callable[[Message], object]) -> None:
        """Connect by way of the session bus; signals go to `receive`.

        Raises:
            UnansweredError: there is no session bus, or none for accessibility.
        """
        try:
            self._bus = await MessageBus(await _address()).connect()
        except (DBusError, OSError, EOFError, ValueError, RuntimeError, TimeoutError):
            raise UnansweredError from None

        def hand_on(message: Message) -> None:
            if message.message_type is MessageType.SIGNAL and message.signature.startswith(_EVENT):
                receive(message)

        self._bus.add_message_handler(hand_on)

    async def lost(self) -> None:
        """Return once the connection has ended."""
        assert self._bus is not None
        try:
            await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
        except (OSError, EOFError):
            return

    def disconnect(self) -> None:
        """End the connection, if there is one."""
        if self._bus is not None:
            self._bus.disconnect()

    async def subscribe(self, event: str) -> None:
        """Ask for an event by its AT-SPI name, such as `object:state-changed:focused`.

        GTK sends all of an interface once one is asked for: the rule keeps those from waking us.
        """
        kind, member, detail = [*event.split(":"), ""][:3]
        rule = f"type='signal',interface='{EVENTS}.{kind.title()}',member='{member.title().replace('-', '')}'"
        await self.call(
            Ref(_DBUS, "/org/freedesktop/DBus"), _DBUS, "AddMatch", "s", f"{rule},arg0='{detail}'" if detail else rule
        )
        await self.call(Ref(_REGISTRY, "/org/a11y/atspi/registry"), _REGISTRY, "RegisterEvent", "s", event)

    async def pid(self, name: str) -> int:
        """The process behind a name on the bus."""
        return int(await self.call(Ref(_DBUS, "/org/freedesktop/DBus"), _DBUS, "GetConnectionUnixProcessID", "s", name))

    async def property(self, ref: Ref, interface: str, name: str, signature: str) -> Any:
        """The value of a property, of a type."""
        value = await self.call(ref, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name)
        if value.signature != signature:
            raise UnansweredError
        return value.value

    async def call(self, ref: Ref, interface: str, member: str, signature: str = "", *body: Any) -> Any:
        """The first value of an answer, None where it has none. A name that still owes an answer is not asked again.

        Raises:
            UnansweredError: no answer in time, or an error or something else instead of one.
        """
        if self._bus is None or ref.name in self._unanswered:
            raise UnansweredError
        message = Message(ref.name, ref.path, interface, member, signature=signature, body=list(body))
        answer = asyncio.ensure_future(self._bus.call(message))
        try:
            await asyncio.wait({answer}, timeout=_CALL_LIMIT)
        finally:
            if not answer.done():
                self._owe(ref.name, answer)
        return _value(answer, _ANSWERS[member])

    def _owe(self, name: str, answer: asyncio.Future[Message]) -> None:
        self._unanswered[name] = answer

        def settle(done: asyncio.Future[Message]) -> None:
            if self._unanswered.get(name) is done:
                del self._unanswered[name]
            if not done.cancelled():
                done.exception()  # looked at, so that asyncio does not tell of it

        answer.add_done_callback(settle)


async def _address() -> str:
    """Where the accessibility bus listens; toolkits are told that somebody does."""
    session = await MessageBus(bus_type=BusType.SESSION).connect()
    try:
        enable = Message("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", signature="ssv")
        enable.body = ["org.a11y.Status", "IsEnabled", Variant("b", True)]  # noqa: FBT003 (of D-Bus)
        await asyncio.wait_for(session.call(enable), _START_LIMIT)
        ask = Message("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        answer = await asyncio.wait_for(session.call(ask), _START_LIMIT)
    finally:
        session.disconnect()
    if answer.message_type is not MessageType.METHOD_RETURN:
        raise UnansweredError
    return str(answer.body[0])


def _value(answer: asyncio.Future[Message], signature: str) -> Any:
    """The first value of an answer."""
    if not answer.done():
        raise UnansweredError
    try:
        message = answer.result()
    except (DBusError, OSError, EOFError, RuntimeError):
        raise UnansweredError from None
    if message.message_type is not MessageType.METHOD_RETURN or message.signature != signature:
        raise UnansweredError
    return message.body[0] if message.body else None
