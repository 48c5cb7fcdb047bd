"""What an audit of a live database found: findings to act on, figures to know, and what could not be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemactl.model.diagnostic import Level


class Unit(StrEnum):
    """What a figure counts, and so how it is written for people."""

    TEXT = "text"
    COUNT = "count"
    BYTES = "bytes"
    PERCENT = "percent"
    SECONDS = "seconds"
    TIME = "time"


Cell = str | int | bool | datetime | None
"""A figure; None where there is none, such as the last vacuum of a table that never had one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure with its name."""

    name: str
    value: Cell
    unit: Unit = Unit.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures in rows.

    Attributes:
        columns: Their names, with units. `rows`: as many cells each; `left_out`: how many rows are not shown.
    """

    title: str
    columns: tuple[tuple[str, Unit], ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to act on, or to know.

    Attributes:
        id, name: The check that found it, ``AU202`` ``policies-without-row-security``.
        level: How much it matters.
        object: What it is about: ``table public.orders``.
        message: What was found, in a sentence.
        why: Why that matters. `fix`: what to do, in words.
        sql: The commands that do it where these are safe to run as they stand, else empty.
    """

    id: str
    name: str
    level: Level
    object: str
    message: str
    why: str
    fix: str
    sql: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A question that got no answer: for lack of rights, because of a lock, or because it took too long."""

    question: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Everything about one subject."""

    title: str
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """An audit of one database.

    Attributes:
        database, login: What was looked at, and as whom.
        observed_at: When. `schemas`: the audited schemas, sorted.
        sections: In the order of the report. `unseen`: questions without an answer.
    """

    database: str
    login: str
    observed_at: datetime
    schemas: tuple[str, ...]
    sections: tuple[Section, ...]
    unseen: tuple[Unseen, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, the worst first, then by check and object."""
        ranks = list(Level)
        found = (finding for section in self.sections for finding in section.findings)
        return tuple(sorted(found, key=lambda f: (ranks.index(f.level), f.id, f.object, f.message)))

    @property
    def healthy(self) -> bool:
        """Return whether nothing above a note was found."""
        return all(finding.level is Level.NOTE for finding in self.findings)
