"""The commands as a user gives them: what they print and how they end."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from typing import Any

import pytest

from schemactl.cli import main
from tests.vectors.conftest import COLUMN, ROWS, Notes

Vectors = Callable[..., tuple[int, str, str]]


@pytest.fixture
def vectors(notes: Notes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Vectors:
    """Return a runner of `schemactl vectors`."""
    monkeypatch.setenv("SCHEMACTL_DATABASE_URL", notes.conninfo)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main.run(["vectors", *arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return run


def test_the_whole_way(vectors: Vectors, notes: Notes) -> None:
    """Out, status, back, status: exit code 0 and the numbers in words."""
    place = f"{COLUMN} <-> qdrant://{notes.directory}, collection {COLUMN}\n"
    code, out, err = vectors("out", COLUMN, "--store", str(notes.directory), "--payload", "owner")
    assert (code, err) == (0, "")
    assert out == f"{place}  {ROWS} vectors moved to the store; count and checksums agreed before any was removed\n"
    code, out, _ = vectors("status", COLUMN, "--verify")
    assert (code, out.splitlines()[1:]) == (
        0,
        [
            "          0  vectors in PostgreSQL",
            f"         {ROWS}  vectors in the store only",
            f"         {ROWS}  points in the store",
            f"         {ROWS}  checksums compared with the store",
            "  PostgreSQL, the ledger and the store agree",
        ],
    )
    code, out, _ = vectors("back", COLUMN)
    assert (code, out) == (0, f"{place}  {ROWS} vectors restored, bit by bit the same\n")
    code, out, _ = vectors("status", COLUMN, "--format", "json")
    assert code == 0
    assert json.loads(out) | {"in_postgres": ROWS, "in_store": 0, "problems": []} == json.loads(out)


def test_what_does_not_agree_is_an_error(vectors: Vectors, notes: Notes) -> None:
    """Exit code 1, the problem and the way out of it; and after that way all is well."""
    vectors("out", COLUMN, "--store", str(notes.directory))
    notes.run("DELETE FROM public.notes WHERE owner = 'ben'")
    code, out, _ = vectors("status", COLUMN)
    assert code == 1
    assert out.endswith(f"  problem: {ROWS // 2} rows were deleted, their vectors were not: run `prune`\n")
    code, out, _ = vectors("prune", COLUMN)
    assert (code, out.splitlines()[1]) == (
        0,
        f"  {ROWS // 2} entries forgotten, {ROWS // 2} points deleted from the store",
    )
    assert vectors("status", COLUMN)[0] == 0


def test_refused_vectors_and_rows_left_show_in_the_exit_code(vectors: Vectors, notes: Notes) -> None:
    """Exit code 1 for what the store lost, 2 for what was locked, 64 for a slip of the pen."""
    from tests.vectors.test_faults import damage

    vectors("out", COLUMN, "--store", str(notes.directory))
    damage(notes, sorted(notes.entries())[:4])
    code, out, _ = vectors("back", COLUMN)
    assert code == 1
    assert out.count("refused, row") == 4
    assert vectors("out", "nothing", "--store", "here")[0] == 64
    assert vectors("out", COLUMN, "--batch", "0")[0] == 64


def test_a_missing_package_is_named(vectors: Vectors, notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without qdrant-client the error says what to install, and nothing was changed."""
    imported = builtins.__import__

    def without_qdrant(name: str, *arguments: Any, **options: Any) -> Any:
        if name.startswith("qdrant_client"):
            raise ImportError(name)
        return imported(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_qdrant)
    code, _, err = vectors("out", COLUMN, "--store", str(notes.directory))
    monkeypatch.undo()
    assert code == 1
    assert "pip install 'schemactl[qdrant]'" in err
    assert len(notes.vectors()) == ROWS
