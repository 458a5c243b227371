"""`handrail redactions` on real servers, as an auditor runs it."""

import json
import subprocess
import time
from collections.abc import Callable

import pytest

from schemas.topics import REDACTIONS
from tests.sinks.conftest import START, World, report_of


@pytest.fixture
def audited(world: World) -> World:
    """Six reports of three devices in partition 0, three in partition 1, one that was aborted; one more without a find."""
    worker = world.worker()
    worker.transact(0, 3)
    worker.transact(0, 3)
    worker.transact(1, 3)
    worker.transact(2, 1, commit=False)
    worker.producer.begin_transaction()
    clean = report_of(99, "clean-device", "", START) | {"outcome": "clean", "findings": []}
    worker.send(REDACTIONS, 3, "RedactionReport", clean)
    worker.producer.commit_transaction()
    return world


def lines(world: World, *arguments: str) -> list[dict]:
    done = world.command("redactions", "tail", "--once", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def ids(world: World, *arguments: str) -> list[str]:
    return [line["trajectory_id"] for line in lines(world, *arguments)]


def test_an_auditor_sees_filters_and_checks_committed_reports(audited):
    everything = ids(audited)
    assert len(everything) == 10
    assert everything[-1] == "clean-device-000099"
    assert ids(audited, "-n", "2") == everything[-2:]
    assert ids(audited, "--outcome", "clean") == everything[-1:]
    assert ids(audited, "--type", "PERSON", "--type", "IBAN_CODE") == everything[:-1]
    assert ids(audited, "--rule", "other") == ids(audited, "--until", "1h") == ids(audited, "--since", "2030-01-01") == []
    assert len(ids(audited, "--since", "1h", "--device", "device-0-1")) == 2
    first = lines(audited, "--device", "device-0-1")[0]
    assert lines(audited, "--device", "device-0-1")[1]["previous_digest"] == first["digest"]
    assert first["findings"][0]["rule"] == "names"


def test_a_table_for_people_and_one_report_in_full(audited):
    table = audited.command("redactions", "tail", "--once", "--device", "device-0-1").stdout.splitlines()
    assert table[0].split() == ["REPORTED", "OUTCOME", "TEXTS", "TRAJECTORY", "DEVICE", "FOUND"]
    assert len(table) == 3
    assert "PERSON 1" in table[1]
    wanted = ids(audited, "--device", "device-0-1")[1]
    page = audited.command("redactions", "show", wanted)
    assert page.returncode == 0
    for words in ("holds, back to where it starts (2 reports)", "1 examined, 0 withheld", "rules 1", "<PERSON_1>", "0.85"):
        assert words in page.stdout
    found = json.loads(audited.command("redactions", "show", wanted, "--json").stdout)
    assert found["chain"] == {"holds": True, "length": 2, "end": "start"}


def test_a_broken_chain_is_said_and_is_the_exit_code(world):
    worker = world.worker()
    worker.transact(0, 3)
    worker.chains["device-0-0"] = "0" * 64
    worker.transact(0, 1)
    done = world.command("redactions", "show", worker.written[-1])
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    assert "Traceback" not in done.stderr


def test_it_follows_what_comes_until_it_is_interrupted(world):
    worker = world.worker()
    worker.transact(0, 1)
    with following(world) as printed:
        until(lambda: len(printed()) == 1)
        worker.transact(1, 2)
        until(lambda: len(printed()) == 3)
        assert [line["trajectory_id"] for line in printed()] == worker.written


class following:  # noqa: N801 - reads as a block
    """`redactions tail --json` in a process of its own, for as long as the block lasts; it ends on Ctrl-C without a word."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._out = world.folder / "tail.out"

    def __enter__(self) -> Callable[[], list[dict]]:
        command = self._world._command("redactions", "tail", "--json")
        with self._out.open("w") as out:
            self._popen = subprocess.Popen(command, env=self._world._environment({}), stdout=out, stderr=subprocess.PIPE)
        return lambda: [json.loads(line) for line in self._out.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def __exit__(self, *_: object) -> None:
        self._popen.send_signal(2)
        _, errors = self._popen.communicate(timeout=20)
        assert (self._popen.returncode, errors) == (0, b"")


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


TAIL = ["tail", "--once"]
MISTAKES = [
    (["show", "nobody"], {}, "no report of a trajectory nobody is kept"),
    ([*TAIL, "--since", "soon"], {}, "'soon' is not a time"),
    (TAIL, {"HANDRAIL_KAFKA__BOOTSTRAP": "127.0.0.1:1"}, "Kafka at 127.0.0.1:1 does not say"),
    (TAIL, {"HANDRAIL_KAFKA__PASSWORD": "wrong"}, "asked by the user auditor, refuses the user name or password"),
    (TAIL, {"HANDRAIL_APPLICATION": "nobody"}, "asked by the user auditor, does not let this user read"),
    (TAIL, {"HANDRAIL_REGISTRY__URL": "http://127.0.0.1:1"}, "the schema registry at http://127.0.0.1:1 does not answer"),
    ([*TAIL, "--config", "producer.toml"], {}, "asked by the user producer, does not let this user read"),
    ([*TAIL, "--config", "worker.toml"], {}, "asked by the user worker, does not let this user read"),
]


def test_a_mistake_is_one_sentence(audited):
    roles = audited.stack.home.role("auditor").parent
    for arguments, environment, sentence in MISTAKES:
        placed = [str(roles / argument) if argument.endswith(".toml") else argument for argument in arguments]
        done = audited.command("redactions", *placed, **environment)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert done.stderr.startswith("handrail: ")
        assert sentence in done.stderr


def test_without_a_stack_it_says_how_to_get_one(world, tmp_path):
    done = world.command("redactions", "tail", "--config", str(tmp_path / "none.toml"))
    assert done.returncode == 1
    assert "handrail up" in done.stderr
