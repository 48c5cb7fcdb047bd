"""The history of runs: one of its kind, and never written by guesswork."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.apply.past import read_history
from schemactl.errors import LockNotObtained, PermissionMissing, SchemactlError, ServerError, UsageError
from schemactl.model.statement import Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import OPTIONS, apply, plan_of, remaining_plan, statement

CREATE = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)


def run(conninfo: str, *commands: str) -> None:
    """Run commands in a session of their own."""
    with connect(conninfo) as connection:
        for command in commands:
            connection.execute(command.encode())


def test_second_run_uses_the_same_tables(database: str) -> None:
    """The history is created once."""
    first = apply(database, plan_of([CREATE]))
    second = apply(database, remaining_plan(database))
    assert second.run_id == first.run_id + 1


def test_newer_history_is_not_written_to(database: str) -> None:
    """A history of a later version belongs to a later schemactl."""
    apply(database, plan_of([CREATE]))
    run(database, "COMMENT ON TABLE schemactl.run IS 'runs of schemactl, version 99'")
    with pytest.raises(ServerError, match="written by a newer schemactl"):
        apply(database, remaining_plan(database))


def test_foreign_table_of_that_name_is_not_touched(database: str) -> None:
    """A table that happens to be called schemactl.run is somebody else's."""
    run(database, "CREATE SCHEMA schemactl", "CREATE TABLE schemactl.run (kilometres integer)")
    with pytest.raises(ServerError, match="is not the history of schemactl"):
        apply(database, plan_of([CREATE]))


def test_unusable_history_is_refused_before_anything_happens(database: str) -> None:
    """A login that may not write the history must not change anything either."""
    apply(database, plan_of([CREATE]))
    stranger = f"schemactl_stranger_{os.getpid()}"
    run(database, f"CREATE ROLE {stranger} LOGIN")
    try:
        with pytest.raises(PermissionMissing, match="may not write to the history"):
            apply(make_conninfo(database, user=stranger), remaining_plan(database))
    finally:
        run(database, f"DROP ROLE {stranger}")


def test_locked_history_is_not_waited_for(database: str) -> None:
    """Somebody who reads the history in an open transaction that locks it does not hang the run."""
    apply(database, plan_of([CREATE]))
    with connect(database) as connection:
        connection.execute("BEGIN")
        connection.execute("LOCK TABLE schemactl.run")
        with pytest.raises(SchemactlError, match="lock timeout"):
            apply(database, remaining_plan(database))


OLDER = (
    "DROP TABLE schemactl.before",
    "ALTER TABLE schemactl.run DROP COLUMN operator",
    "ALTER TABLE schemactl.statement DROP COLUMN tries, DROP COLUMN waited_ms",
    "COMMENT ON TABLE schemactl.run IS 'runs of schemactl, version 1'",
)
"""Takes the tables back to version 1."""


def test_an_older_history_is_read_as_it_is_and_brought_up_by_the_next_run(database: str) -> None:
    """Nothing of it is lost, and nobody has to do anything."""
    first = apply(database, plan_of([CREATE]))
    run(database, *OLDER)
    with connect(database) as connection:
        assert [(past.id, past.operator) for past in read_history(connection, None).runs] == [(first.run_id, "")]
        second = apply(database, remaining_plan(database), options=replace(OPTIONS, operator="ann@desk"))
        runs = read_history(connection, None).runs
    assert [(past.id, past.operator) for past in runs] == [(second.run_id, "ann@desk"), (first.run_id, "")]


