"""Sending: in order, at a measured pace, at least once; brokers that are away are waited for, faults are remembered."""

import threading
import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from producers.desktop.flight import Flight, Limits
from producers.desktop.pace import Pace
from producers.desktop.sending import Sender, Status
from producers.desktop.spool import Spool
from schemas.errors import HandrailError

AT_ONCE = Limits(batches=1e9, size=1e12, jitter=0.0)


@pytest.fixture
def spool(tmp_path):
    spool = Spool(tmp_path / "spool")
    spool.open()
    yield spool
    spool.close()


class Brokers:
    """A connection whose brokers acknowledge after so many seconds of its own clock, or are away."""

    def __init__(self, delay=0.01):
        self.now = 100.0
        self.delay = delay
        self.away = False
        self.refuse = None
        self.closed = False
        self.arrived = []  # (seconds, value)
        self.most = 0
        self._flying = []

    def send(self, device_id, batch, acknowledged):
        assert device_id == "device"
        if self.refuse:
            raise HandrailError(self.refuse)
        self._flying.append((self.now + self.delay, batch, acknowledged))
        self.most = max(self.most, len(self._flying))

    def poll(self, seconds):
        due = [] if self.away else [sent for sent in self._flying if sent[0] <= self.now + seconds]
        self.now = max(self.now, due[0][0]) if due else self.now + max(seconds, 0.000_1)
        for sent in due[:1]:
            self._flying.remove(sent)
            self.arrived.append((self.now, sent[1]))
            sent[2](int(self.now * 1_000))

    def close(self):
        self.closed = True

    @property
    def values(self):
        return [value for _, value in self.arrived]


def append(spool, values, told=None):
    for value in values:
        spool.append("device", value, (told if told is not None else []).append)


def numbered(count, size=10):
    return [str(number).encode().ljust(size, b".") for number in range(count)]


def flown(spool, brokers, limits=AT_ONCE, random=None):
    return Flight(spool, brokers, random or Random(1), limits, lambda: brokers.now)


def turn(flight, spool, most=100_000):
    for _ in range(most):
        if not spool.waiting:
            return
        flight.turn()
    raise AssertionError("never done")


def test_everything_arrives_in_order_and_is_told_of(spool):
    told, brokers = [], Brokers()
    append(spool, numbered(50), told)
    flight = flown(spool, brokers)
    turn(flight, spool)
    assert brokers.values == numbered(50)
    assert len(told) == flight.acknowledged == 50
    assert (flight.last_append, flight.in_flight) == (max(told), 0)


def test_several_are_in_flight_but_no_more_than_the_window(spool):
    brokers = Brokers(delay=1.0)
    append(spool, numbered(50))
    turn(flown(spool, brokers, Limits(batches=1e9, size=1e12, jitter=0.0, window=5)), spool)
    assert brokers.most == 5


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), upto=st.integers(0, 6))
def test_the_position_moves_only_past_what_was_acknowledged_without_a_gap(tmp_path_factory, order, upto):
    class Kept(Brokers):
        def send(self, device_id, batch, acknowledged):
            self._flying.append(acknowledged)

        def poll(self, seconds):
            self.now += 0.01

    spool, brokers = Spool(tmp_path_factory.mktemp("s") / "spool"), Kept()
    spool.open()
    append(spool, numbered(6))
    flight = flown(spool, brokers)
    for _ in range(6):
        flight.turn()
    for number in order[:upto]:
        brokers._flying[number](1)
    done = set(order[:upto])
    expected = next((number for number in range(6) if number not in done), 6)
    assert spool.waiting == 6 - expected
    spool.close()


def test_a_backlog_leaves_at_the_limit_of_batches(spool):
    brokers = Brokers(delay=0.0)
    append(spool, numbered(200))
    turn(flown(spool, brokers, Limits(jitter=0.0)), spool)
    moments = [moment for moment, _ in brokers.arrived]
    assert 8.5 < moments[-1] - moments[0] < 10.5  # 200 batches at 20 a second, the first second's worth at once
    assert max(sum(begin <= moment < begin + 1 for moment in moments) for begin in moments) <= 41


