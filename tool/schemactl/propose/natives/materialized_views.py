"""Materialized views whose query stays: options, columns' attributes and access method, without new rows.

One with another query is dropped and created again; its indexes, grants and comments come back by themselves.
Source: PostgreSQL manual, ALTER MATERIALIZED VIEW.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.postgres.quoting import identifier
from schemactl.propose import columns
from schemactl.propose.columns import option_clauses
from schemactl.propose.natives.in_place import alteration, ordered_option_clauses
from schemactl.propose.proposal import Proposal
from schemactl.propose.relations import Relation, read_relations
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the alterations of every materialized view that can keep its rows."""
    changed = sides.changed("MATERIALIZED VIEW")
    lives = read_relations(sides.clone, [live.oid for live, _ in changed])
    wanted = read_relations(sides.desired, [desired.oid for _, desired in changed])
    for live, desired in changed:
        before, after = lives[live.oid], wanted[desired.oid]
        queries = [
            side.ask("view_definition", oid=entry.oid)[0]
            for side, entry in ((sides.clone, live), (sides.desired, desired))
        ]
        if queries[0]["query"] == queries[1]["query"] and _outside(before) == _outside(after):
            clauses = [*_clauses(before, after), *ordered_option_clauses(queries[0]["options"], queries[1]["options"])]
            if live.tablespace != desired.tablespace:
                clauses.append(f"SET TABLESPACE {identifier(desired.tablespace or 'pg_default')}")
            commands = [
                command
                for c in columns.changed_aspects(before, after, sides.clone.version)
                for command in columns.write(c)
            ]
            commands += [f"{columns.alter_prefix(before)} {clause}" for clause in clauses]
            yield alteration(sides, live, desired, commands, "options differ")


def _outside(relation: Relation) -> list[tuple[str, str, str]]:
    """Return what the query makes of the columns."""
    return [(name, relation.columns[name].type, relation.columns[name].collation) for name in relation.column_order]


def _clauses(live: Relation, desired: Relation) -> Iterator[str]:
    yield from option_clauses(live.toast_options, desired.toast_options, "toast.")
    if live.access_method != desired.access_method:
        yield f"SET ACCESS METHOD {identifier(desired.access_method)}"
