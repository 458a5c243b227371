"""Enrolling a device: once, for one person, in files that others cannot read, whoever else enrols at the same time."""

import json
import multiprocessing
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from producers.devices import enrol, enrol_all, pseudonym, write_private
from schemas.errors import HandrailError
from schemas.settings import Keys


@pytest.fixture
def keys(tmp_path):
    organisation = tmp_path / "organisation.key"
    organisation.write_bytes(bytes(32))
    return Keys(signing=tmp_path / "signing", devices=tmp_path / "devices.json", organisation=organisation)


def raw(device):
    return device.signing_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_enrolling_again_gives_the_same_device(keys):
    first, again = enrol(keys, "device", "subject"), enrol(keys, "device", "subject")
    assert (again.device_id, again.subject) == ("device", "subject")
    assert raw(first) == raw(again)
    assert list(json.loads(keys.devices.read_bytes())) == ["device"]


def test_enrolling_again_writes_nothing(keys):
    enrol(keys, "device", "subject")
    before = keys.devices.stat().st_ino, (keys.signing / "device.pem").stat().st_ino
    enrol(keys, "device", "subject")
    assert (keys.devices.stat().st_ino, (keys.signing / "device.pem").stat().st_ino) == before


def test_only_the_owner_may_read_keys_and_devices(keys):
    enrol(keys, "device", "subject")
    assert [mode(keys.signing / "device.pem"), mode(keys.devices)] == [0o600, 0o600]
    assert [path.name for path in keys.signing.iterdir()] == ["device.pem"]


def test_a_device_is_not_enrolled_for_another_person(keys):
    enrol(keys, "device", "subject")
    before = keys.devices.read_bytes()
    with pytest.raises(HandrailError, match="the device device is enrolled"):
        enrol(keys, "device", "another")
    assert keys.devices.read_bytes() == before


def test_a_device_whose_key_was_lost_is_not_enrolled_with_another(keys):
    enrol(keys, "device", "subject")
    (keys.signing / "device.pem").unlink()
    with pytest.raises(HandrailError, match="another key"):
        enrol(keys, "device", "subject")


def test_a_device_shows_no_key(keys):
    assert "Ed25519" not in repr(enrol(keys, "device", "subject"))


@pytest.mark.parametrize("missing", ["signing", "devices"])
def test_settings_without_key_files_are_one_sentence(keys, missing):
    with pytest.raises(HandrailError, match=f"must name keys.{missing}"):
        enrol(keys.model_copy(update={missing: None}), "device", "subject")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{", b"5"])
def test_a_damaged_list_of_devices_is_one_sentence(keys, content):
    keys.devices.write_bytes(content)
    with pytest.raises(HandrailError, match="is not a list of enrolled devices"):
        enrol(keys, "device", "subject")
    assert keys.devices.read_bytes() == content


def test_a_file_that_holds_another_kind_of_key_is_one_sentence(keys):
    pem = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(keys.signing / "device.pem", pem)
    with pytest.raises(HandrailError, match="holds no Ed25519 private key"):
        enrol(keys, "device", "subject")


def test_many_are_enrolled_at_once_in_their_order_and_the_list_is_written_once(keys, monkeypatch):
    written = []
    monkeypatch.setattr("producers.devices.write_private", lambda *args: (written.append(args[0]), write_private(*args)))
    subjects = {f"device-{number}": f"subject-{number % 3}" for number in range(20, 0, -1)}
    devices = enrol_all(keys, subjects)
    assert {device.device_id: device.subject for device in devices} == subjects
    assert [device.device_id for device in devices] == list(subjects)
    assert written.count(keys.devices) == 1
    assert [raw(enrol(keys, device.device_id, device.subject)) for device in devices] == [raw(device) for device in devices]


def test_when_one_of_many_is_somebody_elses_none_is_enrolled(keys):
    enrol(keys, "b", "subject")
    with pytest.raises(HandrailError, match="the device b is enrolled"):
        enrol_all(keys, {"a": "subject", "b": "another", "c": "subject"})
    assert set(json.loads(keys.devices.read_bytes())) == {"b"}


def enrol_many(keys, names):
    for name in names:
        enrol(keys, name, "subject")


def test_two_processes_that_enrol_at_once_lose_no_device_and_agree_on_its_key(keys):
    spawn = multiprocessing.get_context("spawn")
    lists = [[f"{process}-{number}" for number in range(8)] + [f"both-{number}" for number in range(8)] for process in "ab"]
    processes = [spawn.Process(target=enrol_many, args=(keys, names)) for names in lists]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert set(json.loads(keys.devices.read_bytes())) == {name for names in lists for name in names}
    enrol_many(keys, lists[0] + lists[1])


def test_a_pseudonym_is_keyed_and_the_same_for_one_person(keys, tmp_path):
    assert pseudonym(keys, "Ada") == pseudonym(keys, "Ada") == "54c9a9bc2d2c874b917b10860df52d36"
    assert pseudonym(keys, "Ada") != pseudonym(keys, "Bob")
    keys.organisation.write_bytes(bytes(31) + b"1")
    assert pseudonym(keys, "Ada") != "54c9a9bc2d2c874b917b10860df52d36"


@pytest.mark.parametrize("secret", [b"", b"short", bytes(15)])
def test_a_key_that_could_be_guessed_makes_no_pseudonym(keys, secret):
    keys.organisation.write_bytes(secret)
    with pytest.raises(HandrailError, match="too short"):
        pseudonym(keys, "Ada")