def test_runs_are_told_newest_first_and_one_with_its_statements(database: str) -> None:
    """What a run did to every statement, and how many of them are applied."""
    first = apply(database, plan_of([CREATE]))
    failing = statement("ALTER TABLE public.books ADD COLUMN title text", "TABLE", "books", Verb.ALTER)
    with pytest.raises(SchemactlError, match="already exists"):
        apply(database, plan_of([failing]))
    with connect(database) as connection:
        listed = read_history(connection, None)
        one = read_history(connection, first.run_id)
        assert read_history(connection, None, most=1).runs == listed.runs[:1]
        with pytest.raises(UsageError, match="there is no run 99"):
            read_history(connection, 99)
    assert [(past.outcome, past.applied, past.statements) for past in listed.runs] == [
        ("failed", 0, 1),
        ("applied", 1, 1),
    ]
    assert "already exists" in listed.runs[0].failure
    [only] = one.statements
    assert (only.command, only.outcome, only.tries, only.waited_ms) == (CREATE.sql, "applied", 0, 0)
    assert one.runs == listed.runs[1:]


def test_waits_for_locks_are_written_down(database: str) -> None:
    """How often a statement did not get its lock, and for how long that took, even if it never did."""
    alter = statement("ALTER TABLE public.books ADD COLUMN isbn text", "TABLE", "books", Verb.ALTER)
    with connect(database) as other:
        other.execute("BEGIN")
        other.execute("LOCK TABLE public.books IN SHARE MODE")
        with pytest.raises(LockNotObtained):
            apply(database, plan_of([alter]))
        other.execute("ROLLBACK")
        found = read_history(other, None)
        [waited] = read_history(other, found.runs[0].id).statements
    assert waited.tries == OPTIONS.lock_tries - 1
    assert waited.waited_ms >= waited.tries * 100
    assert found.runs[0].waited_ms == waited.waited_ms


def test_a_reader_may_look_and_a_stranger_is_told_what_to_grant(database: str) -> None:
    """Looking needs no right to write."""
    apply(database, plan_of([CREATE]))
    reader = f"schemactl_reader_{os.getpid()}"
    run(database, f"CREATE ROLE {reader} LOGIN")
    try:
        with connect(make_conninfo(database, user=reader)) as connection:
            with pytest.raises(PermissionMissing, match="may not read the history"):
                read_history(connection, None)
            run(
                database,
                f"GRANT USAGE ON SCHEMA schemactl TO {reader}",
                f"GRANT SELECT ON ALL TABLES IN SCHEMA schemactl TO {reader}",
            )
            connection.execute("SET default_transaction_read_only = on")
            assert len(read_history(connection, None).runs) == 1
    finally:
        run(database, f"DROP OWNED BY {reader}", f"DROP ROLE {reader}")


def test_a_login_that_may_not_keep_the_way_back_may_still_apply(database: str) -> None:
    """It is told; and what is kept is the newest twenty."""
    apply(database, plan_of([CREATE]))
    clerk = f"schemactl_clerk_{os.getpid()}"
    run(
        database,
        f"CREATE ROLE {clerk} LOGIN",
        f"GRANT CREATE, USAGE ON SCHEMA public TO {clerk}",
        f"GRANT USAGE ON SCHEMA schemactl TO {clerk}",
        f"GRANT SELECT, INSERT, UPDATE ON schemactl.run, schemactl.statement TO {clerk}",
    )
    try:
        again = plan_of([statement("CREATE TABLE public.racks (id integer)", "TABLE", "racks", Verb.CREATE)])
        report = apply(make_conninfo(database, user=clerk), again, before=lambda: b"document")
        assert [remark.code for remark in report.diagnostics] == ["no-way-back"]
    finally:
        run(database, f"DROP OWNED BY {clerk}", f"DROP ROLE {clerk}")
    run(database, "INSERT INTO schemactl.before (run_id, document) VALUES (1, '')")
    run(database, "ALTER TABLE schemactl.run ALTER id RESTART WITH 22")
    apply(database, plan_of([statement("CREATE TABLE public.b (id integer)", "TABLE", "b", Verb.CREATE)]), before=bytes)
    with connect(database) as connection:
        assert connection.execute("SELECT run_id FROM schemactl.before").fetchall() == [(22,)]
