"""Enrolling: the private key stays where it was made, nothing is installed without consent, every mistake is one sentence."""

import json
import stat
import tomllib
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deploy.keys import ensure
from producers.desktop import bundle as bundles
from producers.desktop import consent, enrolled
from producers.desktop.bundle import Bundle, Request
from producers.desktop.enrolment import accept, ask, enroll
from producers.desktop.granting import grant
from producers.desktop.home import Home
from producers.devices import pseudonym
from producers.policy import parse
from schemas.errors import HandrailError
from schemas.settings import Settings, load
from streams.keys import Devices

POLICY = '[[rules]]\napplication = "gedit"\nkinds = ["key", "focus"]\nwindow_titles = true\n'
SECRET = "canary-password"


@pytest.fixture
def side(tmp_path):
    """The folder of the enrolling side, as `handrail up` makes it."""
    folder = tmp_path / "side"
    ensure(folder / "keys", datetime.now(UTC))
    keys = {"epochs": "epochs.json", "devices": "devices.json", "signing": "signing", "organisation": "organisation.key"}
    lines = ['role = "producer"', "[kafka]", 'bootstrap = "broker:9092"', 'username = "producer"', f'password = "{SECRET}"']
    lines += ["[registry]", 'url = "http://registry"', "[keys]", *(f'{key} = "{folder / "keys" / keys[key]}"' for key in keys)]
    (folder / "roles").mkdir()
    (folder / "roles/producer.toml").write_text("\n".join(lines))
    (tmp_path / "policy.toml").write_text(POLICY)
    return folder


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def chosen(side):
    return load("producer", side)


def run(*arguments, answer=None):
    return CliRunner().invoke(enroll, [str(argument) for argument in arguments], input=answer)


def refused(done):
    assert done.exit_code == 1
    assert isinstance(done.exception, HandrailError)
    assert SECRET not in done.output + str(done.exception)
    return str(done.exception)


def all_files(folder):
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def bundle_of(home, chosen, **more):
    return grant(chosen, "Ada", ask(home, None), POLICY).model_copy(update=more)


def test_three_steps_enrol_a_device_and_its_private_key_never_travels(side, home, tmp_path, chosen):
    request, bundle = tmp_path / "request.json", tmp_path / "bundle.json"
    assert run("--home", home.path, "--request", request, "--device", "pc-7").exit_code == 0
    there = ["--dir", side, "--policy", tmp_path / "policy.toml"]
    assert run("Ada", "--sign", request, "--out", bundle, *there).exit_code == 0
    done = run("--home", home.path, "--bundle", bundle, answer="y\n")
    assert done.exit_code == 0
    assert SECRET not in done.output
    found = enrolled.load(home)
    assert (found.device.device_id, found.device.subject) == ("pc-7", pseudonym(chosen.keys, "Ada"))
    assert found.settings.kafka == chosen.kafka
    assert found.settings.registry == chosen.registry
    assert found.settings.state == home.path
    assert found.settings.keys.organisation is found.settings.keys.signing is None
    assert found.policy == parse(POLICY, "it")
    assert len(found.epochs) == 8
    private = (home.signing / "pc-7.pem").read_text().splitlines()[1].encode()
    assert not any(private in content for name, content in all_files(tmp_path).items() if not name.startswith("home/"))
    assert not list((side / "keys/signing").iterdir())
    assert b"Ada" not in request.read_bytes() + bundle.read_bytes()


def test_the_stream_knows_the_device_that_was_enrolled(side, home, chosen):
    bundle = bundle_of(home, chosen)
    accept(home, bundle, yes=True)
    device = enrolled.load(home).device
    known = Devices(side / "keys/devices.json")(device.device_id)
    assert known.subject == device.subject
    known.key.verify(b"signed", device.signing_key.sign(b"signed"))


def test_where_both_sides_are_one_machine_one_command_does_it(side, home):
    assert run("Ada", "--home", home.path, "--dir", side, answer="y\n").exit_code == 0
    assert len(enrolled.load(home).device.device_id) == 16


