"""Indexes of big tables: built, replaced and dropped while others read and write.

CREATE INDEX keeps writers out until it is done. CREATE INDEX CONCURRENTLY takes a lock that lets them in, waits for
their transactions twice and goes over the table twice. It refuses to run in a transaction block and leaves an invalid
index when it fails. Source: PostgreSQL manual, CREATE INDEX, Building Indexes Concurrently; DROP INDEX, CONCURRENTLY.

An index of a partitioned table is made on it alone, which reads no row; the partitions' are built one by one and
attached. That is how pg_dump writes it, so that each is an index of an ordinary table here.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.address import Address
from schemactl.model.statement import Statement, Trait, TransactionRule, Verb
from schemactl.online.facts import (
    IN_THE_WAY,
    earlier_drop,
    is_built,
    is_gone,
    live_index,
    moves_rows,
    require_replaceable,
    size_words,
    successor,
    wanted_index,
)
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.words import concurrently, creates_index, leading_words
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.natives.indexes import BUILT_AGAIN

_HOLDS_ROWS = ("r", "m")


def create(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how an index is built online; one that takes the place of another is exchanged with it at once."""
    if statement.address.kind != "INDEX" or not creates_index(statement.sql) or statement.verb is not Verb.CREATE:
        return None
    index = wanted_index(statement.address, sight)
    if index is None or index["relation_kind"] not in _HOLDS_ROWS:
        return None
    if not sight.is_big(index["schema"], index["relation"]):
        return None
    if sight.desired[statement.address].tablespace:
        raise StaysPlain("it is moved to its tablespace when it is there, and others wait for that")
    size = size_words(sight, index["schema"], index["relation"])
    built = dataclasses.replace(
        statement,
        sql=concurrently(statement.sql),
        transaction=TransactionRule.LAST_OUTSIDE,
        verify=is_built(statement.address),
        traits=statement.traits | _demands(statement),
        cause=f"{statement.cause}; built while others write to {index['schema']}.{index['relation']}{size}",
    )
    dropped = earlier_drop(statement, sight)
    if dropped:
        require_replaceable(statement.address, dropped, sight)
    if not dropped and statement.cause != BUILT_AGAIN:
        return (built,)
    return _exchanged(statement, built, index, sight)


def _demands(statement: Statement) -> frozenset[Trait]:
    """Return what an index demands of the rows: a unique one may fail on them, so that it comes before what is lost."""
    unique = leading_words(statement.sql, 2) == ("CREATE", "UNIQUE")
    return frozenset({Trait.READS_ALL_ROWS} if unique else ())


def _exchanged(statement: Statement, built: Statement, index: Row, sight: Sight) -> tuple[Statement, ...]:
    """Return how an index is replaced so that there is one at every moment."""
    address = statement.address
    new = successor(address, address.name)
    there = leftover(new, index, sight)
    if new in sight.live and not there:
        raise StaysPlain(f"the name {new.name} is taken, under which the new index would be built beside the old one")
    swap = dataclasses.replace(statement, transaction=TransactionRule.LAST, question=None)
    schema = address.schema
    commands = (
        (f"DROP INDEX {qualified(schema, address.name)}", Verb.DROP, "the new index takes its place"),
        (
            f"ALTER INDEX {qualified(schema, new.name)} RENAME TO {identifier(address.name)}",
            Verb.ALTER,
            "takes the name",
        ),
    )
    beside = dataclasses.replace(built, sql=concurrently(statement.sql, new.name), address=new, verify=is_built(new))
    exchange = tuple(dataclasses.replace(swap, sql=sql, verb=verb, cause=cause) for sql, verb, cause in commands)
    return exchange if there else (beside, *exchange)


def leftover(new: Address, index: Row, sight: Sight) -> bool:
    """Return whether an earlier run that was cut off has built a successor already, and built it as it must be."""
    there = live_index(new, sight)
    return there is not None and there["shape"] == index["shape"] and there["options"] == index["options"]


def steps_aside(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Leave out what moves an index aside, or drops it, whose successor is built online and exchanged with it."""
    address = statement.address
    if address.kind != "INDEX":
        return None
    replaced = next((s for s in sight.order if s.address == address and creates_index(s.sql)), None)
    if replaced is None or statement == replaced:
        return None
    makes_room = statement.verb is Verb.DROP or (statement.cause == BUILT_AGAIN and _moves_aside(statement))
    return () if makes_room and _is_exchanged(replaced, sight) else None


def _moves_aside(statement: Statement) -> bool:
    """Return whether a statement of the plain exchange renames the old index or drops it."""
    schema, old = statement.address.schema, aside(statement.address.name, "old")
    renames = f"ALTER INDEX {qualified(schema, statement.address.name)} RENAME TO {identifier(old)}"
    return statement.sql in (renames, f"DROP INDEX {qualified(schema, old)}")


def _is_exchanged(statement: Statement, sight: Sight) -> bool:
    try:
        answer = create(statement, sight)
    except StaysPlain:
        return False
    return answer is not None and any(s.verb is Verb.DROP for s in answer)


def drop(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how an index is dropped online: its table is not locked against readers, not even for a moment.

    Not one that makes room for something, and not one of a partition, which goes with that of its table.
    """
    address = statement.address
    if (
        address.kind != "INDEX"
        or statement.verb is not Verb.DROP
        or leading_words(statement.sql, 2) != ("DROP", "INDEX")
    ):
        return None
    if _is_used_up(address, sight):
        return ()
    index = live_index(address, sight)
    if index is None or index["relation_kind"] not in _HOLDS_ROWS or statement.cause.startswith(IN_THE_WAY):
        return None
    if address in sight.desired or moves_rows(sight) or not sight.is_big(index["schema"], index["relation"]):
        return None
    dropped = dataclasses.replace(
        statement,
        sql=concurrently(statement.sql),
        transaction=TransactionRule.LAST_OUTSIDE,
        verify=is_gone(address),
    )
    return (dropped,)


def _is_used_up(address: Address, sight: Sight) -> bool:
    """Return whether an index nobody declares was left by a run that was cut off, and takes its place in this one."""
    if address in sight.desired:
        return False
    for other in sight.order:
        if (
            other.address.kind == "INDEX"
            and creates_index(other.sql)
            and successor(other.address, other.address.name) == address
        ):
            index = wanted_index(other.address, sight)
            return index is not None and leftover(address, index, sight) and _is_exchanged(other, sight)
    return False
