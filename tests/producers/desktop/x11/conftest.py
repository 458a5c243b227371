from collections.abc import Iterator

import pytest

from tests.producers.desktop.desktops import Application, Desktop
from tests.producers.desktop.x11.watching import Watch


@pytest.fixture
def watch(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.bus)
    watch = Watch(desktop.display)
    watch.start()
    yield watch
    watch.backend.stop()


@pytest.fixture(scope="module")
def application(desktop: Desktop) -> Iterator[Application]:
    with desktop.application("A title ж") as running:
        yield running
