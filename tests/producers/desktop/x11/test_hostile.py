"""What any program of the session may say: windows with nonsense for properties, signals of other types."""

import asyncio
from typing import Any

from dbus_fast import BusType, Message, Variant
from dbus_fast.aio import MessageBus
from Xlib import X, Xatom
from Xlib.display import Display

from tests.producers.desktop.desktops import Application, Desktop, until
from tests.producers.desktop.x11.watching import Watch

OBJECT = "org.a11y.atspi.Event.Object"
NONSENSE: list[tuple[str, list[Any]]] = [
    ("s", ["focused"]),
    ("", []),
    ("siivv", ["focused", 1, 0, Variant("s", ""), Variant("s", "")]),
    ("siiva{sv}", ["accessible-name", 1, 0, Variant("i", 7), {}]),
    ("siiva{sv}", ["focused", 1, 0, Variant("i", 0), {}]),
]


def test_a_window_whose_properties_are_nonsense_has_no_application(desktop: Desktop, watch: Watch) -> None:
    display = Display(desktop.display)
    window = display.screen().root.create_window(50, 60, 200, 100, 0, X.CopyFromParent)
    window.change_property(Xatom.WM_CLASS, Xatom.CARDINAL, 32, [1, 2, 3])
    window.change_property(display.intern_atom("_NET_WM_PID"), Xatom.STRING, 8, b"pid")
    window.change_property(
        display.intern_atom("_NET_WM_NAME"), display.intern_atom("UTF8_STRING"), 8, b"Odd \xff\xfe" + b"x" * 9000
    )
    window.map()
    display.sync()
    assert watch.finds(lambda place: place.window == window.id and place.screen.window_width == 200)
    place = watch.look().place
    assert place is not None
    assert (place.application, place.pid, place.element, len(place.title)) == (None, 0, None, 512)
    display.close()


def test_a_window_that_vanishes_is_followed_by_another_or_none(desktop: Desktop, application: Application, watch: Watch) -> None:
    for _ in range(5):
        display = Display(desktop.display)
        display.screen().root.create_window(50, 60, 200, 100, 0, X.CopyFromParent).map()
        display.sync()
        display.close()
    desktop.do(*application.at("City"), "click", 1)
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")


def test_signals_of_other_types_are_passed_over(desktop: Desktop, application: Application, watch: Watch) -> None:
    asyncio.run(_signal())
    desktop.do(*application.at("City"), "click", 1)
    assert watch.finds(lambda place: place.element is not None and place.element.name == "City")
    before = len(watch.moved())
    desktop.do("key", "Tab")
    assert until(lambda: len(watch.moved()) > before)
    assert watch.finds(lambda place: place.secure)


async def _signal() -> None:
    """Send nonsense on the accessibility bus."""
    session = await MessageBus(bus_type=BusType.SESSION).connect()
    answer = await session.call(Message("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))
    bus = await MessageBus(answer.body[0]).connect()
    for signature, body in NONSENSE:
        for member in ("StateChanged", "PropertyChange"):
            await bus.send(Message.new_signal("/nothing", OBJECT, member, signature, body))
    await bus.call(Message("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId"))
    for connection in (bus, session):
        connection.disconnect()
        await connection.wait_for_disconnect()  # type: ignore[no-untyped-call]
