"""Plans that are kept between review and deployment."""

from __future__ import annotations

from pathlib import Path

from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command
from tests.fixtures.main_job import read_value, run_sql, url_of

INDEX = "idx_user_books_s3_key"
TOUCHED = """
CREATE TABLE public.books (id integer, title text, pages integer, price integer);
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON public.books FOR EACH ROW
    WHEN ((old.id, old.title, old.pages, old.price) IS NOT DISTINCT FROM (new.id, new.title, new.pages, new.price))
    EXECUTE FUNCTION public.touch()
"""
"""PostgreSQL prints the condition with parentheses that are gone after a dump and restore."""

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


def test_plan_keeps_its_promise_whatever_it_is_printed_like(
    schemactl: Command, server: ScratchServer, tmp_path: Path
) -> None:
    """What a plan leaves alone may be printed otherwise by the scratch server: the plan is carried out all the same."""
    plan, desired = tmp_path / "plan.json", tmp_path / "desired.sql"
    desired.write_text(f"{TOUCHED}; CREATE INDEX books_title ON public.books (title);", encoding="utf-8")
    with scratch_database(server, "printed") as name:
        sides = ("--live", url_of(server, name), "--desired", str(desired))
        run_sql(url_of(server, name), TOUCHED)
        assert schemactl("diff", *sides, "--out", str(plan)).code == 2
        applied = schemactl("apply", *sides, "--yes", "--plan", str(plan))
        assert applied.code == 0, applied.errors
        assert schemactl("diff", *sides).code == 0


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


def test_what_only_gets_another_name_is_one_change(schemactl: Command, tmp_path: Path) -> None:
    """Neither the list of changes nor the plan speaks of a drop."""
    live, desired = tmp_path / "live.sql", tmp_path / "desired.sql"
    script = "CREATE TABLE public.t (a integer CONSTRAINT {key} UNIQUE); CREATE INDEX {index} ON public.t (a);"
    live.write_text(script.format(key="k", index="i"), encoding="utf-8")
    desired.write_text(script.format(key="unique_a", index="by_a"), encoding="utf-8")
    planned = schemactl("diff", "--live", str(live), "--desired", str(desired))
    assert planned.summary.startswith("2 changes (~2)")
    assert "~ constraint public.t unique_a: renamed from k" in planned.output
    assert "~ index public.by_a: renamed from i" in planned.output


def test_a_database_that_lost_its_schema_public_gets_it_back(
    schemactl: Command, server: ScratchServer, tmp_path: Path
) -> None:
    """pg_dump writes nothing of `public`, be it there or not; what is declared in it needs it all the same."""
    desired, plan = tmp_path / "desired.sql", tmp_path / "plan.json"
    desired.write_text("CREATE TABLE t (id integer);", encoding="utf-8")
    with scratch_database(server, "bare") as name:
        url = url_of(server, name)
        run_sql(url, "DROP SCHEMA public")
        assert schemactl("diff", "--live", url, "--desired", str(desired), "--out", str(plan)).code == 2
        applied = schemactl("apply", "--plan", str(plan), "--yes", "--database-url", url)
        assert applied.code == 0, applied.errors
        assert "the live database is as declared" in applied.output
        assert schemactl("diff", "--live", url, "--desired", str(desired)).code == 0
