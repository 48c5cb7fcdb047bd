"""Foreign keys: added without a look at the rows and validated later; what keeps its meaning is altered in place.

ADD CONSTRAINT reads all rows of a table nobody may write to meanwhile. NOT VALID it reads none, and VALIDATE CONSTRAINT
lets others read and write. Source: PostgreSQL manual, ALTER TABLE, ADD table_constraint NOT VALID, VALIDATE CONSTRAINT
and ALTER CONSTRAINT.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Phase, RowQuestion, Trait, TransactionRule, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.row_questions import RowsOf, ask_rows, own_rows
from schemactl.propose.sides import Sides

NOT_VALID_ON_PARTITIONED_SINCE = 180000
"""First server version that takes a foreign key NOT VALID on a partitioned table (PostgreSQL 18 release notes)."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the alteration of every foreign key that differs in nothing but how it is enforced."""
    pairs = sides.changed("FK CONSTRAINT")
    lives = {row["oid"]: row for row in sides.clone.ask_for("foreign_keys", [live.oid for live, _ in pairs])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("foreign_keys", [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        before, after = lives.get(live.oid), wanted.get(desired.oid)
        command = _command(before, after) if before and after else ""
        if not command or not before:
            continue
        validates = command == _validate(before)
        yield Proposal(
            address=live.address,
            alternatives=one(command),
            verb=Verb.ALTER,
            cause="is not validated" if validates else "is enforced differently",
            stage=Stage.SHAPE,
            position=sides.created_at(live.address),
            proposer="natives",
            phase=Phase.CONTRACT,
            transaction=TransactionRule.LAST if validates else TransactionRule.NORMAL,
            traits=frozenset({Trait.READS_ALL_ROWS} if validates else ()),
            question=_orphans(sides, before) if validates else None,
        )


def added_not_valid(sides: Sides, entry: Entry) -> str:
    """Return the command that adds a desired foreign key NOT VALID, or nothing where it cannot or need not be so."""
    row = _checked(sides, entry)
    if row is None or (row["partitioned"] and sides.target_version < NOT_VALID_ON_PARTITIONED_SINCE):
        return ""
    return f"{_prefix(row)} ADD CONSTRAINT {identifier(row['name'])} {row['definition']} NOT VALID"


def orphans(sides: Sides, entry: Entry) -> RowQuestion | None:
    """Return the question how many rows a desired foreign key would not accept when it is added."""
    row = _checked(sides, entry)
    return _orphans(sides, row) if row else None


def _checked(sides: Sides, entry: Entry) -> Row | None:
    """Return what there is to know of a desired foreign key that holds for all rows, or None."""
    row = next(iter(sides.desired.ask_for("foreign_keys", [entry.oid])), None)
    return row if row and row["validated"] and row["enforced"] else None


def _orphans(sides: Sides, row: Row) -> RowQuestion | None:
    """Return the question how many rows refer to nothing; a row with NULL in its key refers to nothing on purpose.

    Asked as PostgreSQL asks: by the key's own operators, under the collation of the parent, and without the tables that
    inherit from either. A parent that the plan makes holds no rows, unless something fills it. None where that is not
    known, and for a key over periods, which one row of the parent need not cover alone.
    """
    child, parent = (row["schema"], row["relation"]), (row["parent_schema"], row["parent"])
    made = _is_new(sides, *parent)
    if (made and (sides.moves_rows or _brings_rows(sides, *parent))) or (row["over_periods"] and not made):
        return None
    own, referenced = [identifier(name) for name in row["own"]], [identifier(name) for name in row["referenced"]]
    present = f" {'OR' if row['match_full'] else 'AND'} ".join(f"r.{ours} IS NOT NULL" for ours in own)
    pairs = " AND ".join(
        f"parent.{theirs}{collation} OPERATOR({operator}) r.{ours}"
        for ours, theirs, operator, collation in zip(own, referenced, row["operators"], row["collations"], strict=True)
    )
    found = f"SELECT FROM {qualified(*parent)} AS parent WHERE {own_rows(*parent, 'parent')} AND {pairs}"
    orphaned = f"({present})" if made else f"({present}) AND NOT EXISTS ({found})"
    rows = RowsOf(schema=child[0], relation=child[1], columns=tuple(row["own"]), condition=orphaned, alone=True)
    return ask_rows(
        [rows],
        f"{{count}} rows of {qualified(*child)} refer to a row that {qualified(*parent)} does not have"
        f"{', for this plan makes it' if made else ''}",
        reads=() if made else tuple((Address("TABLE", *parent), name) for name in ("", *row["referenced"])),
    )


def _is_new(sides: Sides, schema: str, name: str) -> bool:
    """Return whether the plan makes a table."""
    address = Address("TABLE", schema, name)
    return address in sides.made or address not in sides.comparison.live


def _brings_rows(sides: Sides, schema: str, name: str) -> bool:
    """Return whether a table that the plan makes gets a partition that was there before."""
    parent = Address("TABLE", schema, name)
    attached = [
        a for a, e in sides.comparison.desired.entries.items() if a.kind == "TABLE ATTACH" and parent in e.dependencies
    ]
    partitions = [(a.schema, a.name) for a in attached if (a.schema, a.name) != (schema, name)]
    return any(not _is_new(sides, *partition) or _brings_rows(sides, *partition) for partition in partitions)


def _prefix(row: Row) -> str:
    return f"ALTER TABLE {qualified(row['schema'], row['relation'])}"


def _validate(row: Row) -> str:
    return f"{_prefix(row)} VALIDATE CONSTRAINT {identifier(row['name'])}"


def _command(before: Row, after: Row) -> str:
    """Return the command, or nothing where the key has to be made anew."""
    if before["meaning"] != after["meaning"]:
        return ""
    prefix, name = _prefix(before), identifier(before["name"])
    if before["enforced"] != after["enforced"]:
        return f"{prefix} ALTER CONSTRAINT {name} {'' if after['enforced'] else 'NOT '}ENFORCED"
    if before["validated"] and not after["validated"]:
        return ""
    timing = (after["deferrable"], after["deferred"])
    if (before["deferrable"], before["deferred"]) != timing:
        words = {(False, False): "NOT DEFERRABLE", (True, False): "DEFERRABLE INITIALLY IMMEDIATE"}
        return f"{prefix} ALTER CONSTRAINT {name} {words.get(timing, 'DEFERRABLE INITIALLY DEFERRED')}"
    return _validate(before) if after["validated"] and not before["validated"] else ""
