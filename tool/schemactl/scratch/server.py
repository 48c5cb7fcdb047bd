"""What a scratch server promises, and the one door to all of them.

In comes the ``scratch`` setting; out goes a running server with databases that come and go. Where the server comes from
(binaries on this machine, a container, a URL) is the business of the other modules here.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from schemactl.errors import ScratchError
from schemactl.postgres.connect import redact
from schemactl.postgres.quoting import MAX_IDENTIFIER_BYTES

PREFIX = "schemactl_"
"""Every database a scratch server creates or drops starts with this; any other name is refused."""

SCRATCH_PREFIX = f"{PREFIX}scratch_"
"""Start of the names made by `database_name`, which no two runs share."""

_URL_SCHEMES = ("postgresql://", "postgres://", "postgresql+")


class ScratchServer(Protocol):
    """A server on which databases may be created and dropped at will."""

    @property
    def version(self) -> int:
        """Return ``server_version_num``, such as 180006."""
        ...

    @property
    def description(self) -> str:
        """Return a name for reports, such as "embedded PostgreSQL 18.6"."""
        ...

    @property
    def bindir(self) -> Path | None:
        """Return where its binaries are, if that is known."""
        ...

    @property
    def standins(self) -> tuple[str, ...]:
        """Return the extensions that ``CREATE EXTENSION`` would take from our stand-ins, sorted by name."""
        ...

    def conninfo(self, database: str, user: str | None = None) -> str:
        """Return a libpq connection string; without a user, for the one that may create databases."""
        ...

    def create_database(self, name: str, *, template: str = "template0") -> None:
        """Create a database.

        Raises:
            ScratchError: The name lacks our prefix, or the server refuses.
            PermissionMissing: The login may not create databases.
        """
        ...

    def drop_database(self, name: str) -> None:
        """Drop a database, ending its sessions; one that does not exist is no error.

        Raises:
            ScratchError: The name lacks our prefix, or the server refuses.
        """
        ...

    def ensure_roles(self, names: Iterable[str], *, superuser: str | None = None) -> None:
        """Create the roles that are missing, unable to log in; existing ones stay as they are.

        Args:
            names: Role names. ``public``, ``none`` and the server's own ``pg_...`` roles are passed over.
            superuser: A role that must be able to log in and to do everything.

        Raises:
            ScratchError: The server refuses, or is one whose roles we never touch.
            PermissionMissing: The login may not create roles.
        """
        ...


def open_scratch(
    setting: str, *, live_major: int | None = None, extensions: Iterable[str] = ()
) -> AbstractContextManager[ScratchServer]:
    """Return a context manager that starts or opens a scratch server, and stops or leaves it at the end.

    Args:
        setting: ``embedded``, ``docker:<image>``, a PostgreSQL URL, or ``server:<url>``, which means the live server
            itself and is therefore only taken when it is written out.
        live_major: Major version of the live server; embedded binaries of the same one are preferred.
        extensions: Extensions in use; embedded binaries that have the ones no stand-in can replace are preferred even
            if their major version is another.

    Raises:
        ScratchError: The setting cannot be understood; entering raises it when no server can be had.
    """
    kind, _, rest = setting.partition(":")
    if setting == "embedded" and sys.platform != "win32":
        from schemactl.scratch.embedded import embedded_server

        return embedded_server(live_major, extensions)
    if setting.startswith(_URL_SCHEMES):
        from schemactl.scratch.given import given_server

        return given_server(setting)
    if kind == "server" and rest:
        from schemactl.scratch.given import live_server

        return live_server(rest)
    if kind == "docker" and rest:
        from schemactl.scratch.docker import docker_server

        return docker_server(rest)
    raise ScratchError(
        f"there is no scratch server of the kind {redact(kind)!r} here",
        hint='Set scratch to "embedded" (not on Windows), "server", "docker:<image>" or a postgresql:// URL.',
    )


def database_name(purpose: str) -> str:
    """Return a database name no other run uses: ``schemactl_scratch_<pid>_<random>_<purpose>``."""
    name = f"{SCRATCH_PREFIX}{os.getpid()}_{secrets.token_hex(4)}_{purpose}"
    if len(name.encode()) > MAX_IDENTIFIER_BYTES:
        raise ValueError(f"purpose too long for a database name: {purpose!r}")
    return name


@contextmanager
def scratch_database(server: ScratchServer, purpose: str, *, template: str = "template0") -> Iterator[str]:
    """Create a database under a name of its own, yield that name, and drop it at the end.

    Raises:
        ScratchError: The server refuses.
        PermissionMissing: The login may not create databases.
    """
    name = database_name(purpose)
    server.create_database(name, template=template)
    try:
        yield name
    finally:
        server.drop_database(name)
