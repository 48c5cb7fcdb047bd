"""Plans that are kept between review and deployment."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Command
from tests.fixtures.main_job import read_value, run_sql

INDEX = "idx_user_books_s3_key"
IS_THERE = f"SELECT to_regclass('public.{INDEX}') IS NOT NULL"


def test_saved_plan_is_applied_as_it_is(schemactl: Command, live: str, tmp_path: Path) -> None:
    """`apply --plan` runs the statements of the file and finds the database as declared."""
    plan = tmp_path / "plan.json"
    run_sql(live, f"DROP INDEX public.{INDEX}")
    assert schemactl("diff", "--live", live, "--out", str(plan)).code == 2
    applied = schemactl("apply", "--live", live, "--yes", "--plan", str(plan))
    assert applied.code == 0, applied.errors
    assert "the live database is as declared" in applied.output
    assert read_value(live, IS_THERE) is True


def test_stale_plan_is_refused(schemactl: Command, live: str, tmp_path: Path) -> None:
    """A plan for a database that somebody changed meanwhile is refused with exit code 4, and nothing is applied."""
    plan = tmp_path / "plan.json"
    run_sql(live, f"DROP INDEX public.{INDEX}")
    assert schemactl("diff", "--live", live, "--out", str(plan)).code == 2
    run_sql(live, "ALTER TABLE public.profiles ADD COLUMN is_admin boolean")
    refused = schemactl("apply", "--live", live, "--yes", "--plan", str(plan))
    assert refused.code == 4
    assert "no longer the one this plan was made for" in refused.errors
    assert read_value(live, IS_THERE) is False


def test_plan_is_not_applied_twice(schemactl: Command, live: str, tmp_path: Path) -> None:
    """A plan that was applied is stale from then on."""
    plan = tmp_path / "plan.json"
    run_sql(live, f"DROP INDEX public.{INDEX}")
    schemactl("diff", "--live", live, "--out", str(plan))
    assert schemactl("apply", "--live", live, "--yes", "--plan", str(plan)).code == 0
    assert schemactl("apply", "--live", live, "--yes", "--plan", str(plan)).code == 4


def test_changed_plan_file_is_refused(schemactl: Command, live: str, tmp_path: Path) -> None:
    """A plan somebody edited after the review is not read."""
    plan = tmp_path / "plan.json"
    run_sql(live, f"DROP INDEX public.{INDEX}")
    schemactl("diff", "--live", live, "--out", str(plan))
    plan.write_text(plan.read_text(encoding="utf-8").replace(INDEX, "evil"), encoding="utf-8")
    refused = schemactl("apply", "--live", live, "--yes", "--plan", str(plan))
    assert refused.code == 4
    assert "the plan was changed after it was written" in refused.errors
    assert read_value(live, IS_THERE) is False
