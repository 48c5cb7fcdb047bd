"""What every command of this room begins with: one session, one lock, the column, its ledger entry, the store."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from schemactl.errors import (
    Blocked,
    ConnectionFailed,
    LockNotObtained,
    PermissionMissing,
    SchemactlError,
    ServerError,
    StoreError,
    UsageError,
)
from schemactl.postgres import advisory
from schemactl.postgres.connect import connect, redact, refuse_pooler
from schemactl.vectors import ledger
from schemactl.vectors.column import read_column
from schemactl.vectors.store import VectorStore, normalise_store, open_store
from schemactl.vectors.values import Distance, Entry, Shape, Step, VectorColumn, in_command

if TYPE_CHECKING:
    import psycopg

LOCK_KEY = int.from_bytes(hashlib.sha256(b"schemactl vectors").digest()[:8], "big", signed=True)
"""One mover per database: two of them could delete what the other has just copied."""

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,200}")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]")

OnStep = Callable[[Step, int], None]
"""Told what was just done, and with how many vectors."""

OpenStore = Callable[[str, str], VectorStore]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a command was asked to do.

    Attributes:
        database_url: The live database. `column`: ``schema.table.column``.
        store: The store's address; empty for the one the ledger knows. `api_key`: for it.
        collection: Empty for the ledger's, or one named after the column.
        distance: None for what the column's indexes search by.
        batch: How many vectors to move in one transaction.
        where: Which rows, as an SQL condition over the table; empty for all.
        payload: Columns to copy into the points, for the store's filters.
        fire_triggers: Let triggers see the update. `keep`: leave the copies in the store on the way back.
        adopt: This database took the place of the one that moved the vectors.
        lock_timeout: Longest wait for a lock on the table; locked rows are not waited for.
    """

    database_url: str
    column: str
    store: str = ""
    api_key: str = ""
    collection: str = ""
    distance: Distance | None = None
    batch: int = 200
    where: str = ""
    payload: tuple[str, ...] = ()
    fire_triggers: bool = False
    keep: bool = False
    adopt: bool = False
    lock_timeout: timedelta = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A command at work.

    Attributes:
        connection: In autocommit mode, with the lock. `entry`: the ledger's word on the column.
        silenced: Triggers that are kept from firing.
    """

    connection: psycopg.Connection[Any]
    column: VectorColumn
    entry: Entry
    store: VectorStore
    request: Request
    silenced: tuple[str, ...]
    on_step: OnStep

    @property
    def condition(self) -> str:
        """Return the request's condition, to be put behind others; the table goes by the name ``t``."""
        # The line break keeps a comment from swallowing the parenthesis.
        return f"AND ({in_command(self.request.where)}\n)" if self.request.where else ""

    @contextlib.contextmanager
    def changing_rows(self) -> Iterator[None]:
        """Open a transaction that may change the column without its triggers noticing."""
        with self.connection.transaction():
            if self.silenced:
                self.connection.execute("SET LOCAL session_replication_role = replica")
            yield


@contextlib.contextmanager
def opened_move(
    request: Request,
    on_step: OnStep,
    opener: OpenStore = open_store,
    *,
    creates: bool = False,
    writes_rows: bool = False,
    writes_store: bool = False,
) -> Iterator[Move]:
    """Open everything a command needs and close it again.

    Args:
        request: What was asked for. `on_step`, `opener`: for the tests as well.
        creates: Whether a column the ledger does not know yet is welcome.
        writes_rows: Whether the column will be changed. `writes_store`: whether points will.

    Raises:
        SchemactlError: See `schemactl.errors`; nothing was changed, neither here nor there.
    """
    with _server_errors(), connect(request.database_url) as connection:
        _prepare(connection, request.lock_timeout)
        column = read_column(connection, request.column)
        _obtain_lock(connection)
        if not ledger.find_ledger(connection) and creates:
            ledger.create_ledger(connection)
        entry = _known_entry(connection, column, request)
        if entry is None and not creates:
            raise UsageError(
                f"no vectors of {column} were ever moved out",
                hint="Move some: schemactl vectors out " + request.column + " --store ADDRESS",
            )
        if entry is not None and writes_store:
            _require_home(connection, entry, adopt=request.adopt)
        store = opener(entry.store if entry else _given_store(request), request.api_key)
        with contextlib.closing(store):
            entry = entry or _new_entry(connection, column, store, request)
            _require_collection(connection, entry, store, on_step, creates=creates)
            silenced = _silenced(connection, column, request) if writes_rows else ()
            yield Move(
                connection=connection,
                column=column,
                entry=entry,
                store=store,
                request=request,
                silenced=silenced,
                on_step=on_step,
            )


