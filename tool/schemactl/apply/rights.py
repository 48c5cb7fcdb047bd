"""Whether the login may do everything a plan needs, asked in one query before the first statement.

A run that ends halfway for a missing right is the kind of failure a look at the catalogs can prevent. Objects the plan
itself makes or moves do not exist yet and are left to the server.
Source: PostgreSQL manual, Privileges, and the notes of ALTER TABLE, CREATE TRIGGER, CREATE INDEX.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from schemactl.apply.send import query
from schemactl.errors import PermissionMissing
from schemactl.model.address import Address
from schemactl.model.kinds import CRON_JOB
from schemactl.model.lock import LockMode
from schemactl.model.statement import Statement, Verb

if TYPE_CHECKING:
    import psycopg

_RELATIONS = frozenset({"TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "FOREIGN TABLE", "INDEX"})
_ROUTINES = frozenset({"FUNCTION", "PROCEDURE", "AGGREGATE"})
_TYPES = frozenset({"TYPE", "DOMAIN", "SHELL TYPE"})
_ON_RELATION = frozenset(
    {"CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT", "DEFAULT", "RULE", "TRIGGER", "POLICY", "ROW SECURITY"}
)
_ON_OBJECT = frozenset({"COMMENT", "SECURITY LABEL"})
"""Grants are not here: a grant option is enough for them, and only the server knows the chain of options."""

_CREATED_IN_SCHEMA = (
    _RELATIONS
    | _ROUTINES
    | _TYPES
    | {"COLLATION", "CONVERSION", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "STATISTICS"}
    | {f"TEXT SEARCH {what}" for what in ("CONFIGURATION", "DICTIONARY", "PARSER", "TEMPLATE")}
)
_SHOWN = 20


class Right(StrEnum):
    """A right that can be asked for in the catalogs; the word is the query's as well."""

    OWN_RELATION = "own relation"
    OWN_ROUTINE = "own routine"
    OWN_TYPE = "own type"
    OWN_SCHEMA = "own schema"
    CREATE_IN_SCHEMA = "create in schema"
    CREATE_IN_DATABASE = "create in database"
    ACT_AS_ROLE = "act as role"
    TRIGGER = "trigger"
    REFERENCES = "references"
    USE_SCHEMA = "use schema"


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """One right a statement needs.

    Attributes:
        right: Which. `schema`, `name`: on what; with an empty schema the name of a relation is qualified and quoted.
            To create in a schema, `name` is a relation that makes it unneeded when it is there already, or empty.
    """

    right: Right
    schema: str
    name: str


def require_rights(connection: psycopg.Connection[Any], statements: Iterable[Statement]) -> None:
    """Make sure that the login may run all statements.

    Raises:
        PermissionMissing: It lacks rights; the message names all of them.
    """
    needs = sorted({need for statement in statements for need in needs_of(statement)})
    if not needs:
        return
    rows = connection.execute(
        query("missing_rights"),
        {
            "rights": [need.right.value for need in needs],
            "schemas": [need.schema for need in needs],
            "names": [need.name for need in needs],
        },
    ).fetchall()
    if rows:
        raise _missing([(Right(right), object_, owner) for right, object_, owner in rows], connection.info.user)


def needs_of(statement: Statement) -> Iterator[Need]:
    """Yield what one statement needs, as far as its address tells."""
    address, verb = statement.address, statement.verb
    if verb is Verb.DATA:
        return
    if verb in (Verb.CREATE, Verb.MOVE) and address.kind in _CREATED_IN_SCHEMA:
        # What is moved does not stand at its new address yet; where it does, only a part of it is renamed.
        yield Need(Right.CREATE_IN_SCHEMA, address.schema, address.name if verb is Verb.MOVE else "")
    if verb is Verb.CREATE and address.kind in ("SCHEMA", "PUBLICATION"):
        yield Need(Right.CREATE_IN_DATABASE, "", "")
    if address.kind in _ON_RELATION:
        yield from _on_relation(statement)
    elif address.kind == "INDEX" and verb is Verb.CREATE:
        # SHARE and up on a table that exists is taken on the indexed one and on no other.
        yield from (Need(Right.OWN_RELATION, "", k.relation) for k in statement.locks if k.mode >= LockMode.SHARE)
    elif address.kind == "DEFAULT ACL":
        yield Need(Right.ACT_AS_ROLE, "", address.parent.removeprefix("ROLE "))
    elif address.kind in _ON_OBJECT:
        yield from _owner(_object_of(address))
    elif address.kind == CRON_JOB:
        yield Need(Right.USE_SCHEMA, "cron", "")
    else:
        # CREATE OR REPLACE needs ownership as well; of what does not exist yet, the query finds nothing.
        yield from _owner(address)


