"""Rules on tables, columns and sequences: what is regretted later."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemactl.lint.database import Database
from schemactl.lint.rule import Judge, Row, Rule
from schemactl.model.diagnostic import Level

_NARROW = frozenset({"integer", "smallint"})


def _where(condition: Callable[[Row], bool]) -> Judge:
    """Return a judge that takes the rows a condition holds for."""

    def judge(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
        return (row for row in rows if condition(row))

    return judge


UNLOGGED = Rule(
    id="SL301",
    name="unlogged-table",
    level=Level.WARNING,
    finds="An unlogged table.",
    why="PostgreSQL empties it after a crash, and standbys and most backups hold no row of it.",
    fix="Make it an ordinary table, or waive this with the reason why its rows may vanish.",
    query="tables",
    message="table {where} is unlogged: a crash empties it",
    judge=_where(lambda row: row["unlogged"]),
)

NO_PRIMARY_KEY = Rule(
    id="SL302",
    name="no-primary-key",
    level=Level.WARNING,
    finds="A table without a primary key.",
    why="Two equal rows cannot be told apart, and logical replication cannot carry UPDATE and DELETE.",
    fix="Add a primary key.",
    query="tables",
    message="table {where} has no primary key",
    judge=_where(lambda row: not row["has_key"]),
)

NARROW_KEY = Rule(
    id="SL303",
    name="narrow-key",
    level=Level.NOTE,
    finds="A primary key of one integer or smallint column that a sequence numbers.",
    why="Its numbers run out at 2,147,483,647, and making it wider then rewrites the table and all that refer to it.",
    fix="Use bigint GENERATED ALWAYS AS IDENTITY.",
    query="columns",
    message="the primary key {part} of {where} is {type}, whose numbers run out",
    judge=_where(lambda row: row["only_key"] and row["numbered"] and row["base"] in _NARROW),
)

TIMESTAMP_WITHOUT_ZONE = Rule(
    id="SL304",
    name="timestamp-without-zone",
    level=Level.NOTE,
    finds="A column of type timestamp without time zone.",
    why="It is no moment: what it means depends on who wrote it.",
    fix="Use timestamptz.",
    query="columns",
    message="column {part} of {where} is {type}, which is no moment in time",
    judge=_where(lambda row: row["base"] == "timestamp without time zone"),
)

JSON_COLUMN = Rule(
    id="SL305",
    name="json-column",
    level=Level.NOTE,
    finds="A column of type json.",
    why="It is parsed at every access, has no equality and no useful index.",
    fix="Use jsonb.",
    query="columns",
    message="column {part} of {where} is json instead of jsonb",
    judge=_where(lambda row: row["base"] == "json"),
)

CHAR_COLUMN = Rule(
    id="SL306",
    name="char-column",
    level=Level.NOTE,
    finds="A column of type char(n).",
    why="Values are padded with blanks that count or not depending on the operator, and it saves no room.",
    fix="Use text with a CHECK on its length.",
    query="columns",
    message="column {part} of {where} is {type}, which pads with blanks",
    judge=_where(lambda row: row["base"] == "character"),
)

UNOWNED_SEQUENCE = Rule(
    id="SL307",
    name="unowned-sequence",
    level=Level.NOTE,
    finds="A sequence that belongs to no column.",
    why="Dropping the column it numbers leaves it behind, and TRUNCATE ... RESTART IDENTITY passes it over.",
    fix='Say whose it is (owned_by="schema.table.column"), or use an identity column.',
    query="unowned_sequences",
    message="sequence {where} belongs to no column",
)

RULES = (
    UNLOGGED,
    NO_PRIMARY_KEY,
    NARROW_KEY,
    TIMESTAMP_WITHOUT_ZONE,
    JSON_COLUMN,
    CHAR_COLUMN,
    UNOWNED_SEQUENCE,
)
