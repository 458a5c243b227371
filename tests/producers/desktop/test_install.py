"""The systemd user unit: one that systemd accepts, written and removed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from producers.desktop.install import UNIT, folder, install, unit
from schemas.errors import HandrailError


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config/systemd/user"


def run(*arguments):
    return CliRunner().invoke(install, [*arguments, "--home", "/state/handrail"], catch_exceptions=False)


def verify(file):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", "--recursive-errors=no", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": str(file.parent), "HOME": str(file.parent), "PATH": "/usr/bin:/bin"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_units_lie_where_the_desktop_keeps_configuration(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    assert folder({"XDG_CONFIG_HOME": "/config"}) == Path("/config/systemd/user")
    assert folder({}) == folder({"XDG_CONFIG_HOME": "relative"}) == Path("/home/ada/.config/systemd/user")


def test_the_unit_runs_this_very_program_and_the_two_commands_that_start_it_are_printed(config, monkeypatch, tmp_path):
    program = tmp_path / "handrail"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "agent", "install"])
    done = run()
    content = (config / UNIT).read_text()
    assert f'\nExecStart="{program}" "agent" "run" "--home" "/state/handrail"\n' in content
    assert '\nReadWritePaths="-/state/handrail"\n' in content
    assert [line.strip() for line in done.output.splitlines() if "systemctl" in line] == [
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {UNIT}",
    ]
    verify(config / UNIT)


def test_a_program_that_is_no_file_runs_as_a_module(config, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["-c"])
    run()
    assert f'ExecStart="{sys.executable}" "-m" "handrail" "agent" "run"' in (config / UNIT).read_text()
    verify(config / UNIT)


@pytest.mark.parametrize("name", ["with blank", "with%percent", "ümlaut"])
def test_systemd_accepts_the_unit_whatever_paths_are_called(tmp_path, name):
    program = tmp_path / name / "handrail"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    file = tmp_path / UNIT
    file.write_text(unit([str(program), "agent", "run"], program.parent))
    verify(file)


@pytest.mark.parametrize("name", ['with"quote', "it's", "with$dollar", "with\\backslash", "with\nline"])
def test_a_path_that_systemd_cannot_take_is_one_sentence(name):
    with pytest.raises(HandrailError, match="a systemd unit cannot name"):
        unit([f"/bin/{name}"], Path("/home"))
    with pytest.raises(HandrailError, match="a systemd unit cannot name"):
        unit(["/bin/true"], Path(f"/home/{name}"))


def test_it_can_be_written_again_and_removed_even_if_it_is_enabled(config):
    run()
    run()
    link = config / "graphical-session.target.wants" / UNIT
    link.parent.mkdir()
    link.symlink_to(config / UNIT)
    done = run("--uninstall")
    assert [path for path in config.rglob("*") if not path.is_dir()] == []
    assert f"systemctl --user stop {UNIT}" in done.output
    assert "Removed" in run("--uninstall").output


@pytest.mark.parametrize(("arguments", "what"), [([], "written"), (["--uninstall"], "removed")])
def test_a_folder_that_cannot_be_used_is_one_sentence(config, arguments, what):
    config.parent.mkdir(parents=True)
    config.touch()
    with pytest.raises(HandrailError, match=f"cannot be {what}"):
        run(*arguments)
