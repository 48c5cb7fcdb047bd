"""NOT NULL on columns of big tables: the rows are read under a lock that lets others read and write.

SET NOT NULL reads all rows while nobody may even read the table. A constraint that is NOT VALID reads none, and
VALIDATE CONSTRAINT keeps nobody from the rows. Since PostgreSQL 18 NOT NULL itself may be NOT VALID.
Before, a check that the column has a value is validated first: SET NOT NULL then trusts it.
A run that ends in between leaves that check behind: the next plan goes on with it.
Source: PostgreSQL manual, ALTER TABLE, SET NOT NULL and ADD table_constraint; release notes of PostgreSQL 12 and 18.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement, Trait, TransactionRule
from schemactl.online.facts import size_words
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.words import sets_not_null
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.relations import Check, Column, read_relations

_NOT_VALID_SINCE = 180000
"""First server version whose NOT NULL may be NOT VALID (PostgreSQL 18 release notes)."""

_READS = frozenset({Trait.READS_ALL_ROWS})


def set_not_null(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how a column becomes NOT NULL online."""
    column = _tightened(statement, sight)
    if column is None:
        return None
    address = statement.address
    table, size = qualified(address.schema, address.name), size_words(sight, address.schema, address.name)
    cause = f"{statement.cause}; checked while others write to {address.schema}.{address.name}{size}"
    step = dataclasses.replace(statement, traits=statement.traits - _READS, cause=cause)
    if sight.version < _NOT_VALID_SINCE:
        return _through_check(statement, step, column, sight)
    name = identifier(column.not_null_name)
    flags = " NO INHERIT" if column.not_null_kind == "NO INHERIT" else ""
    added = f"ALTER TABLE {table} ADD CONSTRAINT {name} NOT NULL {identifier(column.name)}{flags} NOT VALID"
    return (dataclasses.replace(step, sql=added), _validate(step, name))


def check_left_over(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Leave out the drop of a check that a run which was cut off has added on its way to a NOT NULL of this plan."""
    if statement.address.kind != "CHECK CONSTRAINT" or sight.version >= _NOT_VALID_SINCE:
        return None
    for other in sight.order:
        column = _tightened(other, sight)
        try:
            check = _left_check(other.address, column, sight) if column else None
        except StaysPlain:
            continue
        if check and statement.sql == _dropped(other.address, check.name):
            return ()
    return None


def _tightened(statement: Statement, sight: Sight) -> Column | None:
    """Return the column of a big table that a statement makes NOT NULL, or None."""
    address = statement.address
    tightens = statement.column and Trait.READS_ALL_ROWS in statement.traits
    if address.kind != "TABLE" or not tightens or statement.transaction is not TransactionRule.NORMAL:
        return None
    if not sets_not_null(statement.sql):
        return None  # one that is there is altered, or goes first
    column = _wanted(statement, sight)
    if column is None or column.not_null_kind == "NOT VALID" or not sight.is_big(address.schema, address.name):
        return None
    return column


def _through_check(statement: Statement, step: Statement, column: Column, sight: Sight) -> tuple[Statement, ...]:
    """Return the way there before PostgreSQL 18; what an earlier run has done of it is not done again."""
    address = statement.address
    there = _left_check(address, column, sight)
    table, name = qualified(address.schema, address.name), identifier(_check_name(address, column))
    check = f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({identifier(column.name)} IS NOT NULL) NOT VALID"
    return (
        *(() if there else (dataclasses.replace(step, sql=check),)),
        *(() if there and there.validated else (_validate(step, name),)),
        dataclasses.replace(step, sql=statement.sql, transaction=TransactionRule.LAST),
        dataclasses.replace(
            step,
            sql=_dropped(address, _check_name(address, column)),
            transaction=TransactionRule.LAST,
            cause=f"the check of {statement.column} has done its work",
        ),
    )


def _check_name(table: Address, column: Column) -> str:
    return aside(f"{table.name}_{column.name}", "not_null")


def _dropped(table: Address, check: str) -> str:
    return f"ALTER TABLE {qualified(table.schema, table.name)} DROP CONSTRAINT {identifier(check)}"


def _left_check(address: Address, column: Column, sight: Sight) -> Check | None:
    """Return the check that an earlier run has added on its way, if there is one.

    Raises:
        StaysPlain: No check can be added that would say the same.
    """
    if column.composite:
        # IS NOT NULL asks a row for every one of its fields (PostgreSQL manual, Comparison Functions and Operators).
        raise StaysPlain(f"before PostgreSQL 18 no check can say of a row type that {column.name} is NOT NULL")
    name = _check_name(address, column)
    if name in _checks(sight.model, sight.desired, address):
        raise StaysPlain(f"the name {name} is taken, under which a check would say that {column.name} is NOT NULL")
    old = Address(address.kind, *sight.formerly.get((address.schema, address.name), (address.schema, address.name)))
    check = _checks(sight.clone, sight.live, old).get(name)
    return check if check and check.condition == f"({identifier(column.name)} IS NOT NULL)" else None


def _checks(catalog: Catalog, side: Snapshot, table: Address) -> Mapping[str, Check]:
    if table not in side:
        return {}
    oid = side[table].oid
    return read_relations(catalog, [oid])[oid].checks


def _validate(step: Statement, name: str) -> Statement:
    table = qualified(step.address.schema, step.address.name)
    return dataclasses.replace(
        step,
        sql=f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}",
        traits=step.traits | _READS,
        transaction=TransactionRule.LAST,
    )


def _wanted(statement: Statement, sight: Sight) -> Column | None:
    """Return the column as it is desired, if it is to be NOT NULL."""
    if statement.address not in sight.desired:
        return None
    relations = read_relations(sight.model, [sight.desired[statement.address].oid])
    columns = [r.columns[statement.column] for r in relations.values() if statement.column in r.columns]
    return next((column for column in columns if column.not_null), None)
