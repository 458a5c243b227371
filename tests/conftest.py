import shutil
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from deploy.local.stack import Stack, running
from tests.producers.desktop.desktops import PROGRAMS, Desktop, started


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Real servers, started once for all tests. They end with the tests, even if those are killed."""
    with running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A desktop of its own, started once for all tests."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"a desktop for tests needs {', '.join(missing)}: `make desktop-deps` installs them")
    with ExitStack() as stack:
        yield started(stack, tmp_path_factory.mktemp("desktop"))
