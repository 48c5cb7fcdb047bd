"""Clones: databases of the scratch server built from a snapshot's entries, without rows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import CRON_JOB, VIEW_RULE, Way, rule_for
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.connect import connect, first_line
from schemactl.postgres.cron import EXTENSION as PG_CRON
from schemactl.postgres.extensions import is_held, without_version
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.compare import OWNED_KINDS, RELATION_KINDS
from schemactl.rehearse import not_nulls
from schemactl.rehearse.event_triggers import let_rest
from schemactl.scratch import standins

if TYPE_CHECKING:
    import psycopg

    from schemactl.scratch.server import ScratchServer

ALWAYS_CLONED = frozenset({"SCHEMA", "EXTENSION", "DEFAULT ACL"})
"""Kinds a clone always has: they shape whatever is created in it."""
_AS_GRANTOR = "SET SESSION AUTHORIZATION "


_SATELLITES = frozenset(
    {
        "ACL", "CHECK CONSTRAINT", "COMMENT", "DEFAULT", "INDEX ATTACH", "POLICY", "PUBLICATION TABLE", "ROW SECURITY",
        "RULE", "SECURITY LABEL", "SEQUENCE OWNED BY", "TABLE ATTACH", "TRIGGER",
    }
)  # fmt: skip
_HOLD_QUERIES = frozenset({*RELATION_KINDS, "FUNCTION", "PROCEDURE", "RULE"})
_NEED_THEIR_KEY = frozenset({"COMMENT", "INDEX ATTACH"})
_SUBSCRIPTIONS = """
SELECT s.subname::text FROM pg_catalog.pg_subscription AS s JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid
WHERE d.datname = pg_catalog.current_database()
"""
_USED_BY_INDEXES = frozenset(
    {"ACCESS METHOD", "COLLATION", "FUNCTION", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "TYPE"}
)
"""What an index may need; pg_dump does not say so of an index that stands behind a key or an exclusion constraint."""
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
    start |= _keys_of_divided(start, dependants, dependencies)
    start |= {v for a in start if a.name.endswith(VIEW_RULE) for v in dependencies(a) if v.kind == "VIEW"}
    found = start | {a for side in sides for a in side.entries if a.kind in ALWAYS_CLONED or _on_namespace(a)}
    found |= _reachable(start, lambda address: dependants.get(address, ()))
    found |= {key for side in sides for key in _keys_in_reach(side, found)}
    return frozenset(
        _reachable(
            found,
            lambda address: [
                *dependencies(address),
                *(d for d in dependants.get(address, ()) if _belongs_to(d, address)),
            ],
        )
    )


def _keys_of_divided(
    start: set[Address],
    dependants: Mapping[Address, list[Address]],
    dependencies: Callable[[Address], Iterator[Address]],
) -> set[Address]:
    """Return the foreign keys that refer to tables whose partitions change: rows that move are in their way."""
    attached = {a for a in start if a.kind == "TABLE ATTACH"}
    waiting, found = list(attached), set()
    while waiting:
        for table in dependencies(waiting.pop()):
            found |= {key for key in dependants.get(table, ()) if key.kind == "FK CONSTRAINT"}
            above = Address("TABLE ATTACH", table.schema, table.name)
            if table.kind == "TABLE" and above not in attached:
                attached.add(above)
                waiting.append(above)
    return found


def _keys_in_reach(snapshot: Snapshot, found: set[Address]) -> Iterator[Address]:
    """Yield the constraints whose indexes may need something of what was found, for pg_dump names no such dependency.

    An exclusion constraint may use any function or operator class. Other keys only use the default class of a type.
    """
    kinds = {address.kind for address in found} & _USED_BY_INDEXES
    for address, entry in snapshot.entries.items() if kinds else ():
        if address.kind == "CONSTRAINT" and (
            " EXCLUDE " in entry.definition or _is_of_own_type(snapshot, entry, kinds)
        ):
            yield address


def _is_of_own_type(snapshot: Snapshot, key: Entry, kinds: set[str]) -> bool:
    """Return whether a key may use an operator class of the user's: its table has a column of a type of the user's."""
    if not kinds & {"ACCESS METHOD", "OPERATOR CLASS", "OPERATOR FAMILY"}:
        return False
    tables = [snapshot[address] for address in key.dependencies if address.kind == "TABLE" and address in snapshot]
    return any(address.kind in ("DOMAIN", "TYPE") for table in tables for address in table.dependencies)


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


def prepare(connection: psycopg.Connection[Any], *, event_triggers: bool = False) -> None:
    """Make a session on a scratch database ready: function bodies are not checked, as in pg_dump's archives.

    Args:
        connection: The session. `event_triggers`: whether such are about to be made in it.
    """
    connection.execute("SET check_function_bodies = off")
    let_rest(connection, expected=event_triggers)


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
        if snapshot.facts.lacks_public:
            connection.execute("DROP SCHEMA public")
        prepare(connection, event_triggers=any(address.kind == "EVENT TRIGGER" for address in addresses))
        if tablespaces := {snapshot[a].tablespace for a in addresses if a in snapshot} - {""}:
            _ensure_tablespaces(connection, tablespaces)
        contested = not_nulls.whose_names_are_used(snapshot)
        for address, entry in _as_they_were_made(snapshot).items():
            if address in addresses and rule_for(address.kind).change is not Way.REFUSE:
                failed += (refused := _create(connection, entry, login))
                if address in contested and not refused:
                    not_nulls.give_usual_names(connection, entry)
        _fill_views(connection, [a for a in snapshot.entries if a in addresses and a.kind == "MATERIALIZED VIEW"])
    return Rebuilt(failed=tuple(failed))


def _ensure_tablespaces(connection: psycopg.Connection[Any], names: set[str]) -> None:
    """Make the tablespaces that the server lacks, as directories of its own.

    Source: PostgreSQL manual, Developer Options, allow_in_place_tablespaces.
    """
    there = {name for (name,) in connection.execute("SELECT spcname FROM pg_catalog.pg_tablespace").fetchall()}
    for name in sorted(names - there):
        connection.execute("SET allow_in_place_tablespaces = on")
        connection.execute(f"CREATE TABLESPACE {identifier(name)} LOCATION ''".encode())


def copy(server: ScratchServer, base: str, name: str, snapshot: Snapshot, login: str) -> None:
    """Make a database anew as a copy of another one built from a snapshot, subscriptions included.

    A server keeps those in a catalog of all databases, so that copying a database leaves them out.
    """
    server.drop_database(name)
    server.create_database(name, template=base)
    subscriptions = {address for address in snapshot.entries if address.kind == "SUBSCRIPTION"}
    if not subscriptions:
        return
    with connect(server.conninfo(base, login)) as connection:
        rows = connection.execute(_SUBSCRIPTIONS.encode()).fetchall()
    copied = {address for address in subscriptions if (address.name,) in rows}
    with connect(server.conninfo(name, login)) as connection:
        for address, entry in snapshot.entries.items():
            if address in copied or copied.intersection(entry.dependencies):
                _create(connection, entry, login)


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


@contextlib.contextmanager
def _in_its_place(connection: psycopg.Connection[Any], entry: Entry) -> Iterator[None]:
    """Make what an entry creates come out in its tablespace and by its access method, which pg_dump writes apart."""
    if entry.access_method:
        connection.execute(f"SET default_table_access_method = {identifier(entry.access_method)}".encode())
    if entry.tablespace:
        connection.execute(f"SET default_tablespace = {identifier(entry.tablespace)}".encode())
    try:
        yield
    finally:
        if entry.tablespace:
            connection.execute("SET default_tablespace = ''")


def _run(connection: psycopg.Connection[Any], entry: Entry) -> None:
    """Run an entry's definition; grants that were passed on once those who passed them on may do so.

    pg_dump writes them in the order of the server's list, where a grant may stand before the one it rests on: somebody
    was granted the same again by another, and the first grant was revoked. Where a role has some rights, but not to
    pass them on, the server only warns (01007, privilege_not_granted).
    """
    import psycopg

    if entry.address.kind != "ACL" or _AS_GRANTOR not in entry.definition:
        connection.execute(entry.definition.encode())
        return
    notices: list[str | None] = []

    def note(notice: psycopg.errors.Diagnostic) -> None:
        notices.append(notice.sqlstate)

    connection.add_notice_handler(note)
    waiting = _by_grantor(entry.definition)
    while waiting:
        refused = []
        for commands in waiting:
            notices.clear()
            try:
                connection.execute("\n".join(commands).encode())
            except psycopg.Error:
                refused.append(commands)
            else:
                refused += [commands] if "01007" in notices else []
        if refused == waiting:
            break
        waiting = refused
    connection.remove_notice_handler(note)
    for commands in waiting:
        connection.execute("\n".join(commands).encode())


def _by_grantor(definition: str) -> list[list[str]]:
    """Return the commands of an ACL entry, those in the name of somebody with the ones around them."""
    units: list[list[str]] = []
    inside = False
    for command in split_statements(definition):
        if not inside:
            units.append([])
        units[-1].append(f"{command.text};")
        inside = command.text.startswith(_AS_GRANTOR) or (inside and not command.text.startswith("RESET "))
    return units


def _create(connection: psycopg.Connection[Any], entry: Entry, login: str) -> list[tuple[Address, str]]:
    """Run an entry's definition as pg_restore would; return what was refused."""
    import psycopg

    try:
        if entry.definition and not entry.definition.startswith("--"):
            with _in_its_place(connection, entry):
                _run(connection, entry)
        if entry.address.kind in OWNED_KINDS and entry.drop and entry.owner not in ("", login):
            connection.execute(f"ALTER {entry.title} OWNER TO {identifier(entry.owner)}".encode())
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
        if is_held(entry):  # not every server has every version
            return _create(connection, without_version(entry), login)
        return [(entry.address, first_line(error))]
    return []
