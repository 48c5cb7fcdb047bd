"""Clones: databases of the scratch server built from a snapshot's entries, without rows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import CRON_JOB, VIEW_RULE, Way, rule_for
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.connect import connect, first_line
from schemactl.postgres.cron import EXTENSION as PG_CRON
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.compare import OWNED_KINDS, RELATION_KINDS
from schemactl.scratch import standins

if TYPE_CHECKING:
    import psycopg

    from schemactl.scratch.server import ScratchServer

ALWAYS_CLONED = frozenset({"SCHEMA", "EXTENSION", "DEFAULT ACL"})
"""Kinds a clone always has: they shape whatever is created in it."""


_SATELLITES = frozenset(
    {
        "ACL", "COMMENT", "DEFAULT", "INDEX ATTACH", "POLICY", "PUBLICATION TABLE", "ROW SECURITY", "RULE",
        "SECURITY LABEL", "SEQUENCE OWNED BY", "TABLE ATTACH", "TRIGGER",
    }
)  # fmt: skip
_HOLD_QUERIES = frozenset({*RELATION_KINDS, "FUNCTION", "PROCEDURE", "RULE"})
_NEED_THEIR_KEY = frozenset({"COMMENT", "INDEX ATTACH"})
_NAMED_AFTER_RELATION = frozenset({"DEFAULT", "POLICY", "RULE", "TRIGGER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """The result of building a database from entries.

    Attributes:
        failed: What the scratch server refused, with its words.
    """

    failed: tuple[tuple[Address, str], ...]


def closure(touched: Iterable[Address], snapshots: Iterable[Snapshot]) -> frozenset[Address]:
    """Return the addresses a rehearsal of some changes needs.

    These are the touched objects, all that depends on them on any side, all that any of these depend on, what shapes
    new objects (namespaces, extensions, default privileges), and the satellites of all of it: what a clone lacks cannot
    be restored when its object has to be dropped. The same set is used for every side, so that a clone and its
    counterpart differ in the touched objects only.
    """
    sides = tuple(snapshots)
    dependants = _dependants(sides)

    def dependencies(address: Address) -> Iterator[Address]:
        for side in sides:
            entry = side.entries.get(address)
            yield from entry.dependencies if entry else ()

    start = set(touched)
    start |= {v for a in start if a.name.endswith(VIEW_RULE) for v in dependencies(a) if v.kind == "VIEW"}
    found = start | {a for side in sides for a in side.entries if a.kind in ALWAYS_CLONED or _on_namespace(a)}
    found |= _reachable(start, lambda address: dependants.get(address, ()))
    return frozenset(
        _reachable(
            found,
            lambda address: [
                *dependencies(address),
                *(d for d in dependants.get(address, ()) if _belongs_to(d, address)),
            ],
        )
    )


def _dependants(sides: tuple[Snapshot, ...]) -> dict[Address, list[Address]]:
    """Return what depends on each address, on any side; what does on several sides is named several times."""
    dependants: dict[Address, list[Address]] = {}
    for side in sides:
        for address, entry in side.entries.items():
            for dependency in entry.dependencies:
                dependants.setdefault(dependency, []).append(address)
    return dependants


def _belongs_to(satellite: Address, holder: Address) -> bool:
    """Return whether something sits on an object; a trigger sits on its table, not on the function it calls."""
    if satellite.kind not in _SATELLITES:
        return False
    if satellite.kind == "PUBLICATION TABLE":
        return holder.kind in RELATION_KINDS
    if satellite.kind not in _NAMED_AFTER_RELATION:
        return True
    return holder.kind in RELATION_KINDS and satellite.name.startswith(f"{holder.name} ")


def _on_namespace(address: Address) -> bool:
    return not address.schema and address.kind in ("ACL", "COMMENT")


def _reachable(start: set[Address], neighbours: Any) -> set[Address]:
    found, waiting = set(start), list(start)
    while waiting:
        for address in neighbours(waiting.pop()):
            if address not in found:
                found.add(address)
                waiting.append(address)
    return found


def build(server: ScratchServer, name: str, snapshot: Snapshot, addresses: frozenset[Address], login: str) -> Rebuilt:
    """Create a database from the entries of a snapshot at some addresses, in its order of creation.

    Args:
        server: Where. `name`: the new database's name.
        snapshot: Where the entries come from. `addresses`: which of them.
        login: The role to work as, so that owners and default privileges turn out as on the live server.
    """
    server.create_database(name)
    failed = []
    with connect(server.conninfo(name, login)) as connection:
        connection.execute("SET check_function_bodies = off")
        for address, entry in _as_they_were_made(snapshot).items():
            if address in addresses and rule_for(address.kind).change is not Way.REFUSE:
                failed += _create(connection, entry, login)
        _fill_views(connection, [a for a in snapshot.entries if a in addresses and a.kind == "MATERIALIZED VIEW"])
    return Rebuilt(failed=tuple(failed))


def _as_they_were_made(snapshot: Snapshot) -> dict[Address, Entry]:
    """Return the entries in order, keys and indexes of a table among themselves in the order in which they were made.

    A foreign key leans on the oldest unique index that fits it, and pg_dump sorts them by name: with another order it
    would lean on another one than in the database it stands for, and dropping that one would work here and fail there.
    Where a view, rule or function needs a key (GROUP BY of a primary key) pg_dump's order is kept.
    """
    needed = {d for a, e in snapshot.entries.items() if a.kind in _HOLD_QUERIES for d in e.dependencies}
    by_table: dict[Address, list[Address]] = {}
    for address, entry in snapshot.entries.items():
        table = next((d for d in entry.dependencies if d.kind == "TABLE"), None)
        if address.kind in ("CONSTRAINT", "INDEX") and table:
            by_table.setdefault(table, []).append(address)
    place = {address: address for address in snapshot.entries}
    for keys in by_table.values():
        if len(keys) > 1 and not needed.intersection(keys):
            place |= dict(zip(keys, sorted(keys, key=lambda key: snapshot[key].oid), strict=True))
    moved = {address for address, other in place.items() if address != other}
    waiting = [
        a for a, e in snapshot.entries.items() if a.kind in _NEED_THEIR_KEY and moved.intersection(e.dependencies)
    ]
    order = [place[address] for address in snapshot.entries if address not in waiting]
    made = {key for keys in by_table.values() for key in keys}
    last = max((number for number, address in enumerate(order, start=1) if address in made), default=0)
    return {address: snapshot[address] for address in (*order[:last], *waiting, *order[last:])}


def _fill_views(connection: psycopg.Connection[Any], views: list[Address]) -> None:
    """Fill materialized views, so that others can be filled from them; there are no rows, so this takes no time."""
    import psycopg

    for view in views:
        with contextlib.suppress(psycopg.Error):  # what cannot be computed without rows stays empty
            connection.execute(f"REFRESH MATERIALIZED VIEW {qualified(view.schema, view.name)}".encode())


def _create(connection: psycopg.Connection[Any], entry: Entry, login: str) -> list[tuple[Address, str]]:
    """Run an entry's definition as pg_restore would; return what was refused."""
    import psycopg

    try:
        if entry.access_method:
            connection.execute(f"SET default_table_access_method = {identifier(entry.access_method)}".encode())
        if entry.definition and not entry.definition.startswith("--"):
            connection.execute(entry.definition.encode())
        if entry.address.kind in OWNED_KINDS and entry.drop and entry.owner not in ("", login):
            connection.execute(f"ALTER {entry.drop.removeprefix('DROP ')} OWNER TO {identifier(entry.owner)}".encode())
        if entry.address.kind == CRON_JOB and entry.owner not in ("", login):
            own = f"FROM cron.job WHERE jobname = {literal(entry.address.name)} AND username = current_user"
            connection.execute(f"SELECT cron.alter_job(jobid, username => {literal(entry.owner)}) {own}".encode())
    except psycopg.Error as error:
        if getattr(error, "sqlstate", "") == "42P06":  # duplicate schema: template0 already has public
            return []
        if entry.address == PG_CRON:
            # Only one database of a server can have the real one, and many servers have none.
            connection.execute(standins.script(PG_CRON.name).encode())
            return []
        return [(entry.address, first_line(error))]
    return []