@contextlib.contextmanager
def _server_errors() -> Iterator[None]:
    """Turn what PostgreSQL says into our errors."""
    import psycopg

    try:
        yield
    except SchemactlError:
        raise
    except psycopg.errors.InsufficientPrivilege as error:
        raise PermissionMissing(
            redact(str(error.diag.message_primary)), hint="Log in as the owner of the table."
        ) from error
    except psycopg.errors.LockNotAvailable as error:
        raise LockNotObtained(
            "another session holds a lock on the table for too long",
            hint="Nothing is half done. Run the command again, or with a longer --lock-timeout.",
        ) from error
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error).strip() or type(error).__name__
        kind = ServerError if error.diag.message_primary and error.sqlstate else ConnectionFailed
        raise kind(
            redact(" ".join(said.split())), hint="What was moved so far is noted. Run the command again to go on."
        ) from error


def _prepare(connection: psycopg.Connection[Any], lock_timeout: timedelta) -> None:
    """Set what the session's correctness rests on.

    Raises:
        ConnectionFailed: A pooler hands out the server's sessions: the lock would be another client's.
    """
    import psycopg

    refuse_pooler(connection)
    connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    # On the way back the store deletes what PostgreSQL said is committed: that must survive a crash.
    connection.execute("SET synchronous_commit = on")
    milliseconds = str(round(lock_timeout / timedelta(milliseconds=1)))
    connection.execute("SELECT pg_catalog.set_config('lock_timeout', %s, false)", [milliseconds])


def _obtain_lock(connection: psycopg.Connection[Any]) -> None:
    if not advisory.obtain_lock(connection, LOCK_KEY):
        raise LockNotObtained(
            "another process is moving vectors of this database", hint="Run the command again when it has ended."
        )


def _given_store(request: Request) -> str:
    if not request.store:
        raise UsageError(
            f"nothing says where the vectors of {request.column} go",
            hint="Name the store: --store https://host:6333, or --store qdrant:///path.",
        )
    return normalise_store(request.store)


def _known_entry(connection: psycopg.Connection[Any], column: VectorColumn, request: Request) -> Entry | None:
    """Return the ledger's word on a column; None when there is none, or none that binds us.

    Raises:
        UsageError: The request names another place than the one that holds vectors of this column.
    """
    if not ledger.find_ledger(connection):
        return None
    entry = ledger.find_entry(connection, column)
    if entry is None:
        return None
    store = normalise_store(request.store) if request.store else entry.store
    collection = request.collection or entry.collection
    shape = Shape(dimensions=column.dimensions, distance=request.distance or entry.shape.distance)
    if (store, collection, shape) == (entry.store, entry.collection, entry.shape):
        return entry
    if not ledger.holds_any(connection, entry):
        return None
    raise UsageError(
        f"vectors of {column} are in collection {entry.collection} of {entry.store}, with {entry.shape.dimensions} "
        f"dimensions and distance {entry.shape.distance}",
        hint="A column has one place. Leave out --store, --collection and --distance, or move the vectors back first.",
    )


