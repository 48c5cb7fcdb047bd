"""Reports as a comment on a pull request: a hidden marker to find it by, a summary, tables, and the SQL folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from schemactl.model.diagnostic import Diagnostic
from schemactl.model.hazard import Hazard
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport, DriftReport, Outcome
from schemactl.plan.summary import hazards_by_severity, plural, summary_line, unplanned_line
from schemactl.postgres.secrets import without_secrets
from schemactl.render import sql
from schemactl.render.escape import code, fenced, prose
from schemactl.render.words import (
    DRIFT_SIGNS,
    allowances,
    apply_line,
    checks_line,
    drift_line,
    fold,
    parts_words,
    question_words,
)

MARKER = "<!-- schemactl -->"
"""First line of every comment, by which the next run finds it and replaces it."""

LONGEST = 65_000
"""Characters of a comment. GitHub refuses one of more than 65,536."""

_LONGEST_PART = 10_000
_LONGEST_LINE = 2_000
_SIGNS = {"+": "create", "-": "drop", "~": "change"}
_LEAST_CODE = 400


def plan_comment(plan: Plan) -> str:
    """Return a plan: summary, what cannot be planned, changes, hazards, questions, remarks, SQL."""
    parts = [_head(summary_line(plan), unplanned_line(plan))]
    changes = [
        f"| `{change.sign}` {_SIGNS[change.sign]} | {code(str(change.address) + parts_words(change))} |"
        for change in plan.changes
    ]
    parts += _table("| | Object |\n|---|---|", changes)
    hazards = [_hazard_row(number, hazard) for number, hazard in hazards_by_severity(plan)]
    parts += _table("| No. | Hazard | Severity | On | What happens | What to do |\n|---|---|---|---|---|---|", hazards)
    parts += _list("Refused until allowed by name:", (code(flag) for flag in allowances(plan)))
    parts += _list("Asked of the live database first:", (prose(question_words(q)) for q in plan.preflight))
    parts += _remarks(plan.diagnostics)
    if plan.groups:
        script = "\n".join(sql.plan_lines(_without_secrets(plan)))
        title = f"SQL, {plural(len(plan.statements), 'statement')}"
        parts.append(_folded(title, "sql", script, _left(parts), "`schemactl diff --format sql` prints all of it"))
    return _joined(parts)


def _without_secrets(plan: Plan) -> Plan:
    """Return a plan for readers: a comment is seen by all who see the repository."""
    groups = tuple(
        replace(g, statements=tuple(replace(s, sql=without_secrets(s.sql, s.address.kind)) for s in g.statements))
        for g in plan.groups
    )
    return replace(plan, groups=groups)


def drift_comment(report: DriftReport) -> str:
    """Return a drift report: summary, differences, remarks, the definitions side by side."""
    parts = [_head(drift_line(report))]
    rows = [f"| `{c.sign}` {DRIFT_SIGNS[c.sign]} | {code(str(c.address) + parts_words(c))} |" for c in report.changes]
    parts += _table("| | Object |\n|---|---|", rows)
    parts += _remarks(report.diagnostics)
    if report.details:
        differences = "\n".join(f"# {' '.join(address.split())}\n{text.rstrip()}\n" for address, text in report.details)
        parts.append(
            _folded(
                "Definitions", "diff", differences, _left(parts), "`schemactl drift --format text` prints all of it"
            )
        )
    return _joined(parts)


def checks_comment(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings of a lint."""
    findings = tuple(diagnostics)
    return _joined([_head(checks_line(findings)), *_remarks(findings, "Findings:")])


def apply_comment(report: ApplyReport, plan: Plan) -> str:
    """Return what a run did, statement by statement, first those that a reader has to do something about."""
    statements = plan.statements
    results = sorted(report.results, key=lambda result: result.outcome is Outcome.APPLIED)
    rows = [
        f"| {result.position} | {result.outcome} | {result.elapsed_ms:,} ms "
        f"| {statements[result.position - 1].verb} {code(str(statements[result.position - 1].address))} |"
        for result in results
    ]
    table = _table("| No. | Outcome | Time | Statement |\n|---|---|---|---|", rows)
    return _joined([_head(apply_line(report)), *table, *_remarks(report.diagnostics)])


def _head(summary: str, unplanned: str = "") -> str:
    lines = [MARKER, _strong(summary)]
    return "\n".join([*lines, "", _strong(unplanned)] if unplanned else lines)


def _strong(line: str) -> str:
    """Return a line in bold. A space before the closing stars would keep them from closing (CommonMark, "Emphasis")."""
    return f"**{_cut(prose(line)).strip()}**"


def _hazard_row(number: int, hazard: Hazard) -> str:
    name = f"{hazard.id} {prose(hazard.name)}"
    return (
        f"| {number} | {name} | {hazard.severity} | {code(hazard.object or 'the database')} "
        f"| {prose(hazard.message)} | {prose(hazard.advice)} |"
    )


def _remarks(diagnostics: Iterable[Diagnostic], title: str = "Remarks:") -> list[str]:
    return _list(title, (_remark(diagnostic) for diagnostic in fold(diagnostics)))


def _remark(diagnostic: Diagnostic) -> str:
    place = f"{code(str(diagnostic.source))}: " if diagnostic.source else ""
    hint = f" {prose(diagnostic.hint)}" if diagnostic.hint else ""
    return f"**{diagnostic.level}** {place}{prose(diagnostic.message)}.{hint} ({code(diagnostic.code)})"


def _table(head: str, rows: Sequence[str]) -> list[str]:
    """Return a table as one part, or nothing when it has no rows."""
    return ["\n".join((head, *_shortened(rows)))] if rows else []


def _list(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"- {item}" for item in items]
    return ["\n".join((title, "", *_shortened(lines)))] if lines else []


def _shortened(lines: Sequence[str]) -> Iterator[str]:
    """Yield as many lines as a part may hold, then how many are left out, as a paragraph that no table takes in."""
    size = 0
    for shown, line in enumerate(lines):
        size += len(line) + 1
        if size > _LONGEST_PART:
            yield from ("", f"… and {len(lines) - shown:,} more")
            return
        yield line


def _cut(line: str) -> str:
    """Return a line that is not too long. A character reference cut in two shows as it stands, which harms nobody."""
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …"


def _folded(title: str, language: str, text: str, room: int, elsewhere: str) -> str:
    """Return a text folded away, cut at a line's end so that the whole takes no more than `room` characters."""

    def whole(shown: str, note: str) -> str:
        return f"<details>\n<summary>{title}</summary>\n\n{fenced(language, shown)}\n{note}\n</details>"

    block = whole(text, "")
    lines = text.split("\n")
    kept = len(lines)
    while len(block) > room and kept:
        kept = min(kept - 1, kept * max(room - _LEAST_CODE, 0) // len(block))
        note = f"\nCut here: {kept:,} of {len(lines):,} lines are shown, {elsewhere}.\n"
        block = whole("\n".join(lines[:kept]), note)
    return block


def _left(parts: Sequence[str]) -> int:
    return LONGEST - len(_joined(parts))


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(parts) + "\n"
