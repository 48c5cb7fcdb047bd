"""Rules on views, which read tables with their owner's rights and so past row security."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.database import Database
from schemactl.lint.rule import Row, Rule
from schemactl.model.diagnostic import Level


def _materialized(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    return (row for row in rows if row["kind"] == "MATERIALIZED VIEW" and row["roles"])


def _with_owner_rights(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    return (row for row in rows if row["kind"] == "VIEW" and row["roles"] and not row["invoker"])


EXPOSED_MATERIALIZED_VIEW = Rule(
    id="SL151",
    name="exposed-materialized-view",
    level=Level.ERROR,
    finds="A materialized view that anon or authenticated can read, over tables with row security. Tables read only "
    "inside functions are not seen.",
    why="It holds the rows of all users, and there is no row security on materialized views.",
    fix="Revoke SELECT on it and give users a security barrier view or a function that shows them their own rows.",
    query="views",
    message="materialized view {where} shows {roles} the rows of all users, from {tables}",
    judge=_materialized,
)

VIEW_WITH_OWNER_RIGHTS = Rule(
    id="SL152",
    name="view-with-owner-rights",
    level=Level.ERROR,
    finds="A view without security_invoker that anon or authenticated can read, over tables with row security.",
    why="It reads the tables with its owner's rights, past their policies.",
    fix="Declare it with security_invoker=True. If it is meant to pass row security, let its query compare the owner, "
    "and waive this.",
    query="views",
    message="view {where} shows {roles} rows past the row security of {tables}",
    judge=_with_owner_rights,
)

RULES = (EXPOSED_MATERIALIZED_VIEW, VIEW_WITH_OWNER_RIGHTS)
