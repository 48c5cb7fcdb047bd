"""`make soak-concurrent`: eight runs of the same plan at once, fifty rounds, on every version; prints one table."""

from __future__ import annotations

import argparse
import sys
import time

from tests.faults.crowd import Round, crowd
from tests.faults.plans import SUBJECTS
from tests.faults.soak import MAJORS
from tests.faults.trial import open_lab


def main() -> None:
    """Run the rounds, print the table; the exit code is 1 after any complaint."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak_concurrent", description=__doc__)
    parser.add_argument("--postgres", type=int, action="append", choices=MAJORS, help="this version; all by default")
    parser.add_argument("--runs", type=int, default=8, help="at once")
    parser.add_argument("--rounds", type=int, default=50, help="on each version, the plans in turn")
    options = parser.parse_args()
    started, failed = time.monotonic(), False
    print("| PostgreSQL | Rounds | Runs | Did the work | Found it done | Executed other than once |")
    print("|---|--:|--:|--:|--:|--:|")
    for major in options.postgres or MAJORS:
        rounds: list[Round] = []
        with open_lab(major) as lab:
            for number in range(options.rounds):
                rounds.append(crowd(lab, SUBJECTS[number % len(SUBJECTS)], options.runs))
                for complaint in rounds[-1].complaints:
                    print(f"PostgreSQL {major}, round {number + 1}: {complaint}", file=sys.stderr, flush=True)
        bad = sum(bool(one.complaints) for one in rounds)
        failed |= bad > 0
        print(
            f"| {major} | {len(rounds)} | {len(rounds) * options.runs} | {sum(one.did for one in rounds)} |"
            f" {sum(one.stale for one in rounds)} | {bad} |",
            flush=True,
        )
    print(f"\n{time.monotonic() - started:.0f} s")
    sys.exit(failed)


if __name__ == "__main__":
    main()
