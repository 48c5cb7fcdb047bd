"""Indexes, triggers, policies, rules, statistics, event triggers that go by another name: renamed, not made anew.

Nothing is guessed: one of the old ones is, but for its name, word for word what is declared, and there are no rows to
lose. Renames come first in a round; what hangs on a renamed object is compared again in the next one.
Source: PostgreSQL manual, ALTER INDEX, ALTER TRIGGER, ALTER POLICY, ALTER RULE, ALTER STATISTICS, ALTER EVENT TRIGGER.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.natives.constraint_names import chains
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_QUESTIONS = {
    "INDEX": "indexes",
    "TRIGGER": "triggers",
    "POLICY": "policies",
    "RULE": "rules",
    "STATISTICS": "extended_statistics",
    "EVENT TRIGGER": "event_triggers",
}
_APART = frozenset({"oid", "name", "definition", "columns", "any_clustered", "replica_identity", "only_speeds_up"})
"""What a rename may change, or what is not the object's own."""
_ALTERED_LATER = frozenset({"options", "statistics", "clustered", "identifies", "enabled", "target"})
"""What can be altered in place once the name is right."""
_HANG_ON_OTHERS = frozenset({"ACL", "COMMENT", "INDEX ATTACH"})
_SHARE_NAMES = ("TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SEQUENCE", "INDEX", "TYPE")
"""Kinds that share the names of a namespace with indexes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Object:
    """One object that differs: its entry and its name as the catalogs have it."""

    entry: Entry
    name: str


_Pair = tuple[_Object, _Object]


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the renames that are due; those that wait for each other's names go together."""
    for kind, question in _QUESTIONS.items():
        by_place: dict[tuple[str, str], list[_Pair]] = {}
        for pair in _pairs(sides, kind, question):
            address = pair[0].entry.address
            by_place.setdefault((address.schema, address.parent), []).append(pair)
        for pairs in by_place.values():
            yield from _in_one_place(sides, pairs)


def settled(proposals: list[Proposal]) -> list[Proposal]:
    """Return the proposals that need not wait until all that is renamed has its name; without renames all of them."""
    renamed = {address for proposal in proposals for pair in proposal.renames for address in pair}
    if not renamed:
        return proposals
    return [p for p in proposals if p.renames or (p.address not in renamed and p.address.kind not in _HANG_ON_OTHERS)]


def _pairs(sides: Sides, kind: str, question: str) -> Iterator[_Pair]:
    """Yield what differs on both sides and is the same but for its name; objects that are alike in order of name."""
    differing = sides.differing({kind})
    live = _objects(sides.clone, question, [e for a in differing if (e := sides.live(a))])
    desired = _objects(sides.desired, question, [e for a in differing if (e := sides.wanted(a))])
    for shape, old in live.items():
        new = desired.get(shape, [])
        kept = {each.name for each in old} & {each.name for each in new}
        olds, news = ([each for each in side if each.name not in kept] for side in (old, new))
        yield from zip(olds, news, strict=False)


def _objects(catalog: Catalog, question: str, entries: Iterable[Entry]) -> dict[str, list[_Object]]:
    """Return objects by all that makes them what they are but their names."""
    by_oid = {entry.oid: entry for entry in entries}
    found: dict[str, list[_Object]] = {}
    for row in sorted(catalog.ask_for(question, by_oid), key=lambda row: str(row["name"])):
        if not row.get("inherited"):
            found.setdefault(_shape(row), []).append(_Object(entry=by_oid[row["oid"]], name=row["name"]))
    return found


def _shape(row: Row) -> str:
    return json.dumps({key: value for key, value in row.items() if key not in _APART | _ALTERED_LATER}, sort_keys=True)


def _in_one_place(sides: Sides, pairs: list[_Pair]) -> Iterator[Proposal]:
    """Yield the renames among names that exclude each other."""
    by_old = {old.name: (old, new) for old, new in pairs}
    while blocked := [name for name, (_, new) in by_old.items() if new.name not in by_old and not _free(sides, new)]:
        for name in blocked:
            del by_old[name]
    names = {name: new.name for name, (_, new) in by_old.items()}
    for chain in chains(names):
        moved = [by_old[name] for name, _ in chain if name in by_old]
        old, new = moved[0]
        standing = sides.live(new.entry.address) if new.name not in names else None
        yield Proposal(
            address=new.entry.address,
            alternatives=((*([standing.drop] if standing else []), *(_rename(old.entry, *step) for step in chain)),),
            verb=Verb.ALTER,
            cause="names are exchanged" if len(moved) > 1 else f"renamed from {old.name}",
            stage=Stage.SHAPE,
            position=sides.created_at(new.entry.address),
            proposer="natives",
            renames=tuple((old.entry.address, new.entry.address) for old, new in moved),
        )


def _free(sides: Sides, wanted: _Object) -> bool:
    """Return whether a name is free, or belongs to one of the same kind that goes anyway and can be dropped."""
    address = wanted.entry.address
    kinds = _SHARE_NAMES if address.kind == "INDEX" else (address.kind,)
    places = (Address(kind, address.schema, address.name, address.parent) for kind in kinds)
    standing = [entry for place in places if (entry := sides.live(place))]
    return all(entry.address == address and entry.drop for entry in standing)


def _rename(entry: Entry, old: str, new: str) -> str:
    kind, schema = entry.address.kind, entry.address.schema
    if kind in ("INDEX", "STATISTICS"):
        return f"ALTER {kind} {qualified(schema, old)} RENAME TO {identifier(new)}"
    place = f" ON {qualified(schema, entry.address.parent)}" if kind != "EVENT TRIGGER" else ""
    return f"ALTER {kind} {identifier(old)}{place} RENAME TO {identifier(new)}"
