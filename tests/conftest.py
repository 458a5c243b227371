from collections.abc import Iterator

import pytest

from deploy.local.stack import Stack, running


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Real servers, started once for all tests. They end with the tests, even if those are killed."""
    with running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack
