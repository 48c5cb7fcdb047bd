"""Columns of views that get another name: renamed, so that the views above, grants and comments stay.

CREATE OR REPLACE VIEW refuses another name. Nothing is guessed: what a column shows is settled by the replacement that
follows, and a view holds no rows. Source: PostgreSQL manual, ALTER VIEW and CREATE VIEW.
"""

from __future__ import annotations

from schemactl.model.entry import Entry
from schemactl.postgres.quoting import identifier
from schemactl.propose.columns import alter_prefix
from schemactl.propose.relations import Relation, read_relations
from schemactl.propose.sides import Sides


def renames(sides: Sides, live: Entry, desired: Entry) -> list[str]:
    """Return the commands that give the columns of a view their declared names, so that it can be replaced in place.

    None where that would not help: columns go, change places, or have another type.
    """
    before = read_relations(sides.clone, [live.oid])[live.oid]
    after = read_relations(sides.desired, [desired.oid])[desired.oid]
    pairs = list(zip(before.column_order, after.column_order, strict=False))
    if len(pairs) < len(before.column_order):
        return []
    moved = any(old in after.columns or new in before.columns for old, new in pairs if old != new)
    retyped = any(_kind(before, old) != _kind(after, new) for old, new in pairs)
    if moved or retyped:
        return []
    prefix = alter_prefix(before)
    return [f"{prefix} RENAME COLUMN {identifier(old)} TO {identifier(new)}" for old, new in pairs if old != new]


def _kind(relation: Relation, name: str) -> tuple[str, str]:
    return (relation.columns[name].type, relation.columns[name].collation)
