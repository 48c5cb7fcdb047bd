"""What stands around a run is said before its first statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemactl.apply import surroundings
from schemactl.errors import LockNotObtained
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import Plan
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import apply, plan_of, statement

COMMENT = "COMMENT ON TABLE public.books IS 'x'"
BUILD = "CREATE INDEX CONCURRENTLY i ON public.books (title)"


def commented(mode: LockMode, *, size: int = 0, rewritten: bool = False) -> Plan:
    """Return a plan of one statement that was seen to take a lock."""
    lock = RelationLock(relation="public.books", mode=mode, rewritten=rewritten, size=size or None)
    return plan_of([replace(statement(COMMENT, "COMMENT", "books", Verb.ALTER), locks=(lock,))])


def built() -> Plan:
    """Return a plan that builds an index outside of transactions."""
    made = statement(BUILD, "INDEX", "i", Verb.CREATE)
    return plan_of([replace(made, transaction=TransactionRule.OUTSIDE)])


def codes(database: str, plan: Plan) -> dict[str, str]:
    """Apply a plan; return the messages of its remarks by code."""
    return {remark.code: remark.message for remark in apply(database, plan).diagnostics}


def test_a_prepared_transaction_that_stands_in_the_way_is_named_first(database: str) -> None:
    """It does not end by itself. One that only reads keeps nobody from a comment."""
    with connect(database) as connection:
        if connection.execute("SHOW max_prepared_transactions").fetchone() == ("0",):
            pytest.skip("this server takes no prepared transactions")
        connection.execute("BEGIN")
        connection.execute("UPDATE public.books SET title = 'x' WHERE id = 1")
        connection.execute("PREPARE TRANSACTION 'forgotten'")
        try:
            with pytest.raises(LockNotObtained, match=r"nothing was changed: 'forgotten' on public\.books since 2"):
                apply(database, commented(LockMode.ACCESS_EXCLUSIVE))
            assert apply(database, commented(LockMode.SHARE_UPDATE_EXCLUSIVE))
        finally:
            connection.execute("ROLLBACK PREPARED 'forgotten'")


def test_a_long_transaction_is_named_where_it_is_waited_for(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """CONCURRENTLY waits for all that are older; a statement in a transaction does not."""
    monkeypatch.setattr(surroundings, "_LONG_MINUTES", 0)
    other = connect(database)
    other.execute("SET application_name = 'report'")
    other.execute("BEGIN")
    other.execute("SELECT 1")
    try:
        assert "long-transaction" not in codes(database, commented(LockMode.SHARE_UPDATE_EXCLUSIVE))
        assert "report" in codes(database, built())["long-transaction"]
    finally:
        other.close()


def test_what_is_written_and_who_keeps_it_is_said(database: str) -> None:
    """An idle replication slot keeps the WAL of every row that is written again."""
    rewriting = commented(LockMode.ACCESS_EXCLUSIVE, size=3 * 1024**3, rewritten=True)
    with connect(database) as connection:
        connection.execute("SELECT pg_create_physical_replication_slot('forgotten', true)")
        try:
            said = codes(database, rewriting)
            quiet = codes(database, commented(LockMode.SHARE_UPDATE_EXCLUSIVE))
        finally:
            connection.execute("SELECT pg_drop_replication_slot('forgotten')")
    assert "3.0 GB" in said["needs-room"]
    assert said["inactive-slot"].startswith("nobody reads from the replication slot forgotten, which keeps ")
    assert "what this plan writes, 3.0 GB at least" in said["inactive-slot"]
    assert not {"needs-room", "inactive-slot"} & quiet.keys()


def test_modes_conflict_as_the_server_says(database: str) -> None:
    """Every pair of modes is tried with two sessions."""
    with connect(database) as one, connect(database) as two:
        for mode in LockMode:
            one.execute("BEGIN")
            one.execute(f"LOCK TABLE public.books IN {mode.words} MODE".encode())
            for other in LockMode:
                two.execute("BEGIN")
                row = two.execute(
                    "SELECT count(*) FROM pg_locks WHERE relation = 'public.books'::regclass AND granted"
                ).fetchone()
                assert row == (1,)
                try:
                    two.execute(f"LOCK TABLE public.books IN {other.words} MODE NOWAIT".encode())
                    free = True
                except Exception:  # noqa: BLE001 - any refusal is one
                    free = False
                two.execute("ROLLBACK")
                assert mode.conflicts_with(other) is not free, (mode, other)
            one.execute("ROLLBACK")
