"""Rules on triggers: functions that do not fit the table or the event they are called for."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.database import Database
from schemactl.lint.plpgsql import Body, read_body
from schemactl.lint.rule import Row, Rule
from schemactl.model.diagnostic import Level


def _missing_columns(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        if row["language"] != "plpgsql":
            continue
        assignments = read_body(row["body"]).assignments
        first = {one.column: one.line for one in reversed(assignments) if one.record == "new"}
        for column, line in first.items():
            if column not in row["columns"]:
                yield {**row, "column": column, "line": line}


def _cancelled(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        if row["language"] == "plpgsql" and row["before_each_row"]:
            events = _cancelled_events(read_body(row["body"]), row["events"])
            if events:
                yield {**row, "cancelled": " and ".join(events)}


def _cancelled_events(body: Body, events: list[str]) -> list[str]:
    """Return the events for which every way through the body ends in RETURN NULL, as far as TG_OP tells."""
    if all(one.value == "null" for one in body.returns):
        return events if body.returns else []
    outermost = {one.value for one in body.returns if one.depth == 1}
    about_events = all(any(token.word == "tg_op" for token in condition) for condition in body.conditions)
    if outermost != {"null"} or not about_events or not body.conditions:
        return []
    handled = {token.text for condition in body.conditions for token in condition if token.kind == "string"}
    return [event for event in events if event not in handled]


TRIGGER_MISSING_COLUMN = Rule(
    id="SL007",
    name="trigger-missing-column",
    level=Level.ERROR,
    finds="A trigger whose PL/pgSQL function assigns NEW.column, and the table has no such column.",
    why="Every statement that fires the trigger fails.",
    fix="Add the column, or call a function that fits the table.",
    query="triggers",
    message='trigger "{part}" on {where}: {function} assigns NEW.{column} (line {line}), a column the table does not '
    "have",
    judge=_missing_columns,
)

TRIGGER_CANCELS = Rule(
    id="SL008",
    name="trigger-cancels-statement",
    level=Level.WARNING,
    finds="A BEFORE row trigger that returns NULL for one of its events on every way through its function. Found only "
    "where all RETURNs are RETURN NULL, or where all conditions are about TG_OP and none names the event.",
    why="NULL from a BEFORE trigger means: forget this row. The statement succeeds and changes nothing.",
    fix="Return NEW (OLD for DELETE), or make it an AFTER trigger. If rows must be refused, raise an error.",
    query="triggers",
    message='trigger "{part}" on {where} silently cancels each {cancelled} it fires for: {function} returns NULL',
    judge=_cancelled,
)

RULES = (TRIGGER_MISSING_COLUMN, TRIGGER_CANCELS)
