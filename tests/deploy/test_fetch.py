"""Fetching the servers' files: without a network, and when what arrives is not what was asked for."""

from pathlib import Path

import pytest

from deploy.local import fetch as fetching
from deploy.local.fetch import fetch
from deploy.local.jars import Jar, Jars, lock, place
from schemas.errors import HandrailError

SMALL = next(jar for jar in lock() if ":jspecify:" in jar.coordinate)


def test_without_a_network_it_says_so_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with pytest.raises(HandrailError, match="cannot be fetched from Maven Central"):
        fetch(tmp_path / "cache" / "servers")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_file_that_the_lock_does_not_know_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Jar(SMALL.use, SMALL.coordinate, SMALL.size, "0" * 64)
    monkeypatch.setattr(fetching, "lock", lambda: [wrong])
    with pytest.raises(HandrailError, match=r"jspecify .* is not what jars\.lock names"):
        fetch(tmp_path / "cache" / "servers")
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_is_there_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "lock", lambda: [SMALL])
    arrived: list[int] = []
    fetch(tmp_path / "servers", arrived.append)
    assert sum(arrived) == SMALL.size
    fetch(tmp_path / "servers", lambda _: pytest.fail("fetched twice"))
    assert [path.name for path in (tmp_path / "servers").iterdir()] == [f"{SMALL.sha256}.jar"]


def test_another_lock_is_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    before = place({"XDG_CACHE_HOME": "/cache"})
    monkeypatch.setattr("deploy.local.jars.lock", lambda: [SMALL])
    assert place({"XDG_CACHE_HOME": "/cache"}) != before
    assert Jars(before).kafka() == f"{before}/{SMALL.sha256}.jar"
