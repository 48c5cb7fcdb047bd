"""One pair of schemas, judged: the change is planned and carried out both ways, or the server refuses the pair."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import psycopg

from tests.fixtures.oracle import Expectation, Oracle
from tests.property.edits import edited
from tests.property.generator import Generator
from tests.property.model import Schema

EDITS_PER_PAIR = 4
_VALUES = {
    "integer": "({n})", "bigint": "({n})", "text": "'v{n}'", "boolean": "true", "jsonb": "'{{\"a\": {n}}}'",
    "numeric(10,2)": "{n}.25", "date": "'2021-02-0{n}'", "uuid": "'00000000-0000-0000-0000-00000000000{n}'",
    "character varying(20)": "'w{n}'", "integer[]": "ARRAY[{n}]", "double precision": "{n}.5", "bytea": "'\\x0{n}'",
    "interval": "'{n} days'", "timestamp with time zone": "'2021-02-0{n} 10:00+00'",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring schemas. The seed makes both."""

    seed: int
    before: Schema
    after: Schema


def pair_of(seed: int) -> Pair:
    """Return the pair of a seed."""
    chance = Random(seed)
    before = Generator(chance).schema()
    return Pair(seed, before, edited(before, seed + 1, chance.randint(1, EDITS_PER_PAIR)))


def judge(pair: Pair, oracle: Oracle) -> bool:
    """Take a database from one schema to the other and back, and assert what must hold.

    Returns:
        Whether there was anything to judge: the server may refuse one of the schemas, and rows may refuse a change.
    """
    with contextlib.ExitStack() as stack:
        try:
            database = stack.enter_context(oracle.database(pair.before.sql(), *_rows(pair.before)))
            model = stack.enter_context(oracle.database(pair.after.sql()))
        except psycopg.Error:
            return False
        live, desired = oracle.look(database), oracle.look(model)
        try:
            result = oracle.check(database, live, desired, ANYTHING)
            if result is not None:
                oracle.check(database, result, live, ANYTHING)
        except (psycopg.DataError, psycopg.IntegrityError):
            return True
    return True


ANYTHING = Expectation(lenient=True)


def _rows(schema: Schema) -> Iterator[str]:
    """Yield what puts rows into the tables; what does not fit is left out, row by row."""
    for table in schema.tables:
        columns = [c for c in table.columns if not c.generated and c.identity != "ALWAYS" and c.type in _VALUES]
        names = ", ".join(c.quoted for c in columns)
        for number in (1, 2, 3):
            values = ", ".join(_VALUES[c.type].format(n=number) for c in columns)
            insert = f"INSERT INTO {table.title} ({names}) VALUES ({values})" if columns else ""
            if insert:
                yield f"DO $rows$ BEGIN {insert}; EXCEPTION WHEN OTHERS THEN NULL; END $rows$"
