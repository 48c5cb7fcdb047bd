"""Statements over a range of the key: what copies rows, what compares them. Nothing here runs anything.

Keys are written into them as literals: with parameters, a percent sign in a name would be taken for one.
"""

from __future__ import annotations

from schemactl.postgres.quoting import identifier, literal
from schemactl.repartition.values import Pair

Key = tuple[str, ...]
"""The values of the key's columns, as texts; empty for "from the start" and "to the end"."""


def upper_end(pair: Pair, after: Key, rows: int) -> str:
    """Return the query for the key a number of rows further on, as texts; no row when none is left."""
    key = _key(pair)
    ahead = f"SELECT {key} FROM ONLY {pair.source.sql}{_where(pair, after, ())} ORDER BY {key} LIMIT {rows:d}"
    texts = ", ".join(f"{identifier(column.name)}::text" for column in pair.key)
    backwards = ", ".join(f"{identifier(column.name)} DESC" for column in pair.key)
    return f"SELECT array[{texts}] FROM ({ahead}) AS ahead ORDER BY {backwards} LIMIT 1"


def copying(pair: Pair, after: Key, upto: Key) -> str:
    """Return the command that copies a range.

    FOR SHARE waits for whoever is writing a row, and then copies what was written; afterwards nobody changes or deletes
    the row before the copy is committed. So the mirror's DELETE always meets the copy, and no row comes back to life.
    A row that the mirror has brought already is left alone. FOR KEY SHARE would not do: it lets updates of columns
    pass that are no key of the source but decide about the partition.
    """
    columns = ", ".join(identifier(name) for name in pair.columns)
    return (
        f"WITH batch AS (SELECT {columns} FROM ONLY {pair.source.sql}{_where(pair, after, upto)}"
        f" ORDER BY {_key(pair)} FOR SHARE)"
        f" INSERT INTO {pair.twin.sql} ({columns}) OVERRIDING SYSTEM VALUE"
        f" SELECT {columns} FROM batch ON CONFLICT DO NOTHING"
    )


def comparing(pair: Pair, after: Key, upto: Key) -> str:
    """Return the query that compares a range: rows and checksum of the source, and of their counterparts in the twin.

    One statement has one snapshot, and the mirror works in the transaction of each write: so both sides agree at any
    moment, and the comparison needs no locks. The sum of the rows' hashes does not depend on their order.
    """
    return (
        f"SELECT count(*), count(t.{identifier(pair.twin_key[0])}), {_checksum(pair, 's')}, {_checksum(pair, 't')}"
        f"{_joined(pair)}{_where(pair, after, upto, table='s')}"
    )


def differing(pair: Pair, after: Key, upto: Key) -> str:
    """Return the query for the keys of rows in a range that have no equal in the twin, as texts, at most five."""
    return (
        f"SELECT concat_ws(', ', {', '.join(f's.{identifier(c.name)}::text' for c in pair.key)}){_joined(pair)}"
        f"{_where(pair, after, upto, table='s')} AND {_row(pair, 's')} IS DISTINCT FROM {_row(pair, 't')}"
        " LIMIT 5"
    )


def only_in_twin(pair: Pair) -> str:
    """Return the query for the keys of rows that only the twin has, as texts, at most five."""
    same = " AND ".join(f"s.{identifier(name)} = t.{identifier(name)}" for name in pair.twin_key)
    return (
        f"SELECT concat_ws(', ', {', '.join(f't.{identifier(c.name)}::text' for c in pair.key)}) FROM {pair.twin.sql}"
        f" AS t WHERE NOT EXISTS (SELECT FROM ONLY {pair.source.sql} AS s WHERE {same}) LIMIT 5"
    )


def counting(pair: Pair) -> str:
    """Return the query for the number of rows on both sides at one moment."""
    return f"SELECT (SELECT count(*) FROM ONLY {pair.source.sql}), (SELECT count(*) FROM {pair.twin.sql})"


def _where(pair: Pair, after: Key, upto: Key, *, table: str = "") -> str:
    """Return the condition for a range; row comparisons follow the index of the key (PostgreSQL manual, 9.25.5)."""
    key = _key(pair, table)
    conditions = [f"({key}) {sign} ({_given(pair, end)})" for sign, end in ((">", after), ("<=", upto)) if end]
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _given(pair: Pair, key: Key) -> str:
    return ", ".join(f"{literal(text)}::{column.type}" for column, text in zip(pair.key, key, strict=True))


def _key(pair: Pair, table: str = "") -> str:
    prefix = f"{table}." if table else ""
    return ", ".join(f"{prefix}{identifier(column.name)}" for column in pair.key)


def _joined(pair: Pair) -> str:
    same = " AND ".join(f"t.{identifier(name)} = s.{identifier(name)}" for name in pair.twin_key)
    return f" FROM ONLY {pair.source.sql} AS s LEFT JOIN {pair.twin.sql} AS t ON {same}"


def _row(pair: Pair, table: str) -> str:
    return f"ROW({', '.join(f'{table}.{identifier(name)}' for name in pair.columns)})::text"


def _checksum(pair: Pair, table: str) -> str:
    """Return the expression of a checksum; counterparts that are missing add nothing to it."""
    there = f"{table}.{identifier(pair.twin_key[0])} IS NOT NULL"
    hashed = f"pg_catalog.hashtextextended({_row(pair, table)}, 0)::numeric"
    return f"coalesce(sum({hashed}) FILTER (WHERE {there}), 0)"
