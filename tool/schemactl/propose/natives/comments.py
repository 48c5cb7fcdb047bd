"""Comments: set where they differ, in pg_dump's own words; removed where nobody declares them, by the catalog's words.

Source: PostgreSQL manual, COMMENT.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.natives import indexes
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_WORDS = {
    "table column": "COLUMN",
    "view column": "COLUMN",
    "materialized view column": "COLUMN",
    "foreign table column": "COLUMN",
    "composite type column": "COLUMN",
    "table constraint": "CONSTRAINT",
    "statistics object": "STATISTICS",
    "composite type": "TYPE",
    "foreign-data wrapper": "FOREIGN DATA WRAPPER",
}
"""Where COMMENT ON's word is not `pg_identify_object`'s type in capitals."""

_PUBLIC = ("SCHEMA", "public")


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield a COMMENT for every comment that differs."""
    addresses = sides.differing({"COMMENT"})
    for address in addresses:
        entry = sides.wanted(address)
        if entry is not None:
            comment = _comment(sides, address, entry.definition.removesuffix(";"))
            late = any(_comes_last(sides, dependency) for dependency in entry.dependencies)
            yield replace(comment, transaction=TransactionRule.LAST) if late else comment
    removed = sides.removed_alone("COMMENT")
    if removed:
        yield from _removals(sides, removed)


def _comes_last(sides: Sides, address: Address) -> bool:
    """Return whether what is commented on was, or in this very round will be, left for the end of the plan."""
    if address in sides.late:
        return True
    wanted = sides.wanted(address) if address in sides.comparison.addresses else None
    return wanted is not None and indexes.comes_last(sides, wanted)


def _removals(sides: Sides, removed: list[Entry]) -> Iterator[Proposal]:
    """Yield COMMENT ... IS NULL for what has a comment on the clone and none on the desired side."""
    desired = {_target(row): str(row["comment"]) for row in _comments(sides.desired)}
    live = sides.comparison.live.entries
    owners = {(live[a].catalog, live[a].oid) for entry in removed for a in entry.dependencies}
    names = {entry.address.name for entry in removed if not entry.dependencies}
    commented = _comments(sides.clone)
    if (
        _PUBLIC not in {_target(row) for row in commented}
        and _PUBLIC in desired
        and "SCHEMA public" in {entry.address.name for entry in removed}
    ):
        # Somebody made the namespace anew, or took its comment away: pg_dump writes that as an empty one.
        address = Address("COMMENT", "", "SCHEMA public")
        yield _comment(sides, address, f"COMMENT ON SCHEMA public IS {literal(desired[_PUBLIC]).strip()}")
    for row in commented:
        kind, identity = _target(row)
        wanted = desired.get((kind, identity))
        if wanted == row["comment"] or (wanted is not None and kind != "SCHEMA"):
            continue
        own = {(row["catalog"], row["oid"]), (row["owner_catalog"], row["owner_oid"])}
        if own & owners or f"{kind} {identity}" in names:
            # The namespace public has a comment of its own, which pg_dump takes for granted and does not write.
            text = "NULL" if wanted is None else literal(wanted).strip()
            address = Address("COMMENT", str(row["schema"]), f"{kind} {identity}")
            yield _comment(sides, address, f"COMMENT ON {kind} {identity} IS {text}")


def _comment(sides: Sides, address: Address, command: str) -> Proposal:
    return Proposal(
        address=address,
        alternatives=one(command),
        verb=Verb.ALTER,
        cause="comment differs",
        stage=Stage.SHAPE,
        position=sides.created_at(address),
        proposer="natives",
    )


def _comments(catalog: Catalog) -> list[Row]:
    return sorted(catalog.ask("comments"), key=_target)


def _target(row: Row) -> tuple[str, str]:
    """Return the words after COMMENT ON for one object."""
    kind, names = str(row["object_type"]), list(row["names"])
    if kind == "domain constraint":
        return ("CONSTRAINT", f"{identifier(row['arguments'][0])} ON DOMAIN {names[0]}")
    if kind == "table constraint":
        return ("CONSTRAINT", f"{identifier(names[-1])} ON {qualified(*names[:2])}")
    return (_WORDS.get(kind, kind.upper()), str(row["identity"]))
