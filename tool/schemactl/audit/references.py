"""References: rows that point at nothing, and columns that look like references though no foreign key says so."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.audit.check import Check, columns_of, constraint_of
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Finding, Section
from schemactl.model.diagnostic import Level
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified

ORPHANS = Check(
    id="AU105",
    name="orphaned-rows",
    level=Level.ERROR,
    finds="Rows whose foreign key points at no row, where the key is not validated, not enforced or switched off. All "
    "rows are looked at, for five seconds per key at most.",
    why="Joins lose these rows, and the foreign key can never be validated while they are there.",
    fix="Give them the right parent, set the columns to NULL, or remove them; then validate the foreign key.",
)
LIKELY_REFERENCE = Check(
    id="AU106",
    name="reference-without-foreign-key",
    level=Level.NOTE,
    finds="A column called like a reference (x_id) with the type of another table's primary key, and no foreign key. A "
    "guess by its name, or by where columns of the same name point elsewhere; it is dropped when fewer than half of up "
    "to 1,000 sampled values are found there, and a warning when some are missing.",
    why="Nothing keeps its values from pointing at rows that do not exist.",
    fix="If it is a reference, add a foreign key, NOT VALID first, and validate it. If it is none, leave it.",
)

CHECKS = (ORPHANS, LIKELY_REFERENCE)

_SAMPLE = 1000
_MOST = 100_000
"""Orphans of one foreign key are counted up to here."""


def examine(database: AuditedDatabase) -> Section:
    """Return what points at nothing."""
    return Section(title="References", findings=(*_orphans(database), *_likely_references(database)))


def _orphans(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("doubtful_references"):
        where = constraint_of(row["name"], row["schema"], row["relation"])
        found = database.probe(f"orphans of {where}", _orphans_sql(row))
        if found and found["orphans"]:
            many = f"at least {_MOST:,}" if found["orphans"] > _MOST else f"{found['orphans']:,}"
            yield ORPHANS.found(
                f"table {qualified(row['schema'], row['relation'])}",
                f"{many} rows have no row in {qualified(row['referenced_schema'], row['referenced'])} "
                f"for {columns_of(row['columns'])} (foreign key {identifier(row['name'])})",
            )


def _orphans_sql(row: Row) -> str:
    """Return the query that counts the orphans of a foreign key; a row with a NULL in it points nowhere on purpose."""
    columns = [f"c.{identifier(name)}" for name in row["columns"]]
    given = (" OR " if row["match_full"] else " AND ").join(f"{column} IS NOT NULL" for column in columns)
    same = " AND ".join(
        f"p.{identifier(name)} = {column}" for name, column in zip(row["referenced_columns"], columns, strict=True)
    )
    return (
        f"SELECT count(*) AS orphans FROM (SELECT FROM {qualified(row['schema'], row['relation'])} AS c "
        f"WHERE ({given}) AND NOT EXISTS (SELECT FROM {qualified(row['referenced_schema'], row['referenced'])} AS p "
        f"WHERE {same}) LIMIT {_MOST + 1}) AS o"
    )


def _likely_references(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("likely_references"):
        table = qualified(row["schema"], row["relation"])
        target, key = qualified(row["referenced_schema"], row["referenced"]), identifier(row["referenced_column"])
        column = identifier(row["name"])
        found = database.probe(
            f"values of {column} of {table}",
            f"SELECT count(*) AS sampled, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM {target} AS p "
            f"WHERE p.{key} = s.v)) AS missing FROM (SELECT c.{column} AS v FROM {table} AS c "
            f"WHERE c.{column} IS NOT NULL LIMIT {_SAMPLE}) AS s",
        )
        if found is None or 2 * found["missing"] > found["sampled"]:
            continue
        seen = "it holds no value yet" if not found["sampled"] else f"all {found['sampled']:,} sampled values are there"
        if found["missing"]:
            seen = f"{found['missing']:,} of {found['sampled']:,} sampled values are not there"
        yield LIKELY_REFERENCE.found(
            f"column {column} of {table}",
            f"looks like a reference to {target} ({key}); {seen}",
            level=Level.WARNING if found["missing"] else Level.NOTE,
            sql=f"ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {target} ({key}) NOT VALID;",
        )
