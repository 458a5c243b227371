"""Verification as a command: a bar while it reads, then a page or one JSON object."""

import click
from rich.console import Console
from rich.progress import Progress

from schemas.errors import HandrailError
from schemas.settings import Settings
from sinks.dataset import objects, verify
from sinks.dataset.checks import contract, show
from sinks.store import FAULTS, fault
from sinks.tables import store_of


def sound(settings: Settings, *, as_json: bool = False) -> bool:
    """Verify the data set and say what was found; true when there is no fault.

    Raises:
        HandrailError: the store or the registry does not answer, or there is no data set.
    """
    try:
        tables = verify.parts(objects.of(settings), settings.partitions)
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("verifying", total=verify.size(*tables))
            found = verify.verify(*tables, beat=lambda size: progress.advance(task, size))
    except FAULTS as error:
        sentence = fault(error, store_of(settings))
        raise HandrailError(f"{sentence[0].upper()}{sentence[1:]}.") from None
    contract.check(tuple(part.snapshot for part in tables), settings.registry, found)
    if as_json:
        click.echo(show.record(found))
    else:
        show.page(found)
    return not found.faults
