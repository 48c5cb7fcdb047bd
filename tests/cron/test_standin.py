"""The same without the real pg_cron: its stand-in holds jobs and runs none, which is all that planning needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from schemactl.postgres.connect import connect
from schemactl.scratch.embedded import EmbeddedServer, embedded_server
from schemactl.scratch.server import scratch_database
from tests.cron.conftest import Command, jobs, run_sql


@pytest.fixture(scope="module")
def standin_server() -> Iterator[EmbeddedServer]:
    """Return a server of the newest version."""
    with embedded_server() as server:
        yield server


@pytest.fixture
def live(standin_server: EmbeddedServer) -> Iterator[str]:
    """Return the URL of a database with the stand-in."""
    with scratch_database(standin_server, "live") as name:
        parts = conninfo_to_dict(standin_server.conninfo(name))
        with connect(standin_server.conninfo(name)) as connection:
            connection.execute("CREATE EXTENSION pg_cron; CREATE SCHEMA app")
        yield f"postgresql://{parts['user']}@/{name}?host={parts['host']}&port={parts['port']}"


def test_a_refreshed_view_and_its_job_come_and_go(live: str, schemactl: Command, declare: Callable[[str], str]) -> None:
    """The job goes first, before what it refreshes; one scheduled by hand stays."""
    run_sql(live, "SELECT cron.schedule('by hand', '* * * * *', 'SELECT 1')")
    target = declare(
        "MaterializedView('v', metadata, 'SELECT 1 AS a', schema='app', indexes=[Index('v_a_idx', 'a', unique=True)],\n"
        "    refresh=Every('30 seconds', concurrently=True))\n"
    )
    assert schemactl("apply", "--live", live, "--desired", target, "--yes").code == 0
    job = jobs(live)["refresh app.v"]
    assert (job.schedule, job.command) == (
        "30 seconds",
        "/* schemactl app */ REFRESH MATERIALIZED VIEW CONCURRENTLY app.v",
    )
    assert schemactl("drift", "--live", live, "--desired", target).code == 0
    plan = schemactl("diff", "--live", live, "--desired", declare(""))
    assert plan.output.index("SELECT cron.unschedule('refresh app.v');") < plan.output.index("DROP MATERIALIZED VIEW")
    assert schemactl("apply", "--live", live, "--desired", declare(""), "--yes").code == 0
    assert set(jobs(live)) == {"by hand"}


def test_sql_files_can_declare_jobs(live: str, schemactl: Command, tmp_path: Path) -> None:
    """A file that schedules a job means it; leaving it out means nothing, because dumps hold none."""
    run_sql(live, "DROP SCHEMA app")
    file = tmp_path / "desired.sql"
    file.write_text("CREATE EXTENSION pg_cron; SELECT cron.schedule('tidy', '0 3 * * *', 'SELECT 1');", "utf-8")
    assert schemactl("apply", "--live", live, "--desired", file, "--yes").code == 0
    assert jobs(live)["tidy"].command == "SELECT 1"
    assert schemactl("diff", "--live", live, "--desired", file).code == 0
    file.write_text("CREATE EXTENSION pg_cron;", "utf-8")
    assert schemactl("diff", "--live", live, "--desired", file).code == 0
