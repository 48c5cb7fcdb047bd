"""A plan as a script that people review and run with psql or any driver; other reports as nothing but comments.

There are no psql commands in it, and no text of a database reaches a comment raw. Statements stand in it exactly as
`apply` would send them.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.plan import Plan, TransactionGroup
from schemactl.model.statement import Statement
from schemactl.plan.summary import lock_words, summary_line, unplanned_line, version_words
from schemactl.postgres.batches import batch_script
from schemactl.render.escape import comment, hidden_characters
from schemactl.render.words import allowances, fold, question_words, sections

LOCK_TIMEOUT = "SET lock_timeout = '500ms';"
"""Below deadlock_timeout (1 s by default), so that nobody queues behind us for long."""

_SETTINGS = (
    "SET client_encoding = 'UTF8';",
    "SET standard_conforming_strings = on;",
    "SET TimeZone = 'UTC';",
    "SET DateStyle = 'ISO, YMD';",
    "SET IntervalStyle = 'postgres';",
    "SET lc_monetary = 'C';",
    "SET xmloption = content;",
    "SET array_nulls = on;",
    "SET transform_null_equals = off;",
    "SET default_table_access_method = heap;",
    "SET default_tablespace = '';",
    "SET check_function_bodies = off;",
    "SELECT pg_catalog.set_config('search_path', '', false);",
    LOCK_TIMEOUT,
)


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the script: a header, the session's settings, then every transaction group."""
    yield from (comment(line) for line in _header(plan))
    if plan.groups:
        yield from ("", *_SETTINGS)
    position = 1
    for group, section in zip(plan.groups, sections(plan), strict=True):
        yield from _group(group, position, section.why if group.transactional else "")
        position += len(group.statements)


def _header(plan: Plan) -> Iterator[str]:
    yield summary_line(plan)
    if unplanned := unplanned_line(plan):
        yield unplanned
    yield f"database {plan.database}, PostgreSQL {version_words(plan.live_version)}, schemactl {plan.tool_version}"
    yield f"from fingerprint {plan.live_fingerprint}"
    yield f"to fingerprint   {plan.desired_fingerprint}"
    if plan.groups:
        yield "run it with psql -X -v ON_ERROR_STOP=1 -f plan.sql; what is committed before an error stays"
        yield f"parts: {', '.join(dict.fromkeys(section.heading for section in sections(plan)))}"
    yield from (f"refused by apply until allowed by name: {flag}" for flag in allowances(plan))
    for question in plan.preflight:
        yield f"ask first, 0 means go on ({question_words(question)}): {' '.join(question.sql.split())}"
    for diagnostic in fold(plan.diagnostics):
        place = f"{diagnostic.source}: " if diagnostic.source else ""
        yield f"{diagnostic.level}: {place}{diagnostic.message}"


def _group(group: TransactionGroup, position: int, why: str) -> Iterator[str]:
    if group.transactional:
        yield from ("", *([comment(why)] if why else []), "BEGIN;")
        for number, statement in enumerate(group.statements, position):
            yield from _statement(number, statement)
        yield from ("", "COMMIT;")
        return
    if any(statement.batches for statement in group.statements):
        yield from ("", "-- small transactions, one after the other; when it stops before its end, run this part again")
        yield "SET row_security = off;"
        for number, statement in enumerate(group.statements, position):
            yield from _statement(number, statement)
        yield "SET row_security = on;"
        return
    yield from ("", "-- outside a transaction; it waits for others without blocking them", "SET lock_timeout = 0;")
    for number, statement in enumerate(group.statements, position):
        yield from _statement(number, statement)
    yield LOCK_TIMEOUT


def _statement(number: int, statement: Statement) -> Iterator[str]:
    facts = [str(number), statement.cause, *(lock_words(lock) for lock in statement.locks)]
    facts += [
        f"{hazard.id} {hazard.name} ({hazard.severity}) on {hazard.object}"
        for hazard in statement.hazards
        if not hazard.for_the_record
    ]
    if hidden := hidden_characters(statement.sql):
        facts.append(f"BEWARE: it holds characters that do not show: {hidden}")
    if statement.source:
        facts.append(str(statement.source))
    yield from ("", comment(" · ".join(facts)))
    yield terminated(batch_script(statement.batches) if statement.batches else statement.sql)
    if statement.verify:
        yield comment(f"must be true now: {' '.join(statement.verify.split())}")


def terminated(sql: str) -> str:
    """Return a command with its semicolon, on a line of its own where a comment at the end would swallow it."""
    text = sql.strip()
    return f"{text}\n;" if "--" in text.rpartition("\n")[2] else f"{text};"
