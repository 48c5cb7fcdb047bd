"""What passes between the modules of this room, and what its commands report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schemactl.postgres.quoting import identifier, qualified

PointId = int | str
"""How a store calls a point: an unsigned 64-bit integer or a UUID as text."""


class Distance(StrEnum):
    """How a store compares vectors. The words are ours; each store has its own."""

    COSINE = "cosine"
    EUCLID = "euclid"
    DOT = "dot"
    MANHATTAN = "manhattan"


def in_command(sql: str) -> str:
    """Return SQL as the driver wants it in a command with parameters, which a percent sign begins."""
    return sql.replace("%", "%%")


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorColumn:
    """A column whose vectors can be moved.

    Attributes:
        relation: The table's oid.
        kind: ``vector`` or ``halfvec``. `type`: the same with schema and dimensions, for a command with parameters.
        send: The function that turns a vector into its bytes, likewise.
        distance: What the column's indexes search by; None where there is none, or more than one.
        key: The column of the primary key. `key_type`: its type, ready for a cast.
        triggers: Those an update of this column would fire.
        always: Those among them that fire whatever the session's replication role is.
    """

    relation: int
    schema: str
    table: str
    column: str
    kind: str
    type: str
    send: str
    dimensions: int
    distance: Distance | None
    key: str
    key_type: str
    triggers: tuple[str, ...]
    always: tuple[str, ...]

    def __str__(self) -> str:
        """Return ``schema.table.column``, quoted where PostgreSQL needs it."""
        return f"{self.table_name}.{identifier(self.column)}"

    @property
    def table_name(self) -> str:
        """Return the qualified table, for people."""
        return qualified(self.schema, self.table)

    @property
    def table_sql(self) -> str:
        """Return the qualified table, for a command with parameters."""
        return in_command(self.table_name)

    @property
    def column_sql(self) -> str:
        """Return the column's name, for a command with parameters."""
        return in_command(identifier(self.column))

    @property
    def key_sql(self) -> str:
        """Return the name of the key's column, for a command with parameters."""
        return in_command(identifier(self.key))

    @property
    def checksum_sql(self) -> str:
        """Return the expression for the checksum of a row's vector; the table goes by the name ``t``."""
        return f"pg_catalog.sha256({self.send}(t.{self.column_sql}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a collection takes: so many numbers per vector, compared in one way."""

    dimensions: int
    distance: Distance


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A vector as a store keeps it.

    Attributes:
        id: How the store calls it. `key`: the row's primary key as text.
        vector: What the store searches by; some stores scale it.
        original: The vector's own bytes, which come back as they went.
        payload: Other columns of the row, for the store's filters.
    """

    id: PointId
    key: str
    vector: tuple[float, ...]
    original: bytes
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The ledger's row about a column: where its vectors went.

    Attributes:
        id: Its key in the ledger.
        store: The store's address. `collection`: what the points are in there.
        home: The cluster and database that moved them.
    """

    id: int
    store: str
    collection: str
    shape: Shape
    home: str


class State(StrEnum):
    """What the ledger says of a vector."""

    OUT = "out"
    """Only the store has it."""
    RETURNED = "returned"
    """PostgreSQL has it; the copy in the store is still to be deleted."""
    KEPT = "kept"
    """PostgreSQL has it, and the copy in the store is to stay."""


class Step(StrEnum):
    """What was just done; between any two of them a run may die."""

    CREATED = "created the collection"
    READ = "read from PostgreSQL"
    COPIED = "copied to the store"
    REOPENED = "opened the store again"
    COMPARED = "compared with the store"
    REMOVED = "removed from PostgreSQL"
    RESTORED = "restored in PostgreSQL"
    DELETED = "deleted from the store"
    FORGOTTEN = "forgotten by the ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOut:
    """What a run of `out` did.

    Attributes:
        moved: Vectors that are now in the store only.
        left: Vectors that other sessions kept changing or locking; they stay in PostgreSQL.
        silenced: Triggers that were kept from firing.
    """

    column: str
    store: str
    collection: str
    moved: int
    left: int
    silenced: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBack:
    """What a run of `back` did.

    Attributes:
        restored: Vectors that are in PostgreSQL again, bit by bit the same.
        newer: Rows that had got another vector meanwhile, which stays.
        gone: Rows that are no longer there; their points stay until `prune`.
        busy: Rows that other sessions held locked.
        refused: Key and reason of every vector the store no longer has as it was.
    """

    column: str
    store: str
    collection: str
    restored: int
    newer: int
    gone: int
    busy: int
    refused: tuple[tuple[str, str], ...]
    silenced: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where the vectors of a column are, counted in all three places.

    Attributes:
        in_postgres: Rows with a vector. `without`: rows that have one nowhere.
        out: Rows whose vector is in the store only. `newer`: rows with an entry that got another vector since.
        gone: Entries whose row is no longer there. `returned`, `kept`: entries whose vector is back.
        in_store: Points in the store.
        compared: How many points were read and compared; None when that was not asked for.
        problems: What does not agree, one sentence each.
    """

    column: str
    store: str
    collection: str
    in_postgres: int
    without: int
    out: int
    newer: int
    gone: int
    returned: int
    kept: int
    in_store: int
    compared: int | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What a run of `prune` did.

    Attributes:
        forgotten: Entries of the ledger nobody needs any more. `deleted`: points deleted from the store.
    """

    column: str
    store: str
    collection: str
    forgotten: int
    deleted: int
