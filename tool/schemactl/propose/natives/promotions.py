"""Unique indexes that become keys: the key takes the index over, so that nothing is built again.

Source: PostgreSQL manual, ALTER TABLE, ADD table_constraint_using_index.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.model.statement import Phase, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_WORDS = {"p": "PRIMARY KEY", "u": "UNIQUE"}


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the keys that can take over an index which is not declared as an index any more."""
    indexes = {sides.live_indexes[entry.oid]["oid"]: entry for entry in sides.removed("INDEX")}
    added = {entry.oid: entry for a in sides.comparison.added if a.kind == "CONSTRAINT" and (entry := sides.wanted(a))}
    if not indexes or not added:
        return
    keys = [key for key in sides.desired.ask_for("keys", added) if key["kind"] in _WORDS]
    wanted = {row["oid"]: row for row in sides.desired.ask_for("indexes", [key["index"] for key in keys])}
    for key in keys:
        after = wanted[key["index"]]
        oid = next((oid for oid in indexes if _fits(sides.live_indexes[oid], after)), None)
        if oid is not None:
            yield _step(sides, key, added[key["oid"]], indexes.pop(oid), sides.live_indexes[oid])


def _fits(before: Row, after: Row) -> bool:
    """Return whether an index is the one a key needs; those of partitioned tables cannot be taken over."""
    return before["relation_kind"] == "r" and all(before[fact] == after[fact] for fact in ("schema", "shape"))


def _step(sides: Sides, key: Row, desired: Entry, live: Entry, index: Row) -> Proposal:
    table = qualified(index["schema"], index["relation"])
    timing = " DEFERRABLE" if key["deferrable"] else ""
    timing += " INITIALLY DEFERRED" if key["deferred"] else ""
    takes = f"{_WORDS[key['kind']]} USING INDEX {identifier(index['name'])}{timing}"
    return Proposal(
        address=desired.address,
        alternatives=one(f"ALTER TABLE {table} ADD CONSTRAINT {identifier(key['name'])} {takes}"),
        verb=Verb.CREATE,
        cause=f"takes the index {index['name']} over",
        stage=Stage.SHAPE,
        position=sides.created_at(desired.address),
        proposer="natives",
        phase=Phase.CONTRACT,
        target=(live.catalog, live.oid),
        renames=((live.address, desired.address),),
    )
