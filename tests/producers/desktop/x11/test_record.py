"""The recorder's own connection: that it ends by itself is told, that it is stopped is not."""

from collections.abc import Iterator
from threading import Event

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest
from Xlib.xobject.resource import Resource

from producers.desktop.x11.record import Recorder
from producers.desktop.x11.wire import MOTION
from tests.producers.desktop.desktops import Desktop


class Recording:
    """A recorder, and what it tells."""

    def __init__(self, desktop: Desktop) -> None:
        self.moved, self.ended = Event(), Event()
        self.recorder = Recorder(desktop.display, self.ended.set)
        self.recorder.start(lambda raw: raw.kind == MOTION and self.moved.set(), lambda _: None, lambda _: True)


@pytest.fixture
def display(desktop: Desktop) -> Iterator[Display]:
    display = Display(desktop.display)
    yield display
    display.close()


def test_a_recorder_whose_connection_alone_is_lost_says_so(desktop: Desktop, display: Display) -> None:
    recording = Recording(desktop)
    Resource(display.display, recording.recorder._context).kill_client()
    display.sync()
    assert recording.ended.wait(5)
    recording.recorder.stop()


def test_a_recorder_that_is_stopped_does_not(desktop: Desktop, display: Display) -> None:
    recording = Recording(desktop)
    xtest.fake_input(display, X.MotionNotify, x=7, y=9)
    display.sync()
    assert recording.moved.wait(5)
    recording.recorder.stop()
    assert not recording.ended.is_set()
