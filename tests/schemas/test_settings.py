"""Settings come from a file and the environment; what is wrong with them is one sentence without any value."""

import os

import pytest

from schemas.errors import HandrailError
from schemas.settings import load, parse

CANARY = "canary-5ecret"
GOOD = f"""
role = "worker"
partitions = 8

[kafka]
bootstrap = "127.0.0.1:9092"
username = "worker"
password = "{CANARY}"

[registry]
url = "http://127.0.0.1:8080"

[store]
endpoint = "http://127.0.0.1:9000"
bucket = "handrail"
access_key = "access"
secret_key = "{CANARY}"
"""


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("HANDRAIL_")]:
        monkeypatch.delenv(name)


def sentence(text):
    with pytest.raises(HandrailError) as fault:
        parse(text, "worker.toml")
    said = str(fault.value)
    assert "worker.toml" in said
    assert "\n" not in said
    assert CANARY not in said
    assert fault.value.__suppress_context__
    return said


def test_a_file_is_read():
    found = parse(GOOD, "worker.toml")
    assert (found.role, found.partitions, found.kafka.username) == ("worker", 8, "worker")
    assert found.kafka.password.get_secret_value() == CANARY
    assert found.application == "handrail"


def test_the_environment_overrides_the_file(monkeypatch):
    monkeypatch.setenv("HANDRAIL_KAFKA__BOOTSTRAP", "broker:9093")
    monkeypatch.setenv("HANDRAIL_PARTITIONS", "16")
    monkeypatch.setenv("HANDRAIL_APPLICATION", "second")
    found = parse(GOOD, "worker.toml")
    assert (found.kafka.bootstrap, found.partitions, found.application) == ("broker:9093", 16, "second")
    assert found.kafka.username == "worker"


def test_other_variables_of_ours_are_no_settings(monkeypatch):
    monkeypatch.setenv("HANDRAIL_DIR", "var")
    monkeypatch.setenv("HANDRAIL_RECORDINGS", "data")
    assert parse(GOOD, "worker.toml").role == "worker"


def test_no_repr_shows_a_secret():
    found = parse(GOOD, "worker.toml")
    for shown in (repr(found), str(found), repr(found.kafka), repr(found.store), found.model_dump_json()):
        assert CANARY not in shown


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD.replace("partitions = 8", f'partitions = "{CANARY}"'), "partitions"),
        (GOOD.replace("partitions = 8", "partition = 8"), "partition"),
        (GOOD.replace('bootstrap = "127', 'bootstraps = "127'), "kafka.bootstraps"),
        (GOOD.replace('role = "worker"', f'role = "{CANARY}"'), "role"),
        (GOOD.replace(f'password = "{CANARY}"', f'password = ["{CANARY}"]'), "kafka.password"),
        (GOOD.replace(f'password = "{CANARY}"', ""), "kafka.password"),
        (GOOD.replace("[registry]", f'mechanism = "{CANARY}"\n[registry]'), "kafka.mechanism"),
        (GOOD + f'[keys]\nprivat = "{CANARY}"\n', "keys.privat"),
        ("", "kafka"),
        ("kafka = 5\n", "kafka"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(text, named):
    assert named in sentence(text)


@pytest.mark.parametrize(
    "text",
    [f"password = {CANARY}", f'password = "{CANARY}', "[kafka", "\0", f'a = "{CANARY}"\na = 1', "a = " + "[" * 5000],
    ids=range(6),
)
def test_what_is_not_toml_is_said(text):
    assert "is not TOML" in sentence(text)


@pytest.mark.parametrize(("name", "value"), [("HANDRAIL_KAFKA", CANARY), ("HANDRAIL_KEYS", f'{{"private": "{CANARY}"')])
def test_a_variable_that_cannot_be_read_is_one_sentence(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert "HANDRAIL_" in sentence(GOOD)


def test_a_wrong_variable_is_named_without_its_value(monkeypatch):
    monkeypatch.setenv("HANDRAIL_HTTP_PORT", CANARY)
    assert "http_port" in sentence(GOOD)


def test_a_missing_file_is_said_with_the_way_out(tmp_path):
    with pytest.raises(HandrailError, match="handrail up") as fault:
        load("worker", tmp_path)
    assert str(tmp_path / "roles" / "worker.toml") in str(fault.value)


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path):
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe" + CANARY.encode())
    for path in (binary, tmp_path):
        with pytest.raises(HandrailError, match="cannot be read") as fault:
            load("worker", tmp_path, path)
        assert CANARY not in str(fault.value)


def test_a_given_file_comes_before_the_local_stack(tmp_path):
    given = tmp_path / "given.toml"
    given.write_text(GOOD)
    assert load("worker", tmp_path / "nowhere", given).partitions == 8


def test_a_client_is_told_everything_and_nothing_but_the_essential_is_logged():
    client = parse(GOOD, "worker.toml").kafka.client(acks="all", enable_idempotence=True)
    assert client["acks"] == "all"
    assert client["enable.idempotence"] is True
    assert client["sasl.password"] == CANARY
    assert client["security.protocol"] == "SASL_SSL"
    assert client["log_level"] == 2
