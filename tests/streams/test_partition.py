"""The acknowledgement protocol as a list of effects: what is closed is finished, written, committed, then acknowledged."""

import asyncio

import pytest
from confluent_kafka import KafkaError, KafkaException
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.reports import digest
from streams.gaps import Gap
from streams.outbox import FencedError
from streams.sessions.thresholds import Thresholds
from tests.streams.log import Rubbish, Tick, batch, logs
from tests.streams.world import Store, World, finished, live, lost

SILENCE = Thresholds().silence
WRITTEN = [
    "produce Trajectory to trajectories",
    "produce RedactionReport to redactions",
    "produce SessionRow to sessions",
    "produce SessionRow to sessions",
    "produce Watermark to trajectories",
    "produce Watermark to redactions",
]


def test_what_a_batch_closes_is_finished_written_committed_and_then_acknowledged():
    world = World([batch(0), batch(1, sequence=1, end=True)])
    assert world.run(end=1) == []
    assert world.run(begin=1) == ["finish", "begin", *WRITTEN, "commit", "ack 0", "ack 1"]


def test_what_one_tick_closes_is_one_transaction():
    world = World([batch(0, device_id="a"), batch(1, device_id="b"), Tick(2, SILENCE)])
    effects = world.run()
    assert effects[:3] == ["finish", "finish", "begin"]
    assert effects.count("begin") == effects.count("commit") == 1
    assert [row["device_id"] for row in world.store.of("SessionRow")] == ["a", "b", ""]
    assert effects[-4:] == ["commit", "ack 0", "ack 1", "ack 2"]


def test_a_batch_that_closed_waits_for_an_older_one_that_did_not():
    world = World([batch(0, device_id="a"), batch(1, device_id="b", end=True), batch(2, device_id="a", sequence=1, end=True)])
    assert "ack 1" not in world.run(end=2)
    world.run(begin=2)
    assert world.acknowledged == [0, 1, 2]


def test_a_tick_that_changes_nothing_writes_nothing():
    world = World([Tick(0, 1_000), batch(1, 1_000), Tick(2, 1_001)])
    world.run()
    assert world.effects == ["begin", "produce SessionRow to sessions", *WRITTEN[-2:], "commit", "ack 0"]


def test_duplicates_wait_for_the_transaction_that_says_when_their_device_was_last_seen():
    world = World([batch(0, end=True), batch(1, 3), batch(2, 4), Tick(3, 5)])
    world.run(end=3)
    assert world.acknowledged == [0]
    world.run(begin=3)
    assert world.acknowledged == [0, 1, 2, 3]
    assert world.store.rows().devices["a"]["last_append"] == 4
    assert chain_holds(world.store)


def test_a_device_not_seen_for_a_month_loses_its_row():
    month = Thresholds().forget
    world = World([batch(0, end=True), Tick(1, month - 1), Tick(2, month), batch(3, month, end=True)])
    world.run(end=2)
    assert "a" in world.store.rows().devices
    world.run(begin=2)
    assert len(world.store.of("no SessionRow")) == 1
    assert world.store.rows().devices["a"]["session_index"] == 0


def test_a_gap_that_was_accepted_is_recorded_once_before_anything_is_acknowledged():
    gaps = (Gap(3, 0, 7), Gap(2, 0, 9))
    world = World([Rubbish(0, 0), Rubbish(1, 1)], accepted=gaps)
    assert world.run()[:4] == ["begin", "produce SessionRow to sessions", *WRITTEN[-2:]]
    again = World([Rubbish(0, 0), Rubbish(1, 1)], world.store, accepted=gaps)
    assert again.run() == []
    assert world.store.rows().partition["accepted_gaps"] == [{"from_offset": 0, "to_offset": 7}]


def test_nothing_is_acknowledged_when_the_commit_is_fenced():
    world = World([batch(0), batch(1, sequence=1, end=True)], fail=1)
    with pytest.raises(FencedError):
        world.run()
    assert world.acknowledged == []
    assert world.store.committed == []


def test_any_other_refusal_is_not_taken_for_fencing():
    world = World([batch(0, end=True)], fail=1, fault=KafkaError._TIMED_OUT)
    with pytest.raises(KafkaException):
        world.run()
    assert world.acknowledged == []


def test_rubbish_waits_for_the_next_transaction_and_is_acknowledged_after_it():
    world = World([Rubbish(0, 5), Rubbish(1, 6), Tick(2, 7)])
    assert world.run(end=2) == []
    effects = world.run(begin=2)
    assert effects == [
        "begin",
        "produce DeadLetter to dead-letters",
        "produce DeadLetter to dead-letters",
        "produce SessionRow to sessions",
        *WRITTEN[-2:],
        "commit",
        "ack 0",
        "ack 1",
        "ack 2",
    ]
    first, _ = world.store.of("DeadLetter")
    assert first == {
        "reason": "undecodable",
        "topic": "interactions",
        "partition": 3,
        "offset": 0,
        "append_time": 5,
        "key": b"key",
        "value": b"value",
    }


