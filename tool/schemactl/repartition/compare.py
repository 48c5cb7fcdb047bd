"""Comparing both sides, range by range, without locks: see `ranges.comparing` for why that is exact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from schemactl.errors import ProofFailed
from schemactl.repartition import ranges
from schemactl.repartition.events import RangeCompared
from schemactl.repartition.session import Session
from schemactl.repartition.values import Pair

_ROWS_PER_RANGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a comparison found equal.

    Attributes:
        rows: How many rows both sides hold.
        checksum: The sum of the 64-bit hashes of all rows, modulo 2^64, as sixteen hexadecimal digits.
    """

    rows: int
    checksum: str


def compare(session: Session, pair: Pair) -> Comparison:
    """Compare all rows, and count both sides.

    Raises:
        ProofFailed: They differ; some keys are named.
    """
    rows, checksum = 0, 0
    last: tuple[str, ...] = ()
    with _joining_by_index(session):
        while upper := session.value(ranges.upper_end(pair, last, _ROWS_PER_RANGE)):
            found = _compare_range(session, pair, last, tuple(upper))
            rows, checksum, last = rows + found[0], checksum + found[1], tuple(upper)
            session.on_event(RangeCompared(rows=rows))
    compare_counts(session, pair)
    return Comparison(rows=rows, checksum=f"{checksum % 2**64:016x}")


def compare_counts(session: Session, pair: Pair) -> None:
    """Count both sides at one moment.

    Raises:
        ProofFailed: The numbers differ.
    """
    ((ours, theirs),) = session.rows(ranges.counting(pair))
    if ours != theirs:
        keys = [key for (key,) in session.rows(ranges.only_in_twin(pair))]
        raise _different(pair, f"{pair.source} holds {ours} rows and {pair.twin} {theirs}", keys)


def _compare_range(session: Session, pair: Pair, last: tuple[str, ...], upper: tuple[str, ...]) -> tuple[int, int]:
    """Compare one range; return its number of rows and its checksum."""
    ((ours, theirs, our_sum, their_sum),) = session.rows(ranges.comparing(pair, last, upper))
    if (ours, our_sum) != (theirs, their_sum):
        keys = [key for (key,) in session.rows(ranges.differing(pair, last, upper))]
        raise _different(pair, f"rows of {pair.source} have no equal in {pair.twin}", keys)
    return int(ours), int(our_sum)


@contextmanager
def _joining_by_index(session: Session) -> Iterator[None]:
    """Keep the planner from reading the whole twin for every range; it may not know yet how many rows that are."""
    settings = ("enable_hashjoin", "enable_mergejoin")
    for setting in settings:
        session.run(f"SET {setting} = off")
    yield
    for setting in settings:
        session.run(f"RESET {setting}")


def _different(pair: Pair, what: str, keys: list[str]) -> ProofFailed:
    named = f" ({', '.join(column.name for column in pair.key)}: {'; '.join(keys)})" if keys else ""
    return ProofFailed(
        f"{what}{named}",
        hint="Somebody wrote past the mirror. Start over: "
        f"schemactl repartition {pair.source} {pair.twin} --abandon, then move again.",
    )
