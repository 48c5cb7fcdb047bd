"""The committed documents say what the declarations say today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from schemactl import pipeline
from schemactl.demo.legacy_snapshot import write_legacy_snapshot
from schemactl.document.files import compare_files
from schemactl.settings import load_settings

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]


def test_committed_documents_are_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make docs` would change nothing; if this fails, run it and commit what it wrote."""
    monkeypatch.chdir(ROOT)
    snapshot = tmp_path / "legacy.snapshot"
    write_legacy_snapshot(snapshot)
    settings = load_settings(ROOT, {})
    documents = pipeline.documents(pipeline.DocumentsRequest(live=str(snapshot)), settings, lambda _: None)
    found = compare_files(documents, ROOT / "docs")
    assert found.fresh, f"run `make docs`: {found}"
