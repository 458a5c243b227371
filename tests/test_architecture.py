"""The shape of the code: who may import whom, and a few things that no file does."""

import ast
from functools import cache
from pathlib import Path

import pytest

from schemas.topics import ALL

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "producers", "streams", "sinks", "deploy")
FILES = [ROOT / "handrail.py", *(file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py")))]
LINES = 250
LONGER: set[str] = set()  # files that are allowed to be

# package → what it may import at the top of a file, and what in a function besides
ARROWS = {
    "handrail": ({"schemas"}, set()),
    "schemas": (set(), set()),
    "producers": ({"schemas"}, set()),
    "streams": ({"schemas"}, set()),
    "sinks": ({"schemas"}, set()),
    "deploy": ({"schemas"}, {"producers", "streams", "sinks"}),
}


def relative(file):
    return str(file.relative_to(ROOT))


every_file = pytest.mark.parametrize("file", FILES, ids=relative)


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def module(file):
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(file): file for file in FILES}


def imports(file):
    """Every imported module, with whether it is imported at the top of the file."""
    top = {id(node) for node in tree(file).body}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{relative(file)} imports by a relative path"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in MODULES else str(node.module)), id(node) in top


def first(name):
    return name.partition(".")[0]


def importers_of(library):
    return {relative(file) for file in FILES for name, _ in imports(file) if first(name) == library}


@every_file
def test_arrows_between_packages_point_one_way(file):
    own = first(module(file))
    at_top, in_functions = ARROWS[own]
    for name, top in imports(file):
        if first(name) in ARROWS and first(name) != own:
            assert first(name) in (at_top if top else at_top | in_functions), f"{name} is imported"


def test_no_modules_of_ours_import_one_another_in_a_circle():
    graph = {name: {found for found, _ in imports(file) if found in MODULES} - {name} for name, file in MODULES.items()}
    while leaves := {name for name, needs in graph.items() if not needs}:
        graph = {name: needs - leaves for name, needs in graph.items() if name not in leaves}
    assert graph == {}


@every_file
def test_every_file_begins_with_a_docstring(file):
    assert (ast.get_docstring(tree(file)) or "").endswith((".", "?"))


@every_file
def test_no_file_grows_beyond_what_is_read_in_one_go(file):
    assert relative(file) in LONGER or len(file.read_text(encoding="utf-8").splitlines()) <= LINES


def test_faust_stays_in_the_shell_of_the_worker():
    assert importers_of("faust") == {"streams/app.py", "streams/process.py"}


def test_delta_lake_stays_in_the_sink():
    assert {Path(name).parts[0] for name in importers_of("deltalake")} == {"sinks"}


# where the name of a topic stands for something else: a command, a table
NAMESAKES = {
    "handrail.py": {"dead-letters", "redactions"},
    "streams/cli.py": {"dead-letters"},
    "deploy/demo/show.py": {"sessions", "trajectories"},
}


def docstrings(file):
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
            yield id(node.body[0].value)  # type: ignore[attr-defined]


def strings(file):
    skipped = set(docstrings(file))
    return {
        node.value
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    }


@every_file
def test_names_of_topics_are_written_in_one_place(file):
    if relative(file) != "schemas/topics.py":
        assert strings(file) & {topic.name for topic in ALL} <= NAMESAKES.get(relative(file), set())


@every_file
def test_nothing_is_printed_but_through_the_console(file):
    called = {node.func.id for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"print", "breakpoint"}
