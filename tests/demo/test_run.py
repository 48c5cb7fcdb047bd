"""The demo: it succeeds where everything holds, and fails loudly where anything does not."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.demo.checks import CACHES, MOVED, DemoFailed, check_rows, require
from schemactl.demo.excerpt import cut
from schemactl.demo.observe import Observation, Record, TableState
from schemactl.demo.tampering import check_named
from schemactl.model.report import DriftReport

ROOT = Path(__file__).parents[2]

DOCUMENT = Record(metadata={"language": "en", "source": "upload"}, content="text", s3_key="uploads/1")
BOOK = Record(metadata={"language": "de"}, content=None, s3_key="books/1")
FILLED = Record(metadata={"language": "de", "source": "upload"}, content="text", s3_key="books/1")
REJECTED = replace(DOCUMENT, reason="no reader opens this type of file")


def table(rows: int, *, number: int = 1, keys: str = "keys") -> TableState:
    """Return a table with so many rows."""
    return TableState(oid=number, file_node=number, rows=rows, keys=keys)


BEFORE = Observation(
    tables={
        **{name: table(5, number=n) for n, name in enumerate(MOVED)},
        **{name: table(7) for name in CACHES},
        "public.documents": table(3),
        "public.user_books": table(2),
        "public.profiles": table(4),
    },
    documents={"shared": DOCUMENT, "new": DOCUMENT, "odd": DOCUMENT},
    books={"shared": BOOK, "other": BOOK},
    quarantine={},
)
AFTER = Observation(
    tables={
        **{name: table(5, number=n) for n, name in enumerate(MOVED.values())},
        "public.user_books": table(3, keys="more"),
        "public.profiles": table(4),
    },
    documents={},
    books={"shared": FILLED, "other": BOOK, "new": DOCUMENT},
    quarantine={"odd": REJECTED},
)


def with_table(name: str, state: TableState) -> Observation:
    """Return what is there afterwards, with one table otherwise."""
    return replace(AFTER, tables={**AFTER.tables, name: state})


def with_book(key: str, record: Record) -> Observation:
    """Return what is there afterwards, with one book otherwise."""
    return replace(AFTER, books={**AFTER.books, key: record})


FAULTS: dict[str, tuple[Observation, str]] = {
    "a moved table got another file": (
        with_table("chat.messages", TableState(oid=5, file_node=9, rows=5, keys="keys")),
        "moved, not copied",
    ),
    "a moved table lost a row": (with_table("chat.messages", table(4, number=5)), "moved, not copied"),
    "a table lost a row": (with_table("public.profiles", table(3)), "short of a row"),
    "a table got other rows": (with_table("public.profiles", table(4, keys="others")), "short of a row"),
    "a document is nowhere": (replace(AFTER, quarantine={}), "exactly one place"),
    "a document is in two places": (with_book("odd", DOCUMENT), "exactly one place"),
    "a document is in quarantine without a reason": (
        replace(AFTER, quarantine={"odd": replace(REJECTED, reason="")}),
        "exactly one place",
    ),
    "a book came from nowhere": (with_book("strange", BOOK), "exactly one place"),
    "a document's text is lost": (with_book("shared", replace(FILLED, content=None)), "texts and files"),
    "a document's file is lost": (with_book("new", replace(DOCUMENT, s3_key=None)), "texts and files"),
    "a document's metadata is lost": (with_book("shared", replace(FILLED, metadata=BOOK.metadata)), "the metadata of"),
    "a book's own metadata is overwritten": (
        with_book("shared", replace(FILLED, metadata=DOCUMENT.metadata)),
        "the metadata of",
    ),
    "the metadata in quarantine is lost": (
        replace(AFTER, quarantine={"odd": replace(REJECTED, metadata={})}),
        "the metadata of",
    ),
}


def test_nothing_is_wrong_with_a_complete_migration() -> None:
    """Where every row is where it must be, all findings hold."""
    findings = list(check_rows(BEFORE, AFTER))
    assert [finding for finding in findings if not finding.holds] == []
    require(findings)


@pytest.mark.parametrize("fault", FAULTS)
def test_lost_row_fails_the_demo(fault: str) -> None:
    """Whatever gets lost on the way, the demo fails and names it."""
    after, claim = FAULTS[fault]
    with pytest.raises(DemoFailed, match=claim):
        require(check_rows(BEFORE, after))


def test_drift_that_is_not_named_fails_the_demo() -> None:
    """A drift report that misses a hand-made change does not pass."""
    report = DriftReport(observed_at=datetime.now(tz=UTC), database="demo", changes=(), details=())
    with pytest.raises(DemoFailed, match="a dropped policy is named"):
        require(check_named(report))


def test_long_lines_are_cut() -> None:
    """A line that does not fit ends in dots, and one that fits stays whole."""
    assert cut("SELECT\n  1", 8) == "SELECT 1"
    assert cut("SELECT 123", 8) == "SELECT …"


def test_demo_succeeds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In a checkout the demo runs to its end and shows every step; the plan is written down as a whole."""
    monkeypatch.chdir(ROOT)
    assert run(["demo", "--scale", "0.05"]) == 0
    shown = capsys.readouterr().out
    steps = ("schemactl diff", "tables that move", "schemactl apply", "the six tables of the chat", "Everything held.")
    assert [step for step in steps if step not in shown] == []
    assert "✗" not in shown
    assert "\x1b" not in shown
    assert "ALTER TABLE public.messages SET SCHEMA chat" in (ROOT / "build/demo/plan.sql").read_text(encoding="utf-8")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another directory, which becomes the current one. What commands add to the import path is forgotten again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "needs the schema that this repository declares"),
        ('[tool.schemactl]\ntarget = "nowhere.models:metadata"\n', "cannot be imported"),
        ('[tool.schemactl]\ntarget = "nothing_of_it:metadata"\n', "is not the demo's schema"),
    ],
)
def test_demo_says_where_it_works(
    elsewhere: Path, capsys: pytest.CaptureFixture[str], settings: str, message: str
) -> None:
    """Outside a checkout of this repository the demo says so, and what to do."""
    (elsewhere / "nothing_of_it.py").write_text("from sqlalchemy import MetaData\n\nmetadata = MetaData()\n")
    (elsewhere / "pyproject.toml").write_text(settings)
    assert run(["demo"]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert "hint: Run it inside a clone of the repository" in said


def test_scale_must_be_positive(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A scale of zero is refused before a server is started."""
    monkeypatch.chdir(ROOT)
    assert run(["demo", "--scale", "0"]) == 1
    assert "must be positive" in capsys.readouterr().err