def test_every_file_is_the_owners_alone(side, home, tmp_path):
    run("--home", home.path, "--request", tmp_path / "request.json")
    run("Ada", "--sign", tmp_path / "request.json", "--out", tmp_path / "bundle.json", "--dir", side)
    run("--home", home.path, "--bundle", tmp_path / "bundle.json", "--yes")
    paths = [tmp_path / "request.json", tmp_path / "bundle.json", *home.path.rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert {name: mode for name, mode in modes.items() if mode != 0o600} == {"keys": 0o700}
    assert len(modes) == 9


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_consent_nothing_is_installed(side, home, tmp_path, answer):
    run("--home", home.path, "--request", tmp_path / "request.json")
    run("Ada", "--sign", tmp_path / "request.json", "--out", tmp_path / "bundle.json", "--dir", side)
    before = all_files(home.path)
    done = run("--home", home.path, "--bundle", tmp_path / "bundle.json", answer=answer)
    assert done.exit_code == 1
    assert all_files(home.path) == before
    with pytest.raises(HandrailError, match="enrol this device"):
        enrolled.load(home)


def test_consent_says_what_is_recorded_what_is_not_and_how_to_pause(side, home, chosen):
    said = consent.words(parse(POLICY, "it"), "broker:9092")
    for part in ("gedit: focus, key; window titles", "broker:9092", "password fields", "clipboard", "agent pause", "agent show"):
        assert part in said
    assert "none yet" in consent.words(parse("rules = []", "it"), "broker")


def test_consent_is_asked_for_again_only_when_the_policy_differs(home, chosen, monkeypatch):
    asked = []
    monkeypatch.setattr(click, "confirm", lambda _: not asked.append(1))
    bundle = bundle_of(home, chosen)
    for each in (bundle, bundle, bundle.model_copy(update={"policy": POLICY.replace("true", "false")})):
        assert accept(home, each, yes=False)
    assert len(asked) == 2
    record = json.loads(home.consent.read_bytes())
    assert record["elsewhere"] is False
    assert datetime.now(UTC) - datetime.fromisoformat(record["given"]) < timedelta(minutes=1)


def test_a_fleet_that_has_consent_elsewhere_is_not_asked_and_that_is_noted(home, chosen):
    assert accept(home, bundle_of(home, chosen), yes=True)
    assert json.loads(home.consent.read_bytes())["elsewhere"] is True


def test_a_policy_that_nobody_agreed_to_is_not_used(home, chosen):
    accept(home, bundle_of(home, chosen), yes=True)
    home.policy.write_text(POLICY.replace("gedit", "keepass"))
    with pytest.raises(HandrailError, match="nobody agreed to the policy"):
        enrolled.load(home)


def test_asking_again_gives_the_same_device(home):
    first = ask(home, None)
    assert ask(home, None) == ask(home, first.device_id) == first
    with pytest.raises(HandrailError, match="this machine is the device"):
        ask(home, "another")


@pytest.mark.parametrize("device_id", ["../up", "a/b", "", "a b", "ä", "x" * 65, ".hidden", "a\n"])
def test_a_device_id_that_is_no_name_is_one_sentence(home, tmp_path, device_id):
    if device_id:
        with pytest.raises(HandrailError, match="a device id has"):
            ask(home, device_id)
    content = Request(device_id="a", public_key="A" * 43 + "=").model_dump_json().replace('"a"', json.dumps(device_id))
    (tmp_path / "request").write_text(content)
    with pytest.raises(HandrailError, match="device_id"):
        bundles.read(tmp_path / "request", Request)


def test_a_device_is_not_given_to_another_person_or_another_key(home, tmp_path, chosen):
    request = ask(home, "pc-7")
    first = grant(chosen, "Ada", request, POLICY)
    assert grant(chosen, "Ada", request, POLICY) == first
    with pytest.raises(HandrailError, match="the device pc-7 is enrolled with another key or for another person"):
        grant(chosen, "Bob", request, POLICY)
    with pytest.raises(HandrailError, match="the device pc-7 is enrolled with another key or for another person"):
        grant(chosen, "Ada", ask(Home(tmp_path / "other"), "pc-7"), POLICY)


def test_a_bundle_for_another_key_is_refused(home, tmp_path, chosen):
    ask(home, "pc-7")
    other = grant(chosen, "Ada", ask(Home(tmp_path / "other"), "pc-7"), POLICY)
    with pytest.raises(HandrailError, match="another key"):
        accept(home, other, yes=True)
    with pytest.raises(HandrailError, match="enrol this device"):
        accept(Home(tmp_path / "empty"), other, yes=True)


@pytest.mark.parametrize("missing", ["organisation", "devices", "epochs"])
def test_an_enrolling_side_without_its_keys_is_one_sentence(home, chosen, missing):
    request = ask(home, None)
    without = chosen.model_copy(update={"keys": chosen.keys.model_copy(update={missing: None})})
    with pytest.raises(HandrailError, match=f"must name keys.{missing}"):
        grant(without, "Ada", request, POLICY)
    gone = {missing: chosen.keys.organisation.parent / "no" / "where"}
    without = chosen.model_copy(update={"keys": chosen.keys.model_copy(update=gone)})
    with pytest.raises(HandrailError, match="cannot be"):
        grant(without, "Ada", request, POLICY)


def test_epochs_that_no_bundle_can_hold_are_one_sentence(home, chosen):
    epochs = json.loads(chosen.keys.epochs.read_bytes())
    chosen.keys.epochs.write_text(json.dumps([epoch | {"private": "x"} for epoch in epochs]))
    with pytest.raises(HandrailError, match="no bundle can hold"):
        bundle_of(home, chosen)


def test_nothing_secret_is_in_a_repr(home, chosen):
    bundle = bundle_of(home, chosen)
    accept(home, bundle, yes=True)
    shown = repr(bundle) + str(bundle) + repr(enrolled.load(home)) + bundle.model_dump_json()
    assert SECRET not in shown
    assert "PRIVATE" not in shown


def without(name):
    return lambda content: {key: value for key, value in content.items() if key != name}


def put(**more):
    return lambda content: content | more


@pytest.mark.parametrize(
    ("change", "names"),
    [
        *[(without(name), name) for name in ("device_id", "public_key", "subject", "kafka", "registry", "epochs", "policy")],
        (put(version=2), "version"),
        (put(more=1), "more"),
        (put(subject="Ada"), "subject"),
        (put(public_key="AAAA"), "public_key"),
        (put(public_key="canary-password"), "public_key"),
        (put(kafka={"password": SECRET}), "kafka"),
        (put(kafka={"bootstrap": [SECRET], "username": "u", "password": {"a": SECRET}}), "kafka"),
        (put(epochs=[]), "epochs"),
        (put(epochs=[{"epoch": 1}]), "epochs"),
        (put(epochs=SECRET), "epochs"),
        (put(policy=5), "policy"),
        (lambda _: [], "bundle"),
        (lambda _: SECRET, "bundle"),
        (lambda _: None, "bundle"),
    ],
)
def test_a_malformed_bundle_is_one_sentence_without_what_it_holds(home, chosen, tmp_path, change, names):
    file = tmp_path / "bundle.json"
    bundles.write(bundle_of(home, chosen), file)
    file.write_text(json.dumps(change(json.loads(file.read_bytes()))))
    before = all_files(home.path)
    said = refused(run("--home", home.path, "--bundle", file, "--yes"))
    assert names in said
    assert "\n" not in said
    assert all_files(home.path) == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"x" * (1 << 20), b" " * (1 << 21)])
