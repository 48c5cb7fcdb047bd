"""What a text given to --live or --desired names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.sources import is_file, is_sql, is_url

LONG = "x" * 5000
"""Longer than any file name: tokens that stand in for passwords are."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a directory with one of everything."""
    monkeypatch.chdir(tmp_path)
    for name in ("schema.sql", "live.snapshot", "a=b", "folder/one.sql", "folder/deep/two.sql", "other/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("package/__init__.py", "package/functions/f.sql"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("postgresql://u@h/d", "url"),
        ("postgres://u@h/d", "url"),
        ("postgresql+psycopg://u@h/d", "url"),
        ("postgresql:///d?host=/run", "url"),
        ("postgresql://u:p@h/backup.sql", "url"),
        (f"postgresql://u:{LONG}@h/d", "url"),
        ("host=h dbname=d", "url"),
        ("service=live", "url"),
        (f"password={LONG}", "url"),
        ("schema.sql", "sql"),
        ("missing.sql", "sql"),
        ("folder", "sql"),
        ("folder/deep", "sql"),
        ("package/functions", "sql"),
        ("live.snapshot", "file"),
        ("a=b", "file"),
        ("other/notes.txt", "file"),
        ("", ""),
        ("package", ""),
        ("package.tables:metadata", ""),
        ("other", ""),
        ("missing.snapshot", ""),
        (LONG, ""),
        ("\0", ""),
        ("mysql://u@h/d", ""),
    ],
)
def test_a_text_names_one_kind_of_source(text: str, kind: str) -> None:
    """A database, SQL, a snapshot file; or none of them, and then it may be a target."""
    found = {"url": is_url(text), "sql": is_sql(text), "file": is_file(text)}
    assert [name for name, is_it in found.items() if is_it] == ([kind] if kind else [])


@given(text=st.text())
def test_any_text_is_at_most_one_kind_of_source(text: str) -> None:
    """And none makes the operating system complain."""
    assert is_url(text) + is_sql(text) + is_file(text) <= 1
