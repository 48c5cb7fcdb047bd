"""What happens when somebody tries something with a row: the verbs of ``rights.txt``, tried for real.

Every attempt runs in a savepoint that is rolled back. Whether rows were reached is read with the owner's eyes, from
where the rows lie, and not from what the statement says about itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.schema.api.conftest import ANNA, BEN, Connection, speaking_as

Place = tuple[str, str]
"""Where a row lies: the table it is stored in, and its address there, which every change gives it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who tries something with rows of Anna's.

    Attributes:
        role: The role the gateway switches to.
        user: Whom the token names.
    """

    role: str
    user: str | None = None


ACTORS = {
    "own": Actor(role="authenticated", user=ANNA),
    "others": Actor(role="authenticated", user=BEN),
    "nobody": Actor(role="authenticated"),
    "anon": Actor(role="anon"),
    "service": Actor(role="service_role"),
}
"""By the columns of ``rights.txt``. The rows are always Anna's."""


def columns(database: Connection, relation: str, *, of: str = "", privilege: str = "SELECT") -> list[str]:
    """Return the quoted columns of a relation that can be written, or only those a role has a privilege on."""
    found = database.execute(
        "SELECT quote_ident(attname) FROM pg_catalog.pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''"
        " AND (%s = '' OR has_column_privilege(nullif(%s, ''), attrelid, attnum, %s)) ORDER BY attnum",
        [relation, of, of, privilege],
    ).fetchall()
    return [name for (name,) in found]


def rows_of(database: Connection, relation: str, user: str) -> set[Place]:
    """Return where the rows lie that hold an id of a reader; must be called as the owner."""
    found = database.execute(
        f"SELECT tableoid::text, ctid::text FROM {relation} AS r WHERE r::text LIKE %s".encode(), [f"%{user[:8]}%"]
    ).fetchall()
    return {(table, place) for table, place in found}


@contextmanager
def undone(database: Connection) -> Iterator[None]:
    """Undo what is done inside."""
    with database.transaction(force_rollback=True):
        yield


def may_read(database: Connection, relation: str, actor: Actor) -> bool:
    """Return whether somebody sees Anna's rows; seeing some of them is an error of its own."""
    readable = columns(database, relation, of=actor.role)
    if not readable:
        _must_be_refused(database, actor, f"SELECT FROM {relation}")
        return False
    query = f"SELECT row({', '.join(readable)})::text FROM {relation} AS r"
    with undone(database), speaking_as(database, actor.role, actor.user):
        seen = {text for (text,) in database.execute(query.encode()).fetchall()}
    found = database.execute(f"{query} WHERE r::text LIKE %s".encode(), [f"%{ANNA[:8]}%"]).fetchall()
    hers = {text for (text,) in found}
    assert hers, f"{relation} has no rows to see"
    assert seen & hers in (set(), hers), f"{relation}: some of Anna's rows are seen and others are not"
    return bool(seen & hers)


def may_change(database: Connection, relation: str, actor: Actor) -> bool:
    """Return whether somebody's UPDATE of all rows reaches Anna's."""
    able = columns(database, relation, of=actor.role, privilege="UPDATE") or columns(database, relation)
    return _reaches(database, relation, actor, f"UPDATE {relation} SET {able[0]} = {able[0]}")


def may_delete(database: Connection, relation: str, actor: Actor) -> bool:
    """Return whether somebody's DELETE of all rows reaches Anna's."""
    return _reaches(database, relation, actor, f"DELETE FROM {relation}")


def may_empty(database: Connection, relation: str, actor: Actor) -> bool:
    """Return whether somebody may TRUNCATE."""
    return _is_allowed(database, actor, f"TRUNCATE {relation}")


def may_insert(database: Connection, relation: str, actor: Actor) -> bool:
    """Return whether somebody may write one of Anna's rows, exactly as it was before it was put aside."""
    with undone(database):
        return _is_allowed(database, actor, *put_aside(database, relation))


def put_aside(database: Connection, relation: str, **values: str) -> tuple[str, dict[str, str]]:
    """Take one of Anna's rows away without anything noticing, and return how to insert it again.

    Args:
        database: The owner's session.
        relation: The table; of a view nothing is taken.
        values: Column to the value it shall have instead.

    Returns:
        The command and its parameters.
    """
    names = columns(database, relation)
    found = database.execute(
        f"SELECT ctid::text, to_jsonb(r) FROM {relation} AS r WHERE r::text LIKE %s LIMIT 1".encode(),
        [f"%{ANNA[:8]}%"],
    ).fetchone()
    place, row = found or ("", {})
    if place and not _is_view(database, relation):
        database.execute("SET LOCAL session_replication_role = replica")
        database.execute(
            f"DELETE FROM {relation} AS r WHERE ctid = %s::tid AND r::text LIKE %s".encode(),
            [place, f"%{ANNA[:8]}%"],
        )
        database.execute("SET LOCAL session_replication_role = origin")
    command = (
        f"INSERT INTO {relation} ({', '.join(names)})"
        f" SELECT {', '.join(names)} FROM jsonb_populate_record(NULL::{relation}, %(row)s)"
    )
    return command, {"row": psycopg.types.json.Jsonb({**row, **values})}


ATTEMPTS: dict[str, Callable[[Connection, str, Actor], bool]] = {
    "S": may_read,
    "I": may_insert,
    "U": may_change,
    "D": may_delete,
    "T": may_empty,
}


def _reaches(database: Connection, relation: str, actor: Actor, command: str) -> bool:
    """Return whether a command over all rows moved Anna's: all of them, or none."""
    before = {user: rows_of(database, relation, user) for user in (ANNA, BEN)}
    with undone(database):
        if not _is_allowed(database, actor, command, keep=True):
            return False
        moved = {user: before[user] - rows_of(database, relation, user) for user in (ANNA, BEN)}
    assert moved[ANNA] in (set(), before[ANNA]), f"{relation}: the command reached some of Anna's rows only"
    if actor.user == ANNA:
        assert not moved[BEN], f"{relation}: Anna's command reached rows of Ben's"
    return bool(moved[ANNA])


def _is_allowed(
    database: Connection, actor: Actor, command: str, values: dict[str, str] | None = None, *, keep: bool = False
) -> bool:
    """Return whether a command passes rights and row security; any other error is the test's."""
    try:
        with database.transaction(force_rollback=not keep), speaking_as(database, actor.role, actor.user):
            database.execute(command.encode(), values)
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.WrongObjectType:
        # Nobody, not even the owner, writes into a materialized view.
        return False
    return True


def _must_be_refused(database: Connection, actor: Actor, command: str) -> None:
    assert not _is_allowed(database, actor, command), f"{actor.role} may {command}"


def _is_view(database: Connection, relation: str) -> bool:
    found = database.execute(
        "SELECT relkind = 'm' FROM pg_catalog.pg_class WHERE oid = %s::regclass", [relation]
    ).fetchone()
    return bool(found and found[0])


def is_refused(
    database: Connection, actor: Actor, command: str, values: dict[str, str] | None = None, *, by_key: str = ""
) -> bool:
    """Return whether rights or row security refuse a command, or a foreign key that is named."""
    try:
        return not _is_allowed(database, actor, command, values)
    except psycopg.errors.ForeignKeyViolation as refusal:
        if refusal.diag.constraint_name == by_key:
            return True
        raise
