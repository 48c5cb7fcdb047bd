"""Puts the aliases of moved tables into the rebuilt desired database, so that the plan leads to them as to all else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from schemactl.model.intent import Intent, MovedFrom, RenamedColumn
from schemactl.propose.aliases import right_commands, view_commands
from schemactl.propose.catalog import Catalog
from schemactl.propose.relations import Relation, read_relations

if TYPE_CHECKING:
    import psycopg


def make_aliases(
    moves: Iterable[MovedFrom],
    declared: tuple[Intent, ...],
    live: psycopg.Connection[Any],
    desired: psycopg.Connection[Any],
) -> None:
    """Create the views under the old names of moved tables.

    Args:
        moves: The moves whose alias the desired database lacks. `declared`: all intents.
        live, desired: Sessions on the two rebuilt databases.
    """
    for intent in moves:
        before, after = (
            _relation(Catalog(live), intent.old_schema, intent.old_name),
            _relation(Catalog(desired), intent.schema, intent.name),
        )
        if before is None or after is None:
            continue
        for command in view_commands(intent, _shown(Catalog(live), before), after, _renamed(intent, declared)):
            desired.execute(command.encode())
        alias = _relation(Catalog(desired), intent.old_schema, intent.old_name)
        if alias is None:
            continue
        given = Catalog(desired).ask_for("privileges", [alias.oid])
        for command in right_commands(intent, given, Catalog(live).ask_for("privileges", [before.oid]), alias):
            desired.execute(command.encode())


def _shown(catalog: Catalog, before: Relation) -> dict[str, str]:
    """Return the columns old code knows, in order, with their names in the table: an alias may show others."""
    if before.kind != "v":
        return {name: name for name in before.column_order}
    return {row["name"]: row["shown"] for row in catalog.ask("view_columns", oid=before.oid)}


def _relation(catalog: Catalog, schema: str, name: str) -> Relation | None:
    oids = [row["oid"] for row in catalog.ask("relation_oid", schema=schema, name=name)]
    return next(iter(read_relations(catalog, oids).values()), None)


def _renamed(intent: MovedFrom, declared: tuple[Intent, ...]) -> tuple[RenamedColumn, ...]:
    place = (intent.schema, intent.name)
    return tuple(i for i in declared if isinstance(i, RenamedColumn) and (i.schema, i.table) == place)
