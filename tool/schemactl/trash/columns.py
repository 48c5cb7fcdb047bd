"""The values of a dropped column are copied into a table of the trash, each with the primary key of its row.

A column cannot stay under another name: the table must be as declared, to the last column. Copying reads the table once
while others may read it but not write; what it writes is the values and the key alone, not the table.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.statement import Statement, Trait
from schemactl.model.trash import TRASH_SCHEMA, TrashNote
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.trash.place import NotKept, Place, column_list, noted, revoked, step


def kept_column(statement: Statement, place: Place) -> Iterator[Statement]:
    """Yield what copies the values of a column to the trash, and then drops it.

    Args:
        statement: ALTER TABLE ... DROP COLUMN. `place`: the moment before it; each statement is run before the next is
            asked for.

    Raises:
        NotKept: They cannot be kept.
        psycopg.Error: A question cannot be answered.
    """
    address, column = statement.address, statement.column
    name = qualified(address.schema, address.name)
    table = place.table(address.schema, address.name)
    _require_key(table, column)
    [facts] = place.ask("column", oid=table["oid"], name=column, key=table["key"])
    goes = any(row["kind"] == "COLUMN" and row["name"] == column for row in place.leaning(table["oid"]))
    own = identifier(column)
    (kept_as,) = place.names(TRASH_SCHEMA, (f"{address.name}_{column}",))
    kept = qualified(TRASH_SCHEMA, kept_as)
    locked = step(
        statement,
        f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE",
        f"no value of {column} may change while it is copied",
    )
    # The lock is held while the next statement reads all rows: to those who wait it is one.
    yield dataclasses.replace(locked, traits=frozenset({Trait.READS_ALL_ROWS}))
    yield step(
        statement,
        f"CREATE TABLE {kept} AS SELECT {column_list(table['key'])}, {own}{'::text' if goes else ''} "
        f"FROM {name} WHERE {own} IS DISTINCT FROM NULL",
        f"the values of {column} are kept for {place.days} days",
    )
    yield from revoked(statement, place.table(TRASH_SCHEMA, kept_as), kept)
    note = TrashNote(
        schema=address.schema,
        table=address.name,
        column=column,
        days=place.days,
        back=(f"ALTER TABLE {name} ADD COLUMN {own} {facts['type']}",),
        fill=(_fill(name, kept, column, table["key"], facts), f"DROP TABLE {kept}"),
        also=tuple(_rules(name, own, facts)),
    )
    yield noted(statement, TRASH_SCHEMA, kept_as, note)
    yield dataclasses.replace(statement, loses=(), cause=f"{statement.cause}; its values are kept as {kept}")


def _require_key(table: Row, column: str) -> None:
    """Raise `NotKept` where nothing would tell which row a value belongs to."""
    if not table["key"]:
        raise NotKept("its table has no primary key, so that nothing would tell which row a value belongs to")
    if column in table["key"]:
        raise NotKept("it is part of the primary key, so that nothing would tell which row a value belongs to")
    if table["has_heirs"]:
        raise NotKept("other tables inherit it, whose rows have a key of their own")


def _fill(name: str, kept: str, column: str, key: list[str], facts: Row) -> str:
    """Return the command that gives rows their values again, where they have none by now."""
    same = " AND ".join(f"t.{_compared(part, facts)} = k.{_compared(part, facts)}" for part in key)
    own = identifier(column)
    # The cast makes a value again of what was kept as text, and does nothing to all else.
    return (
        f"UPDATE {name} AS t SET {own} = k.{own}::{facts['type']} FROM {kept} AS k"
        f" WHERE {same} AND t.{own} IS NOT DISTINCT FROM NULL"
    )


def _compared(part: str, facts: Row) -> str:
    """Return a column of the key as it is compared: with the operators of PostgreSQL's own types, which are found."""
    return f"{identifier(part)}{'::text' if part in facts['compared_as_text'] else ''}"


def _rules(name: str, own: str, facts: Row) -> Iterator[str]:
    if facts["expression"] and not facts["generated"]:
        yield f"ALTER TABLE {name} ALTER COLUMN {own} SET DEFAULT {facts['expression']}"
    if facts["not_null"]:
        yield f"ALTER TABLE {name} ALTER COLUMN {own} SET NOT NULL"
