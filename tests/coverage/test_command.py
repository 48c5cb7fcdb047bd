"""The command `coverage`, run as users do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from schemactl.cli.main import run
from schemactl.errors import ExitCode
from tests.fixtures.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator


_TABLE = 'CREATE TABLE public."a|b" (id int PRIMARY KEY); CREATE VIEW public.v AS SELECT 1 AS one'


@pytest.fixture(scope="module")
def database(oracle: Oracle) -> Iterator[str]:
    """Return a database with a table whose name is no markup."""
    with oracle.database(_TABLE) as conninfo:
        yield conninfo


def test_counts_what_a_database_holds(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Kinds are counted as pg_dump names them, on the version the server has."""
    assert run(["coverage", "--database-url", database, "--format", "json"]) == ExitCode.IN_SYNC
    report = json.loads(capsys.readouterr().out)
    counts = {kind["kind"]: kind["count"] for kind in report["kinds"]}
    assert (counts["TABLE"], counts["VIEW"], counts["CONSTRAINT"], counts["POLICY"]) == (1, 1, 1, 0)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_speaks_of_a_version_without_a_database(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All forms say what is managed and what is not, with the columns of the catalogs where they are asked for."""
    assert run(["coverage", "--postgres", "16", "--columns", "--format", form]) == ExitCode.IN_SYNC
    shown = capsys.readouterr().out
    assert "coverage on PostgreSQL 16" in shown
    assert all(words in shown for words in ("PUBLICATION TABLES IN SCHEMA", "large objects"))
    assert "NOT ENFORCED" not in shown


def test_refuses_a_database_and_a_version(database: str) -> None:
    """A database has a version of its own."""
    assert run(["coverage", "--database-url", database, "--postgres", "16"]) == ExitCode.USAGE
