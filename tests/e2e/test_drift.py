"""Changes made by hand, past the declarations, are found by `drift`."""

from __future__ import annotations

import json

import pytest

from schemactl.demo.tampering import HAND_MADE, HandMadeChange
from tests.e2e.conftest import Command
from tests.fixtures.main_job import run_sql

SOMEBODY = "INSERT INTO auth.users (id, email) VALUES (gen_random_uuid(), 'ann@example.org')"
"""A trigger makes a profile for every account."""

OTHERS = (
    HandMadeChange(
        sql="DROP INDEX public.idx_user_books_s3_key",
        words="a dropped index",
        found="- index public.idx_user_books_s3_key",
        shown="-CREATE INDEX idx_user_books_s3_key",
    ),
    HandMadeChange(
        sql="GRANT SELECT ON public.user_books TO anon",
        words="a wider grant",
        found="~ acl public.TABLE user_books",
        shown="+GRANT SELECT ON TABLE public.user_books TO anon;",
    ),
    HandMadeChange(
        sql="CREATE TYPE public.mood AS ENUM ('calm')",
        words="an undeclared type",
        found="+ type public.mood",
        shown="+CREATE TYPE public.mood AS ENUM (",
    ),
    HandMadeChange(
        sql="ALTER TABLE chat.messages DISABLE ROW LEVEL SECURITY",
        words="row security switched off",
        found="- row security chat.messages",
        shown="-ALTER TABLE chat.messages ENABLE ROW LEVEL SECURITY;",
    ),
)


def test_declared_database_has_not_drifted(schemactl: Command, live: str) -> None:
    """A database the declarations built is in sync."""
    found = schemactl("drift", "--live", live)
    assert (found.code, found.summary.split(" · ")[0]) == (0, "in sync")


@pytest.mark.parametrize("change", [*HAND_MADE, *OTHERS], ids=lambda change: change.words)
def test_hand_made_change_is_named(schemactl: Command, live: str, change: HandMadeChange) -> None:
    """Each kind of change is named with its object and shown, and nothing else is."""
    run_sql(live, change.sql)
    found = schemactl("drift", "--live", live)
    assert found.code == 2
    lines = found.output.splitlines()
    named = [line.strip().rpartition(": ")[0] for line in lines if line.startswith(("  + ", "  - ", "  ~ "))]
    assert named == [change.found]
    assert any(line.strip().startswith(change.shown.strip()) for line in lines), found.output


def test_all_changes_are_named_together(schemactl: Command, live: str) -> None:
    """Several changes at once are all named, for machines too."""
    run_sql(live, *(change.sql for change in (*HAND_MADE, *OTHERS)))
    found = schemactl("drift", "--live", live, "--format", "json")
    assert found.code == 2
    assert len(json.loads(found.output)["report"]["changes"]) == len(HAND_MADE) + len(OTHERS)


def test_drift_is_planned_away(schemactl: Command, live: str) -> None:
    """`apply` takes hand-made changes back, and a column that holds values only when its loss is allowed by name."""
    run_sql(live, SOMEBODY, *(change.sql for change in HAND_MADE))
    assert schemactl("apply", "--live", live, "--yes").code == 3
    assert schemactl("apply", "--live", live, "--yes", "--allow", "SC102:public.profiles.is_admin").code == 0
    assert schemactl("drift", "--live", live).code == 0
