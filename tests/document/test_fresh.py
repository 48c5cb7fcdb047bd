"""The committed documents say what the declarations say today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from schemactl import pipeline
from schemactl.coverage.columns import rows_for
from schemactl.demo.legacy_snapshot import write_legacy_snapshot
from schemactl.document.files import compare_files
from schemactl.model.catalogue import CATALOGUE
from schemactl.model.coverage import coverage_of
from schemactl.render.coverage import render_coverage
from schemactl.render.form import AuditFormat
from schemactl.render.hazards import render_catalogue
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


def test_committed_hazards_are_fresh() -> None:
    """The page about hazards says what the catalogue says."""
    page = render_catalogue(CATALOGUE, AuditFormat.MARKDOWN)
    assert (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8") == page, "run `make docs`"


def test_committed_coverage_is_fresh() -> None:
    """The page about coverage says what the ledger and the labels of the columns say."""
    page = render_coverage(coverage_of(18), "markdown", columns=rows_for(18))
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == page, "run `make docs`"
