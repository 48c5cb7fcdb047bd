"""Tables whose rows are on their way: set aside while the table is made anew, or in partitions not attached yet.

A foreign key must not be checked before they are there, and no trigger or rule may see them come.
"""

from __future__ import annotations

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.quoting import aside
from schemactl.propose.sides import Sides

SET_ASIDE = "cannot be altered into its declared form; its rows wait aside"
"""Cause of the statements that make a table anew while its rows wait: what was set aside is known by it."""

LET_GO = "is made anew, as its key cannot be altered; its partitions are attached again"
"""Cause of the statements that drop a partitioned table whose partitions stay: it holds rows again once it is made."""

ROWS, POSITION = "rows", "position"
"""Suffixes of the table that holds the rows meanwhile, and of the sequence that holds an identity's position."""

_TABLES = ("TABLE", "FOREIGN TABLE")
_TOLD_OF_ROWS = frozenset({"FK CONSTRAINT", "RULE", "TRIGGER"})
_HELD = _TOLD_OF_ROWS | {"TABLE ATTACH"}


def attachments(snapshot: Snapshot, parent: Address) -> list[Entry]:
    """Return the entries that attach partitions directly to a table, in order of creation."""
    return [
        entry
        for address, entry in snapshot.entries.items()
        if address.kind == "TABLE ATTACH" and parent in entry.dependencies and child_of(entry) != parent
    ]


def child_of(attachment: Entry) -> Address:
    """Return the partition that an entry attaches, an ordinary or a foreign table."""
    name = (attachment.address.schema, attachment.address.name)
    found = (a for a in attachment.dependencies if a.kind in _TABLES and (a.schema, a.name) == name)
    return next(found, Address("TABLE", *name))


def parents_of(attachment: Entry) -> frozenset[Address]:
    """Return the partitioned table that an entry attaches a partition to."""
    child = child_of(attachment)
    return frozenset(a for a in attachment.dependencies if a.kind == "TABLE" and a != child)


def arriving(sides: Sides) -> frozenset[Address]:
    """Return the tables to which one that is there already is still to be attached, at any depth."""
    desired = sides.comparison.desired.entries
    added = (desired[a] for a in sides.comparison.added if a.kind == "TABLE ATTACH")
    waiting = [entry for entry in added if child_of(entry) in sides.comparison.live]
    found: set[Address] = set()
    while waiting:
        entry = waiting.pop()
        parents = parents_of(entry) - found
        found |= parents
        above = (desired.get(Address("TABLE ATTACH", a.schema, a.name)) for a in parents)
        waiting += [entry for entry in above if entry]
    return frozenset(found)


def rows_aside(sides: Sides) -> dict[Address, Entry]:
    """Return the tables an earlier round has made anew, with the tables that hold their rows still."""
    live = sides.comparison.live.entries
    waiting = ((a, live.get(Address("TABLE", a.schema, aside(a.name, ROWS)))) for a in sides.made_anew)
    return {address: entry for address, entry in waiting if entry}


def positions_aside(sides: Sides) -> dict[Address, Address]:
    """Return the sequences of identity columns whose positions are kept, with what keeps them."""
    if not sides.made_anew:
        return {}
    entries = [e for a, e in sides.comparison.desired.entries.items() if a.kind == "SEQUENCE"]
    numbering = [e.address for e in entries if sides.made_anew.intersection(e.dependencies)]
    kept = {a: Address("SEQUENCE", a.schema, aside(a.name, POSITION)) for a in numbering}
    return {address: resting for address, resting in kept.items() if resting in sides.comparison.live}


def held_back(sides: Sides, made_anew: frozenset[Address]) -> frozenset[Address]:
    """Return what only the desired side has and must not be made in this round.

    Besides what waits for rows these are attachments to a table that is not in its shape yet: the names of its NOT NULL
    constraints cannot be changed once it has partitions.

    Args:
        sides: Both databases. `made_anew`: tables of which this round sets the rows aside.
    """
    desired = sides.comparison.desired
    added = [desired[a] for a in sides.comparison.added if a.kind in _HELD]
    copied = _with_partitions(desired, made_anew | rows_aside(sides).keys())
    coming = arriving(sides)
    unlike = {pair.address for pair in sides.comparison.relations if pair.differs}
    return frozenset(
        entry.address
        for entry in added
        if (entry.address.kind == "TABLE ATTACH" and _comes_too_early(sides, entry, unlike, made_anew))
        or (entry.address.kind != "TABLE ATTACH" and coming.intersection(entry.dependencies))
        or (entry.address.kind in _TOLD_OF_ROWS and copied.intersection(entry.dependencies))
    )


def _comes_too_early(sides: Sides, attachment: Entry, unlike: set[Address], made_anew: frozenset[Address]) -> bool:
    """Return whether the table that gets the partition is missing or not in its shape.

    A partition that the plan makes waits only where that table was made anew: others have their shape at once.
    """
    child, live = child_of(attachment), sides.comparison.live
    parents = parents_of(attachment)
    if child in live and child not in sides.made:
        return any(a not in live or a in unlike for a in parents)
    return any(a in unlike and a in made_anew | sides.made_anew for a in parents)


def kept_for_now(sides: Sides, made_anew: frozenset[Address]) -> frozenset[Address]:
    """Return what nobody declares and must not be dropped yet: what holds rows and positions, and partitions.

    Args:
        sides: Both databases. `made_anew`: tables of which this round sets the rows aside; their partitions go along.
    """
    partitions = _with_partitions(sides.comparison.live, made_anew) - made_anew
    rows = (entry.address for entry in rows_aside(sides).values())
    return partitions.union(rows, positions_aside(sides).values())


def _with_partitions(snapshot: Snapshot, tables: frozenset[Address]) -> frozenset[Address]:
    found = set(tables)
    for table in tables:
        children = frozenset(child_of(entry) for entry in attachments(snapshot, table))
        found |= _with_partitions(snapshot, children)
    return frozenset(found)
