"""A server whose lock table is small: large plans are applied in parts, and what cannot be read says why."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.postgres.connect import connect
from schemactl.scratch import embedded
from schemactl.scratch.server import ScratchServer, open_scratch, scratch_database
from tests.e2e.conftest import Command
from tests.fixtures.main_job import run_sql, url_of

TABLES = 300
MANY = 3_000
SCHEMA = "".join(f"CREATE TABLE public.t{n} (id integer PRIMARY KEY, words text);\n" for n in range(TABLES))


@pytest.fixture(scope="module")
def small() -> Iterator[ScratchServer]:
    """Yield a server that can hold fewer locks than a plan of 300 tables takes."""
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setitem(embedded._SETTINGS, "max_locks_per_transaction", "10")
        patch.setitem(embedded._SETTINGS, "max_connections", "20")
        patch.setitem(embedded._SETTINGS, "shared_buffers", "1MB")
        server = stack.enter_context(open_scratch("embedded"))
        patch.undo()  # the tool's own scratch servers are as always
        yield server


def test_a_plan_with_more_locks_than_the_server_has_is_applied(
    schemactl: Command, small: ScratchServer, tmp_path: Path
) -> None:
    """It takes several transactions, and leads to the same end as one."""
    desired = tmp_path / "desired.sql"
    desired.write_text(SCHEMA, encoding="utf-8")
    with scratch_database(small, "large") as name:
        url = url_of(small, name)
        with pytest.raises(Exception, match="out of shared memory"), connect(url) as connection:
            connection.execute(f"BEGIN; {SCHEMA} COMMIT".encode())
        sides = ("--database-url", url, "--desired", str(desired))
        assert schemactl("apply", *sides, "--yes").code == 0
        assert schemactl("diff", *sides).code == 0


def test_a_database_pg_dump_cannot_lock_is_said_to_be_one(schemactl: Command, small: ScratchServer) -> None:
    """The way out is a setting of the server."""
    with scratch_database(small, "huge") as name:
        url = url_of(small, name)
        for start in range(0, MANY, 50):
            run_sql(url, "".join(f"CREATE TABLE public.t{n} ();" for n in range(start, start + 50)))
        refused = schemactl("drift", "--database-url", url)
    assert refused.code == 1
    assert "lock table is too small" in refused.errors
    assert "max_locks_per_transaction" in refused.errors
