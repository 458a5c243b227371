"""The enrolling side, which holds the organisation's key: it registers a device for a person, and answers with a bundle."""

import json

from pydantic import ValidationError

from producers import epochs
from producers import policy as policies
from producers.desktop.bundle import Bundle, Request
from producers.devices import pseudonym, register
from schemas.errors import HandrailError
from schemas.settings import Settings


def grant(chosen: Settings, person: str, request: Request, policy: str) -> Bundle:
    """Register a device for a person, and give it what it needs.

    Args:
        chosen: the settings of the enrolling side, with the organisation's key and the list of devices.
        person: whom the device belongs to; goes no further than the pseudonym.
        request: of the device.
        policy: what it may capture, TOML.

    Raises:
        HandrailError: key files are missing, or the device is registered with another key or for another person.
    """
    policies.parse(policy, "of the bundle")
    epochs.load(chosen.keys.epochs)
    assert chosen.keys.epochs is not None
    try:
        subject = pseudonym(chosen.keys, person)
        register(chosen.keys, request.device_id, subject, request.public_key)
        content = json.loads(chosen.keys.epochs.read_bytes())
        more = {"subject": subject, "kafka": chosen.kafka, "registry": chosen.registry, "epochs": content, "policy": policy}
        return Bundle.model_validate(request.model_dump() | more)
    except OSError as fault:
        raise HandrailError(f"the key file {fault.filename} cannot be used: {fault.strerror}") from None
    except ValidationError:
        raise HandrailError(f"{chosen.keys.epochs} lists epoch keys that no bundle can hold") from None