def _on_relation(statement: Statement) -> Iterator[Need]:
    """Yield what it takes to put something on a relation, or to take it away."""
    address = statement.address
    relation = address.parent or address.name
    if address.kind == "TRIGGER" and statement.verb is Verb.CREATE:
        yield Need(Right.TRIGGER, address.schema, relation)
        return
    yield Need(Right.OWN_RELATION, address.schema, relation)
    if address.kind == "FK CONSTRAINT" and statement.verb is Verb.CREATE:
        # The key's other end is locked too; whoever owns both ends has this right anyway.
        yield from (Need(Right.REFERENCES, "", lock.relation) for lock in statement.locks)


def _owner(address: Address) -> Iterator[Need]:
    if address.kind in _RELATIONS:
        yield Need(Right.OWN_RELATION, address.schema, address.name)
    elif address.kind in _ROUTINES:
        yield Need(Right.OWN_ROUTINE, address.schema, address.name)
    elif address.kind in _TYPES:
        yield Need(Right.OWN_TYPE, address.schema, address.name)
    elif address.kind == "SCHEMA":
        yield Need(Right.OWN_SCHEMA, address.name, "")


def _object_of(address: Address) -> Address:
    """Return the object a comment is on; its `parent` holds kind and name, ``MATERIALIZED VIEW totals``."""
    kinds = sorted(_RELATIONS | _ROUTINES | _TYPES | {"SCHEMA"}, key=len, reverse=True)
    for kind in kinds:
        if address.parent.startswith(f"{kind} "):
            return Address(kind, address.schema, address.parent.removeprefix(f"{kind} "))
    return Address("", "", "")


def _missing(rows: list[tuple[Right, str, str]], login: str) -> PermissionMissing:
    problems = [_problem(right, object_, owner) for right, object_, owner in rows]
    shown = "\n".join(f"  {problem}" for problem in problems[:_SHOWN])
    more = f"\n  ... and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
    owners = sorted({owner for right, _, owner in rows if owner and right not in (Right.TRIGGER, Right.REFERENCES)})
    grants = ", ".join(f"GRANT {owner} TO {login}" for owner in owners)
    return PermissionMissing(
        f"the login {login} may not run this plan; nothing was changed:\n{shown}{more}",
        hint=(f"Make it a member of the owning roles ({grants}), " if grants else "Grant what is missing, ")
        + "or apply with the login that owns these objects.",
    )


def _problem(right: Right, object_: str, owner: str) -> str:
    match right:
        case Right.OWN_RELATION | Right.OWN_ROUTINE | Right.OWN_TYPE | Right.OWN_SCHEMA:
            return f"{object_} belongs to {owner}"
        case Right.CREATE_IN_SCHEMA:
            return f"no right to create in schema {object_}, which belongs to {owner}"
        case Right.CREATE_IN_DATABASE:
            return f"no right to create in database {object_}, which belongs to {owner}"
        case Right.ACT_AS_ROLE:
            return f"not a member of role {object_}, whose default privileges change"
        case Right.TRIGGER:
            return f"no TRIGGER right on {object_}, which belongs to {owner}"
        case Right.USE_SCHEMA:
            return f"no right to use schema {object_}, which belongs to {owner}"
        case Right.REFERENCES:
            return f"no REFERENCES right on {object_}, which belongs to {owner}"
