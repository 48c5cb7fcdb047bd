"""The analytics of this repository's declared database, refreshed by the real pg_cron."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.declare.materialise import materialise
from schemactl.declare.target import load_target
from schemactl.demo.legacy import platform_sql
from schemactl.postgres.connect import connect
from tests.cron.conftest import Command, jobs, run_sql, running

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
READER = "00000000-0000-4000-8000-000000000001"
RUNS = "SELECT status, count(*) FROM cron.job_run_details GROUP BY status"
PATIENCE_SECONDS = 30.0


def test_pg_cron_refreshes_the_views(schemactl: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """An apply schedules the jobs and leaves nothing to do; they run, they work, and the age of the figures is known.

    The next full hour may be far: the jobs get the schedule ``@reboot``, and the server a restart.
    """
    monkeypatch.chdir(ROOT)
    with running() as server:
        live = server.url()
        with connect(live) as connection:
            connection.execute("CREATE EXTENSION pg_cron WITH SCHEMA pg_catalog")
            connection.execute(platform_sql().encode())
            materialise(load_target("schema").declarations, connection)
        applied = schemactl("apply", "--live", live, "--yes")
        assert applied.code == 0, applied.errors
        schedules = {name: job.schedule for name, job in jobs(live).items()}
        assert schedules == {
            "refresh analytics every 1 hour": "0 * * * *",
            "refresh analytics every 15 minutes": "*/15 * * * *",
        }
        assert schemactl("drift", "--live", live).code == 0
        assert schemactl("apply", "--live", live, "--yes").output.startswith("in sync")

        run_sql(live, f"INSERT INTO auth.users (id, email) VALUES ('{READER}', 'reader@example.org')")
        run_sql(live, "UPDATE cron.job SET schedule = '@reboot'")
        server.restart()
        deadline = time.monotonic() + PATIENCE_SECONDS
        with connect(live) as connection:
            while connection.execute(RUNS).fetchall() != [("succeeded", 2)]:
                assert time.monotonic() < deadline, connection.execute("TABLE cron.job_run_details").fetchall()
                time.sleep(0.05)
            figures = connection.execute("SELECT user_id::text FROM public.user_activity_summary").fetchall()
            ages = connection.execute("SELECT is_stale, failure FROM public.analytics_freshness()").fetchall()
        assert figures == [(READER,)]
        assert ages == [(False, None)] * 5
