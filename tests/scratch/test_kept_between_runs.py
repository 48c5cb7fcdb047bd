"""Targets and snapshots that are kept between runs: as fast as can be, and never out of date."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.address import Address
from schemactl.model.declaration import Exemption, SourceLocation, SourceNote
from schemactl.model.entry import Entry
from schemactl.model.intent import Backfill, DataStep, MergedFrom, MovedFrom, RenamedColumn, RenamedPart
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.scratch import desired_cache
from schemactl.scratch.desired_cache import cached_snapshot
from schemactl.scratch.evidence import Evidence, witnessed
from schemactl.scratch.target_cache import Outline, cached_outline

HERE = SourceLocation("schema/books.py", 3)
FACTS = ServerFacts(
    version=180006, login="o", database="d", roles=("a", "b"), dump_version="18.6", extensions=("vector",)
)
OUTLINE = Outline(
    words="0123",
    intents=(
        MovedFrom(kind="TABLE", old_schema="public", old_name="a", schema="chat", name="b", source=HERE),
        RenamedColumn(schema="public", table="a", old_name="x", name="y", source=HERE),
        RenamedPart(kind="INDEX", schema="public", parent="a", old_name="x", name="y", source=HERE),
        MergedFrom(
            schema="public", table="a", source_schema="public", source_table="b", key=("id",), columns={"x": "y"},
            fill=("x",), combine={}, reject_when={"why": "true"}, quarantine_schema="q", quarantine_table="b",
            source=HERE,
        ),
        Backfill(schema="public", table="a", column="x", value="1", only_when="", needs=("y",), source=HERE),
        DataStep(name="n", sql="SELECT 1", when="SELECT true", verify="", position="between", source=HERE),
    ),
    notes=(SourceNote(schema="public", name="a", kind="TABLE", source=HERE),),
    exempt=(Exemption(address=Address("TRIGGER", "auth", "users t", "users"), source=HERE),),
    roles=("reader",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    monkeypatch.setenv("SCHEMACTL_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file in it, both untouched for a long time."""
    home = tmp_path / "read"
    home.mkdir()
    (home / "file.sql").write_text("SELECT 1;", encoding="utf-8")
    for path in (home / "file.sql", home):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return home


def seen(make: Callable[[], object]) -> Evidence:
    """Return what something depended on, which must be checkable."""
    _result, evidence = witnessed(make)
    assert evidence is not None
    return evidence


def test_evidence_holds_while_nothing_changes(folder: Path) -> None:
    """What is looked up twice without a change between is the same."""
    assert seen((folder / "file.sql").read_bytes).holds


@pytest.mark.parametrize("content", ["SELECT 2;", "SELECT 1; SELECT 2;", None], ids=["same size", "longer", "gone"])
def test_evidence_ends_when_a_file_that_was_read_changes(folder: Path, content: str | None) -> None:
    """Any file that was opened counts, not only modules."""
    evidence = seen((folder / "file.sql").read_bytes)
    if content is None:
        (folder / "file.sql").unlink()
    else:
        (folder / "file.sql").write_text(content, encoding="utf-8")
    assert not evidence.holds


def test_evidence_ends_when_a_listed_folder_gets_another_file(folder: Path) -> None:
    """A new module in a package is found by listing the package."""
    evidence = seen(lambda: list(folder.iterdir()))
    (folder / "new.sql").write_text("", encoding="utf-8")
    assert not evidence.holds


def test_evidence_holds_when_a_file_nobody_read_is_replaced(folder: Path) -> None:
    """A plan written to the same file again and again is no other target."""
    evidence = seen(lambda: list(folder.iterdir()))
    (folder / "new.sql").write_text("", encoding="utf-8")
    (folder / "new.sql").replace(folder / "file.sql")
    assert evidence.holds


