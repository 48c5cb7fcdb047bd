"""Chains of schemas, judged: one living database is led from each to the next, and at the end back to the first.

The result of a step is the start of the next, so that every schema is built and read once, and rows, dropped columns
and positions pile up as they do in databases that live.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Self

import psycopg

from schemactl.model.snapshot import Snapshot
from schemactl.postgres.connect import connect
from tests.fixtures.oracle import Expectation, Oracle
from tests.property.edits import edited
from tests.property.generator import Generator
from tests.property.model import Schema

PAIRS_PER_CHAIN = 10
_FEW_EDITS, _MANY_EDITS, _SHARE_OF_MANY = 3, 12, 0.15
_VALUES = {
    "integer": "({n})", "bigint": "({n})", "text": "'v{n}'", "boolean": "true", "jsonb": "'{{\"a\": {n}}}'",
    "numeric(10,2)": "{n}.25", "date": "'2021-02-0{n}'", "uuid": "'00000000-0000-0000-0000-00000000000{n}'",
    "character varying(20)": "'w{n}'", "integer[]": "ARRAY[{n}]", "double precision": "{n}.5", "bytea": "'\\x0{n}'",
    "interval": "'{n} days'", "timestamp with time zone": "'2021-02-0{n} 10:00+00'",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two neighbouring schemas as SQL, and the seed of their chain."""

    seed: int
    before: str
    after: str

    def __str__(self) -> str:
        """Return what is needed to see it again."""
        return f"seed {self.seed}\n{self.before}-- becomes\n{self.after}"


@dataclass(slots=True)
class Tally:
    """What became of the pairs.

    Attributes:
        judged: Planned, carried out, and found right.
        refused: PostgreSQL refused the schema, so there was nothing to judge.
        in_the_way: Rows refused the change, as they must: a value that does not fit, a duplicate.
        failures: What did not hold, each with the seed and the pair.
    """

    judged: int = 0
    refused: int = 0
    in_the_way: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def pairs(self) -> int:
        """Return how many there were."""
        return self.judged + self.refused + self.in_the_way + len(self.failures)

    def __iadd__(self, other: Tally) -> Self:
        """Add what became of others."""
        self.judged += other.judged
        self.refused += other.refused
        self.in_the_way += other.in_the_way
        self.failures += other.failures
        return self


_ATTACHES_EXCLUSIONS = 180000
"""Older servers cannot restore their own dump of an exclusion constraint of a partitioned table (measured on 17.6)."""

ANYTHING = Expectation(lenient=True)


def judge_chain(seed: int, oracle: Oracle, pairs: int = PAIRS_PER_CHAIN) -> Tally:
    """Lead a database through a chain of schemas and back to the first. The seed makes all of them.

    The first failure ends the chain.
    """
    chance, tally = Random(seed), Tally()
    with contextlib.ExitStack() as stack:
        schema, database = _first(chance, oracle, stack, tally)
        walk = _Walk(seed=seed, oracle=oracle, database=database, tally=tally)
        start = schema.sql()
        first = live = oracle.look(database)
        for number in range(1, pairs):
            after = schema_after(schema, seed, number)
            result = walk.try_schema(schema.sql(), after.sql(), live)
            if tally.failures:
                return tally
            if result is None:
                live = oracle.look(database)
                continue
            schema, live = after, result
            _fill(database, schema)
        walk.lead(Pair(seed=seed, before=schema.sql(), after=start), live, first)
    return tally


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """A database on its way through the chain of a seed."""

    seed: int
    oracle: Oracle
    database: str
    tally: Tally

    def try_schema(self, before: str, after: str, live: Snapshot) -> Snapshot | None:
        """Lead the database to a schema, if PostgreSQL takes it; return what it is then, or None."""
        try:
            with self.oracle.database(after) as model:
                desired = self.oracle.look(model)
        except psycopg.Error:
            self.tally.refused += 1
            return None
        if self.oracle.version < _ATTACHES_EXCLUSIONS and _attaches_exclusions(desired):
            self.tally.refused += 1
            return None
        return self.lead(Pair(seed=self.seed, before=before, after=after), live, desired)

    def lead(self, pair: Pair, live: Snapshot, desired: Snapshot) -> Snapshot | None:
        """Lead the database to the second schema of a pair; return what it is then, or None."""
        try:
            result = self.oracle.check(self.database, live, desired, ANYTHING)
        except (psycopg.DataError, psycopg.IntegrityError):
            self.tally.in_the_way += 1
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs in the report
            self.tally.failures.append(f"{pair}\n{type(error).__name__}: {str(error)[:3000]}")
            return None
        self.tally.judged += 1
        return result


def _attaches_exclusions(schema: Snapshot) -> bool:
    exclusions = {
        (entry.address.schema, entry.address.name.removeprefix(f"{entry.address.parent} "))
        for entry in schema.entries.values()
        if entry.address.kind == "CONSTRAINT" and " EXCLUDE " in entry.definition
    }
    return any(a.kind == "INDEX ATTACH" and (a.schema, a.name) in exclusions for a in schema.entries)


def schema_after(schema: Schema, seed: int, number: int) -> Schema:
    """Return the neighbour of a schema that the chain of a seed tries in its turn."""
    chance = Random(f"{seed} {number}")
    most = _MANY_EDITS if chance.random() < _SHARE_OF_MANY else _FEW_EDITS
    return edited(schema, chance.randrange(10**9), chance.randint(1, most))


def _first(chance: Random, oracle: Oracle, stack: contextlib.ExitStack, tally: Tally) -> tuple[Schema, str]:
    """Return the first schema that PostgreSQL takes, and a database with it and with rows."""
    while True:
        schema = Generator(chance).schema()
        try:
            database = stack.enter_context(oracle.database(schema.sql()))
        except psycopg.Error:
            tally.refused += 1
            continue
        _fill(database, schema)
        return schema, database


def _fill(database: str, schema: Schema) -> None:
    """Put rows into the tables; what does not fit is left out, row by row."""
    with connect(database) as connection:
        # A deferred key would find its duplicate only when all rows are in.
        connection.execute(";\n".join(("SET CONSTRAINTS ALL IMMEDIATE", *_rows(schema))).encode())


def _rows(schema: Schema) -> Iterator[str]:
    """Yield a command for each row."""
    for table in schema.tables:
        columns = [c for c in table.columns if not c.generated and c.identity != "ALWAYS" and c.type in _VALUES]
        names = ", ".join(c.quoted for c in columns)
        for number in (1, 2, 3):
            values = ", ".join(_VALUES[c.type].format(n=number) for c in columns)
            insert = f"INSERT INTO {table.title} ({names}) VALUES ({values})" if columns else ""
            if insert:
                yield f"DO $rows$ BEGIN {insert}; EXCEPTION WHEN OTHERS THEN NULL; END $rows$"
