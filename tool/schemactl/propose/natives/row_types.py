"""Columns of another table's row type, while PostgreSQL refuses to alter that table because of them.

PostgreSQL neither changes the type of a column nor adds one with a value while values of the table's row type are
stored. For the first such values wait as text; once the table is done, their column differs and is cast back. For the
second the column is added empty and filled. Source: PostgreSQL manual, ALTER TABLE, and tablecmds.c,
find_composite_type_dependencies.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from schemactl.model.address import Address
from schemactl.model.statement import Phase, Trait, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import PG_TYPE
from schemactl.propose.columns import Aspect, ColumnChange, alter_prefix, changed_aspects, column_definition
from schemactl.propose.compare import RelationPair
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_WRITES_ROWS = frozenset({Aspect.TYPE, Aspect.EXPRESSION})
_CHANGES_SHAPE = frozenset({Aspect.ADD, Aspect.DROP, Aspect.REPLACE})


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what makes way for changes of tables whose row types are stored elsewhere."""
    for pair in sides.comparison.relations:
        changes = changed_aspects(pair.live, pair.desired, sides.clone.version) if pair.live.kind in "rp" else []
        valued = [change for change in changes if _brings_a_value(change)]
        written = any(change.aspect in _WRITES_ROWS for change in changes)
        if not valued and not written:
            continue
        users = sides.clone.ask("row_type_users", oids=[pair.live.oid])
        if users and valued:
            yield from (_filled(sides, pair, change) for change in valued)
        elif users and not any(change.aspect in _CHANGES_SHAPE for change in changes):
            # Only then does the text of a value lead back: additions and drops, which are no obstacle, come before.
            yield from _waiting(sides, pair, users)


def _brings_a_value(change: ColumnChange) -> bool:
    """Return whether a column is added that gives all rows a value which can also be given afterwards."""
    after = change.after
    return change.aspect is Aspect.ADD and after is not None and bool(after.expression) and not after.generated


def _filled(sides: Sides, pair: RelationPair, change: ColumnChange) -> Proposal:
    """Return the proposal that adds a column without its default, and then gives the default to all rows."""
    if change.after is None:
        raise ValueError("a column is added in its desired form")
    prefix, name = alter_prefix(pair.live), identifier(change.name)
    bare = dataclasses.replace(change.after, expression="", not_null="")
    commands = [
        f"{prefix} ADD COLUMN {column_definition(bare)}",
        f"{prefix} ALTER COLUMN {name} SET DEFAULT {change.after.expression}",
        f"UPDATE {pair.live.sql_name} SET {name} = DEFAULT",
    ]
    if change.after.not_null:
        commands.append(f"{prefix} ALTER COLUMN {name} SET NOT NULL")
    return Proposal(
        address=pair.address,
        alternatives=(tuple(commands),),
        verb=Verb.ALTER,
        cause=f"column {change.name} is missing, and values of the row type are stored",
        stage=Stage.SHAPE,
        position=sides.created_at(pair.address),
        proposer="natives",
        column=change.name,
        traits=frozenset({Trait.ADDS_COLUMN}),
    )


def _waiting(sides: Sides, pair: RelationPair, users: Sequence[Row]) -> Iterator[Proposal]:
    for user in users:
        table, column = qualified(user["schema"], user["relation"]), identifier(user["column"])
        head = f"ALTER COLUMN {column} DROP DEFAULT, " if user["has_default"] else ""
        yield Proposal(
            address=Address("TABLE", user["schema"], user["relation"]),
            alternatives=one(f"ALTER TABLE {table} {head}ALTER COLUMN {column} TYPE text USING {column}::text"),
            verb=Verb.ALTER,
            cause=f"column {user['column']} waits as text while {pair.live.sql_name} changes",
            stage=Stage.SHAPE,
            position=sides.created_at(pair.address),
            proposer="natives",
            phase=Phase.EXPAND,
            target=(PG_TYPE, int(user["row_type"])),
        )