def _new_entry(
    connection: psycopg.Connection[Any], column: VectorColumn, store: VectorStore, request: Request
) -> Entry:
    """Note a new place for a column, unless somebody else is there already."""
    distance = request.distance or column.distance
    if distance is None:
        raise UsageError(
            f"nothing says how vectors of {column} are compared: it has no index, or several kinds",
            hint=f"Say --distance: {', '.join(Distance)}.",
        )
    collection = request.collection or _collection_of(column)
    if not _NAME.fullmatch(collection):
        raise UsageError(
            f"not the name of a collection: {collection!r}", hint="Letters, digits, dots, dashes and underscores."
        )
    address = normalise_store(request.store)
    if store.shape(collection) is not None or ledger.is_taken(connection, address, collection):
        raise StoreError(
            f"collection {collection} of {address} is there already, and is not ours",
            hint="Another database may live on it. Name another one with --collection.",
        )
    shape = Shape(dimensions=column.dimensions, distance=distance)
    ledger.write_entry(connection, column, store=address, collection=collection, shape=shape)
    entry = ledger.find_entry(connection, column)
    if entry is None:
        raise ServerError("the ledger does not keep what is written to it", hint="Look for rules on its tables.")
    return entry


def _collection_of(column: VectorColumn) -> str:
    """Return a name for a column's collection: its own, and a hash behind it where letters had to be replaced."""
    name = f"{column.schema}.{column.table}.{column.column}"
    plain = _NOT_IN_NAMES.sub("_", name)[:180]
    return plain if plain == name else f"{plain}.{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _require_home(connection: psycopg.Connection[Any], entry: Entry, *, adopt: bool) -> None:
    """Make sure that this database is the one that moved the vectors, not a copy of it.

    Raises:
        Blocked: It is another one.
    """
    if ledger.read_home(connection) == entry.home:
        return
    if not adopt:
        raise Blocked(
            f"this database is a copy of the one that moved its vectors to collection {entry.collection}, "
            "which may still need them",
            hint="Nothing was changed. `back --keep` reads them without deleting any; "
            "--adopt says that the other database is no more.",
        )
    ledger.adopt(connection, entry)


def _require_collection(
    connection: psycopg.Connection[Any], entry: Entry, store: VectorStore, on_step: OnStep, *, creates: bool
) -> None:
    """Make sure that the collection is there and takes what the ledger says.

    Raises:
        StoreError: It does not.
    """
    found = store.shape(entry.collection)
    if found is None and creates and not ledger.holds_any(connection, entry):
        store.create(entry.collection, entry.shape)
        on_step(Step.CREATED, 0)
        return
    if found is None:
        raise StoreError(
            f"collection {entry.collection} is not in {entry.store}",
            hint="The ledger says that vectors are there: restore it from the store's backup.",
        )
    if found != entry.shape:
        raise StoreError(
            f"collection {entry.collection} takes {found.dimensions} dimensions and distance {found.distance}, "
            f"not {entry.shape.dimensions} and {entry.shape.distance}",
            hint="Somebody made it anew. Restore it, or name another one with --collection.",
        )


def _silenced(connection: psycopg.Connection[Any], column: VectorColumn, request: Request) -> tuple[str, ...]:
    """Return the triggers to keep from firing: moving a vector is no change of the row that anybody should see.

    Raises:
        Blocked: Some fire whatever we do. PermissionMissing: The login may not silence them.
    """
    import psycopg

    if not column.triggers or request.fire_triggers:
        return ()
    if column.always:
        raise Blocked(
            f"triggers of {column.table_name} fire always: {', '.join(column.always)}",
            hint="--fire-triggers lets all triggers see the update.",
        )
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SET LOCAL session_replication_role = replica")
    except psycopg.errors.InsufficientPrivilege as error:
        raise PermissionMissing(
            f"triggers of {column.table_name} would fire: {', '.join(column.triggers)}; "
            f"the login {connection.info.user} may not silence them",
            hint="Let a superuser GRANT SET ON PARAMETER session_replication_role to it (PostgreSQL 15 and later), "
            "or let them fire: --fire-triggers.",
        ) from error
    return column.triggers
