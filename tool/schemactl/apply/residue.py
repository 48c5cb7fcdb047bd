"""What a failed statement outside any transaction leaves behind, which pg_dump does not show.

CREATE INDEX CONCURRENTLY that fails leaves an invalid index of the wanted name (measured for lock and statement
timeouts, a full disk and a uniqueness violation): trying again then fails because the name is taken, and IF NOT EXISTS
would call it done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.apply.send import query, send
from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.plan import Plan
from schemactl.model.statement import Statement, Verb
from schemactl.postgres.quoting import qualified

if TYPE_CHECKING:
    import psycopg


def find_residue(connection: psycopg.Connection[Any]) -> tuple[Diagnostic, ...]:
    """Return a warning for every invalid index nobody is building and every partition whose detaching was cut off."""
    return tuple(_remark(*row) for row in connection.execute(query("residue")).fetchall())


def clear_own_residue(connection: psycopg.Connection[Any], plan: Plan | None = None) -> tuple[str, ...]:
    """Drop the invalid indexes that an earlier run of ours was building or dropping; return their names.

    pg_dump does not show them, so no plan would. Call it only under the run lock, with the history there.

    Args:
        connection: The session. `plan`: what is about to be run; what it builds, its own statement clears away.

    Raises:
        psycopg.Error: As the server gives it.
    """
    built = {s.address for s in plan.statements if s.verb is Verb.CREATE} if plan else set()
    rows = connection.execute(query("residue")).fetchall()
    found = [Address(kind, schema, name) for kind, schema, name, _ in rows if kind == "INDEX"]
    indexes = [address for address in found if address not in built]
    if not indexes:
        return ()
    known = connection.execute(query("worked_on"), {"addresses": [str(address) for address in indexes]}).fetchall()
    ours = [qualified(a.schema, a.name) for a in indexes if (str(a),) in set(known)]
    for name in ours:
        send(connection, f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    return tuple(ours)


def clear_residue(connection: psycopg.Connection[Any], statement: Statement) -> bool:
    """Drop the invalid index that an earlier try of this statement left; return whether there was one.

    Only a name the statement is about to create itself is dropped, and only while nobody is building it.

    Raises:
        psycopg.Error: As the server gives it.
    """
    if statement.address.kind != "INDEX" or statement.verb is not Verb.CREATE:
        return False
    address = statement.address
    rows = connection.execute(query("residue")).fetchall()
    if ("INDEX", address.schema, address.name) not in {(kind, schema, name) for kind, schema, name, _ in rows}:
        return False
    send(connection, f"DROP INDEX CONCURRENTLY {qualified(address.schema, address.name)}")
    return True


def rest_of(connection: psycopg.Connection[Any], statement: Statement) -> str:
    """Return what is left to be run of a statement: DETACH ... CONCURRENTLY that was cut off has only to be finished.

    Raises:
        psycopg.Error: As the server gives it.
    """
    address, sql = statement.address, statement.sql
    if address.kind != "TABLE ATTACH" or not sql.endswith(_CONCURRENTLY):
        return sql
    rows = connection.execute(query("residue")).fetchall()
    pending = ("TABLE", address.schema, address.name) in {(kind, schema, name) for kind, schema, name, _ in rows}
    return f"{sql.removesuffix(_CONCURRENTLY)} FINALIZE" if pending else sql


_CONCURRENTLY = " CONCURRENTLY"


def _remark(kind: str, schema: str, name: str, relation: str) -> Diagnostic:
    if kind == "INDEX":
        return Diagnostic(
            code="invalid-index",
            level=Level.WARNING,
            message=f"the index {schema}.{name} on {relation} is invalid: it is kept up to date but never used",
            hint="A concurrent build or drop was cut off. "
            f"REINDEX INDEX CONCURRENTLY {qualified(schema, name)}, or drop it.",
            address=Address(kind, schema, name),
        )
    return Diagnostic(
        code="detach-pending",
        level=Level.WARNING,
        message=f"detaching the partition {schema}.{name} from {relation} was cut off",
        hint=f"ALTER TABLE {relation} DETACH PARTITION {qualified(schema, name)} FINALIZE",
        address=Address(kind, schema, name),
    )
