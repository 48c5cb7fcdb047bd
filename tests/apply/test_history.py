"""The history of runs: one of its kind, and never written by guesswork."""

from __future__ import annotations

import os

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.errors import PermissionMissing, SchemactlError, ServerError
from schemactl.model.statement import Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import apply, plan_of, remaining_plan, statement

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
