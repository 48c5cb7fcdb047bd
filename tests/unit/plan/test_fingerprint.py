"""Fingerprints: what they cover and what they leave out."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import SECRET_KINDS
from schemactl.model.scope import Scope
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.plan.fingerprint import fingerprint

FACTS = ServerFacts(version=180006, login="postgres", database="app", roles=(), dump_version="18.6")
OTHER_FACTS = ServerFacts(version=150001, login="me", database="other", roles=("me",), dump_version="17.1")
BOOKS = Address("TABLE", "public", "books")
ALL = Scope()


def an_entry(address: Address = BOOKS, definition: str = "CREATE TABLE public.books ();", **fields: Any) -> Entry:
    """Return an entry; by default that of an empty table."""
    return Entry(
        address=address, definition=definition, **({"drop": "", "owner": "postgres", "dependencies": ()} | fields)
    )


def of(*entries: Entry, scope: Scope = ALL, facts: ServerFacts = FACTS) -> str:
    """Return the fingerprint of a snapshot with these entries."""
    return fingerprint(Snapshot(entries={entry.address: entry for entry in entries}, facts=facts), scope)


ENTRIES = st.lists(st.from_type(Entry), max_size=6, unique_by=lambda entry: entry.address)


@settings(max_examples=60, deadline=None)
@given(entries=ENTRIES, data=st.data())
def test_neither_order_nor_server_shows(entries: list[Entry], data: st.DataObject) -> None:
    """The same objects on another server, read in another order, are the same."""
    shuffled = data.draw(st.permutations(entries))
    assert of(*entries) == of(*shuffled, facts=OTHER_FACTS)


@pytest.mark.parametrize(
    "other",
    [
        {"oid": 5, "catalog": 1259},
        {"dependencies": (Address("SCHEMA", "", "public"),)},
        {"drop": "DROP TABLE public.books"},
    ],
)
def test_what_two_databases_never_share_does_not_show(other: dict[str, Any]) -> None:
    """Object identifiers, and what follows from the rest."""
    assert of(an_entry()) == of(an_entry(**other))


@pytest.mark.parametrize(
    "other",
    [
        {"definition": "CREATE TABLE public.books (id integer);"},
        {"owner": "somebody"},
        {"access_method": "columnar"},
        {"tablespace": "fast"},
        {"address": Address("TABLE", "chat", "books")},
        {"address": Address("VIEW", "public", "books")},
        {"address": Address("TABLE", "public", "books", "parent")},
    ],
)
def test_everything_else_shows(other: dict[str, Any]) -> None:
    """A plan made for one is stale for the other."""
    assert of(an_entry()) != of(dataclasses.replace(an_entry(), **other))


def test_one_object_more_shows() -> None:
    """An empty database is one of its own, too."""
    assert len({of(), of(an_entry()), of(an_entry(), an_entry(Address("TABLE", "public", "notes")))}) == 3


@given(left=st.text(max_size=3), right=st.text(max_size=3), cut=st.integers(0, 3))
def test_names_do_not_run_into_each_other(left: str, right: str, cut: int) -> None:
    """`a.bc` is not `ab.c`, whatever characters a name is made of."""
    joined = left + right
    other = (joined[:cut], joined[cut:])
    same = of(an_entry(Address("TABLE", left, right))) == of(an_entry(Address("TABLE", *other)))
    assert same == (other == (left, right))


def test_what_is_not_managed_does_not_show() -> None:
    """Nobody's plan gets stale because another team's schema changed, or because a run was recorded."""
    scope = Scope(schemas=frozenset({"public"}))
    assert of(an_entry(), an_entry(Address("TABLE", "auth", "users")), scope=scope) == of(an_entry(), scope=scope)
    assert of(an_entry(), an_entry(Address("TABLE", "schemactl", "run"))) == of(an_entry())


@pytest.mark.parametrize("kind", ["ACL", "DEFAULT ACL"])
def test_the_order_of_grants_does_not_show(kind: str) -> None:
    """It is the order in which they were given."""
    address = Address(kind, "public", "TABLE books")
    lines = ["GRANT SELECT ON TABLE public.books TO anon;", "GRANT ALL ON TABLE public.books TO service_role;"]
    assert of(an_entry(address, "\n".join(lines))) == of(an_entry(address, "\n".join(reversed(lines))))
    assert of(an_entry(address, "\n".join(lines))) != of(an_entry(address, lines[0]))


@pytest.mark.parametrize("kind", sorted(SECRET_KINDS))
def test_what_may_hold_a_password_is_not_covered(kind: str) -> None:
    """So a snapshot file, which leaves it out, has the fingerprint of its database."""
    address = Address(kind, "", "remote")
    assert of(an_entry(address, "... password 'x'")) == of(an_entry(address, ""))
    assert of(an_entry(address)) != of()