def test_a_backlog_leaves_at_the_limit_of_bytes(spool):
    brokers = Brokers(delay=0.0)
    append(spool, [bytes(64_000)] * 40)
    turn(flown(spool, brokers, Limits(jitter=0.0)), spool)
    assert 8.5 < brokers.arrived[-1][0] - brokers.arrived[0][0] < 10.5  # 2,560,000 bytes at 256,000 a second


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(0, 500_000)), max_size=60))
def test_in_no_stretch_of_time_more_leaves_than_the_pace_allows(arrivals):
    pace, now, left = Pace(20.0, 256_000.0), 0.0, []
    for pause, size in arrivals:
        now += pause
        now += pace.wait(now)
        assert pace.wait(now) < 1e-6
        pace.leave(now, size)
        left.append((now, size))
    for at, (begin, _) in enumerate(left):
        for end in range(at, len(left)):
            stretch = left[end][0] - begin
            assert end - at <= 20 * (stretch + 1) + 1e-3  # the last one may be the one that ends the second
            assert sum(size for _, size in left[at:end]) <= 256_000 * (stretch + 1) + 1


def test_live_batches_do_not_wait(spool):
    brokers = Brokers(delay=0.0)
    flight = flown(spool, brokers, Limits())
    for value in numbered(20):
        append(spool, [value])
        before = brokers.now
        turn(flight, spool)
        assert brokers.now - before < 0.01
        brokers.now += 0.2
    assert brokers.values == numbered(20)


def outage(spool, brokers, flight, seconds):
    """The brokers are away; what they got then, and when."""
    brokers.away = True
    end = brokers.now + seconds
    while brokers.now < end:
        flight.turn()
    brokers.away, back = False, brokers.now
    turn(flight, spool)
    return back


def test_brokers_that_are_away_are_waited_for_and_the_rest_is_held_back_by_chance(spool):
    waits = []
    for seed in range(5):
        brokers = Brokers(delay=0.0)
        flight = flown(spool, brokers, Limits(), Random(seed))
        append(spool, numbered(30))
        back = outage(spool, brokers, flight, 600)
        assert brokers.values == numbered(30)
        moments = [moment for moment, _ in brokers.arrived]
        assert moments[7] - back < 0.1  # what was in flight
        waits.append(moments[8] - back)
    assert len({round(wait, 3) for wait in waits}) == 5
    assert 0 < min(waits) < max(waits) <= 31


def test_it_is_said_that_the_brokers_are_away_while_they_are(spool):
    brokers = Brokers()
    flight = flown(spool, brokers)
    append(spool, numbered(3))
    brokers.away = True
    flight.turn()
    assert not flight.away
    brokers.now += 10.5
    flight.turn()
    assert flight.away
    brokers.away = False
    turn(flight, spool)
    flight.turn()
    assert not flight.away


def test_a_slow_answer_is_no_outage(spool):
    brokers = Brokers(delay=5.0)
    append(spool, numbered(20))
    turn(flown(spool, brokers, Limits(jitter=1_000.0)), spool)
    assert brokers.arrived[-1][0] - 100 < 20


def sender_of(spool, brokers, limits=AT_ONCE):
    """A sender on connections that are all the same brokers."""
    return Sender(spool, lambda: brokers, Random(1), limits, lambda: brokers.now)


def ending_when(brokers, done, sender):
    """Let the sender end as soon as something holds."""
    poll = brokers.poll

    def watched(seconds):
        poll(seconds)
        if done():
            sender._end = brokers.now
            sender._told.set()

    brokers.poll = watched


def test_a_backlog_at_the_start_is_held_back_too(spool):
    brokers = Brokers(delay=0.0)
    append(spool, numbered(3))
    sender = sender_of(spool, brokers, Limits())
    ending_when(brokers, lambda: not spool.waiting, sender)
    sender.run()
    held = Random(1).uniform(0, 30)
    assert held < brokers.arrived[0][0] - 100 < held + 1
    assert brokers.closed


