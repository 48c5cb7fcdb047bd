"""`make soak-faults`: every message of every plan, every fault, on one or all versions; prints one table.

A failure is printed with the command that makes it again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace

from tests.faults.plans import SUBJECTS
from tests.faults.trial import Kind, Verdict, attempt, open_lab

MAJORS = (15, 16, 17, 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: one fault on one version.

    Attributes:
        points: How many were tried. `failed`: runs that ended with an error or were killed.
        converged: Runs after which the same command again ended as a clean run does.
        lost, wrong: Trials with lost or doubled rows, and with something said that is not true.
    """

    points: int = 0
    failed: int = 0
    converged: int = 0
    lost: int = 0
    wrong: int = 0

    def with_one(self, verdict: Verdict) -> Row:
        """Return the line with one more trial."""
        return replace(
            self,
            points=self.points + 1,
            failed=self.failed + verdict.failed,
            converged=self.converged + (not verdict.diverged and not verdict.lost),
            lost=self.lost + bool(verdict.lost),
            wrong=self.wrong + bool(verdict.wrong),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A part of the work, for one process: some plans on one version, every n-th message of them from a first one."""

    major: int
    subjects: tuple[str, ...]
    kinds: tuple[Kind, ...]
    every: int
    first: int


def main() -> None:
    """Try them and print the table; the exit code is 1 after any complaint."""
    options = _arguments()
    portions = [
        Portion(
            major=major,
            subjects=(subject.name,),
            kinds=options.fault or tuple(Kind),
            every=options.every,
            # Where messages are left out, each version leaves out others.
            first=options.message or 1 + MAJORS.index(major) % options.every,
        )
        for major in options.postgres or MAJORS
        for subject in SUBJECTS
        if not options.plan or subject.name in options.plan
    ]
    started, table = time.monotonic(), dict[tuple[int, Kind], Row]()
    with ProcessPoolExecutor(options.processes) as pool:
        for done in as_completed([pool.submit(judge, portion, only=bool(options.message)) for portion in portions]):
            for major, verdict in done.result():
                table[major, verdict.kind] = table.get((major, verdict.kind), Row()).with_one(verdict)
                for complaint in verdict.complaints:
                    print(f"{_again(major, verdict)}: {complaint}", flush=True)
    print("\n".join(_lines(table)))
    print(f"\n{sum(row.points for row in table.values())} scenarios, {time.monotonic() - started:.0f} s")
    sys.exit(any(row.converged < row.points or row.lost or row.wrong for row in table.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--postgres", type=int, action="append", choices=MAJORS, help="this version; all by default")
    parser.add_argument("--plan", action="append", choices=[subject.name for subject in SUBJECTS])
    parser.add_argument("--fault", type=Kind, action="append", choices=list(Kind))
    parser.add_argument("--message", type=int, default=0, help="at this message alone, 1-based")
    parser.add_argument("--every", type=int, default=1, help="every n-th message only")
    parser.add_argument("--processes", type=int, default=1)
    return parser.parse_args()


def judge(portion: Portion, *, only: bool = False) -> list[tuple[int, Verdict]]:
    """Try a portion on a server of its own."""
    with open_lab(portion.major) as lab:
        return [
            (portion.major, attempt(lab, subject, kind, message))
            for subject in SUBJECTS
            if subject.name in portion.subjects
            for kind in portion.kinds
            for message in _messages(portion, 1 if only else lab.reference(subject).messages)
        ]


def _messages(portion: Portion, last: int) -> range:
    return range(portion.first, max(last, portion.first) + 1, portion.every)


def _again(major: int, verdict: Verdict) -> str:
    where = f"--postgres {major} --plan '{verdict.subject}' --fault '{verdict.kind}' --message {verdict.message}"
    return f'make soak-faults ARGS="{where}"'


def _lines(table: dict[tuple[int, Kind], Row]) -> Iterator[str]:
    yield "| PostgreSQL | Fault | Points | Interrupted | Converged | Rows lost or doubled | Wrong messages |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for (major, kind), row in sorted(table.items(), key=lambda item: (item[0][0], list(Kind).index(item[0][1]))):
        yield f"| {major} | {kind} | {row.points} | {row.failed} | {row.converged} | {row.lost} | {row.wrong} |"
    total = Row()
    for row in table.values():
        total = Row(**{name: getattr(total, name) + getattr(row, name) for name in Row.__slots__})
    yield f"| | all | {total.points} | {total.failed} | {total.converged} | {total.lost} | {total.wrong} |"


if __name__ == "__main__":
    main()
