"""A simulation: invented people at many devices, each with a Publisher of its own, over one connection."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from random import Random

from producers import epochs, policy
from producers.batcher import Batcher
from producers.devices import Device, enrol_all, pseudonym
from producers.gate import Gate
from producers.publisher import Contracts, Publisher, Send
from producers.simulator.counts import Simulated
from producers.simulator.fleet import Happening, together
from producers.simulator.life import Act, life
from producers.simulator.link import Link
from producers.simulator.machine import Boot, Machine
from producers.simulator.pace import AS_FAST_AS_POSSIBLE, Pace
from producers.simulator.plan import Plan
from producers.transport import Transport
from schemas.settings import Settings


def simulate(
    settings: Settings,
    transport: Transport,
    contracts: Contracts,
    plan: Plan,
    pace: Pace = AS_FAST_AS_POSSIBLE,
    going: Callable[[], bool] = lambda: True,
    watch: Callable[[int], object] = lambda _: None,
) -> Simulated:
    """Simulate until the plan's events are made, or it should go on no longer; return when every batch is acknowledged.

    Args:
        settings: a producer's.
        transport: to the brokers.
        contracts: the registered schemas.
        plan: what.
        pace: how fast.
        going: asked often whether to go on.
        watch: told how many events more were made.

    Raises:
        HandrailError: keys, registry or brokers do not allow it.
    """
    counts = Simulated(plan.devices)
    machines = _machines(settings, transport.send, contracts, plan, counts)
    for number, act, idle in _paced(_happenings(plan), plan, pace, going):
        machines[number].act(act, idle=idle)
        watch(len(act.events))
    for machine in machines:
        machine.finish()
    transport.flush()
    return counts


def _happenings(plan: Plan) -> Iterator[Happening]:
    lives = [life(plan.seed, number, plan.start, plan.faults) for number in range(plan.devices)]
    happenings = together(lives, plan.start)
    return happenings if plan.events is None else _first(happenings, plan.events)


def _first(happenings: Iterable[Happening], events: int) -> Iterator[Happening]:
    """What happens until so many events are made."""
    left = events
    for now, number, act in happenings:
        yield now, number, replace(act, events=act.events[:left])
        left -= len(act.events)
        if left <= 0:
            return


def _paced(happenings: Iterable[Happening], plan: Plan, pace: Pace, going: Callable[[], bool]) -> Iterator[tuple[int, Act, bool]]:
    """What happens, when it is due, and whether nothing follows for longer than a batch may wait."""
    begin, made = pace.clock(), 0
    for now, number, act in happenings:
        pace.wait(begin + pace.due(made, now - plan.start), going)
        if not going():
            return
        yield number, act, not act.events and act.until - now >= plan.batch_milliseconds
        made += len(act.events)


def _machines(settings: Settings, send: Send, contracts: Contracts, plan: Plan, counts: Simulated) -> list[Machine]:
    """The devices, enrolled and switched on."""
    known, allowed = epochs.load(settings.keys.epochs), policy.load(policy.DEFAULT_POLICY)
    ids = [plan.device_id(number) for number in range(plan.devices)]
    enrolled = enrol_all(settings.keys, {one: pseudonym(settings.keys, f"simulated {one}") for one in ids})

    def boot(device: Device) -> Boot:
        def publisher(number: int, send: Send) -> Publisher:
            batcher = Batcher(plan.batch_events, plan.batch_milliseconds)
            return Publisher(device, f"{plan.boot}-{number}", Gate(allowed), known, contracts, send, batcher=batcher)

        return publisher

    def machine(number: int, device: Device) -> Machine:
        link = Link(send, Random(f"{plan.seed}/{number}/link"), plan.faults, counts)  # noqa: S311
        return Machine(boot(device), link, counts)

    return [machine(number, device) for number, device in enumerate(enrolled)]
