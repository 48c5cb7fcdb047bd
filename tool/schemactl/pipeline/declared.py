"""The commands that need no live database: they build the declared state and read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from schemactl.errors import UsageError
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.hazard import IDS
from schemactl.pipeline.say import Say
from schemactl.postgres.connect import connect
from schemactl.settings import Settings
from schemactl.sources import built_database, load_declared, workshop

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

    from schemactl.declare.target import Target

_LOGIN = "postgres"
"""Who owns everything while it is read: there is no live database whose login could be imitated."""


@contextmanager
def declared_database(
    desired: str, settings: Settings, say: Say
) -> Iterator[tuple[Target, psycopg.Connection[TupleRow]]]:
    """Yield what is declared, and a superuser's session in a scratch database where it was built.

    Args:
        desired: A target, a .sql file or folder; empty for the target in the settings.
        settings: Target, platform and scratch server. `say`: told what is going on.

    Raises:
        UsageError: Nothing says what is declared.
        DeclarationError: PostgreSQL refuses a declaration.
        ScratchError: No scratch server could be had.
    """
    from schemactl.declare.platform import platform_sql

    say("building the declared state")
    target = load_declared(desired, settings)
    prelude = platform_sql(settings.platform, settings.root)
    with workshop(settings) as shop, ExitStack() as stack:
        shop.roles |= frozenset(target.roles)
        name = stack.enter_context(built_database(target.declarations, shop, prelude, _LOGIN))
        connection = stack.enter_context(connect(shop.server.conninfo(name, _LOGIN)))
        yield target, connection


def require_schemas(connection: psycopg.Connection[TupleRow], settings: Settings) -> None:
    """Make sure that there is something to write about: probably a slip of the pen otherwise.

    Raises:
        UsageError: The declared state has none of the schemas that are asked for.
    """
    from schemactl.postgres.queries import namespaces

    if settings.schemas is not None and settings.schemas.isdisjoint(namespaces(connection)):
        raise UsageError(
            f"the declared state has no schema {' or '.join(sorted(settings.schemas))}",
            hint="Correct --schemas, or `schemas` in [tool.schemactl].",
        )


def check(desired: str, settings: Settings, say: Say) -> tuple[Diagnostic, ...]:
    """Return the faults the rules find in the declared state.

    Args and errors: see `declared_database`; of the settings, the managed namespaces count too.
    """
    from schemactl.lint.run import lint_database
    from schemactl.lint.sql_notes import notes_of

    with declared_database(desired, settings, say) as (target, connection):
        say("looking for faults")
        notes = target.notes or notes_of(target.declarations)
        waivers = (waiver for waiver in target.waivers if waiver.rule not in IDS)
        return lint_database(connection, settings.schemas, notes, waivers)


def types(language: str, desired: str, settings: Settings, say: Say, *, unions: bool = False) -> str:
    """Return the types of the declared state for the callers of its API.

    Args:
        language: ``typescript`` or ``python``. `desired`: see `declared_database`.
        settings: The managed namespaces are the ones the API serves.
        say: Told what is going on. `unions`: a CHECK on a list of texts becomes the type of that list.

    Raises:
        UsageError: Nothing says what is declared, or it has none of the schemas.
        DeclarationError, ScratchError: See `declared_database`.
    """
    from schemactl.api_types.catalog import read_interface, schemas_of
    from schemactl.api_types.python import write_python
    from schemactl.api_types.typescript import write_typescript

    with declared_database(desired, settings, say) as (_, connection):
        require_schemas(connection, settings)
        schemas = settings.schemas if settings.schemas is not None else schemas_of(connection)
        interface = read_interface(connection, schemas)
    write = write_typescript if language == "typescript" else write_python
    return write(interface, unions=unions)
