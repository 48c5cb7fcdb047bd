"""Every folder of `cases/` is one change of schema: from `live.sql` to `desired.sql`, and back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.oracle import Expectation, Oracle, running_oracle

CASES = Path(__file__).parent / "cases"
_FILES = {"live.sql", "desired.sql", "seed.sql", "case.toml"}
_KEYS = {"why", "postgres", "issue", "reverse", "expect", "expect_back"}
_EXPECTATIONS = {"refused", "rows", "rewrites", "converted", "restarted", "written_out", "require", "forbid"}
_NAME = re.compile(r"[a-z0-9_]+")
_VERSIONS = {">=": lambda major, limit: major >= limit, "<": lambda major, limit: major < limit}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One folder.

    Attributes:
        name: ``kind/what_happens``.
        live, desired, seed: SQL that makes the live database, the desired one, and the rows in the live one.
        postgres: Condition on the server's major version, such as ``>=18``; empty for all.
        there, back: What each direction may do; `back` is None when only one direction makes sense.
    """

    name: str
    live: str
    desired: str
    seed: str
    postgres: str
    there: Expectation
    back: Expectation | None

    def fits(self, version: int) -> bool:
        """Return whether a server of this version knows the syntax."""
        parts = [re.fullmatch(r"(>=|<)(\d+)", part) for part in self.postgres.split(",") if part]
        return all(part and _VERSIONS[part[1]](version // 10000, int(part[2])) for part in parts)


def load_case(folder: Path) -> Case:
    """Return the case in a folder; ValueError for anything it should not hold."""
    name = f"{folder.parent.name}/{folder.name}"
    unknown = {path.name for path in folder.iterdir()} - _FILES
    if unknown:
        raise ValueError(f"{name}: unknown files {sorted(unknown)}")
    settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    if set(settings) - _KEYS:
        raise ValueError(f"{name}: unknown keys {sorted(set(settings) - _KEYS)}")
    if not str(settings.get("why", "")).strip():
        raise ValueError(f"{name}: case.toml must say why")
    if not all(_NAME.fullmatch(part) for part in name.split("/")):
        raise ValueError(f"{name}: a name is made of small letters, digits and underscores")
    reverse = settings.get("reverse", True)
    if not reverse and "expect_back" in settings:
        raise ValueError(f"{name}: expect_back without a way back")
    return Case(
        name=name,
        live=_sql(folder, "live.sql"),
        desired=_sql(folder, "desired.sql"),
        seed=_sql(folder, "seed.sql"),
        postgres=settings.get("postgres", ""),
        there=_expectation(name, settings.get("expect", {})),
        back=_expectation(name, settings.get("expect_back", {})) if reverse else None,
    )


def _sql(folder: Path, name: str) -> str:
    """Return a script, or an empty one for a file that is not there: an empty database, no rows."""
    path = folder / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _expectation(name: str, table: dict[str, Any]) -> Expectation:
    if set(table) - _EXPECTATIONS:
        raise ValueError(f"{name}: unknown expectations {sorted(set(table) - _EXPECTATIONS)}")
    values: dict[str, Any] = {key: value if key == "rows" else frozenset(value) for key, value in table.items()}
    return Expectation(**values)


ALL = [load_case(path.parent) for path in sorted(CASES.glob("*/*/case.toml"))]


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """Yield an oracle with a server of its own."""
    with running_oracle() as oracle:
        yield oracle


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_change_is_planned_carried_out_and_loses_nothing(case: Case, oracle: Oracle) -> None:
    """What the oracle demands holds on the way there, and on the way back with the same rows."""
    if not case.fits(oracle.version):
        pytest.skip(f"needs PostgreSQL {case.postgres}")
    with oracle.database(case.live, case.seed) as database, oracle.database(case.desired) as model:
        live, desired = oracle.look(database), oracle.look(model)
        result = oracle.check(database, live, desired, case.there)
        if case.back is None:
            return
        # With the rows of the way there, unless that was refused.
        start, state = (database, result) if result is not None else (model, desired)
        oracle.check(start, state, live, case.back)


def test_every_folder_of_cases_holds_a_case() -> None:
    """No folder is passed over because its `case.toml` is missing or lies at another depth."""
    folders = {path for path in CASES.glob("*/*") if path.is_dir()}
    assert {path for path in folders if not (path / "case.toml").exists()} == set()
    assert [path for path in CASES.glob("*") if not path.is_dir()] == []


@pytest.mark.parametrize(
    ("name", "files", "complaint"),
    [
        ("a_case", {"case.toml": ""}, "must say why"),
        ("a_case", {"case.toml": 'why = "x"', "notes.txt": ""}, "unknown files"),
        ("a_case", {"case.toml": 'why = "x"\nwhen = "now"'}, "unknown keys"),
        ("a_case", {"case.toml": 'why = "x"\nexpect.lucky = []'}, "unknown expectations"),
        ("a_case", {"case.toml": 'why = "x"\nreverse = false\nexpect_back.rewrites = []'}, "without a way back"),
        ("A-case", {"case.toml": 'why = "x"'}, "small letters"),
    ],
    ids=["no_why", "unknown_file", "unknown_key", "unknown_expectation", "expectation_without_reverse", "odd_name"],
)
def test_a_folder_with_a_mistake_is_refused(tmp_path: Path, name: str, files: dict[str, str], complaint: str) -> None:
    """The loader says what is wrong instead of guessing what was meant."""
    folder = tmp_path / "kind" / name
    folder.mkdir(parents=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_case(folder)