def test_five_hundred_dead_letters_do_not_wait_for_a_tick():
    world = World([Rubbish(offset, 0) for offset in range(500)])
    world.run()
    assert len(world.store.of("DeadLetter")) == 500
    assert world.acknowledged == list(range(500))


def test_dead_letters_are_written_once_across_a_restart():
    log = [batch(0), Rubbish(1, 0), Tick(2, 1), Rubbish(3, 1), Tick(4, 2)]
    first = World(log)
    first.run(end=3)
    assert first.acknowledged == []
    World(log, first.store).run()
    assert [letter["offset"] for letter in first.store.of("DeadLetter")] == [1, 3]


def test_batches_of_which_nothing_can_be_made_stay_sealed_in_dead_letters():
    one, two = batch(0), batch(1, sequence=1, end=True)
    world = World([one, two], finish=lost)
    world.run()
    letters = world.store.of("DeadLetter")
    assert [(letter["reason"], letter["offset"], letter["value"]) for letter in letters] == [
        ("unsealable", 0, one.envelope.value),
        ("unsealable", 1, two.envelope.value),
    ]
    assert {letter["key"] for letter in letters} == {b"a"}
    assert world.store.of("Trajectory") == []
    assert world.store.rows().devices["a"]["next_offset"] == 2
    assert world.acknowledged == [0, 1]


def chain_holds(store):
    last = {}
    for report, trajectory in zip(store.of("RedactionReport"), store.of("Trajectory"), strict=True):
        device = report["device_id"]
        if report["previous_digest"] != last.get(device, "") or trajectory["report_digest"] != digest(report):
            return False
        last[device] = digest(report)
    return {device: row["report_digest"] for device, row in store.rows().devices.items()} == last


def test_the_chain_of_reports_holds_over_several_closings_of_a_device_in_one_transaction():
    gap = Thresholds().session_gap
    late = {"first_time": 2 * gap, "last_time": 2 * gap, "end": True}
    world = World([batch(0), batch(1, sequence=1, **late), batch(2, sequence=2, end=True)])
    world.run()
    assert world.effects[:3] == ["finish", "finish", "begin"]
    assert len(world.store.of("Trajectory")) == 3
    assert chain_holds(world.store)
    rows = [row["device_id"] for row in world.store.of("SessionRow")]
    assert rows == ["a", "", "a", ""]  # one row for both closings of the first transaction


def test_a_trajectory_without_a_report_leaves_the_chain_as_it_was():
    def second_is_lost(closing):
        return lost(closing) if closing.batches[0].offset == 1 else finished(closing)

    world = World([batch(offset, sequence=offset, end=True) for offset in range(3)], finish=second_is_lost)
    world.run()
    assert chain_holds(world.store)
    assert len(world.store.of("Trajectory")) == 2


def test_the_watermark_is_the_oldest_open_batch_else_the_last_tick_and_never_goes_back():
    log = [Tick(0, 1_000), batch(1, 1_500), Tick(2, 2_000), batch(3, 2_500, sequence=1, end=True), Tick(4, 3_000)]
    world = World(log)
    world.run()
    assert [mark["valid_through"] for mark in world.store.of("Watermark", "redactions")] == [1_000, 1_500, 2_000, 3_000]
    again = World([Tick(0, 10)], world.store)
    again.run()
    assert again.store.rows().partition["last_append"] == 3_000


@settings(max_examples=150)
@given(logs(rubbish=True), st.lists(st.integers(1, 4), max_size=4))
def test_through_any_number_of_owners_everything_is_written_once_and_acknowledged_in_order(log, fails):
    log = [*log, Tick(len(log), 1 << 30)]
    calm, store = Store(), Store()
    asyncio.run(live(log, calm, []))
    effects, starts = asyncio.run(live(log, store, fails))

    def ids(store):
        return sorted(trajectory["trajectory_id"] for trajectory in store.of("Trajectory"))

    assert ids(store) == ids(calm)
    assert len(set(ids(store))) == len(ids(store))
    assert [letter["offset"] for letter in store.of("DeadLetter")] == [
        record.offset for record in log if isinstance(record, Rubbish)
    ]
    assert chain_holds(store)
    for device in "ab":
        assert store.rows().devices.get(device) == calm.rows().devices.get(device)
    marks = [mark["valid_through"] for mark in store.of("Watermark", "trajectories")]
    assert marks == sorted(marks)
    for owner, start in enumerate(starts):
        acknowledged = [int(effect.split()[1]) for who, effect in effects if who == owner and effect.startswith("ack")]
        assert acknowledged == list(range(start, start + len(acknowledged)))
    assert len([effect for _, effect in effects if effect.startswith("ack")]) == len(log)
