"""Snapshots as files: everything survives but what may hold a password."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import UsageError
from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import SECRET_KINDS
from schemactl.model.sealed import seal
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.postgres.snapshot_file import FORMAT, decode_snapshot, encode_snapshot

FACTS = ServerFacts(version=170006, login="deployer", database="app", roles=("anon", "deployer"), dump_version="18.6")
BOOKS = Address("TABLE", "public", "books")
OWNER = Address("CONSTRAINT", "public", "books books_pkey", "books")


def an_entry(address: Address, definition: str, **fields: Any) -> Entry:
    """Return an entry that depends on nothing unless told otherwise."""
    return Entry(
        address=address, definition=definition, **({"drop": "", "owner": "postgres", "dependencies": ()} | fields)
    )


def a_snapshot(*entries: Entry) -> Snapshot:
    """Return a snapshot of these entries in this order."""
    return Snapshot(entries={entry.address: entry for entry in entries}, facts=FACTS)


def the_whole_of(snapshot: Snapshot) -> tuple[list[Any], ServerFacts]:
    """Return everything a snapshot holds, what its comparison leaves out included."""
    entries = [(a, e, e.dependencies, e.catalog, e.oid) for a, e in snapshot.entries.items()]
    return entries, snapshot.facts


TWO = a_snapshot(
    an_entry(
        OWNER, "ALTER TABLE ONLY public.books\n    ADD CONSTRAINT ...", dependencies=(BOOKS,), catalog=2606, oid=5
    ),
    an_entry(BOOKS, 'CREATE TABLE public.books (\n    "Titel ü" text\n);\n', drop="DROP TABLE public.books;", oid=4),
)


def test_snapshot_reads_back_as_it_was_written() -> None:
    """Order, dependencies, oids and facts survive the file."""
    read = decode_snapshot(encode_snapshot(TWO))
    assert the_whole_of(read) == the_whole_of(TWO)


@settings(max_examples=60, deadline=None)
@given(
    entries=st.lists(st.from_type(Entry), max_size=5, unique_by=lambda entry: entry.address),
    facts=st.from_type(ServerFacts),
)
def test_any_snapshot_reads_back_as_it_was_written(entries: list[Entry], facts: ServerFacts) -> None:
    """The same for every value of every field, those added later included."""
    snapshot = Snapshot(entries={entry.address: entry for entry in entries}, facts=facts)
    assert the_whole_of(decode_snapshot(encode_snapshot(snapshot))) == the_whole_of(snapshot)


@pytest.mark.parametrize("kind", sorted(SECRET_KINDS))
def test_options_that_may_hold_a_password_never_reach_the_file(kind: str) -> None:
    """The definition is left out whole, and the entry says so; that it exists is kept."""
    address = Address(kind, "", "warehouse")
    secret = an_entry(address, "CREATE ... OPTIONS (password 'hunter2')", drop=f"DROP {kind} warehouse;")
    text = encode_snapshot(a_snapshot(secret))
    assert "hunter2" not in text
    assert json.loads(text)["entries"][0]["withheld"] is True
    read = decode_snapshot(text)[address]
    assert (read.definition, read.drop, read.owner) == ("", secret.drop, "postgres")


def test_other_entries_are_not_marked() -> None:
    """The mark is there only where something is missing."""
    assert "withheld" not in encode_snapshot(TWO)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("PGDMP", "it is not JSON"),
        (encode_snapshot(TWO).replace("public.books", "public.looks"), "its checksum does not match"),
        (seal("schemactl-plan/1", {}), f"its format is not {FORMAT}"),
        (seal(FORMAT, {}), "ServerFacts is not an object"),
        (seal(FORMAT, {"facts": json.loads(encode_snapshot(TWO))["facts"]}), "entries is not a list"),
        (seal(FORMAT, {"facts": json.loads(encode_snapshot(TWO))["facts"], "entries": [1]}), "Entry is not an object"),
    ],
)
def test_text_that_is_no_snapshot_is_refused(text: str, reason: str) -> None:
    """The message says what is wrong, the hint how to get a snapshot."""
    with pytest.raises(UsageError) as caught:
        decode_snapshot(text)
    assert reason in caught.value.message
    assert "schemactl snapshot --out" in caught.value.hint
