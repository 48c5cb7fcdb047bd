"""Indexes: those nobody reads, those another one replaces, those that are missing, and those that are mostly air."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta

from schemactl.audit.bloat import BLOATED_INDEX, bloated_indexes
from schemactl.audit.check import Check, columns_of, constraint_of
from schemactl.audit.index_values import Index, index_of
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Fact, Finding, Section, Table, Unit
from schemactl.model.diagnostic import Level
from schemactl.model.figures import bytes_in_words, duration_in_words
from schemactl.postgres.quoting import qualified

DUPLICATE = Check(
    id="AU301",
    name="duplicate-index",
    level=Level.WARNING,
    finds="An index with the same columns, order and condition as another one, or as that of a constraint.",
    why="Every write pays for both, and nothing reads faster.",
    fix="Drop it.",
)
PREFIX = Check(
    id="AU302",
    name="prefix-index",
    level=Level.WARNING,
    finds="A plain B-tree index whose columns are the first ones of a longer index with the same condition.",
    why="The longer one answers the same questions; every write pays for both.",
    fix="Drop it, unless the longer one is so much wider that you have measured the difference.",
)
UNUSED = Check(
    id="AU303",
    name="unused-index",
    level=Level.NOTE,
    finds="An index that was not read once since the statistics began, and that keeps no promise: unique and primary "
    "keys, the index of a foreign key and a replica identity are left out. A warning when the statistics are older "
    "than 30 days and it has 10 MiB or more.",
    why="Every write pays for it.",
    fix="Make sure that no standby and no monthly job reads it (statistics are kept per server), then drop it.",
)
NO_FOREIGN_KEY_INDEX = Check(
    id="AU305",
    name="foreign-key-without-index",
    level=Level.WARNING,
    finds="A foreign key whose columns lead no index of the referencing table.",
    why="Every DELETE and every change of the key in the referenced table reads the whole referencing table.",
    fix="Add an index that begins with its columns.",
)

CHECKS = (DUPLICATE, PREFIX, UNUSED, BLOATED_INDEX, NO_FOREIGN_KEY_INDEX)

_OLD_ENOUGH = timedelta(days=30)
_LARGE_ENOUGH = 10 * 1024**2
_SHOWN = 15

ByTable = Mapping[int, Sequence[Index]]


def examine(database: AuditedDatabase) -> Section:
    """Return which indexes are worth their price."""
    indexes = [index_of(row) for row in database.ask("indexes")]
    by_table: dict[int, list[Index]] = defaultdict(list)
    for index in indexes:
        by_table[index.table].append(index)
    replaced = dict(_replaced(by_table))
    findings = (
        *replaced.values(),
        *_unused(database, by_table, replaced.keys()),
        *_missing(database, by_table),
        *bloated_indexes(database),
    )
    stored = [index for index in indexes if not index.is_partitioned]
    facts = (
        Fact(name="indexes", value=len(stored), unit=Unit.COUNT),
        Fact(name="size of all", value=sum(index.size_bytes for index in stored), unit=Unit.BYTES),
        Fact(name="statistics cover", value=_statistics_words(database)),
    )
    return Section(title="Indexes", facts=facts, tables=(_largest(stored),), findings=findings)


def _largest(indexes: Sequence[Index]) -> Table:
    largest = sorted(indexes, key=lambda index: (-index.size_bytes, index.qualified))
    return Table(
        title="largest indexes",
        columns=(("index", Unit.TEXT), ("table", Unit.TEXT), ("size", Unit.BYTES), ("scans", Unit.COUNT)),
        rows=tuple(
            (index.qualified, qualified(index.schema, index.relation), index.size_bytes, index.scans)
            for index in largest[:_SHOWN]
        ),
        left_out=max(len(largest) - _SHOWN, 0),
    )


def _replaced(by_table: ByTable) -> Iterator[tuple[int, Finding]]:
    for indexes in by_table.values():
        for index in indexes:
            if index.of_partition:
                continue
            twins = [other for other in indexes if index.is_replaced_by(other)]
            longer = [other for other in indexes if index.is_beginning_of(other)]
            if twins:
                yield index.oid, _useless(DUPLICATE, index, "holds the same as", min(twins, key=lambda i: i.worth))
            elif longer:
                best = min(longer, key=lambda i: (len(i.keys), i.name))
                yield index.oid, _useless(PREFIX, index, "is the beginning of", best)


def _useless(check: Check, index: Index, relation: str, other: Index) -> Finding:
    sql = "" if index.of_constraint or index.is_partitioned else f"DROP INDEX CONCURRENTLY {index.qualified};"
    return check.found(
        f"index {index.qualified}", f"{relation} {other.qualified}; {bytes_in_words(index.size_bytes)}", sql=sql
    )


def _unused(database: AuditedDatabase, by_table: ByTable, reported: Collection[int]) -> Iterator[Finding]:
    if not all(row["track_counts"] for row in database.ask("server")):
        database.note("unused indexes", "track_counts is off, so nothing is counted")
        return
    age = statistics_age(database)
    if age is None or age < database.least_observation:
        database.note("unused indexes", f"the statistics cover {_statistics_words(database)}, too little to tell")
        return
    keys: dict[int, list[list[int]]] = defaultdict(list)
    for row in database.ask("foreign_keys"):
        keys[row["table_oid"]].append(row["columns"])
    for index in (index for indexes in by_table.values() for index in indexes):
        if index.scans or not index.is_valid or index.guards or index.of_partition or index.oid in reported:
            continue
        if any(index.serves(columns) for columns in keys[index.table]):
            continue
        yield UNUSED.found(
            f"index {index.qualified}",
            f"was not read once; {bytes_in_words(index.size_bytes)} on {qualified(index.schema, index.relation)}",
            level=unused_level(age, index.size_bytes),
        )


def unused_level(age: timedelta, size_bytes: int) -> Level:
    """Return how much an index matters that was not read once while statistics of this age were collected."""
    return Level.WARNING if age >= _OLD_ENOUGH and size_bytes >= _LARGE_ENOUGH else Level.NOTE


def _missing(database: AuditedDatabase, by_table: ByTable) -> Iterator[Finding]:
    for row in database.ask("foreign_keys"):
        indexes = by_table.get(row["table_oid"], ())
        if any(index.serves(row["columns"]) for index in indexes):
            continue
        table, columns = qualified(row["schema"], row["relation"]), columns_of(row["column_names"])
        sql = "" if row["partitioned"] else f"CREATE INDEX CONCURRENTLY ON {table} {columns};"
        yield NO_FOREIGN_KEY_INDEX.found(
            f"foreign key {constraint_of(row['name'], row['schema'], row['relation'])}",
            f"has no index on {columns}, so a DELETE from "
            f"{qualified(row['referenced_schema'], row['referenced'])} reads all of {table}",
            sql=sql,
        )


def statistics_age(database: AuditedDatabase) -> timedelta | None:
    """Return how long the statistics have been collected at least; None when nobody knows."""
    for row in database.ask("server"):
        began = row["stats_reset"] or row["started_at"]
        return timedelta(seconds=(row["observed_at"] - began).total_seconds())
    return None


def _statistics_words(database: AuditedDatabase) -> str:
    age = statistics_age(database)
    if age is None:
        return "unknown"
    reset = any(row["stats_reset"] for row in database.ask("server"))
    return (
        duration_in_words(age) if reset else f"at least {duration_in_words(age)} (never reset; the server started then)"
    )
