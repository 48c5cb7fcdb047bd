"""What is covered: the kinds of objects, their parts, what is left alone, and the columns of the catalogs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from schemactl.errors import UsageError
from schemactl.model.coverage import CoverageReport
from schemactl.model.document import to_document
from schemactl.model.printable import printable
from schemactl.render.escape import code, prose
from schemactl.render.form import AuditFormat
from schemactl.render.markdown import MARKER
from schemactl.render.text import Ink

Columns = Sequence[tuple[str, str, str, str]]
"""Catalog, column, what becomes of it, and the reason."""

_BOLD, _DIM, _RED = "1", "2", "31"
_HEADS = {
    "Kinds": ("kind", "count", "created", "altered", "dropped", "note"),
    "Parts of objects": ("part", "inside", "altered"),
    "Not managed": ("what", "why"),
    "Columns of the catalogs": ("catalog", "column", "label", "why"),
}
_NAMED = 20
"""Refused objects that a report for people names; JSON names all."""


def render_coverage(report: CoverageReport, form: str, *, columns: Columns = (), colour: bool = False) -> str:
    """Return what is covered. `columns` is shown where it is given; `colour` counts only for text.

    Raises:
        UsageError: There is no such format.
    """
    try:
        chosen = AuditFormat(form)
    except ValueError:
        raise UsageError(
            f"coverage cannot be written as {form!a}", hint=f"Choose one of {', '.join(AuditFormat)}."
        ) from None
    match chosen:
        case AuditFormat.TEXT:
            return "\n".join(_text(report, columns, Ink(colour))) + "\n"
        case AuditFormat.JSON:
            return _json(report, columns)
        case AuditFormat.MARKDOWN:
            return "\n\n".join([MARKER, f"**{prose(summary_line(report))}**", *markdown_parts(report, columns)]) + "\n"
    assert_never(chosen)


def summary_line(report: CoverageReport) -> str:
    """Return the report in a line."""
    place = f" · {report.database}" if report.database else ""
    counts = [kind.count or 0 for kind in report.kinds]
    objects = f" · {sum(counts):,} objects of {sum(map(bool, counts))} kinds" if report.database else ""
    refused = f" · {len(report.refused)} cannot be planned" if report.refused else ""
    return f"coverage on PostgreSQL {report.major}{place}{objects}{refused}"


def markdown_parts(report: CoverageReport, columns: Columns = ()) -> Iterator[str]:
    """Yield the tables of the report, each with its heading, as Markdown."""
    if report.refused:
        names = "\n".join(f"- {code(str(address))}" for address in report.refused[:_NAMED])
        yield f"### Cannot be planned\n\n{names}"
    for title, rows in _tables(report, columns):
        head, cells = _filled(_HEADS[title], rows)
        lines = [f"| {' | '.join(head)} |", f"| {' | '.join('---' for _ in head)} |"]
        lines += [f"| {' | '.join(prose(cell) for cell in row)} |" for row in cells]
        yield f"### {title}\n\n" + "\n".join(lines)


def _tables(report: CoverageReport, columns: Columns) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    yield (
        "Kinds",
        [
            (k.kind, "" if k.count is None else f"{k.count:,}", k.created, k.altered, k.dropped, k.note)
            for k in report.kinds
        ],
    )
    yield "Parts of objects", [(p.name, p.inside, p.altered) for p in report.parts]
    yield "Not managed", [(left.name, left.why) for left in report.left_alone]
    if columns:
        yield "Columns of the catalogs", list(columns)


def _filled(head: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table without the columns that hold nothing."""
    lines = [list(row) for row in rows]
    used = [i for i in range(len(head)) if any(line[i] for line in lines)]
    return [head[i] for i in used], [[line[i] for i in used] for line in lines]


def _text(report: CoverageReport, columns: Columns, ink: Ink) -> Iterator[str]:
    yield ink(summary_line(report), _BOLD)
    if report.refused:
        yield from ("", ink("Cannot be planned", _RED))
        yield from (f"  {printable(str(address))}" for address in report.refused[:_NAMED])
        if len(report.refused) > _NAMED:
            yield f"  … and {len(report.refused) - _NAMED:,} more; --format json names them all"
    refused = {kind.kind for kind in report.kinds if kind.refused}
    for title, rows in _tables(report, columns):
        head, cells = _filled(_HEADS[title], rows)
        widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
        yield from ("", ink(title, _BOLD), f"  {ink(_line(head, widths), _DIM)}")
        for row in cells:
            line = _line([printable(cell) for cell in row], widths)
            yield f"  {ink(line, _RED) if row[0] in refused else line}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _json(report: CoverageReport, columns: Columns) -> str:
    document = {
        "format": "schemactl-coverage/1",
        "summary": summary_line(report),
        "postgres": report.major,
        "database": report.database,
        **{name: to_document(getattr(report, name)) for name in ("kinds", "parts", "left_alone")},
        "refused": [str(address) for address in report.refused],
        "columns": [dict(zip(_HEADS["Columns of the catalogs"], row, strict=True)) for row in columns],
    }
    return json.dumps(document, indent=2) + "\n"
