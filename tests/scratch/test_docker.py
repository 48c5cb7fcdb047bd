from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator

import pytest

from schemactl.errors import ScratchError
from schemactl.postgres.connect import connect
from schemactl.scratch.server import open_scratch, scratch_database

# The Docker library leaves sockets open when no engine answers; that must not fail a test.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _forgotten_sockets() -> Iterator[None]:
    """Collect them here: at the end of the session nobody ignores them."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def _engine_answers() -> bool:
    docker = pytest.importorskip("docker")
    try:
        client = docker.from_env(timeout=2)
    except docker.errors.DockerException:
        return False
    client.close()
    return True


def test_without_an_engine_the_error_says_what_else_to_do() -> None:
    """Nobody should have to read a stack trace of the Docker library."""
    if _engine_answers():
        pytest.skip("a Docker engine answers")
    with pytest.raises(ScratchError, match="no Docker engine") as caught, open_scratch("docker:postgres:18-alpine"):
        pass
    assert "embedded" in caught.value.hint


def test_a_container_serves_databases() -> None:
    """The same promises as any other scratch server."""
    if not _engine_answers():
        pytest.skip("no Docker engine answers")
    with (
        open_scratch("docker:postgres:18-alpine") as server,
        scratch_database(server, "t") as database,
        connect(server.conninfo(database)) as connection,
    ):
        assert connection.info.server_version == server.version
