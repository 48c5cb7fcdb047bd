"""Foreign keys: added without a look at the rows and validated later; what keeps its meaning is altered in place.

ADD CONSTRAINT reads all rows of a table nobody may write to meanwhile. NOT VALID it reads none, and VALIDATE CONSTRAINT
lets others read and write. Source: PostgreSQL manual, ALTER TABLE, ADD table_constraint NOT VALID, VALIDATE CONSTRAINT
and ALTER CONSTRAINT.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import ROW_LIMIT, Phase, RowQuestion, Trait, TransactionRule, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_NOT_VALID_ON_PARTITIONED_SINCE = 180000
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
            question=_orphans(before) if validates else None,
        )


def added_not_valid(sides: Sides, entry: Entry) -> str:
    """Return the command that adds a desired foreign key NOT VALID, or nothing where it cannot or need not be so."""
    row = next(iter(sides.desired.ask_for("foreign_keys", [entry.oid])), None)
    if row is None or not row["validated"] or not row["enforced"]:
        return ""
    if row["partitioned"] and sides.target_version < _NOT_VALID_ON_PARTITIONED_SINCE:
        return ""
    return f"{_prefix(row)} ADD CONSTRAINT {identifier(row['name'])} {row['definition']} NOT VALID"


def _orphans(row: Row) -> RowQuestion | None:
    """Return the question how many rows refer to nothing; a row with NULL in its key refers to nothing on purpose.

    Asked as PostgreSQL asks: by the key's own operators, under the collation of the parent, and without the tables that
    inherit from either. None for a key over periods, which one row of the parent need not cover alone.
    """
    if row["over_periods"]:
        return None
    child, parent = qualified(row["schema"], row["relation"]), qualified(row["parent_schema"], row["parent"])
    own, referenced = [identifier(name) for name in row["own"]], [identifier(name) for name in row["referenced"]]
    pairs = " AND ".join(
        f"parent.{theirs}{collation} OPERATOR({operator}) child.{ours}"
        for ours, theirs, operator, collation in zip(own, referenced, row["operators"], row["collations"], strict=True)
    )
    present = f" {'OR' if row['match_full'] else 'AND'} ".join(f"child.{ours} IS NOT NULL" for ours in own)
    # Rows of tables that inherit from one of both are neither checked nor found.
    child_rows = f"{'' if row['partitioned'] else 'ONLY '}{child} AS child"
    parent_rows = f"{'' if row['parent_partitioned'] else 'ONLY '}{parent} AS parent"
    found = f"NOT EXISTS (SELECT FROM {parent_rows} WHERE {pairs})"
    rows = f"SELECT FROM {child_rows} WHERE ({present}) AND {found} LIMIT {ROW_LIMIT}"
    tables = (
        (Address("TABLE", row["schema"], row["relation"]), row["own"]),
        (Address("TABLE", row["parent_schema"], row["parent"]), row["referenced"]),
    )
    return RowQuestion(
        sql=f"SELECT count(*) FROM ({rows}) AS found",
        message=f"{{count}} rows of {child} refer to a row that {parent} does not have",
        reads=tuple((table, column) for table, columns in tables for column in columns),
    )


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
