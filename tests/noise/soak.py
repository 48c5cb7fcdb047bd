"""`make soak-noise`: every case of the engine in a database with unusual settings, and every hostile name."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator

from tests.fixtures.cases import ALL as CASES
from tests.fixtures.cases import lacking
from tests.fixtures.oracle import Oracle, running_oracle
from tests.names.test_names import judge as judge_name
from tests.names.words import ALL as NAMES
from tests.noise.judge import judge


def main() -> None:
    """Judge all of them on one version."""
    parser = argparse.ArgumentParser(prog="python -m tests.noise.soak", description=__doc__)
    parser.add_argument("--postgres", type=int, default=None, metavar="MAJOR", help="the newest by default")
    parser.add_argument("--only", default="", help="beginning of the names to judge")
    options = parser.parse_args()
    started, judged, failed = time.monotonic(), 0, 0
    with running_oracle(options.postgres) as oracle:
        for title, attempt in _all(oracle):
            if not title.startswith(options.only):
                continue
            judged += 1
            try:
                attempt()
            except Exception as error:  # noqa: BLE001 - whatever it is, it belongs in the report
                failed += 1
                print(f"{title}: {type(error).__name__}: {str(error)[:1500]}\n", flush=True)
    print(f"{judged} judged, {failed} failed, {time.monotonic() - started:.0f} s")
    sys.exit(1 if failed else 0)


def _all(oracle: Oracle) -> Iterator[tuple[str, Callable[[], None]]]:
    for name in NAMES:
        yield f"name {name.title}", lambda name=name: judge_name(name, oracle)
    for case in CASES:
        if not lacking(case, oracle):
            yield case.name, lambda case=case: judge(case, oracle)


if __name__ == "__main__":
    main()
