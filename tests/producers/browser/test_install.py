"""What browsers need to start the host is written and removed; the extension's id is that of its key."""

import base64
import hashlib
import json
import subprocess

import pytest
from click.testing import CliRunner

from producers.browser import install
from producers.browser.cli import install_browser
from producers.browser.labels import EXTENSION
from producers.desktop.home import Home
from schemas.errors import HandrailError


def manifest():
    return json.loads((EXTENSION / "manifest.json").read_text("utf-8"))


def test_the_id_is_that_of_the_manifests_key():
    digest = hashlib.sha256(base64.b64decode(manifest()["key"])).hexdigest()[:32]
    assert "".join(chr(ord("a") + int(digit, 16)) for digit in digest) == install.EXTENSION_ID


def test_every_file_that_the_manifest_names_is_there_and_no_script_is_forgotten():
    found = manifest()
    (scripts,) = found["content_scripts"]
    named = [*scripts["js"], found["background"]["service_worker"], found["action"]["default_popup"]]
    assert all((EXTENSION / name).is_file() for name in [*named, found["storage"]["managed_schema"]])
    assert sorted(scripts["js"]) == sorted(f"content/{file.name}" for file in (EXTENSION / "content").iterdir())
    assert scripts["all_frames"]
    assert scripts["match_origin_as_fallback"]
    assert scripts["run_at"] == "document_start"


def test_the_command_writes_for_three_browsers_says_what_is_needed_and_takes_it_back(tmp_path):
    runner = CliRunner(env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    said = runner.invoke(install_browser, ["--home", str(tmp_path / "h")])
    assert said.exit_code == 0
    assert str(EXTENSION) in said.output
    assert json.loads(said.output[said.output.index("{") :]) == json.loads(
        install.policy(install.EXTENSION_ID, ["https://orders.example", "https://*.intranet.example"])
    )
    written = sorted((tmp_path / "config").rglob("*.json"))
    assert [file.parent.parent.name for file in written] == ["chromium", "google-chrome", "microsoft-edge"]
    content = json.loads(written[0].read_text("utf-8"))
    assert content["allowed_origins"] == [f"chrome-extension://{install.EXTENSION_ID}/"]
    assert runner.invoke(install_browser, ["--home", str(tmp_path / "h"), "--uninstall"]).exit_code == 0
    assert not list((tmp_path / "config").rglob("*.json"))
    assert not (tmp_path / "h" / "browser-host").exists()


def test_the_script_passes_on_what_the_browser_says_and_any_path_is_quoted(tmp_path):
    home = Home(tmp_path / "a 'strange' $home")
    install.write(home, ["printf", "%s|", "$HOME `x`"], [])
    script = home.path / "browser-host"
    assert (
        subprocess.run([script, "chrome-extension://x/"], capture_output=True, check=True).stdout
        == b"$HOME `x`|chrome-extension://x/|"
    )
    assert script.stat().st_mode & 0o077 == 0


def test_what_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HandrailError, match="cannot be written"):
        install.write(Home(tmp_path / "h"), ["true"], [tmp_path / "file" / "below"])
