"""A PostgreSQL container for the time of a run, through testcontainers. Both it and an engine must be there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from schemactl.errors import ConnectionFailed, ScratchError
from schemactl.postgres.connect import connect
from schemactl.scratch.given import GivenServer

_ENGINE_TIMEOUT_SECONDS = 2
_SETTINGS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off "
    "-c max_locks_per_transaction=1024 -c wal_level=logical"
)
_HINT = 'Start Docker, or set scratch to "embedded" or to the URL of a server.'


@contextlib.contextmanager
def docker_server(image: str) -> Iterator[GivenServer]:
    """Run a container of an image, such as ``postgres:18-alpine``, and remove it at the end.

    Raises:
        ScratchError: testcontainers is not installed, no engine answers, or the container does not start.
    """
    _require_engine()
    # Imported late: it takes more than a second, and its constructor fails without an engine.
    from testcontainers.community.postgres import PostgresContainer

    with contextlib.ExitStack() as stack:
        try:
            container = PostgresContainer(image, driver=None).with_command(f"postgres {_SETTINGS}")
            url = stack.enter_context(container).get_connection_url()
            with connect(url) as connection:
                version = connection.info.server_version
        except (ConnectionFailed, OSError, RuntimeError) as error:
            raise ScratchError(f"the container of {image} did not start: {error}", hint=_HINT) from error
        yield GivenServer(url, description=f"container {image}", version=version, may_create_roles=True, file_copy=True)


def _require_engine() -> None:
    """Ask the engine for a sign of life.

    Raises:
        ScratchError: There is none, or the libraries are missing.
    """
    try:
        import docker  # type: ignore[import-untyped]  # it has no annotations
        from docker.errors import DockerException  # type: ignore[import-untyped]
    except ImportError as error:
        raise ScratchError(
            "a docker: scratch server needs the package testcontainers", hint="pip install testcontainers."
        ) from error
    try:
        client = docker.from_env(timeout=_ENGINE_TIMEOUT_SECONDS)
        try:
            client.ping()
        finally:
            client.close()
    except (DockerException, OSError) as error:
        raise ScratchError(f"no Docker engine answers: {error}", hint=_HINT) from error
