"""What the forms of this room see, and what they have in common."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement, Verb
from schemactl.model.trash import MARK, TRASH_ADDRESS, TRASH_SCHEMA, TrashNote, encode_note
from schemactl.postgres.queries import Row, ask
from schemactl.postgres.quoting import MAX_IDENTIFIER_BYTES, identifier, literal, qualified, role

if TYPE_CHECKING:
    import psycopg

_NAMED = frozenset({"CONSTRAINT", "FOREIGN TABLE", "INDEX", "MATERIALIZED VIEW", "SEQUENCE", "TABLE", "TYPE", "VIEW"})


class NotKept(Exception):
    """There is a reason why something that is dropped cannot go to the trash; the message says it to the reader."""


@dataclass(slots=True, kw_only=True)
class Place:
    """A moment of a plan, right before it drops something that holds rows.

    Attributes:
        connection: A session on a clone on which the plan has run so far, and on which every statement of a form is run
            before the next is asked for.
        live: The live side before the plan, as rebuilt there.
        leaving: Tables that the plan takes to the trash. `going`: what it will drop later, by catalog and oid.
        taken: Names of relations and types that are in use, by schema.
        days: How long things are kept.
    """

    connection: psycopg.Connection[Any]
    live: Snapshot
    days: int
    leaving: frozenset[Address] = frozenset()
    going: frozenset[tuple[int, int]] = frozenset()
    taken: set[tuple[str, str]] = field(default_factory=set)

    def ask(self, query: str, **parameters: object) -> list[Row]:
        """Return the rows a question of this room answers."""
        return ask(self.connection, "trash", query, **parameters)

    def table(self, schema: str, name: str) -> Row:
        """Return what there is to know of a table; `NotKept` when it is none."""
        rows = self.ask("table", schema=schema, name=name)
        if not rows:
            raise NotKept("it is no table by then")
        return rows[0]

    def leaning(self, oid: int) -> list[Row]:
        """Return the parts of a table that need what the plan drops later."""
        going = sorted(self.going)
        return self.ask("leaning", oid=oid, classes=[c for c, _ in going], objects=[o for _, o in going])

    def names(self, schema: str, wanted: Iterable[str]) -> tuple[str, ...]:
        """Return names with one and the same number at their end that are free in a schema and in the trash."""
        wanted = tuple(wanted)
        for number in range(1, len(self.taken) + 2):
            names = tuple(_fitting(name, f"__{number}") for name in wanted)
            places = {(place, name) for place in (schema, TRASH_SCHEMA) for name in names}
            if len(set(names)) == len(names) and self.taken.isdisjoint(places):
                self.taken |= places
                return names
        raise NotKept("there is no free name for it")


def taken_names(snapshot: Snapshot) -> set[tuple[str, str]]:
    """Return the names of a database that a relation cannot have, by schema."""
    return {(a.schema, a.name.removeprefix(f"{a.parent} ")) for a in snapshot.entries if a.kind in _NAMED}


def make_schema(first: Statement) -> Iterator[Statement]:
    """Yield what makes the schema of the trash, in the phase of the first thing that goes there."""
    made = step(first, f"CREATE SCHEMA {TRASH_SCHEMA}", "dropped tables and columns are kept in it", Verb.CREATE)
    yield dataclasses.replace(made, address=TRASH_ADDRESS)


def step(statement: Statement, sql: str, cause: str, verb: Verb = Verb.ALTER) -> Statement:
    """Return a command that belongs to another statement and loses nothing."""
    return dataclasses.replace(
        statement,
        sql=sql,
        cause=cause,
        verb=verb,
        proposer="trash",
        column="",
        loses=(),
        question=None,
        traits=frozenset(),
    )


def revoked(statement: Statement, table: Row, name: str) -> Iterator[Statement]:
    """Yield what leaves a table to its owner alone."""
    if table["grantees"]:
        grantees = ", ".join(role(grantee) for grantee in table["grantees"])
        yield step(statement, f"REVOKE ALL ON TABLE {name} FROM {grantees} CASCADE", "nobody uses what is in the trash")


def noted(statement: Statement, schema: str, name: str, note: TrashNote) -> Statement:
    """Return what writes the note of a thing as the comment on its table, with the moment it is run.

    A COMMENT takes no expression, so that the command is put together on the server.
    """
    words = f"COMMENT ON TABLE {qualified(schema, name)} IS "
    moment = "pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')"
    text = f"{literal(MARK).strip()} || {moment} || {literal(f': {encode_note(note)}')}"
    body = f"BEGIN EXECUTE {literal(words)} || pg_catalog.quote_literal({text}); END"
    return step(statement, f"DO {_dollars(body)}", f"how to bring {note.what} back is noted")


def column_list(columns: Iterable[str]) -> str:
    """Return columns for a command, separated by commas."""
    return ", ".join(identifier(column) for column in columns)


def _dollars(body: str) -> str:
    tag = "$trash$"
    while tag in body:
        tag = f"{tag[:-1]}_$"
    return f"{tag}{body}{tag}"


def _fitting(name: str, suffix: str) -> str:
    """Return a name with a suffix, cut to the length that PostgreSQL leaves alone."""
    room = MAX_IDENTIFIER_BYTES - len(suffix)
    return name.encode()[:room].decode(errors="ignore") + suffix
