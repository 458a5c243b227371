"""The agent's folder: where it is, and that nobody else may look inside."""

import stat

import click
import pytest
from click.testing import CliRunner

from producers.desktop.home import Home, option
from schemas.errors import HandrailError


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_it_lies_where_the_desktop_keeps_state(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    usual = Home(tmp_path / ".local/state/handrail")
    assert Home.usual({}) == Home.usual({"XDG_STATE_HOME": ""}) == Home.usual({"XDG_STATE_HOME": "relative"}) == usual
    assert Home.usual({"XDG_STATE_HOME": "/state"}).path.as_posix() == "/state/handrail"


def test_folders_and_files_are_the_owners_alone(tmp_path):
    home = Home(tmp_path / "deep" / "home")
    home.make()
    home.write(home.policy, b"content")
    assert [mode(home.path), mode(home.signing), mode(home.policy)] == [0o700, 0o700, 0o600]
    assert home.read(home.policy) == b"content"


def test_a_folder_that_was_open_is_closed(tmp_path):
    tmp_path.chmod(0o755)
    Home(tmp_path).make()
    assert mode(tmp_path) == 0o700


def test_all_paths_lie_inside_and_differ(tmp_path):
    home = Home(tmp_path)
    paths = [getattr(home, name) for name, value in vars(Home).items() if isinstance(value, property)]
    assert len(set(paths)) == len(paths) == 11
    assert all(path.parent == tmp_path for path in paths)


def test_what_cannot_be_made_read_or_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(HandrailError, match="cannot be made"):
        Home(tmp_path / "file" / "home").make()
    home = Home(tmp_path)
    with pytest.raises(HandrailError, match="enrol this device with `handrail agent enroll`"):
        home.read(home.settings)
    home.policy.mkdir()
    with pytest.raises(HandrailError, match=r"policy.toml cannot be read"):
        home.read(home.policy)
    with pytest.raises(HandrailError, match=r"policy.toml cannot be written"):
        home.write(home.policy, b"")


def test_a_folder_of_somebody_else_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(HandrailError, match="belongs to another user"):
        Home(tmp_path).make()


@pytest.mark.parametrize(("arguments", "environment"), [(["--home", "/a/b"], {}), ([], {"HANDRAIL_AGENT_HOME": "/a/b"})])
def test_a_command_takes_another_folder(arguments, environment):
    @click.command()
    @option
    def show(home):
        click.echo(home.path)

    assert CliRunner().invoke(show, arguments, env=environment).output == "/a/b\n"
