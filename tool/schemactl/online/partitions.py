"""Partitions of big tables that go: detached while others read and write the rest.

DETACH PARTITION, and DROP TABLE of a partition, let nobody read the partitioned table meanwhile. With CONCURRENTLY it
takes a lock that lets them, waits for their transactions, and refuses to run in a transaction block or where there is
a default partition. It leaves a check on the partition that says what its bounds said. Source: PostgreSQL manual, ALTER
TABLE, DETACH PARTITION; measured on 15 to 18.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.address import Address
from schemactl.model.statement import Statement, TransactionRule, Verb
from schemactl.online.facts import size_words
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.words import detached_concurrently, mentions, says
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified


def detach(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how a partition is taken from a big table online, for one that stays and for one that goes."""
    drops = statement.verb is Verb.DROP and statement.address.kind == "TABLE"
    detaches = statement.address.kind == "TABLE ATTACH" and says(statement.sql, "DETACH", "PARTITION")
    if not (drops or detaches) or statement.transaction is not TransactionRule.NORMAL:
        return None
    attached = _attachment(statement.address, sight)
    if attached is None or not sight.is_big(attached["parent_schema"], attached["parent"]):
        return None
    if drops and _detached_before(statement, sight):
        return None
    _require_alone(attached, sight)
    detached = _detached(statement, attached, sight)
    if drops:
        return (detached, statement)
    check = sight.clone.name_of_check(attached["oid"], _name(statement.address), attached["condition"])
    dropped = f"ALTER TABLE {_name(statement.address)} DROP CONSTRAINT IF EXISTS {identifier(check)}"
    return (
        detached,
        dataclasses.replace(statement, sql=dropped, cause="PostgreSQL leaves a check that says what the bounds said"),
    )


def _attachment(address: Address, sight: Sight) -> Row | None:
    return next(iter(sight.clone.ask("attachment", schema=address.schema, name=address.name)), None)


def _detached_before(statement: Statement, sight: Sight) -> bool:
    """Return whether another statement of the plan detaches what this one drops."""
    before = sight.order[: sight.order.index(statement)]
    own = (statement.address.schema, statement.address.name)
    return any((s.address.schema, s.address.name) == own and says(s.sql, "DETACH", "PARTITION") for s in before)


def _require_alone(attached: Row, sight: Sight) -> None:
    """Make sure that a partition can go before the rest of the plan is committed. Raises `StaysPlain`."""
    if attached["has_default"]:
        raise StaysPlain("PostgreSQL detaches nothing concurrently where there is a default partition")
    for other in sight.order:
        if says(other.sql, "ATTACH", "PARTITION") and mentions(other.sql, attached["parent"]):
            raise StaysPlain("another partition takes its place, and must be there when it is gone")
        if other.verb is Verb.DROP and (other.address.schema, other.address.name) == (
            attached["parent_schema"],
            attached["parent"],
        ):
            raise StaysPlain(f"{attached['parent']} goes as well")


def _detached(statement: Statement, attached: Row, sight: Sight) -> Statement:
    parent, child = qualified(attached["parent_schema"], attached["parent"]), _name(statement.address)
    size = size_words(sight, attached["parent_schema"], attached["parent"])
    return dataclasses.replace(
        statement,
        sql=detached_concurrently(f"ALTER TABLE {parent} DETACH PARTITION {child}"),
        address=Address("TABLE ATTACH", statement.address.schema, statement.address.name),
        verb=Verb.DROP,
        proposer="natives",
        loses=(),
        question=None,
        traits=frozenset(),
        transaction=TransactionRule.OUTSIDE,
        verify=_is_detached(parent, child),
        cause=f"detached while others use {attached['parent_schema']}.{attached['parent']}{size}",
    )


def _is_detached(parent: str, child: str) -> str:
    """Return the query whether a partition belongs to its table no more; one that is still going does."""
    tables = (f"pg_catalog.to_regclass({literal(name).strip()})" for name in (child, parent))
    ours = " AND ".join(f"{column} = {table}" for column, table in zip(("inhrelid", "inhparent"), tables, strict=True))
    return f"SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE {ours})"


def _name(address: Address) -> str:
    return qualified(address.schema, address.name)
