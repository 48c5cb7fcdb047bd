"""Every folder of `cases/` is one change of schema: from `live.sql` to `desired.sql`, and back."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from tests.fixtures.batches import batches, fits_among_others, judge_together
from tests.fixtures.cases import ALL, CASES, Case, judge, lacking, load_case
from tests.fixtures.oracle import Oracle
from tests.fixtures.versions import OLDER, OracleOf


def _sample(major: int) -> list[Case]:
    """Return every 24th case, chosen by its name so that it stays what it is; each older version has others."""
    numbers = {case.name: crc32(case.name.encode()) for case in ALL}
    chosen = [
        case for case in ALL if numbers[case.name] % 8 == 0 and OLDER[numbers[case.name] // 8 % len(OLDER)] == major
    ]
    return [case for case in chosen if case.fits(major * 10000)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Judge each case alone where that was asked for or cannot be avoided, else with others."""
    alone = metafunc.config.getoption("alone")
    if "alone" in metafunc.fixturenames:
        cases = [case for case in ALL if alone or not fits_among_others(case)]
        metafunc.parametrize("alone", cases, ids=lambda case: case.name)
    if "together" in metafunc.fixturenames:
        groups = [] if alone else batches(ALL)
        metafunc.parametrize("together", groups, ids=_from_to)
    if "sampled" in metafunc.fixturenames:
        majors = () if metafunc.config.getoption("postgres") else OLDER
        samples = [(major, group) for major in majors for group in _groups(_sample(major))]
        ids = [f"{major}-{_from_to(group)}" for major, group in samples]
        metafunc.parametrize(("major", "sampled"), samples, ids=ids)


def _groups(cases: list[Case]) -> list[tuple[Case, ...]]:
    """Return the cases one by one that are judged alone, and the others together."""
    return [*batches(cases), *((case,) for case in cases if not fits_among_others(case))]


def _from_to(cases: tuple[Case, ...]) -> str:
    return cases[0].name if len(cases) == 1 else f"{cases[0].name} to {cases[-1].name}"


def test_the_change_is_planned_carried_out_and_loses_nothing(alone: Case, oracle: Oracle) -> None:
    """What the oracle demands holds on the way there, and on the way back with the same rows."""
    if reason := lacking(alone, oracle):
        pytest.skip(reason)
    judge(alone, oracle)


def test_changes_are_planned_together(together: tuple[Case, ...], oracle: Oracle) -> None:
    """The same holds for many changes at once, each in a namespace of its own."""
    judge_together(together, oracle)


def test_a_sample_holds_on_older_versions(sampled: tuple[Case, ...], major: int, oracle_of: OracleOf) -> None:
    """A change that only the newest version can make is noticed before `make test-versions` tries all of them."""
    oracle = oracle_of(major)
    if len(sampled) > 1:
        judge_together(sampled, oracle)
    elif reason := lacking(sampled[0], oracle):
        pytest.skip(reason)
    else:
        judge(sampled[0], oracle)


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
