"""The trash of a live database: what is in it, how it comes back, how it is deleted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from schemactl.apply.clock import Clock
from schemactl.apply.events import OnEvent
from schemactl.apply.options import ApplyOptions
from schemactl.apply.run_lock import obtain_run_lock
from schemactl.apply.send import answers_true, is_in_the_way, is_lost, send, words
from schemactl.apply.session import open_session
from schemactl.errors import Blocked, LockNotObtained, PermissionMissing, SchemactlError, ServerError, UsageError
from schemactl.model.trash import TRASH_SCHEMA, Kept, Restored, Trash, TrashNote, decode_comment
from schemactl.postgres.queries import Row, ask
from schemactl.postgres.quoting import literal, qualified

if TYPE_CHECKING:
    import psycopg

_UNDEFINED = "42704"
"""undefined_object (PostgreSQL manual, PostgreSQL Error Codes)."""

_COUNTED_PAGES = 1000
"""Tables of up to so many pages (8 MB) are counted; of others the planner's estimate is told."""


def read_trash(connection: psycopg.Connection[Any]) -> Trash:
    """Return what is in the trash, oldest first. Tables that others put there are left out.

    Raises:
        psycopg.Error: As the server gives it.
    """
    found = []
    for row in ask(connection, "apply", "trash"):
        noted = decode_comment(row["comment"] or "")
        if noted:
            found.append(_kept(connection, row, *noted))
    return Trash(database=connection.info.dbname, things=tuple(sorted(found, key=lambda kept: (kept.since, kept.name))))


def _kept(connection: psycopg.Connection[Any], row: Row, since: datetime, note: TrashNote) -> Kept:
    exact = bool(row["readable"]) and row["pages"] <= _COUNTED_PAGES
    rows = max(row["estimate"], 0)
    if exact:
        counted = connection.execute(f"SELECT count(*) FROM ONLY {qualified(TRASH_SCHEMA, row['name'])}".encode())
        [rows] = counted.fetchone() or (0,)
    return Kept(
        name=row["name"],
        note=note,
        since=since,
        run=_run_at(connection, since),
        trusted=bool(row["trusted"]),
        rows=rows,
        exact=exact,
        bytes=row["bytes"],
    )


def _run_at(connection: psycopg.Connection[Any], moment: datetime) -> int | None:
    """Return the number of the run at a moment; None where there is no history, or it is not ours to read."""
    readable = (
        "SELECT COALESCE(pg_catalog.has_table_privilege(pg_catalog.to_regclass('schemactl.run'), 'SELECT'), false)"
    )
    if connection.execute(readable.encode()).fetchone() != (True,):
        return None
    rows = ask(connection, "apply", "run_at", moment=moment)
    return int(rows[0]["id"]) if rows else None


def find_kept(trash: Trash, name: str) -> Kept:
    """Return a thing by its name in the trash, or the newest that had this name before.

    Raises:
        UsageError: There is none.
    """
    for kept in reversed(trash.things):
        if name in (kept.name, f"{TRASH_SCHEMA}.{kept.name}", kept.note.what):
            return kept
    raise UsageError(f"{name} is not in the trash", hint="`schemactl trash` lists what is there.")


@contextlib.contextmanager
def _working(
    conninfo: str, options: ApplyOptions, clock: Clock, on_event: OnEvent
) -> Iterator[psycopg.Connection[Any]]:
    """Yield a session that holds the run lock; errors of the server become ours."""
    import psycopg

    session = open_session(conninfo, options)
    with contextlib.closing(session.connection) as connection:
        try:
            obtain_run_lock(connection, options.run_lock_wait, clock=clock, on_event=on_event)
            yield connection
        except psycopg.Error as error:
            raise _refusal(error) from error


def _refusal(error: psycopg.Error) -> SchemactlError:
    if is_in_the_way(error):
        return LockNotObtained(f"another session is in the way: {words(error)}", hint="Run the command again later.")
    if error.sqlstate == "42501":
        return PermissionMissing(words(error), hint="Use the login that owns the tables, or the database's owner.")
    return ServerError(
        f"the server refuses: {words(error)}", hint="What was done before is committed; nothing is half."
    )


def restore(
    conninfo: str, name: str, *, options: ApplyOptions, clock: Clock, on_event: OnEvent
) -> tuple[Restored, ...]:
    """Bring a thing back from the trash, partitions with their table.

    Args:
        conninfo: The live database. `name`: see `find_kept`.
        options: How to behave towards other sessions. `clock`: time and chance. `on_event`: told about waiting.

    Raises:
        UsageError: It is not there.
        Blocked: Something else has its name, or its table is gone.
        PermissionMissing: Others may have written down how to bring it back, or the login lacks rights.
        LockNotObtained, ServerError, ConnectionFailed: Nothing came back.
    """
    with _working(conninfo, options, clock, on_event) as connection:
        trash = read_trash(connection)
        rows = {row["name"]: row for row in ask(connection, "apply", "trash")}
        things = tuple(_with_parts(find_kept(trash, name), {kept.name: kept for kept in trash.things}, rows))
        _require_trusted(things)
        send(connection, "BEGIN")
        done = [_brought_back(connection, kept) for kept in things]
        refused = [tuple(_belongings(connection, kept)) for kept in things]
        send(connection, "COMMIT")
        return tuple(
            Restored(what=kept.note.what, rows=rows, left=left, refused=(*missing, *_validated(connection, kept)))
            for kept, (rows, left), missing in zip(things, done, refused, strict=True)
        )


