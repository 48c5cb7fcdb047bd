"""What schemactl covers, in words for its users: kinds of objects, parts of objects, and what it leaves alone.

`kinds.LEDGER` says how each kind is treated; this says the rest of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.kinds import CRON_JOB, LEDGER, Way, rule_for
from schemactl.model.snapshot import Snapshot

_CREATED = "in pg_dump's words"
_ALTERED = {
    Way.NATIVE: "ALTER commands written from both catalogs",
    Way.REPLACE: "replaced in place; dropped and created where PostgreSQL refuses",
    Way.RECREATE: "in place where PostgreSQL can, else dropped and created",
    Way.PART: "with its relation or domain, by ALTER commands",
    Way.REFUSE: "refused by name",
}
_DROPPED = "in pg_dump's words"
_DROPPED_ROWS = "in pg_dump's words; needs leave while it holds rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How one kind of object is treated.

    Attributes:
        kind: pg_dump's word for it. `count`: how many a database holds; None where no database was looked at.
        created, altered, dropped: How that is done, in words. `note`: the reason for anything unusual.
        refused: Whether a difference is named and not planned.
    """

    kind: str
    count: int | None
    created: str
    altered: str
    dropped: str
    note: str
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something users think of as a kind of its own, which pg_dump writes inside another entry.

    Attributes:
        name: What users call it. `inside`: the kinds it is written in. `altered`: how it is changed.
    """

    name: str
    inside: str
    altered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """Something that is not managed, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReport:
    """What is covered on a server version, and of a database where one was looked at.

    Attributes:
        major: The server's major version. `database`: its name, or empty.
        kinds, parts, left_alone: See there.
        refused: Objects of the database that cannot be planned, whatever is declared.
    """

    major: int
    database: str
    kinds: tuple[Covered, ...]
    parts: tuple[Part, ...]
    left_alone: tuple[LeftAlone, ...]
    refused: tuple[Address, ...]


_PARTS = (
    ("columns: type, collation, default, NOT NULL", "TABLE, FOREIGN TABLE", "ALTER TABLE ... ALTER COLUMN", 15),
    (
        "generated columns, stored",
        "TABLE",
        "a new expression in place since PostgreSQL 17, before that a new column",
        15,
    ),
    ("generated columns, virtual", "TABLE", "SET EXPRESSION in place", 18),
    ("identity columns", "SEQUENCE", "ADD, SET and DROP GENERATED; options in place, positions kept", 15),
    ("serial columns", "SEQUENCE, DEFAULT", "as a sequence, a default and OWNED BY; to identity in place", 15),
    ("storage, compression, statistics target, options of columns", "TABLE", "ALTER COLUMN ... SET", 15),
    ("NOT NULL as a named constraint, NOT VALID, NO INHERIT", "TABLE", "ALTER TABLE ... CONSTRAINT", 18),
    ("NOT ENFORCED", "FK CONSTRAINT, CHECK CONSTRAINT", "ALTER CONSTRAINT, or anew where PostgreSQL has no way", 18),
    ("temporal keys (WITHOUT OVERLAPS, PERIOD)", "CONSTRAINT, FK CONSTRAINT", "made anew", 18),
    ("partition key", "TABLE", "`schemactl repartition`: a table cannot change its own", 15),
    ("partition bounds", "TABLE ATTACH", "DETACH and ATTACH", 15),
    ("inheritance", "TABLE", "INHERIT and NO INHERIT", 15),
    ("replica identity", "TABLE, INDEX, CONSTRAINT", "ALTER TABLE ... REPLICA IDENTITY", 15),
    ("clustering", "INDEX, CONSTRAINT", "CLUSTER ON, SET WITHOUT CLUSTER", 15),
    ("storage parameters", "TABLE, INDEX, VIEW, MATERIALIZED VIEW", "SET and RESET", 15),
    ("unlogged tables and sequences", "TABLE, SEQUENCE", "SET LOGGED, SET UNLOGGED", 15),
    ("table access methods", "TABLE, MATERIALIZED VIEW", "SET ACCESS METHOD", 15),
    ("row security, also forced", "ROW SECURITY, TABLE", "ENABLE, DISABLE, FORCE, NO FORCE", 15),
    ("owners", "all that have one", "OWNER TO, where an owner is declared", 15),
    ("grants on columns", "ACL", "the smallest set of GRANT and REVOKE", 15),
    ("comments on columns, constraints, and all else", "COMMENT", "COMMENT ON", 15),
    ("enabled, disabled, ALWAYS, REPLICA", "TRIGGER, RULE, EVENT TRIGGER", "ENABLE and DISABLE", 15),
    ("DEPENDS ON EXTENSION", "FUNCTION, TRIGGER, INDEX, MATERIALIZED VIEW", "ALTER ... DEPENDS ON EXTENSION", 15),
    ("versions of extensions", "EXTENSION", "only where one is held at another version than the server's newest", 15),
)

