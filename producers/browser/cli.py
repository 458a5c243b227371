"""The commands `handrail agent browser-host` and `install-browser`."""

import os
import signal
import sys
from contextlib import ExitStack, closing

import click

from producers.browser import install
from producers.browser.host import Taker, serve, waiting
from producers.browser.labels import EXTENSION
from producers.browser.link import Relay
from producers.desktop import home as homes
from producers.desktop.home import Home
from schemas import logs

_id = click.option(
    "--extension-id",
    default=install.EXTENSION_ID,
    show_default=True,
    help="Id of the extension, if your organisation packed it with a key of its own.",
)


@click.command(context_settings={"ignore_unknown_options": True})
@homes.option
@click.option("--alone", is_flag=True, help="Publish without an agent: for a device that runs none.")
@click.argument("said_by_browser", nargs=-1, type=click.UNPROCESSED)
def browser_host(home: Home, said_by_browser: tuple[str, ...], *, alone: bool) -> None:  # noqa: ARG001 (browsers say who they are)
    """Take what the browser extension tells; browsers start this, people need not."""
    logs.configure()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as stack:
        taker: Taker
        if alone:
            from producers.browser.alone import publishing  # noqa: PLC0415 (a relay starts in a fraction of the time)

            taker = stack.enter_context(publishing(home))
        else:
            taker = stack.enter_context(closing(Relay(home)))
        with open(0, "rb", buffering=0, closefd=False) as source:
            serve(taker, source, sys.stdout.buffer, waiting(0))


@click.command()
@homes.option
@_id
@click.option("--alone", is_flag=True, help="Let the host publish by itself: for a device that runs no agent.")
@click.option("--uninstall", is_flag=True, help="Remove what was written.")
def install_browser(home: Home, extension_id: str, *, alone: bool, uninstall: bool) -> None:
    """Let Chromium, Chrome and Edge start the host, and say what else the extension needs."""
    places = install.folders(os.environ)
    if uninstall:
        install.remove(home, places)
        click.echo("The browsers no longer start the host.")
        return
    command = [
        sys.executable,
        "-m",
        "handrail",
        "agent",
        "browser-host",
        "--home",
        str(home.path),
        *(["--alone"] if alone else []),
    ]
    for manifest in install.write(home, command, places, extension_id):
        click.echo(f"Wrote {manifest}.")
    click.echo(f"The extension is in {EXTENSION}; its id is {extension_id}.")
    click.echo("It records on no site until the administrator's policy names some, as in")
    click.echo(install.policy(extension_id, ["https://orders.example", "https://*.intranet.example"]))
