"""The command `roles`: a script that makes logins with the least they need."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import output
from schemactl.errors import UsageError


def roles(
    database: Annotated[str, typer.Argument(help="Name of the live database.")],
    owner: Annotated[str, typer.Option("--owner", help="Role that owns what is declared.")],
    reader: Annotated[str, typer.Option("--reader", help="Login for diff, drift and snapshot.")] = "schemactl_reader",
    applier: Annotated[str, typer.Option("--applier", help="Login for apply and revert.")] = "schemactl_applier",
    scratch: Annotated[str, typer.Option("--scratch", help="Login on the scratch server.")] = "schemactl_scratch",
) -> None:
    """Print an SQL script that makes three logins: one reads, one applies, one has the scratch server.

    Nothing is connected to: read the script, then run it with psql.

    Exit codes: 0, 64 usage.
    """
    from schemactl.render.roles import RoleNames, roles_script

    names = RoleNames(database=database, owner=owner, reader=reader, applier=applier, scratch=scratch)
    try:
        output.show(roles_script(names))
    except ValueError as error:
        raise UsageError(str(error), hint="Name a database and roles as they are called there.") from error