_LEFT_ALONE = (
    ("rows", "the job of the application; declared data steps, merges and backfills move them"),
    ("sequence positions", "rows in all but name; kept by every plan"),
    ("large objects", "rows: their numbers are values in tables"),
    ("contents of materialized views", "rows: a plan fills those it makes; REFRESH is for a schedule"),
    ("statistics data", "ANALYZE writes it"),
    ("databases and their settings", "they belong to the server, and so to whoever runs it"),
    ("roles and memberships", "they belong to the server; declared roles are expected to be there"),
    ("tablespaces", "directories of the server"),
    ("parameters of the server, and rights to set them", "they belong to the server"),
    ("replication slots and origins", "how far replication got"),
    ("whether subscriptions run, and their slots on the publisher", "plans never reach another server"),
    ("objects of extensions", "their scripts make them; grants and comments on them are left alone as well"),
    ("order of columns", "PostgreSQL cannot move a column; a remark says where it differs"),
    ("versions of collations", "the machine's locale data; REFRESH VERSION is for an operator"),
    ("invalid indexes", "what a concurrent build left; `apply` warns, `audit` names them"),
)

DATA_ENTRIES = frozenset(
    {
        "BLOB", "BLOB COMMENTS", "BLOB METADATA", "BLOBS", "LARGE OBJECT", "LARGE OBJECTS", "MATERIALIZED VIEW DATA",
        "SEQUENCE SET", "STATISTICS DATA", "TABLE DATA",
    }
)  # fmt: skip
"""Entry types that hold rows or figures about rows; a dump of the schema alone has none of them."""

SERVER_ENTRIES = frozenset({"DATABASE", "DATABASE PROPERTIES", "ENCODING", "SEARCHPATH", "STDSTRINGS", "TABLESPACE"})
"""Entry types about the dump, the database or the server; snapshots leave them out."""

UPGRADE_ENTRIES = frozenset({"SUBSCRIPTION TABLE"})
"""Entry types that only pg_upgrade has pg_dump write."""


def coverage_of(major: int, snapshot: Snapshot | None = None) -> CoverageReport:
    """Return what is covered on a major version, and of a database where a snapshot is given."""
    counts: dict[str, int] = dict.fromkeys(LEDGER, 0)
    for address in snapshot.entries if snapshot else ():
        counts[address.kind] = counts.get(address.kind, 0) + 1
    refused = {kind for kind in counts if rule_for(kind).change is Way.REFUSE}
    return CoverageReport(
        major=major,
        database=snapshot.facts.database if snapshot else "",
        kinds=tuple(_covered(kind, counts[kind] if snapshot else None) for kind in sorted(counts)),
        parts=tuple(Part(name=name, inside=i, altered=how) for name, i, how, since in _PARTS if since <= major),
        left_alone=tuple(LeftAlone(name=name, why=why) for name, why in _LEFT_ALONE),
        refused=tuple(sorted(a for a in snapshot.entries if a.kind in refused)) if snapshot else (),
    )


def _covered(kind: str, count: int | None) -> Covered:
    rule = rule_for(kind)
    refused = rule.change is Way.REFUSE
    created, dropped = _CREATED, _DROPPED_ROWS if rule.holds_rows else _DROPPED
    if kind == CRON_JOB:
        created, dropped = "cron.schedule", "cron.unschedule"
    return Covered(
        kind=kind,
        count=count,
        created="refused by name" if refused else created,
        altered=_ALTERED[rule.change],
        dropped="refused by name" if refused else dropped,
        note=rule.note,
        refused=refused,
    )
