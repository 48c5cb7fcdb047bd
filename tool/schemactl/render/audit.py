"""The report of an audit: findings first, each check explained once, then the figures, then what could not be seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import assert_never

from schemactl.errors import UsageError
from schemactl.model.audit import AuditReport, Cell, Fact, Finding, Section, Table, Unit
from schemactl.model.diagnostic import Level
from schemactl.model.document import to_document
from schemactl.model.figures import bytes_in_words
from schemactl.model.printable import printable
from schemactl.render.escape import code, fenced, prose, readable
from schemactl.render.form import AuditFormat
from schemactl.render.markdown import MARKER
from schemactl.render.text import Ink

_BOLD, _DIM = "1", "2"
_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.NOTE: "36"}
_SHOWN = 20
"""Findings of one check that a report for people names; JSON names all."""

_LONGEST_CELL = 60


def render_audit(report: AuditReport, form: str, *, colour: bool = False) -> str:
    """Return the report of an audit. `colour` counts only for text.

    Raises:
        UsageError: There is no such format.
    """
    try:
        chosen = AuditFormat(form)
    except ValueError:
        raise UsageError(
            f"an audit cannot be written as {form!a}", hint=f"Choose one of {', '.join(AuditFormat)}."
        ) from None
    match chosen:
        case AuditFormat.TEXT:
            return "\n".join(_text(report, Ink(colour))) + "\n"
        case AuditFormat.JSON:
            return _json(report)
        case AuditFormat.MARKDOWN:
            return "\n\n".join(_markdown(report)) + "\n"
    assert_never(chosen)


def summary_line(report: AuditReport) -> str:
    """Return the report in a line: how much was found, where, by whom, and when."""
    counts = {level: sum(finding.level is level for finding in report.findings) for level in Level}
    found = ", ".join(f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count)
    count = len(report.unseen)
    unseen = f" · {count} question{'' if count == 1 else 's'} without an answer" if count else ""
    schemas = ", ".join(report.schemas) or "none"
    return (
        f"audit of {report.database}: {found or 'nothing found'}{unseen} · schemas {schemas} · as {report.login} · "
        f"observed {report.observed_at.isoformat(timespec='seconds')}"
    )


def _by_check(report: AuditReport) -> Iterator[tuple[Finding, tuple[Finding, ...]]]:
    """Yield the findings of each check and level, with the first of them."""
    for _, group in groupby(report.findings, key=lambda finding: (finding.level, finding.id)):
        findings = tuple(group)
        yield findings[0], findings


def _text(report: AuditReport, ink: Ink) -> Iterator[str]:
    yield ink(summary_line(report), _BOLD)
    for first, findings in _by_check(report):
        yield ""
        yield f"{ink(first.level, _COLOURS[first.level])} {ink(first.id, _BOLD)} {first.name}"
        yield ink(f"  why  {first.why}", _DIM)
        yield ink(f"  do   {first.fix}", _DIM)
        for finding in findings[:_SHOWN]:
            yield f"  {printable(finding.object)}: {printable(finding.message)}"
            yield from (f"      {line}" for line in readable(finding.sql).splitlines())
        if len(findings) > _SHOWN:
            yield f"  … and {len(findings) - _SHOWN:,} more; --format json names them all"
    for section in report.sections:
        yield from _section(section, ink)
    if report.unseen:
        yield from ("", ink("Not seen", _BOLD))
        yield from (f"  {printable(u.question)}: {printable(u.reason)}" for u in report.unseen)


def _section(section: Section, ink: Ink) -> Iterator[str]:
    if not section.facts and not section.tables:
        return
    yield from ("", ink(section.title, _BOLD))
    width = max((len(fact.name) for fact in section.facts), default=0)
    yield from (f"  {ink(fact.name.ljust(width), _DIM)}  {_shown(fact.value, fact.unit)}" for fact in section.facts)
    for table in section.tables:
        if section.facts:
            yield ""
        yield from _columns(table, ink)


def _columns(table: Table, ink: Ink) -> Iterator[str]:
    """Yield a table in columns, figures to the right."""
    units = [unit for _, unit in table.columns]
    head = [name for name, _ in table.columns]
    rows = [[_short(_shown(cell, unit)) for cell, unit in zip(row, units, strict=True)] for row in table.rows]
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        placed = zip(cells, widths, units, strict=True)
        return "  ".join(c.ljust(w) if u in _LEFT else c.rjust(w) for c, w, u in placed).rstrip()

    yield f"  {ink(line(head), _DIM)}"
    yield from (f"  {line(row)}" for row in rows)
    if table.left_out:
        yield ink(f"  … and {table.left_out:,} more", _DIM)


_LEFT = frozenset({Unit.TEXT, Unit.TIME})


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def _shown(value: Cell, unit: Unit) -> str:
    """Return a figure for people; times are in UTC."""
    match value, unit:
        case None, _:
            return "–"
        case datetime(), _:
            return f"{value:%Y-%m-%d %H:%M}"
        case int(), Unit.BYTES:
            return bytes_in_words(value)
        case int(), Unit.PERCENT:
            return f"{value} %"
        case int(), Unit.COUNT | Unit.SECONDS:
            return f"{value:,}"
        case _:
            return printable(str(value))


def _json(report: AuditReport) -> str:
    sections = [
        {
            "title": section.title,
            "facts": to_document(section.facts),
            "tables": to_document(section.tables),
        }
        for section in report.sections
    ]
    document = {
        "format": "schemactl-audit/1",
        "summary": summary_line(report),
        "healthy": report.healthy,
        **{name: to_document(getattr(report, name)) for name in ("database", "login", "observed_at", "schemas")},
        "findings": to_document(report.findings),
        "sections": sections,
        "unseen": to_document(report.unseen),
    }
    return json.dumps(document, indent=2) + "\n"


def _markdown(report: AuditReport) -> Iterator[str]:
    yield f"{MARKER}\n**{prose(summary_line(report)).strip()}**"
    for first, findings in _by_check(report):
        lines = [f"### {first.level}: {first.id} {first.name}", "", f"{prose(first.why)} {prose(first.fix)}", ""]
        lines += [f"- {code(f.object)}: {prose(f.message)}" for f in findings[:_SHOWN]]
        if len(findings) > _SHOWN:
            lines += ["", f"… and {len(findings) - _SHOWN:,} more"]
        yield "\n".join(lines)
        commands = "\n".join(finding.sql for finding in findings[:_SHOWN] if finding.sql)
        if commands:
            yield fenced("sql", commands)
    for section in report.sections:
        if section.facts or section.tables:
            yield "\n\n".join(_markdown_section(section))
    if report.unseen:
        lines = ["### Not seen", "", *(f"- {prose(u.question)}: {prose(u.reason)}" for u in report.unseen)]
        yield "\n".join(lines)


def _markdown_section(section: Section) -> Iterator[str]:
    yield f"### {section.title}"
    if section.facts:
        yield "\n".join(_markdown_fact(fact) for fact in section.facts)
    for table in section.tables:
        head = f"| {' | '.join(name for name, _ in table.columns)} |"
        rule = f"|{'|'.join('---' if unit in _LEFT else '--:' for _, unit in table.columns)}|"
        units = [unit for _, unit in table.columns]
        rows = [f"| {' | '.join(prose(_shown(c, u)) for c, u in zip(row, units, strict=True))} |" for row in table.rows]
        more = [f"\n… and {table.left_out:,} more"] if table.left_out else []
        yield "\n".join([head, rule, *rows, *more])


def _markdown_fact(fact: Fact) -> str:
    return f"- {fact.name}: {prose(_shown(fact.value, fact.unit))}"