def test_evidence_ends_when_a_loaded_module_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module counts although Python read its compiled form."""
    monkeypatch.setitem(sys.modules, "some_module", type(sys)("some_module"))
    monkeypatch.setattr(sys.modules["some_module"], "__file__", str(folder / "file.sql"), raising=False)
    evidence = seen(int)
    (folder / "file.sql").write_text("SELECT 2;", encoding="utf-8")
    assert not evidence.holds


def test_evidence_ends_with_another_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module may ask the environment what to declare."""
    evidence = seen(int)
    monkeypatch.setenv("WITH_AUDIT_TABLES", "1")
    assert not evidence.holds


def test_what_a_shell_counts_by_itself_is_no_part_of_the_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deeper shell is no other environment."""
    evidence = seen(int)
    monkeypatch.setenv("SHLVL", "17")
    assert evidence.holds


def test_nothing_is_known_about_what_other_programs_say() -> None:
    """Their answer cannot be checked without asking them again."""
    assert witnessed(lambda: subprocess.run(["true"], check=True))[1] is None


def test_nothing_is_known_about_what_the_network_says() -> None:
    """Likewise."""

    def ask() -> None:
        with socket.socket() as connection:
            connection.connect_ex(("127.0.0.1", 9))

    assert witnessed(ask)[1] is None


def test_a_file_written_just_now_is_not_trusted_yet(folder: Path) -> None:
    """It could change once more without getting another time stamp."""
    (folder / "file.sql").write_text("SELECT 2;", encoding="utf-8")
    assert witnessed((folder / "file.sql").read_bytes)[1] is None


def test_an_outline_is_loaded_once_and_comes_back_whole() -> None:
    """Nothing of it is lost on the way through the file."""
    cached_outline(("schema",), lambda: OUTLINE)
    assert cached_outline(("schema",), lambda: pytest.fail("it was not kept")) == OUTLINE


def test_what_cannot_be_loaded_is_not_kept(cache: Path) -> None:
    """The error passes through."""

    def load() -> Outline:
        raise LookupError

    with pytest.raises(LookupError):
        cached_outline(("schema",), load)
    assert not list(cache.glob("target-*"))


def test_only_we_can_read_an_outline(cache: Path) -> None:
    """It holds a digest of the environment, which may hold passwords."""
    cached_outline(("schema",), lambda: OUTLINE)
    (file,) = cache.glob("target-*")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', "\0"])
def test_a_damaged_outline_is_made_anew(cache: Path, content: str) -> None:
    """The cache may be lost, never wrong."""
    cached_outline(("schema",), lambda: OUTLINE)
    (file,) = cache.glob("target-*")
    file.write_text(content, encoding="utf-8")
    assert cached_outline(("schema",), lambda: OUTLINE) == OUTLINE


names = st.text(max_size=5)


@given(st.lists(st.builds(Address, names, names, names, names), unique=True, max_size=5), names)
def test_a_snapshot_comes_back_whole(addresses: list[Address], text: str) -> None:
    """Order, dependencies and every field, whatever the names are."""
    entries = {
        address: Entry(
            address=address, definition=text, drop=text, owner=text, dependencies=tuple(addresses[number:]),
            access_method=text, tablespace=text, catalog=number, oid=number,
        )
        for number, address in enumerate(addresses)
    }  # fmt: skip
    snapshot = Snapshot(entries=entries, facts=FACTS)
    assert repr(desired_cache._decode(desired_cache._encode(snapshot))) == repr(snapshot)


@pytest.mark.parametrize("content", [b"", b"\n", b"0\n[]", b"\xff"])
def test_a_damaged_snapshot_is_made_anew_and_kept(cache: Path, content: bytes) -> None:
    """A bad file must not make every later run slow."""
    snapshot = Snapshot(entries={}, facts=FACTS)
    cached_snapshot("key", lambda: snapshot)
    (file,) = cache.glob("desired-key/*")
    file.write_bytes(content)
    cached_snapshot("key", lambda: snapshot)
    assert cached_snapshot("key", lambda: pytest.fail("it was not kept")) == snapshot
