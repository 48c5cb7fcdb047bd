"""`make soak-deadlocks`: a hundred deadlocks with an application; the run must be the one that gives way."""

from __future__ import annotations

import argparse
import sys
import time

from tests.faults.deadlock import provoke
from tests.faults.soak import MAJORS
from tests.faults.trial import open_lab


def main() -> None:
    """Provoke them, print the table; the exit code is 1 after any complaint."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak_deadlocks", description=__doc__)
    parser.add_argument("--postgres", type=int, action="append", choices=MAJORS, help="this version; all by default")
    parser.add_argument("--times", type=int, default=100, help="on each version")
    options = parser.parse_args()
    started, failed = time.monotonic(), False
    print("| PostgreSQL | Deadlocks | The run gave way | The application was the victim | Its longest wait |")
    print("|---|--:|--:|--:|--:|")
    for major in options.postgres or MAJORS:
        with open_lab(major) as lab:
            found = [provoke(lab, ours_first=bool(number % 2)) for number in range(options.times)]
        for one in found:
            for complaint in one.complaints:
                failed = True
                print(f"PostgreSQL {major}: {complaint}", file=sys.stderr, flush=True)
        print(
            f"| {major} | {len(found)} | {sum(one.gave_way > 0 for one in found)} |"
            f" {sum(bool(one.victim) for one in found)} | {max(one.waited for one in found) * 1000:.0f} ms |",
            flush=True,
        )
    print(f"\n{time.monotonic() - started:.0f} s")
    sys.exit(failed)


if __name__ == "__main__":
    main()
