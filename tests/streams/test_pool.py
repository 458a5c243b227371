"""Helpers are real processes: one that hangs or dies costs the text it worked on, not the partition."""

import asyncio
import time

import psutil
import pytest
from structlog.testing import capture_logs

from schemas.errors import HandrailError
from streams.helper import Helper, HelperFault
from streams.pool import Pool
from tests.streams.stand_ins import closing, finisher, stillborn, unready

LONG = 60.0
SHORT = 0.5


@pytest.fixture
def helper():
    made = Helper(finisher, "argument")
    yield made
    made.stop()


def test_a_helper_works_in_a_process_of_its_own_with_its_arguments(helper):
    first, second = (helper.finish(closing(), LONG).trajectory for _ in range(2))
    assert first["arguments"] == ("argument",)
    assert first["pid"] == second["pid"] != psutil.Process().pid


def test_a_helper_that_hangs_is_ended_and_the_next_job_has_another(helper):
    before = helper.finish(closing(), LONG).trajectory["pid"]
    with pytest.raises(HelperFault) as fault:
        helper.finish(closing("hang"), SHORT)
    assert fault.value.why == "timeout"
    assert not psutil.pid_exists(before)
    assert helper.finish(closing(), LONG).trajectory["pid"] != before


def test_a_helper_that_dies_is_a_crash_and_the_next_job_has_another(helper):
    before = helper.finish(closing(), LONG).trajectory["pid"]
    with pytest.raises(HelperFault) as fault:
        helper.finish(closing("crash"), LONG)
    assert fault.value.why == "crash"
    assert helper.finish(closing(), LONG).trajectory["pid"] != before


def test_an_error_travels_as_the_name_of_its_class_alone(helper):
    with pytest.raises(RuntimeError, match=r"^the helper process met ValueError$"):
        helper.finish(closing("raise"), LONG)
    assert helper.finish(closing(), LONG).trajectory["withheld"] is None


def test_a_helper_that_cannot_be_made_ready_says_why():
    with pytest.raises(HandrailError, match="the model is missing"):
        Helper(unready).start()
    with pytest.raises(HandrailError, match="died while it started"):
        Helper(stillborn).start()


def test_a_stopped_helper_is_gone_and_may_be_stopped_again(helper):
    process = psutil.Process(helper.finish(closing(), LONG).trajectory["pid"])
    helper.stop()
    helper.stop()
    assert not process.is_running()


@pytest.fixture
def pools():
    made = []

    def pool(size=1, timeout=LONG):
        made.append(Pool(lambda: Helper(finisher), size, timeout))
        return made[-1]

    yield pool
    for one in made:
        one.stop()


def finish(pool, *applications):
    with capture_logs() as logged:
        results = asyncio.run(pool.finish([closing(application) for application in applications], lambda: None))
    return results, logged


@pytest.mark.parametrize(("misdeed", "timeout", "why"), [("hang", SHORT, "timeout"), ("crash", LONG, "crash")])
def test_what_a_helper_failed_over_is_finished_again_with_its_text_withheld(pools, misdeed, timeout, why):
    [first, second], logged = finish(pools(timeout=timeout), misdeed, "")
    assert (first.trajectory["withheld"], first.trajectory["misdeed"]) == (why, misdeed)
    assert second.trajectory["withheld"] is None
    assert [line["reason"] for line in logged] == [why]


def test_what_cannot_even_be_withheld_stays_sealed_and_the_partition_goes_on(pools):
    [first, second], logged = finish(pools(), "crash always", "")
    assert first.trajectory is None
    assert [reason for _, reason in first.dead] == ["unreducible"]
    assert second.trajectory["withheld"] is None
    assert len(logged) == 2


def test_results_come_in_the_order_asked_and_helpers_share_the_work(pools):
    applications = ["slow", "", "slow", "", "slow", ""]
    results, _ = finish(pools(size=2), *applications)
    assert [result.trajectory["misdeed"] for result in results] == applications
    assert len({result.trajectory["pid"] for result in results}) == 2


def test_each_result_is_a_beat(pools):
    beats = []
    asyncio.run(pools().finish([closing(""), closing("crash always")], lambda: beats.append(1)))
    assert len(beats) == 2


def test_a_pool_is_ready_once_it_was_started(pools):
    pool = pools()
    asyncio.run(pool.start())
    began = time.monotonic()
    finish(pool, "")
    assert time.monotonic() - began < 1


def test_what_is_in_hand_when_a_pool_stops_is_neither_withheld_nor_begun_again(pools):
    pool = pools()

    async def stop_while_it_works():
        await pool.start()
        work = asyncio.create_task(pool.finish([closing("hang"), closing("hang")], lambda: None))
        await asyncio.sleep(SHORT)
        pool.stop()
        with pytest.raises(asyncio.CancelledError):
            await work

    with capture_logs() as logged:
        asyncio.run(stop_while_it_works())
    assert logged == []
    assert [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())] == []


class Counted(Helper):
    """A helper that knows how many threads it works for at a time."""

    inside = most = 0

    def finish(self, *arguments):
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            return super().finish(*arguments)
        finally:
            self.inside -= 1


def test_a_helper_whose_caller_left_works_for_nobody_else_before_it_is_done():
    helper = Counted(finisher)
    pool = Pool(lambda: helper, 1, LONG)

    async def leave_and_ask_again():
        await pool.start()
        left = asyncio.create_task(pool.finish([closing("slow")], lambda: None))
        await asyncio.sleep(0.05)
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left
        return await pool.finish([closing("")], lambda: None)

    [result] = asyncio.run(leave_and_ask_again())
    pool.stop()
    assert result.trajectory["misdeed"] == ""
    assert helper.most == 1


def test_an_answer_to_another_question_is_nobodys(helper):
    helper.start().send((-1, closing("slow"), None))
    with pytest.raises(RuntimeError, match="another question"):
        helper.finish(closing(), LONG)
