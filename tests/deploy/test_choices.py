"""What a stack chooses once."""

import socket
from pathlib import Path

import pytest

from deploy.local.choices import choose, cluster_id, free_ports, is_free, load_or_choose
from deploy.local.home import Home
from deploy.local.server import properties


def test_choices_are_kept(tmp_path: Path) -> None:
    assert load_or_choose(Home(tmp_path)) == load_or_choose(Home(tmp_path))


def test_ports_and_secrets_differ() -> None:
    choices = choose()
    assert len(set(choices.ports.model_dump().values())) == 5
    assert len({*choices.passwords.values(), choices.store_secret}) == 7


def test_a_port_somebody_listens_on_is_not_free() -> None:
    port = next(free_ports())
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
    assert is_free(port)


@pytest.mark.parametrize(
    ("value", "written"), [("/a b", "/a b"), ("/é", "/\\u00e9"), ('x "y"', 'x \\"y\\"'), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb")]
)
def test_properties_are_written_as_java_reads_them(value: str, written: str) -> None:
    assert properties({"name": value}) == f"name={written}\n"


@pytest.mark.parametrize("first", range(256))
def test_a_cluster_id_never_looks_like_an_option(first):
    assert len(cluster_id(bytes([first] * 16))) == 22
    assert not cluster_id(bytes([first] * 16)).startswith("-")
