"""`make soak-kill`: SIGKILL at random moments inside long statements; prints one table.

A failure is printed with the command that makes it again; the moment is the same, what the server does then may not be.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.faults.kills import Killed, kill_at_random, long_subjects
from tests.faults.soak import MAJORS
from tests.faults.trial import open_lab


def main() -> None:
    """Kill, print the table; the exit code is 1 after any complaint."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak_kill", description=__doc__)
    parser.add_argument("--postgres", type=int, action="append", choices=MAJORS, help="this version; all by default")
    parser.add_argument("--trials", type=int, default=60, help="on each version")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first trial")
    options = parser.parse_args()
    started, done = time.monotonic(), dict[tuple[int, str], list[Killed]]()
    for major in options.postgres or MAJORS:
        with open_lab(major) as lab:
            for seed in range(options.seed, options.seed + options.trials):
                subjects = long_subjects(options.rows)
                killed = kill_at_random(lab, subjects[seed % len(subjects)], seed)
                done.setdefault((major, killed.verdict.subject), []).append(killed)
                for complaint in killed.verdict.complaints:
                    print(f"--postgres {major} --rows {options.rows} --seed {seed} --trials 1: {complaint}", flush=True)
    _print(done)
    trials = sum(map(len, done.values()))
    print(f"\n{trials} trials, {time.monotonic() - started:.0f} s")
    sys.exit(any(killed.verdict.complaints for trial in done.values() for killed in trial))


def _print(done: dict[tuple[int, str], list[Killed]]) -> None:
    print("| PostgreSQL | Plan | Trials | Kills | Server still working | Invalid index left | Converged |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for (major, plan), trials in sorted(done.items()):
        kills, working, invalid = (sum(getattr(t, name) for t in trials) for name in ("kills", "working", "invalid"))
        converged = sum(not trial.verdict.complaints for trial in trials)
        print(f"| {major} | {plan} | {len(trials)} | {kills} | {working} | {invalid} | {converged} |")


if __name__ == "__main__":
    main()
