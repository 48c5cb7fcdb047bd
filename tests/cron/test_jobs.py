"""Declared jobs are planned, scheduled, watched and removed on a database with the real pg_cron."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.postgres.connect import connect
from tests.cron.conftest import Command, CronServer, jobs, run_sql

Declare = Callable[[str], str]

TIDY = 'CronJob("tidy", metadata, schema="app", schedule="15 minutes", command="SELECT 1")\n'
ODD = 'CronJob("it\'s \\\\ odd", metadata, schema="app", schedule="0 3 * * sun", command="SELECT E\'*/\\\\n\'")\n'


def settled(schemactl: Command, live: str, target: str) -> None:
    """Make sure that nothing is left to do, whoever asks."""
    for command in (["drift"], ["apply", "--yes"]):
        ran = schemactl(*command, "--live", live, "--desired", target)
        assert (ran.code, ran.output.split(" · ")[0]) == (0, "in sync"), (command, ran.output, ran.errors)


def test_declared_jobs_are_scheduled_once(live: str, schemactl: Command, declare: Declare) -> None:
    """With the schedule and command declared, hostile names included; a second apply has nothing to do."""
    target = declare(TIDY + ODD)
    applied = schemactl("apply", "--live", live, "--desired", target, "--yes")
    assert applied.code == 0, applied.errors
    assert "the live database is as declared" in applied.output
    found = jobs(live)
    assert {name: (job.schedule, job.command, job.active) for name, job in found.items()} == {
        "tidy": ("*/15 * * * *", "/* schemactl app */ SELECT 1", True),
        "it's \\ odd": ("0 3 * * sun", "/* schemactl app */ SELECT E'*/\\n'", True),
    }
    settled(schemactl, live, target)


def test_a_job_changed_by_hand_is_drift_and_is_put_right(live: str, schemactl: Command, declare: Declare) -> None:
    """Whatever was done to it; where pg_cron can, the job keeps its number and with it the record of its runs."""
    target = declare(TIDY)
    assert schemactl("apply", "--live", live, "--desired", target, "--yes").code == 0
    before = jobs(live)["tidy"]
    drift = ("drift", "--live", live, "--desired", target)
    for by_hand, kept in {
        "SELECT cron.schedule('tidy', '* * * * *', '/* schemactl app */ SELECT 1')": True,
        "SELECT cron.schedule('tidy', '*/15 * * * *', '/* schemactl app */ SELECT 2')": True,
        "SELECT cron.alter_job(jobid, active => false) FROM cron.job": False,
        "SELECT cron.unschedule('tidy')": False,
    }.items():
        run_sql(live, by_hand)
        if not kept:
            seen = schemactl(*drift)
            assert (seen.code, "cron job app.tidy" in seen.output) == (2, True), by_hand
        applied = schemactl("apply", "--live", live, "--desired", target, "--yes")
        assert applied.code == 0, applied.errors
        after = jobs(live)["tidy"]
        assert (after.schedule, after.command, after.active) == (before.schedule, before.command, True), by_hand
        assert (after.number == before.number) is kept, by_hand


def test_only_what_schemactl_scheduled_is_unscheduled(live: str, schemactl: Command, declare: Declare) -> None:
    """A job nobody declares any more goes; one that others scheduled stays, and so does one of another schema's."""
    assert schemactl("apply", "--live", live, "--desired", declare(TIDY + ODD), "--yes").code == 0
    run_sql(
        live,
        "SELECT cron.schedule('by hand', '* * * * *', 'SELECT 3')",
        "SELECT cron.schedule('* * * * *', 'SELECT ''without a name''')",
        "SELECT cron.schedule('of others', '* * * * *', '/* schemactl other%20app */ SELECT 4')",
    )
    target = declare(ODD)
    assert schemactl("drift", "--live", live, "--desired", target).code == 2
    assert schemactl("apply", "--live", live, "--desired", target, "--yes").code == 0
    assert set(jobs(live)) == {"it's \\ odd", "by hand", "of others", None}
    settled(schemactl, live, target)


def test_a_job_of_the_declared_name_is_replaced(live: str, schemactl: Command, declare: Declare) -> None:
    """Even one that was switched off; the plan says what becomes of it."""
    run_sql(
        live,
        "SELECT cron.schedule('tidy', '* * * * *', 'SELECT 5')",
        "SELECT cron.alter_job(jobid, active => false) FROM cron.job",
    )
    target = declare(TIDY)
    plan = schemactl("diff", "--live", live, "--desired", target)
    assert "cron job tidy was scheduled by hand; the declared one takes its place [job-replaced]" in plan.output
    assert schemactl("apply", "--live", live, "--desired", target, "--yes").code == 0
    [job] = jobs(live).values()
    assert (job.schedule, job.command, job.active) == ("*/15 * * * *", "/* schemactl app */ SELECT 1", True)
    settled(schemactl, live, target)


def test_a_job_of_another_role_is_never_doubled(
    cron_server: CronServer, live: str, schemactl: Command, declare: Declare
) -> None:
    """pg_cron would schedule a second one under the same name, and both would run."""
    run_sql(cron_server.url("deploy"), "SELECT cron.schedule('tidy', '* * * * *', 'SELECT 6')")
    refused = schemactl("apply", "--live", live, "--desired", declare(TIDY), "--yes")
    assert refused.code == 5
    assert "a cron job named tidy is there already and belongs to role deploy" in refused.errors
    assert [job.owner for job in jobs(live).values()] == ["deploy"]


