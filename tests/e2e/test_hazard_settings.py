"""Hazards that stop `apply` because the settings say so: allowed by name, waived, ignored, or of a small table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.errors import ExitCode
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command, Declare
from tests.fixtures.main_job import url_of

BLOCKS = '[tool.schemactl.hazards]\nSC211 = "warn"\n[tool.schemactl.env.production.hazards]\nSC211 = "block"\n'
MODULE = """
from sqlalchemy import BigInteger, Column, MetaData, Table
from schemactl import Waive
metadata = MetaData()
Table("t", metadata, Column("a", BigInteger), {} schema="public")
"""


@pytest.fixture
def live(server: ScratchServer) -> Iterator[str]:
    """A table of a few megabytes, whose column is to become wider."""
    with scratch_database(server, "weighed") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute("CREATE TABLE public.t (a integer)")
            connection.execute("INSERT INTO public.t SELECT generate_series(1, 60000)")
            connection.execute("ANALYZE public.t")
        yield url_of(server, name)


def test_a_hazard_stops_where_the_environment_says_so(
    schemactl: Command, declare: Declare, live: str, tmp_path: Path
) -> None:
    """It says why and how to go on; elsewhere it is shown, with the size of the table, and nothing stops."""
    target = declare(MODULE.format(""))
    (tmp_path / "pyproject.toml").write_text(BLOCKS, encoding="utf-8")
    asked = ("--yes", "--database-url", live, "--desired", target)
    stopped = schemactl("apply", *asked, "--env", "production")
    assert stopped.code == ExitCode.BLOCKED
    assert "the settings do not allow this plan" in stopped.errors
    assert "To do it all the same: --allow SC211:public.t" in stopped.errors
    shown = schemactl("diff", "--database-url", live, "--desired", target, "--format", "json")
    [lock] = json.loads(shown.output)["plan"]["groups"][0]["statements"][0]["locks"]
    assert (lock["rows"], lock["size"] > 2_000_000, lock["milliseconds"] > 0) == (60000, True, True)
    assert "rewrite of 2." in schemactl("diff", "--database-url", live, "--desired", target).output
    allowed = schemactl("apply", *asked, "--env", "production", "--allow", "SC211:public.t")
    assert allowed.code == 0, allowed.errors


def test_a_plan_made_elsewhere_is_stopped_by_the_settings_here(
    schemactl: Command, declare: Declare, live: str, tmp_path: Path
) -> None:
    """Who makes a plan and who applies it may have other settings."""
    target = declare(MODULE.format(""))
    (tmp_path / "pyproject.toml").write_text(BLOCKS, encoding="utf-8")
    plan = str(tmp_path / "plan.json")
    assert schemactl("diff", "--database-url", live, "--desired", target, "--out", plan).code == ExitCode.DIFFERENCES
    asked = ("apply", "--yes", "--database-url", live, "--plan", plan)
    assert schemactl(*asked, "--env", "production").code == ExitCode.BLOCKED
    assert schemactl(*asked).code == 0


@pytest.mark.parametrize(
    "fine",
    [
        ('Waive("SC211", "three megabytes, at night"),', ""),
        ("", 'safe_below = "16MB"\n'),
        ("", 'hazards.SC211 = "ignore"\n'),
    ],
    ids=["waived", "small", "ignored"],
)
def test_a_hazard_may_be_fine(
    schemactl: Command, declare: Declare, live: str, tmp_path: Path, fine: tuple[str, str]
) -> None:
    """For one table, for all small ones, or everywhere."""
    waiver, settings = fine
    target = declare(MODULE.format(waiver))
    blocks = "" if "ignore" in settings else BLOCKS
    (tmp_path / "pyproject.toml").write_text(f"[tool.schemactl]\n{settings}{blocks}", encoding="utf-8")
    env = ("--env", "production") if blocks else ()
    shown = schemactl("diff", "--database-url", live, "--desired", target, *env).output
    assert ("waived: three megabytes, at night" in shown) is bool(waiver)
    assert "outage" not in shown
    done = schemactl("apply", "--yes", "--database-url", live, "--desired", target, *env)
    assert done.code == 0, done.errors