def test_a_bundle_that_is_not_even_json_is_one_sentence(home, tmp_path, content):
    (tmp_path / "bundle.json").write_bytes(content)
    assert "bundle" in refused(run("--home", home.path, "--bundle", tmp_path / "bundle.json", "--yes"))
    assert "cannot be read" in refused(run("--home", home.path, "--bundle", tmp_path / "nowhere", "--yes"))


@pytest.mark.parametrize(
    "policy", ["", "rules = 5", "[[rules]]", "[", '[[rules]]\napplication="A"\nkinds=[]\nwindow_titles=true']
)
def test_a_bundle_whose_policy_is_none_is_one_sentence(home, chosen, tmp_path, policy):
    with pytest.raises(HandrailError, match="policy of the bundle"):
        accept(home, bundle_of(home, chosen, policy=policy), yes=True)
    with pytest.raises(HandrailError, match="policy of the bundle"):
        grant(chosen, "Ada", ask(home, None), policy)
    assert not home.settings.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 3_000), at=st.integers(0, 3_000), byte=st.integers(0, 255))
def test_a_damaged_bundle_is_read_or_refused_but_never_a_traceback(home, chosen, tmp_path, cut, at, byte):
    file = tmp_path / "bundle.json"
    bundles.write(bundle_of(home, chosen), file)
    content = bytearray(file.read_bytes())
    content[at % len(content)] = byte
    file.write_bytes(content[: len(content) - cut % 50])
    with suppress(HandrailError):
        accept(home, bundles.read(file, Bundle), yes=True)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), min_size=1))
