"""An enrolled device: what its agent finds in its folder when it starts."""

import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from producers import epochs, policy
from producers.desktop import consent
from producers.desktop.home import Home
from producers.devices import Device, parse_signing_key, public_half
from producers.epochs import Epoch
from producers.policy import Policy
from schemas import settings
from schemas.errors import HandrailError
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who the agent is, what it may capture, whom it sends to and what it seals to."""

    device: Device
    settings: Settings
    policy: Policy
    epochs: list[Epoch]


def load(home: Home) -> Enrolled:
    """What enrolment installed.

    Raises:
        HandrailError: something is missing or damaged, or the person did not agree to the policy that is there.
    """
    device = _device(home)
    try:
        text = home.read(home.settings).decode()
    except UnicodeDecodeError:
        raise HandrailError(f"the settings at {home.settings} are not text: enrol this device again") from None
    chosen = settings.parse(text, str(home.settings))
    return Enrolled(device, chosen, agreed(home), epochs.load(chosen.keys.epochs))


def agreed(home: Home) -> Policy:
    """The policy that is there, if the person agreed to it.

    Raises:
        HandrailError: it cannot be read, or nobody agreed to it.
    """
    rules = policy.load(home.policy)
    if not consent.given(home, rules):
        raise HandrailError("nobody agreed to the policy of this device: enrol it again with `handrail agent enroll`")
    return rules


def _device(home: Home) -> Device:
    content = home.read(home.devices)
    try:
        found = json.loads(content)
        device_id, subject, public_key = (str(found[name]) for name in ("device_id", "subject", "public_key"))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise HandrailError(f"{home.devices} names no device: enrol it again with `handrail agent enroll`") from None
    key = signing_key(home, device_id)
    if public_half(key) != public_key:
        raise HandrailError(f"the key of the device {device_id} is not the one it was enrolled with: enrol it again")
    return Device(device_id, subject, key)


def signing_key(home: Home, device_id: str) -> Ed25519PrivateKey:
    """The private key of a device of this machine.

    Raises:
        HandrailError: it is missing or damaged.
    """
    file = home.signing / f"{device_id}.pem"
    return parse_signing_key(home.read(file), file)
