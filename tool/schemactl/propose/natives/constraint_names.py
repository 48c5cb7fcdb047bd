"""Constraints that differ in nothing but their name are renamed: nothing is checked, built or dropped for a word.

A constraint holds no data, so that this is no guess: one that says the same, on the same table, is the same.
Source: PostgreSQL manual, ALTER TABLE, RENAME CONSTRAINT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.catalog import PG_CLASS, Catalog
from schemactl.propose.compare import relation_of
from schemactl.propose.natives import rebuilds
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_KEYS = ("CONSTRAINT", "FK CONSTRAINT")
_TABLES = ("TABLE", "FOREIGN TABLE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """The constraints of one table that get another name.

    Attributes:
        oid: Its oid on the clone.
        names: New names by old ones.
        addresses: Old and new address by new name of keys, which are entries of their own.
    """

    oid: int
    names: Mapping[str, str]
    addresses: Mapping[str, tuple[Address, Address]]


def find(sides: Sides) -> dict[Address, Renames]:
    """Return what is renamed, by table."""
    live, desired = sides.comparison.live, sides.comparison.desired
    tables = [a for a in _touched(sides) if a in live and a in desired]
    lives, wanted = _read(sides.clone, tables, live), _read(sides.desired, tables, desired)
    old, new = _entries(live), _entries(desired)
    found = {}
    for table in tables:
        pairs = list(_pairs(lives.get(live[table].oid, []), wanted.get(desired[table].oid, [])))
        found[table] = Renames(
            oid=live[table].oid,
            names={before["name"]: after["name"] for before, after in pairs},
            addresses={
                after["name"]: (old[before["oid"]], new[after["oid"]])
                for before, after in pairs
                if before["oid"] in old and after["oid"] in new
            },
        )
    return {table: renames for table, renames in found.items() if renames.names}


def propose(sides: Sides, found: Mapping[Address, Renames]) -> Iterator[Proposal]:
    """Yield the renames, those together that wait for each other's names."""
    for table, renames in found.items():
        elsewhere = {name for other in found.values() if other is not renames for name in other.names}
        for chain in chains(renames.names):
            yield _step(sides, table, renames, chain, elsewhere)


def _step(
    sides: Sides, table: Address, renames: Renames, chain: list[tuple[str, str]], elsewhere: set[str]
) -> Proposal:
    """Return one chain of renames.

    The index of a constraint has its name, which no other index of the schema may have: one that waits for a name on
    another table steps aside where the names are exchanged.
    """
    prefix = f"ALTER TABLE {qualified(table.schema, table.name)}"
    old, new = chain[0]
    entries = [renames.addresses[name] for _, name in chain if name in renames.addresses]
    waits = (_rename(prefix, old, aside(old, "renamed")),)
    # A key that has the name and is none of those renamed goes; checks are dropped before.
    standing = sides.live(renames.addresses[new][1]) if new in renames.addresses and new not in renames.names else None
    commands = (*([standing.drop] if standing else []), *(_rename(prefix, *step) for step in chain))
    return Proposal(
        address=entries[0][1] if entries else table,
        alternatives=(commands, *((waits,) if new in elsewhere else ())),
        verb=Verb.ALTER,
        cause=f"constraint {old} is called {renames.names[old]}",
        stage=Stage.SHAPE,
        position=sides.created_at(table),
        proposer="natives",
        phase=Phase.CONTRACT,
        target=(standing.catalog, standing.oid) if standing else (PG_CLASS, renames.oid),
        renames=tuple(entries),
    )


def chains(names: Mapping[str, str]) -> Iterator[list[tuple[str, str]]]:
    """Yield steps from old names to new ones so that no name is ever taken twice; a circle is opened by a name aside.

    Args:
        names: New names by old ones.
    """
    before = {new: old for old, new in names.items()}
    done: set[str] = set()
    for old, new in names.items():
        if new not in names:
            chain = [(old, new), *_back(old, before, stop="")]
            done.update(step for step, _ in chain)
            yield chain
    for old, new in names.items():
        if old not in done:
            resting = aside(old, "renamed")
            circle = list(_back(old, before, stop=old))
            done.update((old, *(step for step, _ in circle)))
            yield [(old, resting), *circle, (resting, new)]


def _back(name: str, before: Mapping[str, str], stop: str) -> Iterator[tuple[str, str]]:
    """Yield the steps that take a name which was just left, and the names left by these."""
    while name in before and before[name] != stop:
        yield (before[name], name)
        name = before[name]


def _rename(prefix: str, old: str, new: str) -> str:
    return f"{prefix} RENAME CONSTRAINT {identifier(old)} TO {identifier(new)}"


def _touched(sides: Sides) -> list[Address]:
    """Return the tables whose constraints may differ, sorted, without those that are made anew anyway."""
    keys = (relation_of(address, sides.comparison.live) for address in sides.differing(_KEYS))
    pairs = {pair.address for pair in sides.comparison.relations if pair.differs}
    rebuilt = {pair.address for pair in sides.comparison.relations if rebuilds.needed(pair)}
    return sorted(a for a in {*keys, *pairs} - rebuilt if a is not None and a.kind in _TABLES)


def _read(catalog: Catalog, tables: list[Address], snapshot: Snapshot) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in catalog.ask_for("constraints", [snapshot[table].oid for table in tables]):
        found.setdefault(row["relation"], []).append(row)
    return found


def _entries(snapshot: Snapshot) -> dict[int, Address]:
    return {entry.oid: address for address, entry in snapshot.entries.items() if address.kind in _KEYS}


def _pairs(live: list[Row], desired: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield constraints that say the same under different names; what keeps its name and meaning takes no part."""
    kept = {(row["name"], row["kind"], row["meaning"]) for row in live}
    kept &= {(row["name"], row["kind"], row["meaning"]) for row in desired}
    free = [row for row in live if (row["name"], row["kind"], row["meaning"]) not in kept]
    for after in desired:
        if (after["name"], after["kind"], after["meaning"]) in kept:
            continue
        before = next((row for row in free if _same(row, after)), None)
        if before is not None:
            free.remove(before)
            yield before, after


def _same(before: Row, after: Row) -> bool:
    """Return whether one can be had from the other: PostgreSQL cannot make a valid constraint NOT VALID."""
    same = (before["kind"], before["meaning"]) == (after["kind"], after["meaning"])
    return same and (after["validated"] or not before["validated"])
