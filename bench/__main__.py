"""`make bench`: how long `schemactl diff` takes, as ratios to pg_dump and to migra's own command."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.stage import Forms, Stage, set_stage
from bench.timing import Contender, medians
from schemactl.cli.output import say
from schemactl.errors import ExitCode
from schemactl.scratch.cache import ENVIRONMENT_VARIABLE
from schemactl.scratch.installation import find_pg_dump
from schemactl.scratch.server import open_scratch

_SIZES = (28, 300, 1000)
_PG_DUMP = "pg_dump -s"
_MIGRA = "migra"
_MIGRA_DIFFERS = 2
_LINE = "{:>6}  {:<26} {:>8} {:>11} {:>9}"


def main() -> None:
    """Measure all sizes and print a table as they come in."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--tables", type=int, nargs="+", default=_SIZES, help="how many tables the schemas have")
    parser.add_argument("--rounds", type=int, default=5, help="how often each command runs; the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="schemactl-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # The server may run as another account and starts from copies in this cache.
        os.environ[ENVIRONMENT_VARIABLE] = str(folder / "cache")
        with open_scratch("embedded") as server:
            print(f"{server.description}, Python {sys.version.split()[0]}, {os.cpu_count()} cores,", end=" ")
            print(f"median of {options.rounds} runs in turns, warm caches")
            print(_LINE.format("tables", "command", "ms", "x pg_dump", "x migra"))
            for tables in options.tables:
                say(f"making schemas of {tables} tables")
                with set_stage(server, folder, tables) as stage:
                    _compare(stage, tables, options.rounds)


def _compare(stage: Stage, tables: int, rounds: int) -> None:
    for title, forms, same in (("nothing to do", stage.same, True), ("one column added", stage.changed, False)):
        say(f"{tables} tables, {title}")
        results = medians(_contenders(stage.live, forms, same=same), rounds)
        print(f"{tables:>6}  {title}")
        _print(results)


def _print(results: Mapping[str, float]) -> None:
    for name, taken in results.items():
        ratios = (f"{taken / results[rival]:.2f}" for rival in (_PG_DUMP, _MIGRA))
        print(_LINE.format("", name, f"{taken:.0f}", *ratios), flush=True)


def _contenders(live: str, forms: Forms, *, same: bool) -> list[Contender]:
    """Return the commands to compare. migra has to be told both databases, with SQLAlchemy's name for the driver."""
    code = ExitCode.IN_SYNC if same else ExitCode.DIFFERENCES
    diff: list[str | Path] = [sys.executable, "-m", "schemactl", "diff", "--live", live]
    migra: list[str | Path] = [sys.executable, Path(__file__).with_name("migra_command.py"), _for_sqlalchemy(live)]
    commands: dict[str, tuple[list[str | Path], int]] = {
        _PG_DUMP: ([find_pg_dump(), "--schema-only", f"--dbname={live}"], 0),
        _MIGRA: ([*migra, _for_sqlalchemy(forms.url)], 0 if same else _MIGRA_DIFFERS),
        "schemactl diff (package)": (diff, code),
        "schemactl diff (.sql file)": ([*diff, "--desired", forms.sql], code),
        "schemactl diff (database)": ([*diff, "--desired", forms.url], code),
    }
    return [
        Contender(name=name, command=command, folder=forms.folder, exit_code=exit_code)
        for name, (command, exit_code) in commands.items()
    ]


def _for_sqlalchemy(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


if __name__ == "__main__":
    main()