def test_whatever_password_travels_the_agent_reads_it_again(password):
    kafka = {"bootstrap": password, "username": "producer", "password": password}
    bundle = Bundle.model_validate(
        {
            "device_id": "a",
            "public_key": "A" * 43 + "=",
            "subject": "0" * 32,
            "kafka": kafka,
            "registry": {"url": "http://registry"},
            "epochs": [{"epoch": "1", "suite": 1, "public_key": "A" * 43 + "=", "not_before": 0, "not_after": 1}],
            "policy": POLICY,
        }
    )
    found = Settings(**tomllib.loads(bundle.settings(Home("/home").path, "/epochs")))
    assert (found.kafka, found.role) == (bundle.kafka, "producer")


@pytest.mark.parametrize(
    "damage",
    [
        lambda home, _: home.settings.unlink(),
        lambda home, _: home.settings.write_bytes(b"\xff"),
        lambda home, _: home.settings.write_text("["),
        lambda home, _: home.devices.unlink(),
        lambda home, _: home.devices.write_text("[]"),
        lambda home, _: home.devices.write_text('{"device_id": 5}'),
        lambda home, _: home.policy.unlink(),
        lambda home, _: home.epochs.write_text("5"),
        lambda home, _: home.consent.unlink(),
        lambda home, _: home.consent.write_text("5"),
        lambda home, name: (home.signing / f"{name}.pem").unlink(),
        lambda home, name: (home.signing / f"{name}.pem").write_text("x"),
    ],
)
def test_an_agent_whose_files_are_damaged_says_so_in_one_sentence(home, chosen, damage):
    bundle = bundle_of(home, chosen)
    accept(home, bundle, yes=True)
    damage(home, bundle.device_id)
    with pytest.raises(HandrailError) as fault:
        enrolled.load(home)
    assert SECRET not in str(fault.value)


def test_another_signing_key_than_the_enrolled_one_is_refused(home, tmp_path, chosen):
    accept(home, bundle_of(home, chosen), yes=True)
    name = enrolled.load(home).device.device_id
    ask(Home(tmp_path / "other"), name)
    (tmp_path / "other/keys" / f"{name}.pem").replace(home.signing / f"{name}.pem")
    with pytest.raises(HandrailError, match="is not the one it was enrolled with"):
        enrolled.load(home)


@pytest.mark.parametrize(
    "arguments", [[], ["Ada", "--request", "r"], ["Ada", "--sign", "r"], ["--sign", "r", "--out", "b"], ["Ada", "--bundle", "b"]]
)
def test_steps_that_do_not_go_together_are_a_usage_error(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "give PERSON" in done.output
