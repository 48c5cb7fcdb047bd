"""`make soak`: many random pairs; every failure is printed with the seed that makes it again."""

from __future__ import annotations

import argparse
import sys
import time
from random import Random

from tests.fixtures.oracle import Oracle, running_oracle
from tests.property.judge import judge, pair_of


def main() -> None:
    """Judge pairs until their number is reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.property.soak", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="of the first pair; a random one by default")
    parser.add_argument("--one", action="store_true", help="judge the pair of the seed alone and show it")
    options = parser.parse_args()
    first = options.seed if options.seed is not None else Random().randrange(10**9)
    with running_oracle() as oracle:
        if options.one:
            pair = pair_of(first)
            print(pair.before.sql(), "-- becomes", pair.after.sql(), sep="\n")
            print("judged" if judge(pair, oracle) else "refused by the server")
            return
        sys.exit(_soak(oracle, first, options.pairs))


def _soak(oracle: Oracle, first: int, pairs: int) -> int:
    judged, failed, started = 0, 0, time.monotonic()
    print(f"seeds from {first}", flush=True)
    for seed in range(first, first + pairs):
        try:
            judged += judge(pair_of(seed), oracle)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs in the report
            failed += 1
            print(f"seed {seed}: {type(error).__name__}: {str(error)[:1500]}\n", flush=True)
    seconds = time.monotonic() - started
    print(f"{pairs} pairs, {judged} judged, {failed} failed, {seconds:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    main()
