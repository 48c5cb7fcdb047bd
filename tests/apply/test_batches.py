"""Statements in batches: every row is done once, whoever works beside them and whatever breaks."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from schemactl.apply.events import BatchCommitted, Event, Retrying
from schemactl.errors import LockNotObtained, SchemactlError, ServerError
from schemactl.model.batches import Batches
from schemactl.model.report import Outcome
from schemactl.postgres.batches import PASSES, batch_script
from schemactl.postgres.connect import connect
from tests.fixtures.applying import Observer, apply
from tests.fixtures.filling import ROWS, SMALL, counts, filling_plan, prepare
from tests.fixtures.proxy import Fault, Mode, open_proxy

ROOT = Path(__file__).parents[2]
DONE = (ROWS, ROWS, ROWS)


def batches_of(observer: Observer) -> list[BatchCommitted]:
    """Return the batches a run told of."""
    return [event for event in observer.events if isinstance(event, BatchCommitted)]


def test_every_row_is_done_once(database: str) -> None:
    """Several batches; the last pass finds nothing, and what is told adds up."""
    prepare(database)
    observer = Observer()
    report = apply(database, filling_plan(), observer=observer, options=SMALL)
    assert [result.outcome for result in report.results] == [Outcome.APPLIED]
    assert counts(database) == DONE
    told = batches_of(observer)
    assert len({batch.pass_number for batch in told}) == 2
    assert sum(batch.pass_number == 1 for batch in told) > 2
    assert told[-1].rows == ROWS
    assert all(batch.page <= batch.pages for batch in told)
    assert str(told[-1]).startswith("statement 1 · 100 % of public.letters · pass 2 · 3,000 rows of about ")


def test_doing_it_again_changes_nothing(database: str) -> None:
    """What is done is seen in the rows."""
    prepare(database)
    for _ in range(2):
        apply(database, filling_plan(), options=SMALL)
    assert counts(database) == DONE


def test_empty_table(database: str) -> None:
    """There is nothing to do."""
    prepare(database, "TRUNCATE public.letters")
    apply(database, filling_plan())
    assert counts(database)[:2] == (0, 0)


def test_partitions_and_heirs_belong_to_their_table(database: str) -> None:
    """All that stores rows of the table is gone over, whatever depth it lies in."""
    prepare(
        database,
        "CREATE TABLE public.tree (id integer, stamp integer) PARTITION BY LIST (id)",
        'CREATE TABLE public."odd ""%s" PARTITION OF public.tree FOR VALUES IN (1) PARTITION BY LIST (id)',
        'CREATE TABLE public.deep PARTITION OF public."odd ""%s" DEFAULT',
        "CREATE TABLE public.rest PARTITION OF public.tree DEFAULT",
        "INSERT INTO public.tree SELECT n % 3 FROM generate_series(1, 900) AS n",
        "CREATE TABLE public.heir () INHERITS (public.letters)",
        "INSERT INTO public.heir SELECT n FROM generate_series(1, 100) AS n",
    )
    tree = Batches(relation="public.tree", assignments="stamp = 1", condition="stamp IS NULL")
    apply(database, filling_plan(tree))
    apply(database, filling_plan())
    assert counts(database) == (ROWS + 100, ROWS + 100, ROWS + 100)
    with connect(database) as connection:
        assert connection.execute("SELECT count(stamp) FROM public.tree").fetchone() == (900,)


def write(conninfo: str, stop: threading.Event, failures: list[Exception]) -> None:
    """Insert, change, move and delete rows until told to stop, as an application that knows no stamp."""
    statements = (
        "INSERT INTO public.letters (id, body, stamp) SELECT 5000 + n, 'new', 1 FROM generate_series(1, 5) AS n",
        "UPDATE public.letters SET body = body || 'y' WHERE id % 50 = {0}",
        "DELETE FROM public.letters WHERE id > 5000 AND id % 2 = 0",
        "UPDATE public.letters SET id = id WHERE id BETWEEN 10 * {0} AND 10 * {0} + 9",
    )
    try:
        with connect(conninfo) as connection:
            turn = 0
            while not stop.is_set():
                connection.execute(statements[turn % len(statements)].format(turn % 50).encode())
                turn += 1
    except psycopg.Error as error:
        failures.append(error)


def test_beside_writers(database: str) -> None:
    """Others insert, change and delete rows meanwhile: no row is left out, none is done twice, none of them fails."""
    prepare(database)
    stop, failures = threading.Event(), list[Exception]()
    writers = [threading.Thread(target=write, args=(database, stop, failures)) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        apply(database, filling_plan(), options=replace(SMALL, lock_tries=12))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert failures == []
    with connect(database) as connection:
        wrong = "SELECT count(*) FROM public.letters WHERE stamp IS NULL OR touched <> (id <= 5000)::integer"
        assert connection.execute(wrong).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM public.letters WHERE id <= 5000").fetchone() == (ROWS,)


def test_locked_row_is_left_for_later_and_named_in_the_end(database: str) -> None:
    """All other rows are done without waiting; then the run waits for the row, and says who holds it."""
    prepare(database)
    with connect(database) as other, other.transaction():
        other.execute("SELECT FROM public.letters WHERE id = 17 FOR UPDATE")
        observer = Observer()
        with pytest.raises(LockNotObtained, match=f"process {other.info.backend_pid}"):
            apply(database, filling_plan(), observer=observer, options=SMALL)
        assert counts(database) == (ROWS, ROWS - 1, ROWS - 1)
        retries = [event for event in observer.events if isinstance(event, Retrying)]
        assert [event.attempt for event in retries] == [1, 2]
    apply(database, filling_plan(), options=SMALL)
    assert counts(database) == DONE


def test_batch_that_takes_too_long_becomes_smaller(database: str) -> None:
    """A slow trigger makes the first batches run into their time-out: they are halved, and the rows are done."""
    prepare(
        database,
        "CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN PERFORM pg_catalog.pg_sleep(0.002); RETURN NEW; END'",
        "CREATE TRIGGER slow BEFORE UPDATE ON public.letters FOR EACH ROW EXECUTE FUNCTION public.slow()",
        "DELETE FROM public.letters WHERE id > 600",
    )
    apply(database, filling_plan(), options=replace(SMALL, batch_timeout=timedelta(milliseconds=150)))
    assert counts(database) == (600, 600, 600)


@pytest.mark.parametrize("answer", ["RETURN NULL", "NEW.stamp := NULL; RETURN NEW"])
def test_rows_that_cannot_be_done_end_the_run(database: str, answer: str) -> None:
    """A trigger that keeps rows as they are, or undoes the change: that is said, and the run is no success."""
    prepare(
        database,
        f"CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {answer}; END'",
        "CREATE TRIGGER keep BEFORE UPDATE ON public.letters FOR EACH ROW WHEN (OLD.id = 3)"
        " EXECUTE FUNCTION public.keep()",
    )
    with pytest.raises(ServerError, match=f"went over all rows {PASSES} times"):
        apply(database, filling_plan(), options=SMALL)
    assert counts(database)[:2] == (ROWS, ROWS - 1)


def test_row_security_hides_nothing(database: str) -> None:
    """Rows that a policy hides from the owner are not taken for done: the server refuses, and nothing is changed."""
    prepare(
        database,
        "CREATE POLICY few ON public.letters USING (id < 10)",
        "ALTER TABLE public.letters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "CREATE ROLE letter_owner LOGIN",
        "ALTER TABLE public.letters OWNER TO letter_owner",
        "GRANT CREATE ON DATABASE " + connect_name(database) + " TO letter_owner",
        "GRANT USAGE ON SCHEMA public TO letter_owner",
    )
    try:
        with pytest.raises(ServerError, match="row-level security"):
            apply(as_role(database, "letter_owner"), filling_plan())
        assert counts(database) == (ROWS, 0, 0)
    finally:
        with connect(database) as connection:
            connection.execute("REASSIGN OWNED BY letter_owner TO CURRENT_USER")
            connection.execute("DROP OWNED BY letter_owner")
            connection.execute("DROP ROLE letter_owner")


def connect_name(conninfo: str) -> str:
    """Return the name of a database."""
    return str(psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"])


def as_role(conninfo: str, role: str) -> str:
    """Return a connection string for another login."""
    return psycopg.conninfo.make_conninfo(conninfo, user=role)


def test_ctrl_c_between_batches(database: str) -> None:
    """What is committed stays, it is said that the statement is not applied, and running again does the rest."""
    prepare(database)

    def press(event: Event) -> None:
        if isinstance(event, BatchCommitted) and event.rows > 500:
            raise KeyboardInterrupt

    observer = Observer(at=press)
    with pytest.raises(SchemactlError, match="stopped by Ctrl-C"):
        apply(database, filling_plan(), observer=observer, options=SMALL)
    assert observer.report is not None
    assert [result.outcome for result in observer.report.results] == [Outcome.NOT_APPLIED]
    rows, stamped, touched = counts(database)
    assert 500 < stamped == touched < rows
    with connect(database) as connection:
        begun = "SELECT outcome, started_at IS NOT NULL AND elapsed_ms >= 0 FROM schemactl.statement"
        assert connection.execute(begun).fetchall() == [("not applied", True)]
    apply(database, filling_plan(), options=SMALL)
    assert counts(database) == DONE


def test_script_for_psql(database: str) -> None:
    """The block that `--format sql` writes does the same; every batch of it is committed."""
    prepare(database, "CREATE TABLE public.heir () INHERITS (public.letters)", "INSERT INTO public.heir VALUES (1, '')")
    percent = Batches(
        relation="public.letters",
        assignments="stamp = id % 7, touched = touched + 1, body = '$batches$ %s'",
        condition="stamp IS NULL AND body NOT LIKE '%nothing%'",
    )
    with connect(database) as connection:
        before = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone() or (0,)
        connection.execute(batch_script(percent).encode())
        after = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone() or (0,)
    assert counts(database) == (ROWS + 1, ROWS + 1, ROWS + 1)
    assert after[0] - before[0] > 3


def count_steps(conninfo: str) -> tuple[int, int]:
    """Return how many events and commands a whole run has."""
    prepare(conninfo)
    observer = Observer()
    with open_proxy(conninfo) as (proxy, through):
        apply(through, filling_plan(), observer=observer, options=SMALL)
        return len(observer.events), len(proxy.commands)


@pytest.mark.faults
@pytest.mark.parametrize("mode", [Mode.DROP_BEFORE, Mode.DROP_AFTER, Mode.DROP_RESPONSE])
def test_connection_that_breaks_at_any_command(new_database: Callable[[], str], mode: Mode) -> None:
    """At every command of a run the connection breaks once; the next run does the rest, no row twice."""
    _, commands = count_steps(new_database())
    conninfo = new_database()
    prepare(conninfo)
    for number in range(1, commands + 1, 3 if mode is Mode.DROP_BEFORE else 2):
        with connect(conninfo) as connection:
            connection.execute("UPDATE public.letters SET stamp = NULL, touched = 0")
        observer = Observer()
        with open_proxy(conninfo, Fault(mode=mode, number=number)) as (_, through):
            complete = True
            try:
                apply(through, filling_plan(), observer=observer, options=SMALL)
            except SchemactlError:
                complete = False
        rows, stamped, touched = counts(conninfo)
        assert stamped == touched
        assert not complete or stamped == rows
        apply(conninfo, filling_plan(), options=SMALL)
        assert counts(conninfo) == DONE


@pytest.mark.faults
def test_process_that_is_killed_at_any_event(new_database: Callable[[], str]) -> None:
    """After SIGKILL at every event the next run does exactly the rest."""
    events, _ = count_steps(new_database())
    databases = [new_database() for _ in range(min(events, 12))]
    for conninfo in databases:
        prepare(conninfo)
    program = Path(__file__).with_name("killed_batches.py").read_text(encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
    subprocess.run([sys.executable, "-c", program, *databases], env=environment, check=True, timeout=120)
    between = 0
    for conninfo in databases:
        rows, stamped, touched = counts(conninfo)
        between += 0 < stamped < rows
        assert stamped == touched
        apply(conninfo, filling_plan(), options=SMALL)
        assert counts(conninfo) == DONE
    assert between
