"""An agent that is enrolled for one session, with keys of its own, and what it sealed, opened with their other halves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from deploy.keys import ensure
from producers.desktop.contracts import remember
from producers.desktop.enrolment import accept, ask
from producers.desktop.granting import grant
from producers.desktop.home import Home
from producers.desktop.spool import Spool
from producers.recordings.recording import Stamped
from schemas import batches
from schemas.codec import Decoder
from schemas.envelope import Envelope, Reader
from schemas.events import Context, ElementEvent, Focus, Kind, Screen
from schemas.sealing import Opener
from schemas.settings import Kafka, Keys, Registry, Settings
from streams.keys import PrivateKeys
from tests.schemas.registered import IDS, Registered

_KINDS = json.dumps([kind.name.lower() for kind in Kind])
_NOWHERE = "127.0.0.1:9"  # the agent finds no broker, so that its spool keeps everything


def enrolled(folder: Path, *allowed: str) -> Home:
    """The home of an agent that was enrolled for an invented person, and may record these applications."""
    keys = folder / "keys"
    ensure(keys, datetime.now(UTC))
    settings = Settings(
        role="producer",
        kafka=Kafka(bootstrap=_NOWHERE, username="nobody", password=SecretStr("none")),
        registry=Registry(url=f"http://{_NOWHERE}"),
        keys=Keys(epochs=keys / "epochs.json", devices=keys / "devices.json", organisation=keys / "organisation.key"),
    )
    home = Home(folder / "agent")
    accept(home, grant(settings, "nobody", ask(home, "desk"), _policy(allowed)), yes=True)
    remember(home, IDS)
    return home


def _policy(allowed: Iterable[str]) -> str:
    return "".join(f'[[rules]]\napplication = "{name}"\nkinds = {_KINDS}\nwindow_titles = true\n' for name in allowed)


def opened(home: Home, folder: Path) -> Iterator[Stamped]:
    """All events that wait in the agent's spool, in order, as the redactor would see them."""
    decoder = Decoder(Registered())  # type: ignore[arg-type]  # it answers as a registry does
    reader, opener = Reader(decoder), Opener(PrivateKeys(folder / "keys" / "private"))
    for envelope in map(reader, _spooled(home)):
        _, body = decoder(opener.open(envelope.header, envelope.header_bytes, envelope.body))
        yield from _stamped(envelope, body)


def _spooled(home: Home) -> Iterator[bytes]:
    spool = Spool(home.spool)
    spool.open()
    try:
        index = 0
        while entry := spool.read(index):
            index = entry.index + 1
            yield entry.value
    finally:
        spool.close()


def _stamped(envelope: Envelope, body: Mapping[str, Any]) -> Iterator[Stamped]:
    """The events of a batch; where the first happened stands in its body, and they tell what changes after it."""
    header, focused = envelope.header, body["focused"]
    element = batches.element(focused) if focused else None
    here = Context(header["application"], body["window_title"], element, screen=Screen(**header["screen"]))
    for event in batches.unpack(body, header["first_time"]):
        if isinstance(event, Focus):
            here = replace(here, application=event.application, window_title=event.window_title, element=None)
        elif isinstance(event, ElementEvent) and event.focused:
            here = replace(here, element=event.element)
        yield event, here