def test_another_role_sees_no_drift_and_changes_nothing(
    cron_server: CronServer, live: str, schemactl: Command, declare: Declare
) -> None:
    """What the deploying role scheduled is as declared for a superuser too, who can only name what he cannot change."""
    target = declare(TIDY)
    assert schemactl("apply", "--live", cron_server.url("deploy"), "--desired", target, "--yes").code == 0
    settled(schemactl, live, target)
    for changed in (declare(TIDY.replace("15 minutes", "10 minutes")), declare("")):
        refused = schemactl("apply", "--live", live, "--desired", changed, "--yes")
        assert refused.code == 5, refused.output
        assert "only the role that scheduled a job, in its database, may change it" in refused.output
    [job] = jobs(live).values()
    assert (job.schedule, job.owner) == ("*/15 * * * *", "deploy")


def test_a_role_without_rights_is_told_before_anything_happens(
    cron_server: CronServer, live: str, schemactl: Command, declare: Declare, tmp_path: Path
) -> None:
    """Reading needs USAGE on schema cron, and so does a plan somebody else has made."""
    target, plan = declare(TIDY), tmp_path / "plan.json"
    url = cron_server.url("stranger")
    unseen = schemactl("drift", "--live", url, "--desired", target)
    assert unseen.code == 1
    assert "the login stranger may not read cron.job" in unseen.errors
    assert "GRANT USAGE ON SCHEMA cron TO stranger" in unseen.errors
    assert schemactl("diff", "--live", live, "--desired", target, "--out", plan).code == 2
    refused = schemactl("apply", "--live", url, "--plan", plan, "--yes")
    assert refused.code == 1
    assert "no right to use schema cron" in refused.errors
    assert jobs(live) == {}


def test_a_role_is_told_that_row_security_hides_jobs(
    cron_server: CronServer, live: str, schemactl: Command, declare: Declare
) -> None:
    """Otherwise it would take another role's jobs for missing ones."""
    target = declare(TIDY)
    assert schemactl("apply", "--live", live, "--desired", target, "--yes").code == 0
    drift = schemactl("drift", "--live", cron_server.url("monitor"), "--desired", target)
    assert "monitor sees none but its own cron jobs; 1 declared cron job (tidy) may be another role's" in drift.output


def test_a_database_without_pg_cron_runs_no_jobs(
    cron_server: CronServer, live: str, schemactl: Command, declare: Declare
) -> None:
    """The plan goes on without them, names them, and tells what to do."""
    del live
    target = declare(TIDY)
    url = cron_server.url(database="postgres")
    run_sql(url, "CREATE SCHEMA IF NOT EXISTS app")
    for command in ("diff", "drift"):
        ran = schemactl(command, "--live", url, "--desired", target)
        assert ran.code == 0
        assert "warning: nobody runs 1 declared cron job (tidy): database postgres has no pg_cron; " in ran.output
        assert "the server's jobs are those of database live [no-scheduler]" in ran.output
        assert "Set cron.database_name to postgres" in ran.output


def test_the_extension_and_its_jobs_come_with_one_plan(live: str, schemactl: Command, declare: Declare) -> None:
    """Where the extension is declared too."""
    run_sql(live, "DROP EXTENSION pg_cron")
    target = declare('Extension("pg_cron", metadata, schema=None)\n' + TIDY)
    applied = schemactl("apply", "--live", live, "--desired", target, "--yes")
    assert applied.code == 0, applied.errors
    assert set(jobs(live)) == {"tidy"}
    settled(schemactl, live, target)


def test_seconds_need_a_newer_pg_cron(live: str, schemactl: Command, declare: Declare) -> None:
    """The server would refuse them in the middle of the run."""
    with connect(live) as connection:
        [version] = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'pg_cron'").fetchone() or ""
    if not version.startswith("1.4"):
        pytest.skip("this pg_cron knows seconds")
    target = declare(TIDY.replace("15 minutes", "30 seconds"))
    refused = schemactl("diff", "--live", live, "--desired", target)
    assert refused.code == 5
    assert f"pg_cron {version} of the live server cannot run cron job tidy at '30 seconds'" in refused.errors


def test_a_snapshot_file_holds_declared_jobs_and_no_secrets(
    live: str, schemactl: Command, declare: Declare, tmp_path: Path
) -> None:
    """A pull request compares with it; the commands of others may hold keys of web services, so they are left out."""
    target, snapshot = declare(TIDY), tmp_path / "live.snapshot"
    assert schemactl("apply", "--live", live, "--desired", target, "--yes").code == 0
    run_sql(live, "SELECT cron.schedule('call', '* * * * *', 'SELECT net.http_post(''x'', ''canary'')')")
    assert schemactl("snapshot", "--database-url", live, "--out", snapshot).code == 0
    text = snapshot.read_text(encoding="utf-8")
    assert "schemactl app */ SELECT 1" in text
    assert "canary" not in text
    assert schemactl("diff", "--live", snapshot, "--desired", target).code == 0
    plan = tmp_path / "plan.json"
    target = declare(TIDY.replace("SELECT 1", "SELECT 2"))
    assert schemactl("diff", "--live", snapshot, "--desired", target, "--out", plan).code == 2
    assert schemactl("apply", "--live", live, "--desired", target, "--plan", plan, "--yes").code == 0
    assert jobs(live)["tidy"].command == "/* schemactl app */ SELECT 2"


def test_the_live_server_can_be_the_scratch_server(live: str, schemactl: Command, declare: Declare) -> None:
    """Only one of its databases can have the real pg_cron, so that the others rehearse on the stand-in's script."""
    target = declare(TIDY)
    applied = schemactl("apply", "--live", live, "--desired", target, "--yes", "--scratch", "server")
    assert applied.code == 0, applied.errors
    assert set(jobs(live)) == {"tidy"}
