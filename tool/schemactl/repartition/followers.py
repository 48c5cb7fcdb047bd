"""What has to be made anew to follow the table: views, materialized views, policies of other tables, publications.

PostgreSQL binds them to the table itself and not to its name. Each is dropped and created again in pg_dump's own words,
with its indexes, comments, owner and grants; what cannot follow is refused by name before anything is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemactl.errors import CannotPlan, ProofFailed
from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.quoting import identifier, qualified, role
from schemactl.repartition.session import Session, query
from schemactl.repartition.values import Pair

_RELATIONS = frozenset({"VIEW", "MATERIALIZED VIEW"})
_SATELLITES = frozenset({"ACL", "COMMENT", "INDEX", "RULE", "SECURITY LABEL", "STATISTICS", "TRIGGER"})

Found = tuple[tuple[int, int], ...]
"""Catalog and oid of each object that follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followers:
    """What follows.

    Attributes:
        found: As what the catalogs knew them, to see later whether others came.
        entries: pg_dump's words for them and their satellites, in its order of creation.
        filled: Materialized views that hold rows, in that order, for a command.
        grants: Who may do what with the views, to be compared afterwards.
    """

    found: Found
    entries: tuple[Entry, ...]
    filled: tuple[str, ...]
    grants: tuple[tuple[Any, ...], ...]


def read_followers(session: Session, pair: Pair, snapshot: Snapshot) -> Followers:
    """Return what has to follow the source to its new place.

    Args:
        session: The session. `pair`: the tables. `snapshot`: the live schema in pg_dump's words.

    Raises:
        CannotPlan: Something that depends on the source cannot follow.
    """
    found = find_followers(session, pair)
    entries = tuple(_carried(snapshot, frozenset(found)))
    lacking = set(found) - {(entry.catalog, entry.oid) for entry in entries}
    if lacking:
        raise CannotPlan(
            f"{len(lacking)} objects that depend on {pair.source} came or went in the last seconds",
            hint="Somebody is changing the schema. Run this again.",
        )
    relations = [qualified(e.address.schema, e.address.name) for e in entries if e.address.kind in _RELATIONS]
    filled = {
        name
        for (name,) in session.rows(
            "SELECT c.oid::regclass::text FROM pg_catalog.pg_class AS c"
            " WHERE c.oid = ANY (%s::regclass[]) AND c.relkind = 'm' AND c.relispopulated",
            relations,
        )
    }
    return Followers(
        found=found,
        entries=entries,
        filled=tuple(name for name in relations if name in filled),
        grants=_grants(session, relations),
    )


def find_followers(session: Session, pair: Pair) -> Found:
    """Return what the catalogs say must follow.

    Raises:
        CannotPlan: Something that depends on the source cannot.
    """
    rows = session.rows(query("dependants"), oid=pair.source.oid)
    others = [description for kind, _, _, description in rows if kind == "other"]
    if others:
        raise CannotPlan(
            f"these cannot follow {pair.source} to its new place:" + "".join(f"\n  - {other}" for other in others),
            hint="They are bound to the table or its row type. Drop them, and create them again after the swap.",
        )
    return tuple((catalog, oid) for _, catalog, oid, _ in rows)


def drop_followers(session: Session, pair: Pair, followers: Followers) -> None:
    """Drop them, the last first, in an open transaction."""
    for entry in reversed(followers.entries):
        if (entry.catalog, entry.oid) in followers.found:
            # pg_dump has no words for taking a table out of a publication: it goes with either.
            session.run(entry.drop or f"ALTER PUBLICATION {_publication(session, entry)} DROP TABLE {pair.source.sql}")


def create_followers(session: Session, followers: Followers) -> None:
    """Create them again with the rights they had, and fill what was filled.

    Raises:
        ProofFailed: Somebody may do more or less with one of them than before.
    """
    for entry in followers.entries:
        for command in _creation(entry):
            session.run(command)
        if entry.address.kind in _RELATIONS:
            _revoke_defaults(session, qualified(entry.address.schema, entry.address.name))
    for name in followers.filled:
        session.run(f"REFRESH MATERIALIZED VIEW {name}")
    relations = [qualified(e.address.schema, e.address.name) for e in followers.entries if e.address.kind in _RELATIONS]
    if _grants(session, relations) != followers.grants:
        raise ProofFailed("the rights on the views would not be the same", hint="This is a fault; nothing was changed.")


def _carried(snapshot: Snapshot, found: frozenset[tuple[int, int]]) -> Iterator[Entry]:
    """Yield the entries of what was found and what sits on it."""
    carried: set[Address] = set()
    for address, entry in snapshot.entries.items():
        sits = address.kind in _SATELLITES and any(one in carried for one in entry.dependencies)
        if (entry.catalog, entry.oid) in found or sits:
            carried.add(address)
            yield entry


def _creation(entry: Entry) -> Iterator[str]:
    if entry.tablespace:
        yield f"SET LOCAL default_tablespace = {identifier(entry.tablespace)}"
    yield entry.definition
    if entry.tablespace:
        yield "SET LOCAL default_tablespace = ''"
    if entry.address.kind in _RELATIONS and entry.owner:
        yield f"ALTER {entry.drop.removeprefix('DROP ')} OWNER TO {identifier(entry.owner)}"


def _publication(session: Session, entry: Entry) -> str:
    query = "SELECT p.pubname::text FROM pg_catalog.pg_publication AS p JOIN pg_catalog.pg_publication_rel AS r"
    return identifier(str(session.value(f"{query} ON r.prpubid = p.oid WHERE r.oid = %s", entry.oid)))


def _revoke_defaults(session: Session, relation: str) -> None:
    """Take away what default privileges have just given; pg_dump's words begin with what PostgreSQL itself gives."""
    given = {grantee for _, grantee, _, _ in _grants(session, [relation])} - {"owner"}
    for grantee in sorted(given):
        session.run(f"REVOKE ALL ON {relation} FROM {grantee or role('')}")


def _grants(session: Session, relations: list[str]) -> tuple[tuple[Any, ...], ...]:
    return tuple(session.rows(query("grants"), relations=relations)) if relations else ()
