"""The socket is the owner's alone, takes one bounded line, and answers garbage with a sentence."""

import json
import multiprocessing
import os
import socket
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.desktop.alone import alone
from producers.desktop.control import LINE, AbsentError, Control, ask
from producers.desktop.home import Home
from schemas.errors import HandrailError

UNKNOWN = {"error": "that is not a request that the agent knows"}


def fail(_):
    raise HandrailError("the disk is full")


HANDLERS = {"status": lambda _: {"state": "recording"}, "echo": lambda request: {"seconds": request["seconds"]}, "fail": fail}


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "h")
    home.make()
    return home


@pytest.fixture
def control(home):
    control = Control(home, HANDLERS)
    control.start()
    yield control
    control.stop()


def raw(home, content):
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(5)
        link.connect(str(home.socket))
        link.sendall(content)
        link.shutdown(socket.SHUT_WR)
        return json.loads(link.makefile("rb").readline())


def test_a_request_is_answered_and_its_arguments_arrive(home, control):
    assert ask(home, "status") == {"state": "recording"}
    assert ask(home, "echo", seconds=1.5) == {"seconds": 1.5}


def test_what_a_handler_cannot_do_comes_back_as_its_sentence(home, control):
    with pytest.raises(HandrailError, match=r"^the disk is full$"):
        ask(home, "fail")


@pytest.mark.parametrize(
    "content", [b"\n", b"", b"{\n", b"\xff\xfe\n", b"[]\n", b"3\n", b'{"command": 3}\n', b'{"command": []}\n']
)
def test_garbage_is_answered_with_a_sentence(home, control, content):
    assert raw(home, content) == UNKNOWN
    assert ask(home, "status") == {"state": "recording"}


def test_a_line_that_is_too_long_is_cut_and_refused(home, control):
    assert raw(home, b'{"command": "status", "more": "' + b"x" * LINE)["error"]


@given(st.binary(max_size=200))
def test_whatever_the_line_the_answer_is_a_document(line):
    assert isinstance(Control(Home(Path("unused")), HANDLERS).answer(line), dict)


def test_a_line_nested_too_deeply_is_no_request(home):
    assert Control(home, HANDLERS).answer(b"[" * 100_000) == UNKNOWN


def test_a_caller_that_says_nothing_keeps_nobody_waiting_for_long(home, control):
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(home.socket))
        with socket.socket(socket.AF_UNIX) as second:
            second.settimeout(10)
            second.connect(str(home.socket))
            second.sendall(b'{"command": "status"}\n')
            assert json.loads(second.makefile("rb").readline()) == {"state": "recording"}


def test_the_socket_is_the_owners_alone_and_goes_with_the_agent(home):
    control = Control(home, HANDLERS)
    control.start()
    assert stat.S_IMODE(home.socket.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    control.stop()
    with pytest.raises(AbsentError, match="no agent is running"):
        ask(home, "status")


def test_a_socket_that_a_killed_agent_left_is_no_agent_and_no_obstacle(home):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(home.socket))
    with pytest.raises(AbsentError):
        ask(home, "status")
    control = Control(home, HANDLERS)
    control.start()
    assert ask(home, "status") == {"state": "recording"}
    control.stop()


def test_a_path_too_long_for_a_socket_is_one_sentence(tmp_path):
    home = Home(tmp_path / ("x" * 120))
    with pytest.raises(HandrailError, match="too long for a socket"):
        Control(home, HANDLERS).start()
    with pytest.raises(HandrailError, match="too long for a socket"):
        ask(home, "status")


def hold_lock(path, held, let_go):
    with alone(Home(path)):
        held.set()
        let_go.wait(20)


def test_of_two_agents_the_second_is_told_so_and_a_killed_one_leaves_no_lock(home):
    context = multiprocessing.get_context("spawn")
    held, let_go = context.Event(), context.Event()
    first = context.Process(target=hold_lock, args=(home.path, held, let_go))
    first.start()
    assert held.wait(20)
    with pytest.raises(HandrailError, match=rf"^an agent is running already \(process {first.pid}\)"), alone(home):
        pass
    first.kill()
    first.join()
    with alone(home):
        assert home.lock.read_text() == f"{os.getpid()}\n"
