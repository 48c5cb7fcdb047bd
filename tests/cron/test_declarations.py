"""What a declared job may say: mistakes that pg_cron would only notice in the middle of a run, or never."""

from __future__ import annotations

import pytest
from sqlalchemy import Index, MetaData, text

from schemactl import CronJob, Every, MaterializedView
from schemactl.declare.target import collect
from schemactl.errors import DeclarationError
from schemactl.model.address import Address
from schemactl.model.scope import Scope
from schemactl.postgres.cron import Job, job_entry, marked


@pytest.mark.parametrize(
    "schedule",
    ["0 0 * JAN Sun", "*/100 * * * *", "1,2-5/2 * * * *", "0 0 * * sun-tue", "0 0 $ * *", "0 0 * * 7", "*,5 * * * *"],
)
def test_a_schedule_pg_cron_takes_is_taken(schedule: str) -> None:
    """Names, lists, steps and ranges, in whatever case."""
    assert Every(schedule).schedule == schedule.lower()


@pytest.mark.parametrize(
    ("schedule", "reason"),
    [
        ("61 * * * *", "'61' is no minute (0 to 59)"),
        ("*/0 * * * *", "'*/0' is no minute"),
        ("1/5 * * * *", "'1/5' is no minute"),
        ("0 5-1 * * *", "'5-1' is no hour"),  # pg_cron takes it, and the job never runs
        ("0 24 * * *", "'24' is no hour"),
        ("0 0 0 * *", "'0' is no day of the month"),
        ("0 0 ? * *", "'?' is no day of the month"),
        ("0 0 * janx *", "'janx' is no month"),
        ("0 0 * * 8", "'8' is no day of the week"),
        ("0 0 * * mon/2", "'mon/2' is no day of the week"),
        ("0 0 * * 1,,2", "'' is no day of the week"),
        ("* * * * * *", "cron cannot run something every"),
        ("@hourly", "cron cannot run something every"),
    ],
)
def test_a_schedule_pg_cron_refuses_is_refused_with_its_line(schedule: str, reason: str) -> None:
    """By the field that is wrong (measured on pg_cron 1.4.2, which only says that the schedule is invalid)."""
    with pytest.raises(DeclarationError) as refusal:
        CronJob("tidy", MetaData(), schedule=schedule, command="SELECT 1")
    assert reason in str(refusal.value)
    assert refusal.value.source is not None
    assert refusal.value.source.path.endswith("test_declarations.py")


def test_two_jobs_of_one_name_are_refused() -> None:
    """pg_cron would replace one by the other, each time anew."""
    metadata = MetaData()
    CronJob("tidy", metadata, schedule="1 hour", command="SELECT 1")
    CronJob("tidy", metadata, schedule="1 day", command="SELECT 2", schema="chat")
    with pytest.raises(DeclarationError, match=r"the cron job 'tidy' is declared a second time; first at .*py:"):
        collect([metadata])


@pytest.mark.parametrize("name", ["", "a" * 64, "ä" * 32])
def test_a_name_cron_job_cannot_keep_is_refused(name: str) -> None:
    """It would be cut off, and so be another one's."""
    metadata = MetaData()
    CronJob(name, metadata, schedule="1 hour", command="SELECT 1")
    with pytest.raises(DeclarationError, match="needs a name of 1 to 63 bytes"):
        collect([metadata])


@pytest.mark.parametrize(
    "indexes",
    [[], [Index("i", "a")], [Index("i", "a", unique=True, postgresql_where=text("a > 0"))]],
    ids=["none", "not_unique", "partial"],
)
def test_a_view_that_cannot_be_refreshed_concurrently_is_refused(indexes: list[Index]) -> None:
    """Every run of its job would fail."""
    with pytest.raises(DeclarationError, match=r"public\.v cannot be refreshed concurrently"):
        MaterializedView("v", MetaData(), "SELECT 1 AS a", indexes=indexes, refresh=Every("1 hour", concurrently=True))


@pytest.mark.parametrize("schema", ["public", "a b", "*/ DROP TABLE t; /*", "ä", "%41"])
def test_a_job_remembers_the_schema_of_its_declaration(schema: str) -> None:
    """In its command, from which no name can break out."""
    entry = job_entry(Job(name="tidy", schedule="* * * * *", command=marked("SELECT 1", schema)))
    assert entry.address == Address("CRON JOB", schema, "tidy")
    assert entry.definition.count("*/") == 1


@pytest.mark.parametrize(
    ("address", "managed"),
    [
        (Address("CRON JOB", "public", "tidy"), True),
        (Address("CRON JOB", "other", "tidy"), False),
        (Address("CRON JOB", "", "by hand"), False),
        (Address("CRON JOB", "", "declared"), True),
    ],
)
def test_jobs_of_others_are_never_managed_by_default(address: Address, *, managed: bool) -> None:
    """Not even where everything is: nobody who declares tables alone means to end the jobs of the server."""
    declared = frozenset({Address("CRON JOB", "", "declared")})
    assert Scope(schemas=frozenset({"public"}), declared=declared).manages(address) is managed
    if not address.schema:
        assert Scope(declared=declared).manages(address) is managed


def test_commands_of_others_are_secrets() -> None:
    """They call web services with keys in their headers; declared ones stand in the repository anyway."""
    theirs = job_entry(Job(name="call", schedule="* * * * *", command="SELECT net.http_post('key')"))
    ours = job_entry(Job(name="call", schedule="* * * * *", command=marked("SELECT 1", "public")))
    assert (theirs.secret, ours.secret) == (True, False)
