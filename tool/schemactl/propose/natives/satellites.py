"""Small things that hang on others: row security, partition bounds, owners."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose import unsettled
from schemactl.propose.natives import partition_rows, rebuilds, redistribution
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.relations import read_relations
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands for satellites that differ."""
    for entry in sides.removed_alone("ROW SECURITY"):
        table = qualified(entry.address.schema, entry.address.name)
        command = f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        yield alteration(sides, entry.address, (command,), "row security is not declared")
    yield from _partitions(sides)
    yield from _owners(sides)


def _partitions(sides: Sides) -> Iterator[Proposal]:
    """Yield DETACH for partitions that stay as tables, and a new ATTACH for changed bounds."""
    for entry in sides.removed("TABLE ATTACH"):
        if unsettled.child_of(entry) in sides.comparison.desired:
            yield alteration(
                sides, entry.address, (_detach(entry),), "is not a partition any more", stage=Stage.DROP_EARLY
            )
    elsewhere = redistribution.settled(sides)
    for live, desired in sides.changed("TABLE ATTACH"):
        if live.address in elsewhere or _is_made_anew(sides, desired):
            continue
        # Rows that are referred to may not leave their table, not even for a moment.
        commands = (*rebuilds.referring_keys(sides, live), _detach(live), desired.definition.removesuffix(";"))
        step = alteration(sides, live.address, commands, "partition bound differs")
        yield dataclasses.replace(step, question=partition_rows.outside(sides, desired))


def _is_made_anew(sides: Sides, attachment: Entry) -> bool:
    """Return whether the table that has the partition is made anew in this round, and the partition with it."""
    return any(rebuilds.needed(p) and p.address in attachment.dependencies for p in sides.comparison.relations)


def detachment(sides: Sides, table: Entry) -> str:
    """Return the command by which a partition leaves a table that stays, or nothing for any other table.

    PostgreSQL refuses to drop a partition while a foreign key refers to the partitioned table, but lets it go first.
    """
    attached = [e for e in sides.removed("TABLE ATTACH") if unsettled.child_of(e) == table.address]
    return next((_detach(e) for e in attached if any(a in sides.comparison.desired for a in e.dependencies)), "")


def checks_of_partition(sides: Sides, attached: Entry) -> tuple[str, ...]:
    """Return the commands that give a new partition the checks of its parent that pg_dump leaves to the parent.

    One that is NOT VALID is written after all partitions were attached; where the parent has it already, PostgreSQL
    attaches no table that lacks it.
    """
    child = unsettled.child_of(attached)
    wanted = sides.wanted(child)
    if wanted is None or (child in sides.comparison.live and child not in sides.made):
        return ()
    [relation] = read_relations(sides.desired, [wanted.oid]).values()
    return tuple(
        f"ALTER TABLE ONLY {relation.sql_name} ADD CONSTRAINT {identifier(name)} {check.definition}"
        for name, check in relation.checks.items()
        if check.inherited and not check.validated
    )


def _detach(entry: Entry) -> str:
    child, [parent] = unsettled.child_of(entry), unsettled.parents_of(entry)
    return f"ALTER TABLE {qualified(parent.schema, parent.name)} DETACH PARTITION {qualified(child.schema, child.name)}"


def _owners(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER ... OWNER TO; the schema public, named by pg_dump only for its owner, goes back to its first one."""
    for address in sides.differing({"SCHEMA"}):
        entry, wanted = sides.wanted(address) or sides.live(address), sides.wanted(address)
        if entry and entry.exists_by_itself:
            owner = wanted.owner if wanted else "pg_database_owner"
            yield alteration(sides, address, (f"ALTER {entry.title} OWNER TO {identifier(owner)}",), "owner differs")
    for address in sorted(sides.comparison.owners):
        desired, live = sides.wanted(address), sides.live(address)
        if desired is None or live is None:
            continue
        command = f"ALTER {desired.title} OWNER TO {identifier(desired.owner)}"
        yield alteration(sides, address, (command,), f"owner is {literal(live.owner).strip()}")
