"""The two tables of a move, and what is known of a move that has begun."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.postgres.quoting import aside, qualified


def old_name(name: str) -> str:
    """Return the name a table is kept under after the swap, in schema ``schemactl``, out of the application's sight."""
    return aside(name, "before")


def old_table(name: str) -> str:
    """Return that name with its schema, for a command."""
    return qualified(HISTORY_SCHEMA, old_name(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One table of the live database. `oid` tells it from another that was given its name since."""

    schema: str
    name: str
    oid: int

    @property
    def sql(self) -> str:
        """Return its name for a command."""
        return qualified(self.schema, self.name)

    def __str__(self) -> str:
        """Return its name for a reader."""
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyColumn:
    """A column of the key that batches follow; `type` is written as a cast needs it."""

    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A table and the twin its rows move into; both have the same columns.

    Attributes:
        source: The plain table.
        twin: The partitioned one.
        columns: What is copied: all columns but generated ones.
        key: The primary key of the source, in the order of its index.
        twin_key: The primary key of the twin. It holds the source's key and what decides about the partition.
    """

    source: Relation
    twin: Relation
    columns: tuple[str, ...]
    key: tuple[KeyColumn, ...]
    twin_key: tuple[str, ...]

    @property
    def added_key(self) -> tuple[str, ...]:
        """Return the columns of the twin's key that the source's key lacks; foreign keys have to carry them too."""
        return tuple(name for name in self.twin_key if name not in {column.name for column in self.key})

    def renamed(self, name: str) -> str:
        """Return what a part of the twin is called once the twin has the source's name."""
        return name.replace(self.twin.name, self.source.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What the database remembers of a move.

    Attributes:
        source, twin: The names it was begun with. `source_oid`, `twin_oid`: the tables they meant then.
        phase: ``moving`` until the last row is copied, then ``moved``; ``swapped`` when the twin took its place.
        last_key: The key up to which rows are copied, as texts; empty at the start and after the end.
        rows: How many rows the batches have copied.
        marks: The mirror's triggers as they were installed; anything else means that writes may have been missed.
        twin_triggers: Triggers of the twin that are switched off meanwhile, each with the state it had.
        pending: Commands that are still due after the swap.
    """

    source: str
    twin: str
    source_oid: int
    twin_oid: int
    phase: str
    last_key: tuple[str, ...]
    rows: int
    marks: str
    twin_triggers: tuple[tuple[str, str], ...]
    pending: tuple[str, ...]
