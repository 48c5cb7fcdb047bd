"""Primary keys and unique constraints of big tables: their index is built first, while others write, and taken over.

ADD CONSTRAINT ... USING INDEX reads no row: it locks the table for a moment. Source: PostgreSQL manual, ALTER TABLE,
ADD table_constraint_using_index. A key of a partitioned table is added to it alone, which reads no row, and to each
partition; that is how pg_dump writes it, so that each is a key of an ordinary table here.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.address import Address
from schemactl.model.statement import Statement, Trait, TransactionRule, Verb
from schemactl.online.facts import earlier_drop, is_built, require_replaceable, size_words, successor
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.indexes import leftover
from schemactl.online.words import concurrently, leading_words
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.relations import NAMED_NOT_NULL_SINCE, read_relations

_WORDS = {"p": "PRIMARY KEY", "u": "UNIQUE"}


def create(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how a key is added online; one that differs is exchanged at once, and never missing."""
    key = _key(statement, sight)
    if key is None or not sight.is_big(key["schema"], key["relation"]):
        return None
    _require_usable(statement, key, sight)
    dropped = earlier_drop(statement, sight)
    if dropped:
        require_replaceable(statement.address, dropped, sight)
    own = Address("INDEX", key["schema"], key["name"])
    index = successor(own, key["name"]) if dropped else own
    there = _is_left_over(index, key, sight)
    if index in sight.live and not there:
        raise StaysPlain(f"the name {index.name} is taken, under which its index would be built")
    place = f"{key['schema']}.{key['relation']}{size_words(sight, key['schema'], key['relation'])}"
    built = dataclasses.replace(
        statement,
        sql=concurrently(key["definition"], index.name),
        address=index,
        verify=is_built(index),
        transaction=TransactionRule.LAST_OUTSIDE,
        traits=statement.traits | {Trait.READS_ALL_ROWS},
        cause=f"the index of {key['name']}, built while others write to {place}",
    )
    added = dataclasses.replace(
        statement,
        sql=_takes_over(key, index),
        transaction=TransactionRule.LAST,
        cause=f"{statement.cause}; takes the index over",
        question=None,
    )
    old = (dataclasses.replace(dropped, transaction=TransactionRule.LAST),) if dropped else ()
    return (*(() if there else (built,)), *old, added)


def _require_usable(statement: Statement, key: Row, sight: Sight) -> None:
    """Make sure that PostgreSQL can add the key with an index that is there. Raises `StaysPlain`."""
    if key["kind"] not in _WORDS or not key["ordered"]:
        raise StaysPlain("PostgreSQL builds the index of such a constraint only together with it")
    if sight.desired[statement.address].tablespace:
        raise StaysPlain("its index is moved to its tablespace when it is there, and others wait for that")
    if key["kind"] == "p" and sight.version >= NAMED_NOT_NULL_SINCE:
        relations = read_relations(sight.model, [key["table"]]).values()
        if any(column.not_null_inherited for relation in relations for column in relation.columns.values()):
            # Measured on 18: the constraints become the partition's own, and would outlive those of its table.
            raise StaysPlain("PostgreSQL would make the NOT NULL that it inherits its own")


def steps_aside(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Leave out the drop of a key that is exchanged when the index of the new one is there."""
    if statement.address.kind != "CONSTRAINT" or statement.verb is not Verb.DROP:
        return None
    later = sight.order[sight.order.index(statement) + 1 :]
    made = next((s for s in later if s.address == statement.address and s.verb is Verb.CREATE), None)
    try:
        return () if made and create(made, sight) is not None else None
    except StaysPlain:
        return None


def left_over(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Leave out the drop of an index that a run which was cut off has built for a key of this plan."""
    address = statement.address
    if address.kind != "INDEX" or statement.verb is not Verb.DROP or address in sight.desired:
        return None
    for other in sight.order:
        key = _key(other, sight)
        if key and address in (Address("INDEX", key["schema"], key["name"]), successor(address, key["name"])):
            try:
                return () if _is_left_over(address, key, sight) and create(other, sight) is not None else None
            except StaysPlain:
                return None
    return None


def _key(statement: Statement, sight: Sight) -> Row | None:
    """Return what the catalogs of the desired side say of a key that a statement adds to an ordinary table, or None."""
    address = statement.address
    if address.kind != "CONSTRAINT" or statement.verb is not Verb.CREATE or address not in sight.desired:
        return None
    if leading_words(statement.sql, 2) != ("ALTER", "TABLE") or statement.proposer != "archive":
        return None  # one that takes an index over, or what follows the key
    rows = sight.model.ask_for("key_indexes", [sight.desired[address].oid])
    return next((row for row in rows if row["relation_kind"] == "r"), None)


def _is_left_over(index: Address, key: Row, sight: Sight) -> bool:
    if index not in sight.live:
        return False
    wanted = next(iter(sight.model.ask_for("indexes", [key["index"]])), None)
    return wanted is not None and leftover(index, wanted, sight)


def _takes_over(key: Row, index: Address) -> str:
    timing = " DEFERRABLE" if key["deferrable"] else ""
    timing += " INITIALLY DEFERRED" if key["deferred"] else ""
    table = qualified(key["schema"], key["relation"])
    takes = f"{_WORDS[key['kind']]} USING INDEX {identifier(index.name)}{timing}"
    return f"ALTER TABLE {table} ADD CONSTRAINT {identifier(key['name'])} {takes}"
