"""The ledger: for every entry type pg_dump 15 to 18 writes, and for pg_cron's jobs, who creates, alters and drops it.

A kind that is not listed here is refused by name, never ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a changed object of a kind reaches its desired form."""

    NATIVE = "native"
    """A module in `propose/natives` compares the catalogs and writes the ALTER commands."""
    REPLACE = "replace"
    """CREATE OR REPLACE in place; dropped and created again only where PostgreSQL refuses that."""
    RECREATE = "recreate"
    """Dropped and created again in pg_dump's own words; nothing of value is lost by that."""
    PART = "part"
    """Compared and altered as a part of the relation it belongs to."""
    REFUSE = "refuse"
    """Not planned; reported by name with exit code 5."""


class DropTime(StrEnum):
    """When an object that nobody declares any more is dropped within a round of planning."""

    EARLY = "early"
    """Before alterations: it may stand in their way, nothing else depends on it."""
    LATE = "late"
    """After everything that may still use it was altered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """What is done with one kind of entry.

    Attributes:
        name: pg_dump's word for the kind.
        change: How a changed object is treated.
        drop: When an undeclared one is dropped.
        holds_rows: Whether dropping it loses rows.
        note: Reason for anything unusual.
    """

    name: str
    change: Way
    drop: DropTime = DropTime.EARLY
    holds_rows: bool = False
    note: str = ""


CRON_JOB = "CRON JOB"
"""The one kind that is no word of pg_dump's: a named row of pg_cron's table ``cron.job``. Its schema is that of its
declaration, which schemactl notes in the command; jobs that others scheduled have none."""

_RULES = (
    KindRule(name="ACCESS METHOD", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="ACL", change=Way.NATIVE, note="smallest set of GRANT and REVOKE, against the built-in default"),
    KindRule(name="AGGREGATE", change=Way.REPLACE, drop=DropTime.LATE),
    KindRule(name="CAST", change=Way.RECREATE),
    KindRule(name="CHECK CONSTRAINT", change=Way.PART, note="pg_dump writes checks inside the table or apart from it"),
    KindRule(name="COLLATION", change=Way.NATIVE, drop=DropTime.LATE, note="the old one steps aside while it is used"),
    KindRule(name="COMMENT", change=Way.NATIVE),
    KindRule(name="CONSTRAINT", change=Way.RECREATE, note="primary key, unique, exclusion"),
    KindRule(name="CONVERSION", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(
        name=CRON_JOB, change=Way.NATIVE, note="only the role that scheduled a job, in its database, may change it"
    ),
    KindRule(name="DEFAULT", change=Way.PART, note="pg_dump writes defaults inside the table or apart from it"),
    KindRule(name="DEFAULT ACL", change=Way.NATIVE),
    KindRule(name="DOMAIN", change=Way.NATIVE, drop=DropTime.LATE),
    KindRule(name="EVENT TRIGGER", change=Way.RECREATE),
    KindRule(name="EXTENSION", change=Way.NATIVE, drop=DropTime.LATE),
    KindRule(name="FK CONSTRAINT", change=Way.RECREATE),
    KindRule(name="FOREIGN DATA WRAPPER", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(
        name="FOREIGN TABLE",
        change=Way.RECREATE,
        drop=DropTime.LATE,
        note="altered in place but for its server; its rows live elsewhere",
    ),
    KindRule(name="FUNCTION", change=Way.REPLACE, drop=DropTime.LATE),
    KindRule(name="INDEX", change=Way.RECREATE),
    KindRule(name="INDEX ATTACH", change=Way.RECREATE, note="goes with the index; it cannot be detached"),
    KindRule(name="MATERIALIZED VIEW", change=Way.RECREATE, note="its rows are computed again"),
    KindRule(name="OPERATOR", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="OPERATOR CLASS", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="OPERATOR FAMILY", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="POLICY", change=Way.RECREATE),
    KindRule(name="PROCEDURAL LANGUAGE", change=Way.REPLACE, drop=DropTime.LATE),
    KindRule(name="PROCEDURE", change=Way.REPLACE, drop=DropTime.LATE),
    KindRule(name="PUBLICATION", change=Way.RECREATE, note="altered in place; made anew only for FOR ALL TABLES"),
    KindRule(name="PUBLICATION TABLE", change=Way.NATIVE),
    KindRule(name="PUBLICATION TABLES IN SCHEMA", change=Way.NATIVE),
    KindRule(name="ROW SECURITY", change=Way.NATIVE),
    KindRule(name="RULE", change=Way.RECREATE),
    KindRule(name="SCHEMA", change=Way.NATIVE, drop=DropTime.LATE),
    KindRule(name="SECURITY LABEL", change=Way.NATIVE),
    KindRule(name="SEQUENCE", change=Way.NATIVE, drop=DropTime.LATE, holds_rows=True, note="its position is data"),
    KindRule(name="SEQUENCE OWNED BY", change=Way.NATIVE),
    KindRule(name="SERVER", change=Way.RECREATE, drop=DropTime.LATE, note="altered in place but for wrapper and type"),
    KindRule(name="SHELL TYPE", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="STATISTICS", change=Way.RECREATE),
    KindRule(
        name="SUBSCRIPTION",
        change=Way.NATIVE,
        note="two_phase and failover reach the publisher: set them by hand, while the subscription is disabled",
    ),
    KindRule(name="TABLE", change=Way.NATIVE, drop=DropTime.LATE, holds_rows=True),
    KindRule(name="TABLE ATTACH", change=Way.NATIVE),
    KindRule(name="TEXT SEARCH CONFIGURATION", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="TEXT SEARCH DICTIONARY", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="TEXT SEARCH PARSER", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="TEXT SEARCH TEMPLATE", change=Way.RECREATE, drop=DropTime.LATE),
    KindRule(name="TRANSFORM", change=Way.REPLACE),
    KindRule(name="TRIGGER", change=Way.RECREATE),
    KindRule(name="TYPE", change=Way.NATIVE, drop=DropTime.LATE),
    KindRule(name="USER MAPPING", change=Way.RECREATE),
    KindRule(name="VIEW", change=Way.REPLACE),
)

LEDGER = {rule.name: rule for rule in _RULES}
"""Rule of every known kind by pg_dump's word for it."""

