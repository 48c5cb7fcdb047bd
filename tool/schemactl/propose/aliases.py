"""Old names of moved tables: a view under the old name serves old code until the contract phase is asked for.

The view shows the columns the table had, under the names it had, with the caller's own rights and row security
(``security_invoker``), and takes writes as the table did.
Source: PostgreSQL manual, CREATE VIEW, Updatable Views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemactl.model.address import Address
from schemactl.model.intent import Intent, MovedFrom, RenamedColumn
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.quoting import identifier, literal, qualified, role
from schemactl.propose.catalog import Row
from schemactl.propose.moves import is_due, new_address
from schemactl.propose.relations import Relation

_SATELLITES = frozenset({"ACL", "COMMENT", "SECURITY LABEL"})
_ON_A_VIEW = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
"""The privileges a view has a use for."""


def alias_address(intent: MovedFrom) -> Address:
    """Return the address of the view under the old name."""
    return Address("VIEW", intent.old_schema, intent.old_name)


def aliased(declared: tuple[Intent, ...], desired: Snapshot) -> tuple[MovedFrom, ...]:
    """Return the moves that leave an alias; a name that is declared for something else is not free for one."""
    return tuple(
        intent
        for intent in declared
        if isinstance(intent, MovedFrom)
        and intent.keep_alias
        and new_address(intent) in desired
        and not any(Address(kind, intent.old_schema, intent.old_name) in desired for kind in ("TABLE", "VIEW"))
    )


def standing(moves: tuple[MovedFrom, ...], live: Snapshot) -> tuple[MovedFrom, ...]:
    """Return the moves whose alias the live database has."""
    return tuple(m for m in moves if alias_address(m) in live and new_address(m) in live)


def with_aliases(moves: tuple[MovedFrom, ...], live: Snapshot, desired: Snapshot) -> Snapshot:
    """Return the desired state with the aliases that stand in the live database: they belong to it for a while.

    Args:
        moves: The moves that leave an alias. `live`, `desired`: the two sides.
    """
    kept = with_satellites((alias_address(intent) for intent in standing(moves, live)), live)
    added = {address: entry for address, entry in live.entries.items() if address in kept}
    return replace(desired, entries={**desired.entries, **added}) if added else desired


def with_satellites(aliases: Iterable[Address], live: Snapshot) -> frozenset[Address]:
    """Return the addresses of aliases along with their comments and rights in the live database."""
    found = set(aliases)
    satellites = (
        a for a, entry in live.entries.items() if a.kind in _SATELLITES and found.intersection(entry.dependencies)
    )
    return frozenset(found | set(satellites))


def due_aliases(moves: tuple[MovedFrom, ...], live: Snapshot) -> tuple[MovedFrom, ...]:
    """Return the moves of this plan, whose aliases have to be made."""
    return tuple(intent for intent in moves if is_due(intent, live))


def view_commands(
    intent: MovedFrom, before: Relation, after: Relation, renamed: tuple[RenamedColumn, ...]
) -> Iterator[str]:
    """Yield the commands that make an alias.

    Args:
        intent: The move. `before`: the table, or the alias that replaced it, as old code knows it.
        after: The table as it is declared. `renamed`: the declared renames of its columns.
    """
    new_names = {rename.old_name: rename.name for rename in renamed}
    columns = [(name, new_names.get(name, name)) for name in before.column_order]
    shown = [
        identifier(now) if now == name else f"{identifier(now)} AS {identifier(name)}"
        for name, now in columns
        if now in after.columns
    ]
    old = qualified(intent.old_schema, intent.old_name)
    yield f"CREATE VIEW {old} WITH (security_invoker = true) AS SELECT {', '.join(shown)} FROM {after.sql_name}"
    yield f"COMMENT ON VIEW {old} IS {literal(f'Old name of {after.sql_name}, until the contract phase.')}"


def right_commands(intent: MovedFrom, given: Iterable[Row], wanted: Iterable[Row], after: Relation) -> Iterator[str]:
    """Yield the commands that give an alias the rights its table had.

    Args:
        intent: The move. `given`: the privileges a new view has by default. `wanted`: those of the table before.
        after: The table as it is declared.
    """
    old = qualified(intent.old_schema, intent.old_name)
    for grantee in sorted({row["grantee"] for row in given if not row["to_owner"]}):
        yield f"REVOKE ALL ON {old} FROM {role(grantee)}"
    for row in wanted:
        if (
            row["to_owner"]
            or row["privilege"] not in _ON_A_VIEW
            or (row["column"] and row["column"] not in after.columns)
        ):
            continue
        column = f" ({identifier(row['column'])})" if row["column"] else ""
        option = " WITH GRANT OPTION" if row["grantable"] else ""
        yield f"GRANT {row['privilege']}{column} ON {old} TO {role(row['grantee'])}{option}"
