"""Which objects are managed."""

from __future__ import annotations

import pytest

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.scope import Scope
from schemactl.model.snapshot import ServerFacts, Snapshot

PUBLIC = Scope(schemas=frozenset({"public"}))
FACTS = ServerFacts(version=180006, login="postgres", database="app", roles=(), dump_version="18.6")

USERS_TRIGGER = Address("TRIGGER", "auth", "users on_signup", "users")
CITEXT = Address("EXTENSION", "", "citext")


def a_snapshot(*addresses: Address) -> Snapshot:
    """Return a snapshot of these objects."""
    entries = {a: Entry(address=a, definition="", drop="", owner="", dependencies=()) for a in addresses}
    return Snapshot(entries=entries, facts=FACTS)


@pytest.mark.parametrize(
    ("address", "public_only", "everything"),
    [
        (Address("TABLE", "public", "books"), True, True),
        (Address("TABLE", "auth", "users"), False, True),
        (Address("TABLE", "Public", "books"), False, True),
        (Address("COMMENT", "public", "TABLE books", "TABLE books"), True, True),
        (Address("SCHEMA", "", "public"), True, True),
        (Address("SCHEMA", "", "auth"), False, True),
        (Address("COMMENT", "", "SCHEMA public", "SCHEMA public"), True, True),
        (Address("ACL", "", "SCHEMA public", "SCHEMA public"), True, True),
        (Address("ACL", "", "SCHEMA auth", "SCHEMA auth"), False, True),
        (Address("ACL", "", 'SCHEMA "public"', "SCHEMA public"), True, True),
        (Address("ACL", "", 'SCHEMA "public', 'SCHEMA "public'), False, True),
        (Address("SECURITY LABEL", "", "SCHEMA public", "SCHEMA public"), True, True),
        (Address("DEFAULT ACL", "public", "DEFAULT PRIVILEGES FOR TABLES", "ROLE postgres"), True, True),
        (Address("DEFAULT ACL", "", "DEFAULT PRIVILEGES FOR TABLES", "ROLE postgres"), False, True),
        (CITEXT, False, True),
        (Address("COMMENT", "", "EXTENSION citext", "EXTENSION citext"), False, False),
        (Address("CAST", "", "CAST (text AS public.mood)"), False, True),
        (Address("EVENT TRIGGER", "", "SCHEMA public"), False, True),
        (Address("SCHEMA", "", "schemactl"), False, False),
        (Address("TABLE", "schemactl", "run"), False, False),
        (Address("ACL", "", "SCHEMA schemactl", "SCHEMA schemactl"), False, False),
    ],
    ids=str,
)
def test_an_object_belongs_to_its_namespace(address: Address, *, public_only: bool, everything: bool) -> None:
    """With `schemas` listed, what lives elsewhere or nowhere is left alone; the history of runs always is."""
    assert PUBLIC.manages(address) is public_only
    assert Scope().manages(address) is everything


def test_a_declared_object_is_managed_wherever_it_lives() -> None:
    """A trigger on another team's table; the table stays theirs."""
    scope = Scope(schemas=frozenset({"public"}), declared=frozenset({USERS_TRIGGER}))
    assert scope.manages(USERS_TRIGGER)
    assert not scope.manages(Address("TABLE", "auth", "users"))


def test_an_ignored_namespace_is_ignored_even_where_it_is_listed() -> None:
    """Quarantined rows are no part of the declared state."""
    scope = Scope(schemas=frozenset({"public", "quarantine"}), ignored=frozenset({"quarantine"}))
    assert not scope.manages(Address("TABLE", "quarantine", "documents"))


def test_declared_extensions_are_managed_those_of_the_platform_are_not() -> None:
    """Kinds without a namespace are managed one by one."""
    trgm = Address("EXTENSION", "", "pg_trgm")
    scope = PUBLIC.with_globals_of(
        a_snapshot(CITEXT, trgm, Address("TABLE", "auth", "users")), platform=frozenset({trgm})
    )
    assert scope.manages(CITEXT)
    assert not scope.manages(trgm)
    assert not scope.manages(Address("TABLE", "auth", "users"))


def test_the_managed_part_of_a_snapshot_is_what_is_managed() -> None:
    """Address by address."""
    books = Address("TABLE", "public", "books")
    assert PUBLIC.managed(a_snapshot(books, CITEXT)) == {books}


def entry(address: Address, *dependencies: Address, definition: str = "") -> Entry:
    """Return an entry that depends on others."""
    return Entry(address=address, definition=definition, drop="", owner="", dependencies=dependencies)


def test_partitions_others_make_are_theirs_with_all_that_belongs_to_them() -> None:
    """Down to partitions of partitions; a key that refers to one belongs to the table that has it."""
    root, month, day = (Address("TABLE", "public", name) for name in ("events", "events_05", "events_05_01"))
    other = Address("TABLE", "public", "notes")
    theirs = [
        entry(month),
        entry(day),
        entry(Address("TABLE ATTACH", "public", "events_05"), root, month),
        entry(Address("TABLE ATTACH", "public", "events_05_01"), month, day),
        entry(Address("INDEX", "public", "events_05_id"), month),
        entry(Address("COMMENT", "public", "INDEX events_05_id"), Address("INDEX", "public", "events_05_id")),
        entry(Address("FK CONSTRAINT", "public", "events_05 fk", "events_05"), month, other),
    ]
    ours = [
        entry(root),
        entry(other),
        entry(Address("FK CONSTRAINT", "public", "notes fk", "notes"), other, month),
        entry(Address("VIEW", "public", "recent"), month),
    ]
    live = Snapshot(entries={one.address: one for one in (*ours[:2], *theirs, *ours[2:])}, facts=FACTS)
    scope = Scope(partitions_elsewhere=frozenset({"public.events"}))
    assert scope.made_elsewhere(live) == {one.address for one in theirs}
    assert scope.managed(live) == {one.address for one in ours}
    assert not scope.beside(live).manages(day)
    assert scope.with_partitions_of(live).managed(live) == set(live.entries)
