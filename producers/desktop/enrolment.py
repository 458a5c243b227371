"""Enrolling a device, in three steps, so that its private key is made where it is used and never travels.

1. On the person's machine, `handrail agent enroll --request FILE` makes the signing key and writes its public half.
2. On the enrolling side, which alone holds the organisation's key, `handrail agent enroll PERSON --sign FILE --out BUNDLE`
   computes the pseudonym, registers the device, and answers with all that the agent needs. The bundle holds a password.
3. On the person's machine, `handrail agent enroll --bundle BUNDLE` asks for consent and installs it. A newer bundle, with more
   epoch keys or another policy, is installed in the same way; consent is asked for again if the policy differs.

Where both sides are one machine, `handrail agent enroll PERSON` does all three.
"""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import ValidationError

from producers import options
from producers import policy as policies
from producers.desktop import bundle as bundles
from producers.desktop import consent
from producers.desktop import home as homes
from producers.desktop.bundle import Bundle, Request
from producers.desktop.enrolled import signing_key
from producers.desktop.granting import grant
from producers.desktop.home import Home
from producers.devices import public_half
from schemas import settings
from schemas.errors import HandrailError
from schemas.settings import Settings


def ask(home: Home, device_id: str | None) -> Request:
    """The request of this machine; its key is made once.

    Args:
        home: the agent's folder.
        device_id: what it shall be called; a random name when None, or the one it has.

    Raises:
        HandrailError: it already has another name, or the key cannot be read or written.
    """
    home.make()
    known = sorted(file.stem for file in home.signing.glob("*.pem"))
    if known and device_id not in (None, known[0]):
        raise HandrailError(f"this machine is the device {known[0]} already: remove {home.path} to give it another name")
    name = known[0] if known else device_id or secrets.token_hex(8)
    if not known:
        _checked(name)
        private = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        home.write(home.signing / f"{name}.pem", private)
    return Request(device_id=name, public_key=public_half(signing_key(home, name)))


def _checked(device_id: str) -> None:
    try:
        Request(device_id=device_id, public_key="A" * 43 + "=")
    except ValidationError:
        raise HandrailError("a device id has 1 to 64 letters, digits, dots, dashes or underscores") from None


def accept(home: Home, bundle: Bundle, *, yes: bool) -> bool:
    """Install a bundle, if the person agrees; whether they did. Nothing is written before.

    Raises:
        HandrailError: the bundle is for another device, or holds what cannot be used.
    """
    if public_half(signing_key(home, bundle.device_id)) != bundle.public_key:
        raise HandrailError(f"the bundle is for another key of the device {bundle.device_id}: ask again with --request")
    policy = policies.parse(bundle.policy, "of the bundle")
    text = bundle.settings(home.path, home.epochs)
    settings.parse(text, "the bundle")
    agreed_before = consent.given(home, policy)
    if not (yes or agreed_before or _agrees(policy, bundle.kafka.bootstrap)):
        return False
    home.make()
    home.write(home.epochs, json.dumps([epoch.model_dump() for epoch in bundle.epochs], indent=1).encode())
    home.write(home.policy, bundle.policy.encode())
    identity = bundle.model_dump(include={"device_id", "subject", "public_key"})
    home.write(home.devices, json.dumps(identity, indent=1).encode())
    if not agreed_before:
        consent.record(home, policy, datetime.now(UTC), elsewhere=yes)
    home.write(home.settings, text.encode())
    return True


def _agrees(policy: policies.Policy, where: str) -> bool:
    click.echo(consent.words(policy, where))
    return click.confirm("Do you agree?")


_file = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("person", required=False)
@homes.option
@options.folder
@options.config
@click.option("--device", help="What the device is called; a random name, if not given.")
@click.option("--request", "request_file", type=_file, help="Write this machine's request here; nothing else happens.")
@click.option("--sign", "sign_file", type=_file, help="The request to answer.")
@click.option("--out", type=_file, help="Where the answer goes.")
@click.option("--bundle", "bundle_file", type=_file, help="Install this answer.")
@click.option("--policy", type=_file, default=policies.DEFAULT_POLICY, help="Allow-list of applications and kinds of event.")
@click.option("--yes", is_flag=True, help="The person has agreed elsewhere: do not ask.")
def enroll(  # noqa: PLR0913 - one for each option
    person: str | None,
    home: Home,
    folder: Path,
    config: Path | None,
    *,
    device: str | None,
    request_file: Path | None,
    sign_file: Path | None,
    out: Path | None,
    bundle_file: Path | None,
    policy: Path,
    yes: bool,
) -> None:
    """Enrol this machine for PERSON; or one step of it: --request here, PERSON --sign --out there, --bundle here."""
    given = {"PERSON": person, "--request": request_file, "--sign": sign_file, "--out": out, "--bundle": bundle_file}
    step = " ".join(name for name, value in given.items() if value)
    if request_file and step == "--request":
        request = ask(home, device)
        bundles.write(request, request_file)
        click.echo(f"The device {request.device_id} asks to be enrolled: hand {request_file} to your organisation.")
    elif person and sign_file and out and step == "PERSON --sign --out":
        answer = grant(_enrolling(folder, config), person, bundles.read(sign_file, Request), _text(policy))
        bundles.write(answer, out)
        click.echo(f"The device {answer.device_id} is enrolled: install {out} there, then remove it, for it holds a password.")
    elif bundle_file and step == "--bundle":
        _install(home, bundles.read(bundle_file, Bundle), yes=yes)
    elif person and step == "PERSON":
        chosen, rules = _enrolling(folder, config), _text(policy)
        _install(home, grant(chosen, person, ask(home, device), rules), yes=yes)
    else:
        raise click.UsageError("give PERSON; or --request FILE; or PERSON --sign FILE --out FILE; or --bundle FILE.")


def _enrolling(folder: Path, config: Path | None) -> Settings:
    return settings.load("producer", folder, config)


def _text(policy: Path) -> str:
    policies.load(policy)
    return policy.read_text("utf-8")


def _install(home: Home, bundle: Bundle, *, yes: bool) -> None:
    if not accept(home, bundle, yes=yes):
        raise HandrailError("nothing was installed: without consent nothing is recorded")
    click.echo(f"The device {bundle.device_id} is enrolled in {home.path}. Begin with `handrail agent run`.")
