"""Creations and drops in pg_dump's own words, and the way of last resort: drop and create again.

pg_dump's order of entries is a proven order of creation, and its reverse one of dropping.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import VIEW_RULE, DropTime, Way, rule_for
from schemactl.model.statement import Phase, RowQuestion, TransactionRule, Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose import unsettled
from schemactl.propose.compare import RELATION_KINDS, relation_of
from schemactl.propose.natives import (
    base_types,
    foreign_keys,
    indexes,
    partition_rows,
    rebuilds,
    redistribution,
    satellites,
    uniqueness,
)
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides
from schemactl.propose.steps import awaited_types

_AFTER_ITS_INDEXES = 1_000_000
"""A new partition is attached after its own indexes and keys were built, so that they are used and keep their names."""

_SETTLED_BY_NATIVES = frozenset({"ACL", "COMMENT", "DEFAULT ACL"})
_DROPPED_BY_NATIVES = frozenset({"SUBSCRIPTION"})
_GO_WITH_THEIR_RELATION = frozenset(
    {"INDEX", "CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT", "DEFAULT", "TRIGGER", "POLICY", "RULE", "STATISTICS"}
)
_CALLED = frozenset({"AGGREGATE", "FUNCTION", "MATERIALIZED VIEW", "PROCEDURE", "VIEW"})
"""What old code may call or read: it goes only once that code is gone."""
_NAMED_ALIKE = frozenset({*RELATION_KINDS, "DOMAIN", "SEQUENCE", "TYPE"})
"""What shares its names with others: relations with each other, and with types, for each has a row type."""
_CHECKED_AGAINST_ROWS = frozenset({"FK CONSTRAINT", "CONSTRAINT", "CHECK CONSTRAINT"})


def propose(sides: Sides, settled: frozenset[Address], renames: Mapping[Address, Address]) -> Iterator[Proposal]:
    """Yield creations, drops and recreations for everything the natives do not settle.

    Args:
        sides: Both databases. `settled`: addresses for which a native has a better way than drop and create.
        renames: New addresses by old ones of what a native renames.
    """
    arriving = frozenset(renames.values())
    anew = frozenset(pair.address for pair in sides.comparison.relations if rebuilds.needed(pair))
    moving = redistribution.settled(sides)
    later = arriving | moving | unsettled.held_back(sides, anew)
    for address in sides.comparison.added:
        if address.kind not in _SETTLED_BY_NATIVES and address not in later:
            yield from _create(sides, sides.comparison.desired[address])
    kept = unsettled.kept_for_now(sides, anew) | moving
    for address in sides.comparison.removed:
        entry = sides.comparison.live[address]
        elsewhere = address in renames or address in kept or address.kind in _DROPPED_BY_NATIVES
        if entry.drop and not elsewhere and not entry.exists_by_itself and not _goes_by_itself(sides, entry):
            yield _drop(sides, entry)
    for address in sides.comparison.changed:
        live = sides.comparison.live[address]
        along_with_a_column = indexes.goes_with_a_column(sides, live)  # and is missing in the next round
        if rule_for(address.kind).change is Way.RECREATE and address not in settled and not along_with_a_column:
            if live.drop and address not in renames:
                yield _drop(sides, live, replaced=True)
            if live.drop and address not in arriving:
                yield from _create(sides, sides.comparison.desired[address])


def _goes_by_itself(sides: Sides, entry: Entry) -> bool:
    """Return whether dropping the relation it sits on removes it. Keys between two dropped tables are dropped first."""
    if entry.address.kind not in _GO_WITH_THEIR_RELATION or entry.address.name.endswith(VIEW_RULE):
        return False
    checks = entry.address.kind == "CHECK CONSTRAINT"
    if checks and any(a.kind == "DOMAIN" and a in sides.comparison.changed for a in entry.dependencies):
        return True  # a check of a domain that is altered, part by part
    if indexes.goes_with_a_column(sides, entry):
        return True
    relations = [a for a in entry.dependencies if a.kind in RELATION_KINDS]
    gone = [a for a in relations if a in sides.comparison.addresses and a not in sides.comparison.desired]
    if entry.address.kind == "FK CONSTRAINT":
        return any(a.name == entry.address.parent for a in gone) and len(gone) < len(set(relations))
    return bool(gone)


def _create(sides: Sides, entry: Entry) -> Iterator[Proposal]:
    address = entry.address
    commands = tuple(command.text for command in split_statements(entry.definition)) + _place(entry)
    if not commands:
        return
    late = address.kind == "TABLE ATTACH" and any(a in sides.comparison.live for a in unsettled.parents_of(entry))
    on_rows = address.kind in _CHECKED_AGAINST_ROWS and _on_existing(sides, address)
    careful = foreign_keys.added_not_valid(sides, entry) if on_rows and address.kind == "FK CONSTRAINT" else ""
    ways: tuple[tuple[str, ...], ...] = ((careful,), commands) if careful else (commands,)
    if late and (checks := satellites.checks_of_partition(sides, entry)):
        ways += ((*checks, *commands),)
    yield Proposal(
        address=address,
        alternatives=ways,
        verb=Verb.CREATE,
        cause="is missing",
        stage=Stage.LAST if address.kind == "EVENT TRIGGER" else Stage.SHAPE,
        position=sides.created_at(address) + (_AFTER_ITS_INDEXES if late else 0),
        proposer="archive",
        phase=Phase.CONTRACT if on_rows else Phase.EXPAND,
        transaction=TransactionRule.LAST if indexes.comes_last(sides, entry) else TransactionRule.NORMAL,
        question=_question(sides, entry, careful=bool(careful)),
        after=_parents(sides, entry) | awaited_types(sides, entry),
    )


def _question(sides: Sides, entry: Entry, *, careful: bool) -> RowQuestion | None:
    """Return what to ask of rows that are there before the plan; what is made NOT VALID asks when it is validated."""
    match entry.address.kind:
        case "TABLE ATTACH":
            return partition_rows.outside(sides, entry)
        case "FK CONSTRAINT" if not careful and _on_existing(sides, entry.address):
            return foreign_keys.orphans(sides, entry)
        case "CONSTRAINT" | "INDEX":
            return uniqueness.duplicates(sides, entry)
        case _:
            return None


def _parents(sides: Sides, entry: Entry) -> frozenset[Address]:
    """Return the partitioned table a partition belongs to: made first, it keeps the names of its NOT NULL constraints.

    PostgreSQL 18 gives a constraint without a name one that no other in the schema has, and the partition's are named.
    """
    address = entry.address
    attached = sides.comparison.desired.entries.get(Address("TABLE ATTACH", address.schema, address.name))
    if address.kind != "TABLE" or attached is None:
        return frozenset()
    return unsettled.parents_of(attached)


def _place(entry: Entry) -> tuple[str, ...]:
    """Return the commands for a tablespace and an access method that pg_dump keeps apart."""
    schema, name = entry.address.schema, entry.address.name
    word = entry.address.kind
    if word == "CONSTRAINT":
        word, name = "INDEX", name.removeprefix(f"{entry.address.parent} ")
    commands = []
    if entry.tablespace:
        commands.append(f"ALTER {word} {qualified(schema, name)} SET TABLESPACE {identifier(entry.tablespace)}")
    if entry.access_method not in ("", "heap") and word in ("TABLE", "MATERIALIZED VIEW"):
        method = identifier(entry.access_method)
        commands.append(f"ALTER {word} {qualified(schema, name)} SET ACCESS METHOD {method}")
    return tuple(commands)


def _on_existing(sides: Sides, address: Address) -> bool:
    """Return whether a constraint goes on a table that was there before the plan and may hold rows."""
    relation = relation_of(address, sides.comparison.desired)
    return relation is not None and relation in sides.comparison.live and relation not in sides.made


def _makes_room(sides: Sides, address: Address) -> bool:
    """Return whether something of another kind is declared under the name of what goes."""
    others = _NAMED_ALIKE - {address.kind} if address.kind in _NAMED_ALIKE else frozenset()
    return any(Address(kind, address.schema, address.name) in sides.comparison.desired for kind in others)


def _drop(sides: Sides, entry: Entry, *, replaced: bool = False) -> Proposal:
    rule = rule_for(entry.address.kind)
    # What is altered on a materialized view before it is made anew would be lost with it.
    room = entry.address.kind == "MATERIALIZED VIEW" if replaced else _makes_room(sides, entry.address)
    late = rule.drop is DropTime.LATE and not replaced
    holds = rule.holds_rows and entry.address.kind == "TABLE"
    last = indexes.is_dropped_last(sides, entry)
    ways = one(base_types.drop(sides, entry))
    if detach := satellites.detachment(sides, entry):
        ways += ((detach, entry.drop),)
    return Proposal(
        address=entry.address,
        alternatives=ways,
        verb=Verb.DROP,
        cause="differs and is created again" if replaced else "is not declared",
        stage=Stage.DROP_LATE if late and not room else Stage.DROP_EARLY,
        position=sides.dropped_at(entry.address),
        proposer="archive",
        phase=Phase.CONTRACT if late or (not replaced and (last or entry.address.kind in _CALLED)) else Phase.EXPAND,
        transaction=TransactionRule.LAST if last else TransactionRule.NORMAL,
        target=(entry.catalog, entry.oid),
        loses=(f"{entry.address.schema}.{entry.address.name}",) if holds else (),
        makes_room=room,
    )
