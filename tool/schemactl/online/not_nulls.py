"""NOT NULL on columns of big tables: the rows are read under a lock that lets others read and write.

SET NOT NULL reads all rows while nobody may even read the table. A constraint that is NOT VALID reads none, and
VALIDATE CONSTRAINT keeps nobody from the rows. Since PostgreSQL 18 NOT NULL itself may be NOT VALID.
Before, a check that the column has a value is validated first: SET NOT NULL then trusts it.
Source: PostgreSQL manual, ALTER TABLE, SET NOT NULL and ADD table_constraint; release notes of PostgreSQL 12 and 18.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.statement import Statement, Trait, TransactionRule
from schemactl.online.facts import size_words
from schemactl.online.form import Sight
from schemactl.online.words import sets_not_null
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.relations import Column, read_relations

_NOT_VALID_SINCE = 180000
"""First server version whose NOT NULL may be NOT VALID (PostgreSQL 18 release notes)."""

_READS = frozenset({Trait.READS_ALL_ROWS})


def set_not_null(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how a column becomes NOT NULL online."""
    address = statement.address
    tightens = statement.column and Trait.READS_ALL_ROWS in statement.traits
    if address.kind != "TABLE" or not tightens or statement.transaction is not TransactionRule.NORMAL:
        return None
    if not sets_not_null(statement.sql):
        return None  # one that is there is altered, or goes first
    column = _wanted(statement, sight)
    if column is None or column.not_null_kind == "NOT VALID" or not sight.is_big(address.schema, address.name):
        return None
    table, size = qualified(address.schema, address.name), size_words(sight, address.schema, address.name)
    cause = f"{statement.cause}; checked while others write to {address.schema}.{address.name}{size}"
    step = dataclasses.replace(statement, traits=statement.traits - _READS, cause=cause)
    if sight.version >= _NOT_VALID_SINCE:
        name = identifier(column.not_null_name)
        flags = " NO INHERIT" if column.not_null_kind == "NO INHERIT" else ""
        added = f"ALTER TABLE {table} ADD CONSTRAINT {name} NOT NULL {identifier(column.name)}{flags} NOT VALID"
        return (dataclasses.replace(step, sql=added), _validate(step, name))
    name = identifier(aside(f"{address.name}_{column.name}", "not_null"))
    check = f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({identifier(column.name)} IS NOT NULL) NOT VALID"
    return (
        dataclasses.replace(step, sql=check),
        _validate(step, name),
        dataclasses.replace(step, sql=statement.sql, transaction=TransactionRule.LAST),
        dataclasses.replace(
            step,
            sql=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            transaction=TransactionRule.LAST,
            cause=f"the check of {statement.column} has done its work",
        ),
    )


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
