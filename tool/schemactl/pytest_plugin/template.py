"""The template database: platform and declared schema, built once and copied for every test."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schemactl.declare.platform import platform_sql
from schemactl.declare.target import Target, load_target
from schemactl.errors import SchemactlError, ScratchError
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier
from schemactl.scratch.server import scratch_database
from schemactl.settings import Settings, load_settings
from schemactl.sources import is_sql, load_declared, run_prelude, workshop

if TYPE_CHECKING:
    from schemactl.scratch.server import ScratchServer


def read_settings(root: Path) -> Settings:
    """Return the settings of the project in a directory or above it; the test fails when they make no sense."""
    with _told_plainly():
        return load_settings(root, os.environ)


@contextlib.contextmanager
def open_server(settings: Settings) -> Iterator[ScratchServer]:
    """Yield the scratch server of the settings; the test fails when there is none, or when it is the live one."""
    with workshop(settings) as shop:
        with _told_plainly():
            _refuse_live_server(settings)
            server = shop.server
        yield server


@contextlib.contextmanager
def built_template(server: ScratchServer, target: str | tuple[str, ...] | Target, settings: Settings) -> Iterator[str]:
    """Yield the name of a database that holds what is declared and lets nobody in; drop it at the end.

    The test fails with file and line when a declaration is refused.
    """
    with contextlib.ExitStack() as stack:
        with _told_plainly():
            loaded = _load(target, settings)
            server.ensure_roles(loaded.roles)
            name = stack.enter_context(scratch_database(server, "template"))
            _fill(server, name, loaded, platform_sql(settings.platform, settings.root))
        yield name


def _fill(server: ScratchServer, name: str, target: Target, prelude: str) -> None:
    from schemactl.declare.materialise import materialise

    with connect(server.conninfo(name)) as connection:
        run_prelude(prelude, connection)
        materialise(target.declarations, connection)
    with connect(server.conninfo("postgres")) as connection:
        # A database is copied only while nobody is connected to it (PostgreSQL manual, Template Databases).
        connection.execute(f"ALTER DATABASE {identifier(name)} ALLOW_CONNECTIONS false".encode())


def _load(target: str | tuple[str, ...] | Target, settings: Settings) -> Target:
    """Return what is declared, imported from the project as the command line would."""
    if isinstance(target, Target):
        return target
    if str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))
    names = (target,) if isinstance(target, str) else target
    if len(names) == 1 and is_sql(names[0]):
        return load_declared(names[0], settings)
    if not names:
        raise ScratchError(
            "nothing says what the databases of the tests should hold",
            hint='Set target = "schema" in [tool.schemactl] of pyproject.toml, or override schemactl_target.',
        )
    return load_target(*names)


def _refuse_live_server(settings: Settings) -> None:
    if settings.scratch == "server":
        raise ScratchError(
            "the scratch server is the live server, and tests do not run there",
            hint="Set SCHEMACTL_SCRATCH=embedded for the tests, or override the fixture schemactl_server.",
        )


@contextlib.contextmanager
def _told_plainly() -> Iterator[None]:
    """Fail the test with message and hint instead of a traceback through the tool."""
    try:
        yield
    except SchemactlError as error:
        raise pytest.fail.Exception(f"{error}\n{error.hint}".rstrip(), pytrace=False) from None
