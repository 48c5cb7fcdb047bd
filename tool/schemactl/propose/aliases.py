"""Old names of moved tables: a view under the old name serves old code until the contract phase is asked for.

The view shows the columns the table had, under the names it had, with the caller's own rights and row security
(``security_invoker``), and takes writes as the table did.
Source: PostgreSQL manual, CREATE VIEW, Updatable Views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from schemactl.model.address import Address
from schemactl.model.intent import Intent, MovedFrom, RenamedColumn
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified, role
from schemactl.propose.moves import is_due, new_address
from schemactl.propose.relations import Relation

_SATELLITES = frozenset({"ACL", "COMMENT", "SECURITY LABEL"})
_NAMED_LIKE_A_VIEW = (
    "TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SEQUENCE", "INDEX", "TYPE", "SHELL TYPE", "DOMAIN",
)  # fmt: skip
"""Kinds whose names a view cannot have as well: those of relations, and of types, as every view has a row type."""
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
        and not any(Address(kind, intent.old_schema, intent.old_name) in desired for kind in _NAMED_LIKE_A_VIEW)
    )


def standing(moves: tuple[MovedFrom, ...], live: Snapshot) -> tuple[MovedFrom, ...]:
    """Return the moves whose alias the live database has."""
    return tuple(m for m in moves if alias_address(m) in live and new_address(m) in live)


def with_aliases(moves: tuple[MovedFrom, ...], live: Snapshot, desired: Snapshot) -> Snapshot:
    """Return the desired state with the aliases that stand in the live database: they belong to it for a while.

    So do the namespaces of old names, of those that are about to be made as well.

    Args:
        moves: The moves that leave an alias. `live`, `desired`: the two sides.
    """
    old = standing(moves, live)
    namespaces = {Address("SCHEMA", "", intent.old_schema) for intent in (*old, *due_aliases(moves, live))}
    kept = with_satellites({alias_address(intent) for intent in old} | (namespaces - desired.entries.keys()), live)
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
    intent: MovedFrom, shown_before: Mapping[str, str], after: Relation, renamed: tuple[RenamedColumn, ...]
) -> Iterator[str]:
    """Yield the commands that make an alias.

    Args:
        intent: The move. `shown_before`: the columns old code knows, in order, and what the table called them so far.
        after: The table as it is declared. `renamed`: the declared renames of its columns.
    """
    new_names = {rename.old_name: rename.name for rename in renamed}
    columns = [(name, new_names.get(column, column)) for name, column in shown_before.items()]
    shown = [
        identifier(now) if now == name else f"{identifier(now)} AS {identifier(name)}"
        for name, now in columns
        if now in after.columns
    ]
    old = qualified(intent.old_schema, intent.old_name)
    yield f"CREATE VIEW {old} WITH (security_invoker = true) AS SELECT {', '.join(shown)} FROM {after.sql_name}"
    yield f"COMMENT ON VIEW {old} IS {literal(f'Old name of {after.sql_name}, until the contract phase.')}"


def right_commands(intent: MovedFrom, given: list[Row], wanted: Iterable[Row], alias: Relation) -> Iterator[str]:
    """Yield the commands that give an alias the rights its table had; who owned the table may own the alias not.

    Args:
        intent: The move. `given`: the privileges a new view has by default. `wanted`: those of the table before.
        alias: The view.
    """
    owners = {row["owner"] for row in given}
    old = qualified(intent.old_schema, intent.old_name)
    for grantee in sorted({row["grantee"] for row in given if not row["to_owner"]}):
        yield f"REVOKE ALL ON {old} FROM {role(grantee)}"
    for row in wanted:
        if (
            row["grantee"] in owners
            or row["privilege"] not in _ON_A_VIEW
            or (row["column"] and row["column"] not in alias.columns)
        ):
            continue
        column = f" ({identifier(row['column'])})" if row["column"] else ""
        option = " WITH GRANT OPTION" if row["grantable"] else ""
        yield f"GRANT {row['privilege']}{column} ON {old} TO {role(row['grantee'])}{option}"
