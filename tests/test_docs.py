"""The README stays true: its commands, targets, options and snippets are those that exist."""

import re
from pathlib import Path

import click
import pytest

import handrail
from deploy.demo.snippets import SNIPPETS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(handrail.cli)
    found = [(name, handrail.cli.get_command(context, name)) for name in handrail.cli.list_commands(context)]
    nested = [
        (f"{name} {sub}", c) for name, group in found if isinstance(group, click.Group) for sub, c in group.commands.items()
    ]
    return found + nested


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_has_help_and_so_has_every_option(name, command):
    assert command.help, name
    assert [o.name for o in command.params if isinstance(o, click.Option) and not o.help and o.name != "form"] == [], name


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_the_readme_names_every_command(name):
    first, _, second = name.partition(" ")
    assert re.search(rf"(handrail {first}|, `{first}\b|`{first}`)", README), name
    assert not second or re.search(rf"`[^`]*\b{second}\b[^`]*`", README), name


def test_every_target_the_readme_names_is_in_the_makefile():
    named = set(re.findall(r"`make ([a-z-]+)", README)) | set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))
    assert named
    assert {target for target in named if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


def test_every_target_says_what_it_does():
    targets = re.findall(r"^([a-z-]+):(?!=)(.*)$", MAKEFILE, re.MULTILINE)
    assert [name for name, rest in targets if "##" not in rest and name != "check"] == []


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.tool)
def test_the_readme_shows_the_lines_that_the_demo_runs(snippet):
    assert re.sub(r"\s", "", snippet.line) in re.sub(r"\s", "", README)


def test_the_readme_leaves_no_blank_to_fill():
    assert "@" not in re.sub(r"`[^`]*`|\S+@\S+\.\S+", "", README)
