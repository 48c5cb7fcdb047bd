"""The ledger knows every entry type there is, and what it does not know is refused by name."""

from __future__ import annotations

import errno
import re
import struct
from pathlib import Path

import pytest

from schemactl.model.address import Address
from schemactl.model.coverage import DATA_ENTRIES, SERVER_ENTRIES, UPGRADE_ENTRIES, coverage_of
from schemactl.model.entry import Entry
from schemactl.model.kinds import LEDGER, Way
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.scratch.installation import find_installations
from tests.fixtures.oracle import Oracle

PROGRAMS = {
    f"pg_dump of {installation}": installation.bindir / "pg_dump"
    for installation in find_installations()
    if (installation.bindir / "pg_dump").exists()
}

OTHER_WORDS = frozenset(
    [
        "ACL LANGUAGE", "AFTER", "ALTER SYSTEM", "ALTER TABLE", "ALTER TABLE IF EXISTS", "BEFORE", "BEGIN",
        "BY DEFAULT", "COMMIT", "CONNECT", "CREATE", "CREATE OR REPLACE VIEW", "CUSTOM", "DIRECTORY", "DISABLE",
        "DROP CONSTRAINT", "EDEADLK", "ENABLE", "ENABLE ALWAYS", "ENABLE REPLICA", "EXECUTE", "EXTENDED", "EXTERNAL",
        "FOREIGN SERVER", "FUNCTIONS", "INSTEAD OF", "JOHAB", "MAINTAIN", "PARAMETER", "PGDMP", "PGLOCALEDIR",
        "PGSYSCONFDIR", "PLAIN",
        "PRIMARY KEY", "PROCEDURES", "PUBLIC", "REFERENCES", "SCHEMAS", "SEQUENCES", "TEMPORARY", "TRUNCATE", "TYPES",
        "UNIQUE", "UNKNOWN", "UNLOGGED", "USAGE", "VALUES", "WARNING", "WITH INOUT", "WITHOUT FUNCTION",
    ]
)  # fmt: skip
"""Words in capitals in the programs that are no entry types: keywords, privileges, encodings, names of variables."""


def constants_of(program: Path) -> bytes:
    """Return the section of constants of a program for Linux (the ELF specification, sections)."""
    data = program.read_bytes()
    (table,) = struct.unpack_from("<Q", data, 0x28)
    size, count, names = struct.unpack_from("<HHH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQ", data, table + i * size) for i in range(count)]
    start = sections[names][4]
    for name, _, _, _, offset, length in sections:
        if data.startswith(b".rodata\0", start + name):
            return data[offset : offset + length]
    raise AssertionError(f"{program} has no constants")


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_ledger_knows_every_word_of_pg_dump(program: Path) -> None:
    """A pg_dump with an entry type nobody has thought about fails here; at run time that entry is refused by name."""
    found = re.findall(rb"(?<=\0)([A-Z]{2,}(?: [A-Z]+)+|[A-Z]{5,})(?=\0)", constants_of(program))
    known = {*LEDGER, *DATA_ENTRIES, *SERVER_ENTRIES, *UPGRADE_ENTRIES, *OTHER_WORDS}
    assert {word.decode() for word in found} - known - set(errno.errorcode.values()) == set()


def test_every_kind_is_explained() -> None:
    """No row of the report is without words on who creates, alters and drops the kind; a refused kind has a reason."""
    report = coverage_of(18)
    assert {kind.kind for kind in report.kinds} == LEDGER.keys()
    assert [k for k in report.kinds if not (k.created and k.altered and k.dropped)] == []
    assert [name for name, rule in LEDGER.items() if rule.change is Way.REFUSE and not rule.note] == []


def test_unknown_kind_is_refused_by_name(oracle: Oracle) -> None:
    """What a newer pg_dump writes and the ledger does not know is named, with a hint; it is not planned."""
    facts = ServerFacts(version=oracle.version, login="postgres", database="x", roles=(), dump_version="")
    address = Address("PROPERTY GRAPH", "public", "g")
    entry = Entry(address=address, definition="CREATE PROPERTY GRAPH g;", drop="", owner="", dependencies=())
    planned = oracle.plan(Snapshot(entries={}, facts=facts), Snapshot(entries={address: entry}, facts=facts))
    assert [(d.code, d.address) for d in planned.diagnostics] == [("cannot-plan", address)]
    assert planned.diagnostics[0].hint
    assert "unknown kind" in planned.diagnostics[0].message
    assert planned.groups == ()


def test_unknown_kind_stands_out_in_the_report() -> None:
    """The objects of a database that cannot be planned are named, and their kind is marked."""
    facts = ServerFacts(version=180000, login="postgres", database="x", roles=(), dump_version="")
    address = Address("PROPERTY GRAPH", "public", "g")
    entry = Entry(address=address, definition="", drop="", owner="", dependencies=())
    report = coverage_of(18, Snapshot(entries={address: entry}, facts=facts))
    assert report.refused == (address,)
    assert [(k.kind, k.count) for k in report.kinds if k.refused] == [("PROPERTY GRAPH", 1)]
