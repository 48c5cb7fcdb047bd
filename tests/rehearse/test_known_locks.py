"""The table of what commands lock: every example is measured again, on every supported version."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl.errors import ProofFailed
from schemactl.model.address import Address
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement, Verb
from schemactl.postgres.connect import connect
from schemactl.rehearse import prove
from schemactl.rehearse.known_locks import Example, Operation, known_locks, operations, surprises
from schemactl.rehearse.measure import Watch
from tests.fixtures.versions import OLDER, OracleOf

_TABLES = Path(__file__).with_name("locks.sql").read_text(encoding="utf-8")
_READ = "SELECT relid::bigint, schemaname || '.' || relname, seq_scan FROM pg_catalog.pg_stat_xact_user_tables"
_MEMBERS = frozenset({"s.p1", "s.p_rest"})


def _statement(sql: str) -> Statement:
    return Statement(sql=sql, address=Address("TABLE", "s", "t"), verb=Verb.ALTER, cause="it is tried")


@pytest.mark.parametrize("major", [None, *OLDER])
def test_every_example_does_what_is_noted_and_no_more(major: int | None, oracle_of: OracleOf) -> None:
    """What was measured once holds on every version: the worst of a row's examples is what the row says."""
    oracle = oracle_of(major)
    with oracle.database(_TABLES) as database, connect(database) as connection:
        for row in operations():
            seen: list[tuple[str, tuple[RelationLock, ...]]] = []
            for example in row.tried:
                if example.postgres * 10000 > oracle.version:
                    continue
                with connection.transaction(force_rollback=True):
                    if example.before:
                        connection.execute(example.before.encode())
                    watch = Watch(connection)
                    already = {oid: count for oid, _, count in connection.execute(_READ).fetchall()}
                    connection.execute(example.sql.encode())
                    after = connection.execute(_READ).fetchall()
                    read = {name for oid, name, count in after if count > already.get(oid, 0)}
                    locks = tuple(
                        RelationLock(lock.relation, lock.mode, lock.rewritten, lock.relation in read)
                        for lock in watch.locks_held(_statement(example.sql))
                    )
                assert surprises(_statement(example.sql), locks, lambda _: _MEMBERS) == (), example.sql
                seen.append((example.sql, locks))
            _require_reached(row, seen)


def _require_reached(row: Operation, seen: list[tuple[str, tuple[RelationLock, ...]]]) -> None:
    """Assert that some example reaches what the row says at worst: the table announces nothing that does not happen."""
    if not seen:
        return
    own, others = {LockMode.ACCESS_SHARE}, {LockMode.ACCESS_SHARE}
    rewritten = False
    for sql, locks in seen:
        known = known_locks(sql)
        assert known is not None, sql
        for lock in locks:
            (own if lock.relation == known.subject else others).add(lock.mode)
            rewritten |= lock.rewritten
    wanted = [mode for role, mode in row.others if role not in row.unseen]
    if row.table > LockMode.ACCESS_SHARE and not {"DROP"} & {sql.split()[0] for sql, _ in seen}:
        assert max(own) == row.table, seen
    assert max(others) >= max(wanted, default=LockMode.ACCESS_SHARE), seen
    assert rewritten == bool(row.rewrites), seen


def test_every_row_has_an_example_or_a_reason() -> None:
    """One cannot run in a transaction, the other needs a provider that no test server has."""
    untried = [(row.says[0], row.having) for row in operations() if not row.tried]
    assert untried == [("CREATE INDEX", ("CONCURRENTLY",)), ("SECURITY LABEL ON TABLE", ())]


@pytest.mark.parametrize(
    ("sql", "locks", "said"),
    [
        (
            "ALTER TABLE s.t ADD COLUMN z integer",
            RelationLock("s.t", LockMode.ACCESS_EXCLUSIVE, rewritten=True),
            "s.t: expected no rewrite, observed one",
        ),
        (
            "ALTER TABLE s.t VALIDATE CONSTRAINT x",
            RelationLock("s.t", LockMode.SHARE),
            "s.t: expected at most SHARE UPDATE EXCLUSIVE, observed SHARE",
        ),
        (
            "ALTER TABLE s.t ADD CONSTRAINT x CHECK (a > 0) NOT VALID",
            RelationLock("s.t", LockMode.ACCESS_EXCLUSIVE, scanned=True),
            "s.t: expected that its rows are not read, observed that they are",
        ),
        (
            'ALTER TABLE s.t ADD COLUMN "DEFAULT" integer',
            RelationLock("s.o", LockMode.ROW_SHARE),
            "s.o: expected at most ACCESS SHARE, observed ROW SHARE",
        ),
    ],
    ids=["a rewrite", "a stronger lock", "a scan", "another relation"],
)
def test_what_is_not_known_is_said(sql: str, locks: RelationLock, said: str) -> None:
    """More than the table says is named with what was expected and what was seen."""
    assert surprises(_statement(sql), (locks,), lambda _: frozenset()) == (said,)


def test_less_than_is_known_is_fine() -> None:
    """An ALTER TABLE that found nothing to do is no surprise."""
    weaker = RelationLock("s.t", LockMode.SHARE)
    assert surprises(_statement("ALTER TABLE s.t ADD COLUMN z int"), (weaker,), lambda _: frozenset()) == ()


def test_partitions_and_children_are_locked_like_their_table(oracle_of: OracleOf) -> None:
    """A relation below the one that is named is no surprise, one beside it is."""
    sql = "ALTER TABLE s.p ALTER COLUMN v SET DEFAULT 1"
    lock = RelationLock("s.p1", LockMode.ACCESS_EXCLUSIVE)
    assert surprises(_statement(sql), (lock,), lambda _: frozenset({"s.p1"})) == ()
    assert surprises(_statement(sql), (lock,), lambda _: frozenset()) != ()
    with oracle_of(None).database(_TABLES) as database, connect(database) as connection:
        [measured] = prove.run_groups(connection, (TransactionGroup(statements=(_statement(sql),)),))
    assert {lock.relation for lock in measured.statements[0].locks} == {"s.p", "s.p1", "s.p_rest"}


def test_a_surprise_fails_the_proof(oracle_of: OracleOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that locks more than is known proves nothing: the error names statement, expected, observed, version."""
    known = known_locks("ALTER TABLE s.t VALIDATE CONSTRAINT unchecked")
    monkeypatch.setattr("schemactl.rehearse.known_locks.known_locks", lambda _: known)
    group = TransactionGroup(statements=(_statement("ALTER TABLE s.t ALTER COLUMN a SET DEFAULT 1"),))
    oracle = oracle_of(None)
    with (
        oracle.database(_TABLES) as database,
        connect(database) as connection,
        pytest.raises(ProofFailed) as caught,
    ):
        prove.run_groups(connection, (group,))
    for words in (
        f"PostgreSQL {oracle.version // 10000}.",
        "s.t: expected at most SHARE UPDATE EXCLUSIVE, observed ACCESS EXCLUSIVE",
        "ALTER TABLE s.t ALTER COLUMN a SET DEFAULT 1",
    ):
        assert words in str(caught.value)


def test_examples_stand_alone() -> None:
    """An example is a command, with what has to run before it."""
    assert all(isinstance(example, Example) and example.sql for row in operations() for example in row.tried)
