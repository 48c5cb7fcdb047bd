"""A new type for a column of a big table: a copy in the new type is filled beside it, and takes its place at once.

ALTER COLUMN ... TYPE writes the whole table and its indexes anew while nobody may even read it (PostgreSQL manual,
ALTER TABLE, Notes). A shadow column is added empty instead; a trigger writes it together with the column from then on;
older rows are done in batches; its indexes are built while others write. Names are then exchanged in one transaction
that reads no row. The column stands at the end of its table afterwards.

Only types that take every value are reached so: the application's own writes go through the trigger, which must not
fail. A run that ends in between leaves the shadow column with a comment that says so; the next plan goes on.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.address import Address
from schemactl.model.marks import SHADOW
from schemactl.model.statement import Statement, TransactionRule, Verb
from schemactl.online.effects import require_nothing_else_happens
from schemactl.online.facts import size_words
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.measured import rewrites
from schemactl.online.shadow_steps import Shadow, covering, exchange, make_ready, rules_of
from schemactl.online.words import mentions, says
from schemactl.postgres.quoting import aside
from schemactl.propose.conversions import widens
from schemactl.propose.relations import Relation, read_relations

_OBSTACLES = {
    "partitions": "{name} is a partition, has some, or inherits",
    "publication": "{name} publishes the table: subscribers would have to get the copy as well",
    "statistics": "the statistics {name} would go with the old column",
    "settings": "the column has settings or privileges of its own",
    "index": "the index {name} cannot be built beside the old one",
    "foreign key": "the foreign key {name} of a partitioned table cannot be added without reading its rows",
    "later trigger": "the trigger {name} fires after the one that would keep the copy",
}


def retype(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how a column gets a wider type online."""
    found = _found(statement, sight)
    if found is None:
        return None
    _require_possible(found, statement.address, sight)
    size = size_words(sight, statement.address.schema, statement.address.name)
    place = f"{statement.address.schema}.{statement.address.name}{size}"
    plain = dataclasses.replace(statement, traits=frozenset(), proposer="natives", question=None, loses=())
    return (*make_ready(found, plain, sight, place), *exchange(found, plain, sight))


def copy_left_over(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Leave out the drop of what a run that was cut off has made ready for a column whose type this plan changes.

    Where the plan does not, a copy goes like anything else, and nothing is lost with it.
    """
    for row in sight.clone.ask("marked_columns", mark=SHADOW):
        table = Address("TABLE", row["schema"], row["name"])
        if table not in sight.live or table not in sight.desired:
            continue
        for shadow in _begun(_table(sight, table), table, sight):
            if shadow.copy == row["column"] and _is_part_of(statement, table, shadow, sight):
                goes_on = any(_continues(other, table, shadow, sight) for other in sight.order)
                return () if goes_on else (dataclasses.replace(statement, loses=()),)
    return None


def _found(statement: Statement, sight: Sight) -> Shadow | None:
    """Return what is to be copied, if a statement gives a column of a big table another type."""
    address = statement.address
    retypes = address.kind == "TABLE" and statement.column and statement.verb is Verb.ALTER
    if not retypes or statement.transaction is not TransactionRule.NORMAL or statement.proposer == "intents":
        return None
    if not says(statement.sql, "TYPE") or not {address} <= sight.desired.entries.keys() & sight.live.entries.keys():
        return None
    table, wanted = _table(sight, address), _wanted(sight, address)
    before, after = table.columns.get(statement.column), wanted.columns.get(statement.column)
    if before is None or after is None or before.type == after.type:
        return None
    found = Shadow(table=table, before=before, after=after)
    copies = {shadow.copy for shadow in _begun(table, address, sight)}
    begun = table.columns.get(found.copy) if found.copy in copies else None
    if not begun and not sight.is_big(address.schema, address.name):
        return None
    if not widens(before.type, after.type):
        if rewrites(sight.clone, table.oid, statement.sql):
            raise StaysPlain(f"a value of {before.name} may not fit, or depend on the session that converts it")
        return None
    if begun and begun.type != after.type:
        raise StaysPlain(f"an earlier run has begun a copy of {before.name} in another type")
    return dataclasses.replace(found, begun=begun)


def _table(sight: Sight, address: Address) -> Relation:
    oid = sight.live[address].oid
    return read_relations(sight.clone, [oid])[oid]


def _wanted(sight: Sight, address: Address) -> Relation:
    oid = sight.desired[address].oid
    return read_relations(sight.model, [oid])[oid]


def _begun(table: Relation, address: Address, sight: Sight) -> tuple[Shadow, ...]:
    """Return what earlier runs have begun to copy in a table."""
    marked = {(r["schema"], r["name"], r["column"]) for r in sight.clone.ask("marked_columns", mark=SHADOW)}
    shadows = (Shadow(table=table, before=column, after=column) for column in table.columns.values())
    return tuple(shadow for shadow in shadows if (address.schema, address.name, shadow.copy) in marked)


def _require_possible(found: Shadow, address: Address, sight: Sight) -> None:
    """Make sure that a copy can take the column's place. Raises `StaysPlain`."""
    table = found.table
    if found.begun is None and found.copy in table.columns:
        raise StaysPlain(f"the name {found.copy} is taken, under which its copy would be made")
    if found.before.not_null_kind not in ("", "VALID") or found.before.generated or found.after.generated:
        raise StaysPlain(f"{found.before.name} has properties that a copy cannot have beside it")
    if bool(found.before.identity) != bool(found.after.identity):
        raise StaysPlain(f"{found.before.name} begins or ceases to be an identity column as well")
    if (found.before.storage, found.before.compression) != (found.after.storage, found.after.compression):
        raise StaysPlain(f"{found.before.name} has settings of its own")
    ours = [name for shadow in _begun(table, address, sight) for name in (shadow.trigger, shadow.not_null)]
    for row in sight.clone.ask("copy_obstacles", oid=table.oid, column=found.before.name, trigger=found.trigger):
        if row["name"] not in ours:
            raise StaysPlain(_OBSTACLES[row["obstacle"]].format(name=row["name"]))
    require_nothing_else_happens(sight.clone, table.oid, ours)
    others = {s.column for s in sight.order if s.address == address and says(s.sql, "TYPE")} - {found.before.name}
    for row in (*covering(found, sight), *rules_of(found, sight)):
        for other in others.intersection(row["others"]):
            raise StaysPlain(
                f"{row['name']} covers {other} as well, whose type changes too: change one after the other"
            )


def _continues(statement: Statement, table: Address, shadow: Shadow, sight: Sight) -> bool:
    """Return whether a statement is one that a copy is the way for, and can be."""
    if (statement.address, statement.column) != (table, shadow.before.name):
        return False
    try:
        return retype(statement, sight) is not None
    except StaysPlain:
        return False


def _is_part_of(statement: Statement, table: Address, shadow: Shadow, sight: Sight) -> bool:
    """Return whether a statement takes away a copy, what keeps it, or what was made ready on it."""
    address, sql = statement.address, statement.sql
    if address.schema != table.schema:
        return False
    match address.kind:
        case "TRIGGER":
            return mentions(sql, shadow.trigger) and mentions(sql, table.name)
        case "FUNCTION":
            return mentions(sql, shadow.function)
        case "INDEX":
            return address.name in {aside(row["name"], "new") for row in covering(shadow, sight)}
        case "CHECK CONSTRAINT" | "COMMENT" | "TABLE":
            about = mentions(sql, shadow.not_null) or mentions(sql, shadow.copy)
            return about and mentions(sql, table.name)
        case _:
            return False
