"""Notifications go to the desktop's service over D-Bus; where there is none, that is said once and nobody waits."""

import asyncio
import shutil
import subprocess
import threading
import time

import pytest
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method
from structlog.testing import capture_logs

from producers.desktop.notify import Notifier


class Notifications(ServiceInterface):
    def __init__(self, shown):
        super().__init__("org.freedesktop.Notifications")
        self._shown = shown

    @dbus_method()
    def Notify(self, name: "s", replaces: "u", icon: "s", summary: "s", body: "s", actions: "as", hints: "a{sv}", ms: "i") -> "u":  # type: ignore[name-defined]  # noqa: F722, F821, N802
        self._shown.append((replaces, summary, body))
        return 7


@pytest.fixture
def session_bus(monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed: make desktop-deps")
    daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    yield
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def shown(session_bus):
    shown, ready, buses = [], threading.Event(), []

    async def serve():
        bus = await MessageBus().connect()
        bus.export("/org/freedesktop/Notifications", Notifications(shown))
        await bus.request_name("org.freedesktop.Notifications")
        buses.append((asyncio.get_running_loop(), bus))
        ready.set()
        await bus.wait_for_disconnect()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(10)
    yield shown
    loop, bus = buses[0]
    loop.call_soon_threadsafe(bus.disconnect)
    thread.join()


def test_a_sentence_is_shown_and_the_next_takes_its_place(shown):
    notifier = Notifier()
    notifier.show("Recording is paused.")
    notifier.show("Recording goes on.")
    assert shown == [(0, "Handrail", "Recording is paused."), (7, "Handrail", "Recording goes on.")]


def test_whoever_tells_does_not_wait(shown):
    Notifier()("Recording is paused.")
    deadline = time.monotonic() + 10
    while not shown and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [body for _, _, body in shown] == ["Recording is paused."]


def test_without_a_service_it_is_said_once(session_bus):
    notifier = Notifier()
    with capture_logs() as logged:
        notifier.show("one")
        notifier.show("two")
        notifier("three")
    assert len(logged) == 1
    assert "no desktop notifications" in logged[0]["event"]


def test_without_a_bus_it_is_said_once(monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    notifier = Notifier()
    with capture_logs() as logged:
        notifier.show("one")
        notifier.show("two")
    assert len(logged) == 1
