"""Applies the faults of a plan to a running application and its servers, and heals what they did."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from tests.system.chaos.author import Author
from tests.system.chaos.plan import Fault, Kind
from tests.system.chaos.proxy import FaultProxy, Mode
from tests.system.chaos.team import Team

_MODES = {Kind.UNAVAILABLE: Mode.UNAVAILABLE, Kind.SLOW: Mode.SLOW, Kind.DEAF: Mode.DEAF}
_SERVERS = {Kind.KILL_BROKER, Kind.KILL_STORE}


def harass(team: Team, proxy: FaultProxy, author: Author, faults: list[Fault]) -> None:
    """Let every fault begin and end when it is due; before each, something that is no batch comes into the log."""
    began = time.monotonic()
    for at, number, act in sorted(_acts(team, proxy, faults), key=lambda due: due[:2]):
        time.sleep(max(0.0, began + at - time.monotonic()))
        author.litter(f"no batch {number}".encode())
        act()


def heal(team: Team, proxy: FaultProxy) -> None:
    """Whatever was done: afterwards everything runs."""
    proxy.mode = Mode.PASS
    team.members["stand-in"].stop()
    for member in team.regulars:
        member.thaw()
    team.restart_ended()
    team.stack.wait()


def _acts(team: Team, proxy: FaultProxy, faults: list[Fault]) -> Iterator[tuple[float, int, Callable[[], object]]]:
    for number, fault in enumerate(faults):
        yield fault.at, 2 * number, partial(_begin, team, proxy, fault)
        yield fault.until, 2 * number + 1, partial(_end, team, proxy, fault)


def _begin(team: Team, proxy: FaultProxy, fault: Fault) -> None:
    if fault.kind in _MODES:
        proxy.mode = _MODES[fault.kind]
    elif fault.kind in _SERVERS:
        team.stack.wait()  # it may have been killed before
        team.stack.server(fault.victim).kill()
    else:
        _begin_member(team, fault)


def _begin_member(team: Team, fault: Fault) -> None:
    member = team.members[fault.victim]
    match fault.kind:
        case Kind.KILL_CHILD:
            member.kill_child()
        case Kind.KILL_WORKER | Kind.KILL_SINK:
            member.kill()
        case Kind.LEAVE:
            member.stop()
        case Kind.FREEZE_WORKER | Kind.FREEZE_SINK:
            member.freeze()
    if fault.kind is Kind.FREEZE_SINK:
        team.members["stand-in"].start()


def _end(team: Team, proxy: FaultProxy, fault: Fault) -> None:
    if fault.kind in _MODES:
        proxy.mode = Mode.PASS
    elif fault.victim in team.members:
        team.members[fault.victim].heal()
        if fault.kind is Kind.FREEZE_SINK:
            team.members["stand-in"].stop()