def _with_parts(kept: Kept, things: dict[str, Kept], rows: dict[str, Row]) -> Iterator[Kept]:
    """Yield a thing and its partitions in the trash, which belong to it there too."""
    yield kept
    for part in rows[kept.name]["parts"]:
        if part in things:
            yield from _with_parts(things[part], things, rows)


def _require_trusted(things: Iterable[Kept]) -> None:
    for kept in things:
        if not kept.trusted:
            raise PermissionMissing(
                f"how to bring {kept.note.what} back may have been written by others, and nothing of it was run",
                hint=f"The schema {TRASH_SCHEMA} must belong to the login or to the database's owner, and the owners of"
                " tables in it must not be allowed to use it.",
            )


def _brought_back(connection: psycopg.Connection[Any], kept: Kept) -> tuple[int, int]:
    """Bring one thing back inside a transaction; return how many rows it has, and how many values stay behind."""
    note = kept.note
    table = qualified(note.schema, note.table)
    there = answers_true(connection, f"SELECT pg_catalog.to_regclass({literal(table)}) IS NOT NULL")
    if not note.column:
        if there:
            raise Blocked(
                f"{note.what} is there already, so that nothing was brought back",
                hint=f"Rename it or copy the rows: INSERT INTO {table} SELECT * FROM"
                f" {qualified(TRASH_SCHEMA, kept.name)};",
            )
        for command in note.back:
            send(connection, command)
        return kept.rows, 0
    if not there:
        raise Blocked(f"the table {note.schema}.{note.table} is gone", hint="Bring it back first.")
    has_column = (
        f"SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass({literal(table)})"
        f" AND attname = {literal(note.column)} AND NOT attisdropped)"
    )
    for command in () if answers_true(connection, has_column) else note.back:
        send(connection, command)
    counted = send(connection, f"SELECT pg_catalog.count(*) FROM {qualified(TRASH_SCHEMA, kept.name)}").fetchone()
    total = int(counted[0]) if counted else 0
    first, *rest = note.fill
    filled = send(connection, first).rowcount
    for command in rest if filled == total else ():
        send(connection, command)
    return filled, total - filled


def _belongings(connection: psycopg.Connection[Any], kept: Kept) -> Iterator[tuple[str, str]]:
    """Make again what belonged to a thing, inside its transaction; yield what the server refuses, each by itself.

    Raises:
        psycopg.Error: Another session is in the way, so that the whole is to be tried again, or the session is lost.
    """
    import psycopg

    for command in kept.note.also:
        send(connection, "SAVEPOINT one")
        try:
            send(connection, command)
            send(connection, "RELEASE SAVEPOINT one")
        except psycopg.Error as error:
            if is_lost(connection, error) or is_in_the_way(error):
                raise
            send(connection, "ROLLBACK TO SAVEPOINT one")
            yield command, words(error)


def _validated(connection: psycopg.Connection[Any], kept: Kept) -> Iterator[tuple[str, str]]:
    """Validate the keys that were made; yield what the server refuses. What is left over the next plan validates."""
    import psycopg

    for command in kept.note.validate:
        try:
            send(connection, command)
        except psycopg.Error as error:
            if is_lost(connection, error):
                raise
            if error.sqlstate != _UNDEFINED:  # it was refused before
                yield command, words(error)


def purge(
    conninfo: str,
    chosen: Callable[[Trash], tuple[Kept, ...]],
    *,
    options: ApplyOptions,
    clock: Clock,
    on_event: OnEvent,
) -> tuple[Kept, ...]:
    """Delete things from the trash for good, each in a transaction of its own, and return them.

    Args:
        conninfo: The live database. `chosen`: which of them; asked under the run lock.
        options, clock, on_event: See `restore`.

    Raises:
        LockNotObtained, ServerError, PermissionMissing, ConnectionFailed: What was deleted before stays deleted.
    """
    with _working(conninfo, options, clock, on_event) as connection:
        things = chosen(read_trash(connection))
        rows = {row["name"]: row for row in ask(connection, "apply", "trash")}
        for kept in sorted(things, key=lambda one: len(rows[one.name]["parts"])):
            # IF EXISTS: a partition goes with its table.
            send(connection, f"DROP TABLE IF EXISTS {qualified(TRASH_SCHEMA, kept.name)}")
        return things
