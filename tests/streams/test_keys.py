"""Keys a worker holds: found when they are there, never by a path that a header names."""

import base64
import json
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from schemas.errors import HandrailError
from streams.keys import Devices, PrivateKeys


def write_key(path, key):
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.fixture
def folder(tmp_path):
    keys = tmp_path / "keys"
    keys.mkdir()
    write_key(keys / "2026-01-01.pem", X25519PrivateKey.from_private_bytes(bytes(range(32))))
    write_key(tmp_path / "outside.pem", X25519PrivateKey.generate())
    return keys


def test_a_key_is_found_by_its_epoch(folder):
    keys = PrivateKeys(folder)
    assert keys["2026-01-01"].private_bytes_raw() == bytes(range(32))
    assert (list(keys), len(keys)) == (["2026-01-01"], 1)


def test_a_key_that_comes_later_is_found_when_it_is_asked_for(folder):
    keys = PrivateKeys(folder)
    assert keys.get("2026-01-02") is None
    write_key(folder / "2026-01-02.pem", X25519PrivateKey.generate())
    assert keys.get("2026-01-02") is not None


@pytest.mark.parametrize("epoch", ["../outside", "..", "", ".", "/etc/passwd", "2026-01-01.pem", "*", "2026-01-01\0", "é" * 500])
def test_a_name_that_is_not_an_epoch_of_ours_opens_nothing(folder, epoch):
    assert PrivateKeys(folder).get(epoch) is None


def test_an_absolute_path_opens_nothing(folder, tmp_path):
    assert PrivateKeys(folder).get(str(tmp_path / "outside")) is None


def test_another_kind_of_key_is_one_sentence(folder):
    write_key(folder / "signing.pem", Ed25519PrivateKey.generate())
    with pytest.raises(HandrailError, match=r"signing\.pem holds no X25519 private key"):
        PrivateKeys(folder)["signing"]


def entry(subject="subject", key=bytes(range(32))):
    public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    return {"subject": subject, "public_key": base64.b64encode(public).decode()}


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "devices.json"
    file.write_text(json.dumps({"a": entry()}))
    return file


def test_a_device_is_found_with_its_person_and_key(file):
    found = Devices(file)("a")
    assert found.subject == "subject"
    assert base64.b64encode(bytes(found.key)).decode() == entry()["public_key"]
    assert Devices(file)("b") is None


def test_a_device_that_was_enrolled_since_is_found(file):
    devices = Devices(file)
    assert devices("b") is None
    file.write_text(json.dumps({"a": entry(), "b": entry("another")}))
    assert devices("b").subject == "another"
    assert devices("a").subject == "subject"


def test_the_file_is_read_again_only_when_it_changed(file):
    devices = Devices(file)
    assert devices("b") is None
    before = file.stat()
    file.write_bytes(b" " * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert devices("b") is None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"5", b'{"a": 5}', b'{"a": {}}', b'{"a": {"subject": "s", "public_key": "c2hvcnQ="}}']
)
def test_a_file_that_is_no_list_of_devices_is_one_sentence(file, content):
    file.write_bytes(content)
    with pytest.raises(HandrailError, match="is not a list of enrolled devices"):
        Devices(file)("a")