GLOBAL_KINDS = frozenset(
    {
        "ACCESS METHOD",
        "CAST",
        "EVENT TRIGGER",
        "EXTENSION",
        "FOREIGN DATA WRAPPER",
        "PROCEDURAL LANGUAGE",
        "PUBLICATION",
        "SERVER",
        "SUBSCRIPTION",
        "TRANSFORM",
        "USER MAPPING",
    }
)
"""Kinds that live in no schema. When the managed schemas are listed, these are managed only where declared."""


SECRET_KINDS = frozenset({"SERVER", "SUBSCRIPTION", "USER MAPPING"})
"""Kinds whose definitions may hold passwords: snapshot files leave them out, and no fingerprint covers them."""


VIEW_RULE = " _RETURN"
"""How the tag of a rule ends that holds a view's query. pg_dump writes one for a view in a dependency loop, beside a
dummy view, and its way to drop the rule breaks the loop."""


def may_hold_secrets(kind: str, schema: str) -> bool:
    """Return whether a definition may hold a password: that of a job others scheduled may call a web service with one.

    Args:
        kind, schema: Of the object's address. Jobs with a schema were declared, so that their commands are no secret.
    """
    return kind in SECRET_KINDS or (kind == CRON_JOB and not schema)


def rule_for(kind: str) -> KindRule:
    """Return the rule of a kind; an unknown kind is refused, never ignored."""
    return LEDGER.get(kind, KindRule(name=kind, change=Way.REFUSE, drop=DropTime.LATE, note="unknown kind"))