def test_a_fault_that_a_person_must_mend_is_remembered_and_tried_again_later_and_later(spool):
    brokers, waits, seen = Brokers(), [], []
    append(spool, numbered(3))
    sender = sender_of(spool, brokers)
    brokers.refuse = "the brokers refuse the user"

    def sleep(seconds):
        waits.append(seconds)
        seen.append(sender.status)
        if len(waits) == 12:
            brokers.refuse = None
            ending_when(brokers, lambda: not spool.waiting, sender)

    sender.run(sleep)
    assert all(status.fault == "the brokers refuse the user" for status in seen)
    assert all(min(2 * 2**n, 300) / 2 <= wait <= min(2 * 2**n, 300) for n, wait in enumerate(waits))
    assert len({wait for wait in waits if wait > 150}) > 3
    assert brokers.values == numbered(3)
    assert sender.status == Status(acknowledged=3, last_append=int(brokers.now * 1_000))


def test_a_fault_is_forgotten_once_a_batch_arrived_and_retries_begin_anew(spool):
    brokers, waits = Brokers(delay=0.0), []
    append(spool, numbered(4))
    sender = sender_of(spool, brokers)
    send, faults = brokers.send, iter([True, True, False, False, True, False, False])

    def sometimes(*sent):
        if next(faults):
            raise HandrailError("refused")
        send(*sent)

    brokers.send = sometimes
    ending_when(brokers, lambda: not spool.waiting, sender)
    sender.run(waits.append)
    assert brokers.values == numbered(4)
    assert [1 <= waits[0] <= 2, 2 <= waits[1] <= 4, 1 <= waits[2] <= 2, len(waits)] == [True, True, True, 3]
    assert (sender.status.fault, sender.status.acknowledged) == (None, 4)


def test_what_was_in_flight_when_a_connection_ended_is_sent_again(spool):
    first, second = Brokers(delay=1_000.0), Brokers(delay=0.0)
    append(spool, numbered(10))
    links = iter([first, second])
    sender = Sender(spool, lambda: next(links), Random(1), AT_ONCE, lambda: first.now)
    poll = first.poll

    def broken(seconds):
        poll(0)
        if first.most == 8:
            raise HandrailError("broken")

    first.poll = broken
    ending_when(second, lambda: not spool.waiting, sender)
    sender.run(lambda _: None)
    assert (first.values, second.values, first.closed) == ([], numbered(10), True)


class Instant:
    """Brokers that acknowledge at once, or never, in real time."""

    def __init__(self, *, away=False):
        self.away, self.values, self._acknowledged = away, [], []

    def send(self, device_id, batch, acknowledged):
        self.values.append(batch)
        self._acknowledged.append(acknowledged)

    def poll(self, seconds):
        time.sleep(min(seconds, 0.05))
        while self._acknowledged and not self.away:
            self._acknowledged.pop(0)(1)

    def close(self):
        pass


@pytest.mark.parametrize("away", [False, True])
def test_it_stops_within_a_second_whatever_the_brokers_do_and_sends_what_is_left_if_they_take_it(spool, away):
    link = Instant(away=away)
    sender = Sender(spool, lambda: link, Random(1), AT_ONCE)
    sender.start()
    append(spool, numbered(5))
    assert sender.alive
    begin = time.monotonic()
    sender.stop()
    assert time.monotonic() - begin < 1.0
    assert not sender.alive
    assert spool.waiting == (5 if away else 0)


def test_it_stops_within_a_second_while_it_rests_after_a_fault(spool):
    def refuse():
        raise HandrailError("refused")

    sender = Sender(spool, refuse, Random(1))
    sender.start()
    time.sleep(0.1)
    begin = time.monotonic()
    sender.stop()
    assert time.monotonic() - begin < 0.5
    assert (sender.status.fault, sender.alive) == ("refused", False)


def test_while_one_thread_appends_another_sends(spool):
    link = Instant()
    sender = Sender(spool, lambda: link, Random(1), AT_ONCE)
    sender.start()
    threads = [threading.Thread(target=append, args=(spool, numbered(50))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sender.stop()
    assert (len(link.values), spool.waiting, sender.status.acknowledged) == (100, 0, 100)
