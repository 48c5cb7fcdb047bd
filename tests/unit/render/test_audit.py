"""What the report of an audit looks like, whole, in every format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemactl.model.audit import AuditReport, Fact, Finding, Section, Table, Unit, Unseen
from schemactl.model.diagnostic import Level
from schemactl.model.figures import bytes_in_words, duration_in_words
from schemactl.render.audit import AuditFormat, render_audit

SUFFIXES = {AuditFormat.TEXT: "txt", AuditFormat.JSON: "json", AuditFormat.MARKDOWN: "md"}
NOON = datetime(2026, 1, 2, 12, 30, tzinfo=UTC)


def a_finding(number: int, level: Level, **others: str) -> Finding:
    """Return a finding about one of many indexes."""
    words = {"message": "is not valid", "why": "Nobody uses it.", "fix": "Build it again.", "sql": "", **others}
    return Finding(
        id=f"AU{102 + 100 * (level is Level.NOTE)}", name="a-check", level=level, object=f"index {number}", **words
    )


REPORT = AuditReport(
    database="shop",
    login="auditor",
    observed_at=NOON,
    schemas=("chat", "public"),
    sections=(
        Section(
            title="Server and database",
            facts=(
                Fact(name="version", value="PostgreSQL 18.6, primary"),
                Fact(name="size", value=1_572_864, unit=Unit.BYTES),
                Fact(name="up since", value=NOON, unit=Unit.TIME),
                Fact(name="cache hit ratio", value=None, unit=Unit.PERCENT),
            ),
        ),
        Section(
            title="Indexes",
            facts=(Fact(name="indexes", value=1234, unit=Unit.COUNT),),
            tables=(
                Table(
                    title="largest",
                    columns=(("index", Unit.TEXT), ("size", Unit.BYTES), ("used", Unit.PERCENT), ("read", Unit.TIME)),
                    rows=(
                        ("public.a", 8192, 99, NOON),
                        ("public.a_name_that_" + "goes_on_" * 8, 2_000_000_000, 5, None),
                    ),
                    left_out=1230,
                ),
            ),
            findings=(
                *(a_finding(n, Level.NOTE) for n in range(10, 32)),
                a_finding(1, Level.ERROR, message="`x` | *is* not\nvalid", sql="REINDEX INDEX CONCURRENTLY public.a;"),
            ),
        ),
        Section(title="References"),
    ),
    unseen=(Unseen(question="file times", reason="permission denied for function pg_stat_file"),),
)


@pytest.mark.parametrize("form", AuditFormat)
def test_audit_reads_as_agreed(form: AuditFormat, golden: Callable[[str, str], None]) -> None:
    """The worst comes first, every check is explained once, long lists and cells are cut, what was not seen is told."""
    golden(f"audit.{SUFFIXES[form]}", render_audit(REPORT, form))


def test_audit_in_colour_differs_only_in_colour() -> None:
    """Without its escapes, the coloured report is the plain one."""
    coloured = render_audit(REPORT, AuditFormat.TEXT, colour=True)
    for style in ("1", "2", "31", "36"):
        assert f"\x1b[{style}m" in coloured
        coloured = coloured.replace(f"\x1b[{style}m", "")
    assert coloured.replace("\x1b[0m", "") == render_audit(REPORT, AuditFormat.TEXT)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1023, "1,023 bytes"), (1024, "1 kB"), (1536 * 1024, "1.5 MB"), (3 * 1024**4, "3.0 TB")],
)
def test_sizes_are_readable(size: int, words: str) -> None:
    """A size has the unit people would use."""
    assert bytes_in_words(size) == words


def test_durations_are_readable() -> None:
    """A duration is said in its largest unit."""
    passed = NOON - datetime(2025, 12, 30, tzinfo=UTC)
    assert duration_in_words(passed) == "3 days"
    assert duration_in_words(passed / 84.5) == "1 hour"
    assert duration_in_words(passed / 100_000) == "3 seconds"
