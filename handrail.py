"""The command `handrail`: one front door to every process and tool, each loaded only when it is called."""

import importlib
import sys

import click

from schemas.errors import HandrailError

# command → where it lives: `module:name`, and the line that help shows without loading it
COMMANDS = {
    "up": ("deploy.cli:up", "Start the local servers: Kafka, schema registry, S3."),
    "down": ("deploy.cli:down", "Stop the local servers."),
    "status": ("deploy.status.cli:status", "Show lag, durability and health of every partition and process."),
    "topics": ("deploy.cli:topics", "Topics, ACLs, schemas and bucket, from one declaration."),
    "demo": ("deploy.demo.cli:demo", "Run the whole path on recordings and show what comes out."),
    "replay": ("producers.cli:replay", "Publish recordings."),
    "agent": ("producers.desktop.cli:agent", "Record how you work on this desktop; pause it, see what it sent."),
    "simulate": ("producers.simulator.cli:simulate", "Publish what invented people do, as a load."),
    "worker": ("streams.cli:worker", "Run the stream processor."),
    "redact": ("streams.redaction.command.cli:redact", "Redact texts or key-event streams from JSON Lines, without any server."),
    "models": ("streams.redaction.models.cli:models", "The weights that redaction needs: fetch, verify."),
    "dead-letters": ("streams.cli:dead_letters", "Records that could not be taken in."),
    "sink": ("sinks.cli:sink", "Write trajectories and reports to the data set."),
    "dataset": ("sinks.dataset.cli:dataset", "Look at the data set, verify it, keep it, and take it elsewhere."),
    "redactions": ("sinks.audit.cli:redactions", "What redaction reported: follow it, or show one report in full."),
}


class FrontDoor(click.Group):
    """Loads a command's package when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands, in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, sentence) for name, (_, sentence) in COMMANDS.items()])


@click.group(cls=FrontDoor)
@click.version_option(package_name="handrail")
def cli() -> None:
    """Handrail turns how people use computers into trajectories, and never lets what they typed leak."""


def main() -> None:
    """Run the command; a fault that a person can act on is one sentence and exit code 1."""
    try:
        cli()
    except HandrailError as fault:
        click.echo(f"handrail: {fault}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
