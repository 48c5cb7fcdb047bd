"""`make soak`: many random chains of schemas; a failure is printed with its pair and the seed that makes it again."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from random import Random

from tests.fixtures.oracle import running_oracle
from tests.property.judge import PAIRS_PER_CHAIN, Tally, judge_chain

_CHAINS_PER_SERVER = 10


def main() -> None:
    """Judge chains until the number of pairs is reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.property.soak", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="of the first chain; a random one by default")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--postgres", type=int, default=None, metavar="MAJOR", help="judge on this PostgreSQL version")
    parser.add_argument("--one", action="store_true", help="judge the chain of the seed alone")
    options = parser.parse_args()
    first = options.seed if options.seed is not None else Random().randrange(10**9)
    chains = 1 if options.one else max(1, options.pairs // PAIRS_PER_CHAIN)
    print(f"seeds from {first} to {first + chains - 1}", flush=True)
    started = time.monotonic()
    tally = _soak(range(first, first + chains), options.processes, options.postgres)
    print(
        f"{tally.pairs} pairs: {tally.judged} judged, {tally.refused} refused by PostgreSQL, {tally.in_the_way} with"
        f" rows in the way, {len(tally.failures)} failed, {time.monotonic() - started:.0f} s"
    )
    sys.exit(1 if tally.failures else 0)


def _soak(seeds: range, processes: int, postgres: int | None) -> Tally:
    """Judge the chains in portions, each with a server of its own, and print every failure when it is known."""
    portions = [seeds[start : start + _CHAINS_PER_SERVER] for start in range(0, len(seeds), _CHAINS_PER_SERVER)]
    total = Tally()
    with ProcessPoolExecutor(processes) as pool:
        for done in as_completed([pool.submit(_judge, portion, postgres) for portion in portions]):
            tally = done.result()
            total += tally
            for failure in tally.failures:
                print(failure, "\n", flush=True)
    return total


def _judge(seeds: range, postgres: int | None) -> Tally:
    total = Tally()
    with running_oracle(postgres) as oracle:
        for seed in seeds:
            total += judge_chain(seed, oracle)
    return total


if __name__ == "__main__":
    main()
