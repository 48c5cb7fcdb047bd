"""The server and the database at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.audit.check import Check
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Fact, Finding, Section, Table, Unit
from schemactl.model.diagnostic import Level
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier

CHECKSUM_FAILURES = Check(
    id="AU704",
    name="checksum-failures",
    level=Level.ERROR,
    finds="A database in which pages with wrong checksums were read.",
    why="Storage has corrupted data.",
    fix="Look at the server's log for the files, check the hardware, restore from a backup.",
)
CACHE_MISSES = Check(
    id="AU705",
    name="low-cache-hit-ratio",
    level=Level.NOTE,
    finds="A database with less than 90 % of a million or more blocks found in shared buffers.",
    why="Reads wait for the operating system or the disk.",
    fix="More shared_buffers, or better indexes for the queries that read much.",
)
OUTDATED_EXTENSION = Check(
    id="AU706",
    name="outdated-extension",
    level=Level.NOTE,
    finds="An extension that is installed in an older version than the server has.",
    why="Its corrections came with the server's packages and are not in this database yet.",
    fix="Read its release notes and update it.",
)
COLLATION_CHANGED = Check(
    id="AU707",
    name="collation-changed",
    level=Level.ERROR,
    finds="A database whose collation has another version than when it was created: the operating system was upgraded.",
    why="Indexes on texts may be in the wrong order: rows are not found, duplicates get in.",
    fix="Rebuild all indexes on texts, then ALTER DATABASE ... REFRESH COLLATION VERSION.",
)
UNSAFE_SETTING = Check(
    id="AU708",
    name="unsafe-setting",
    level=Level.WARNING,
    finds="fsync is off.",
    why="A crash of the machine may destroy the database.",
    fix="Switch it on, unless the database can be made again at any time.",
)

CHECKS = (CHECKSUM_FAILURES, CACHE_MISSES, OUTDATED_EXTENSION, COLLATION_CHANGED, UNSAFE_SETTING)

_ENOUGH_BLOCKS = 1_000_000
_GOOD = 90


def examine(database: AuditedDatabase) -> Section:
    """Return what the server says of itself and of this database."""
    facts: tuple[Fact, ...] = ()
    findings = [*_extensions(database)]
    for row in database.ask("server"):
        facts = tuple(_facts(row))
        findings += _findings(row)
    columns = (("extension", Unit.TEXT), ("version", Unit.TEXT), ("available", Unit.TEXT), ("schema", Unit.TEXT))
    rows = tuple((r["name"], r["version"], r["available"], r["schema"]) for r in database.ask("extensions"))
    table = Table(title="extensions", columns=columns, rows=rows)
    return Section(title="Server and database", facts=facts, tables=(table,) if rows else (), findings=tuple(findings))


def _facts(row: Row) -> Iterator[Fact]:
    yield Fact(name="version", value=f"PostgreSQL {row['version']}, {'standby' if row['standby'] else 'primary'}")
    yield Fact(name="up since", value=row["started_at"], unit=Unit.TIME)
    yield Fact(name="size", value=row["size_bytes"], unit=Unit.BYTES)
    yield Fact(name="encoding, collation", value=f"{row['encoding']}, {row['collate']}")
    yield Fact(name="data checksums", value="on" if row["checksums"] else "off")
    yield Fact(name="statistics reset", value=row["stats_reset"], unit=Unit.TIME)
    yield Fact(name="cache hit ratio", value=_hit_ratio(row), unit=Unit.PERCENT)
    yield Fact(name="deadlocks", value=row["deadlocks"], unit=Unit.COUNT)
    yield Fact(name="written to temporary files", value=row["temp_bytes"], unit=Unit.BYTES)


def _hit_ratio(row: Row) -> int | None:
    total = row["blocks_hit"] + row["blocks_read"]
    return int(100 * row["blocks_hit"] // total) if total else None


def _findings(row: Row) -> Iterator[Finding]:
    thing = f"database {identifier(row['database'])}"
    if row["checksum_failures"]:
        yield CHECKSUM_FAILURES.found(thing, f"{row['checksum_failures']:,} pages had a wrong checksum")
    ratio = _hit_ratio(row)
    if ratio is not None and ratio < _GOOD and row["blocks_hit"] + row["blocks_read"] >= _ENOUGH_BLOCKS:
        yield CACHE_MISSES.found(thing, f"{ratio} % of the blocks were found in shared buffers")
    if row["collation_changed"]:
        yield COLLATION_CHANGED.found(thing, f"the collation {row['collate']} has another version than at its creation")
    if not row["fsync"]:
        yield UNSAFE_SETTING.found("server", "fsync is off")


def _extensions(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("extensions"):
        if row["available"] and row["available"] != row["version"]:
            name = identifier(row["name"])
            yield OUTDATED_EXTENSION.found(
                f"extension {name}",
                f"is {row['version']}, and the server has {row['available']}",
                sql=f"ALTER EXTENSION {name} UPDATE;",
            )
