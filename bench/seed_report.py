"""What the benchmark of the ten questions found, as text for a terminal and as the page in docs/."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from bench.questions import Kind
from bench.seed_measure import Result

_LINE = "{:>2}  {:<28} {:<10} {:>5}  {:>9} {:>9} {:>8}  {:>9} {:>9}  {}"
_TAIL = 0.95
_PROMISES = {
    Kind.ANALYTICS: "Figures from the materialized views come at least 80 % faster.",
    Kind.HOT: "What is asked on every screen comes at least 30 % faster.",
    Kind.OTHER: "No question takes more than 10 % longer.",
}
_PAGE = Template("""\
# How fast the restructured database answers

Ten questions the app asks, put to the legacy database and to the restructured one with the same rows, in one run of
`make bench-seed`. This page is its output.

$table

Milliseconds: the median over $sets sets of parameters; in brackets what 19 of 20 stay below. $agreement

| Promise | Kept |
|---|---|
$promises

## What was measured

- **Rows.** $rows before, $after after: the documents became books, and two caches, which are made anew from what
  stays, were dropped. The big tables: $big.
  There are $readers readers; the first of them has 3,400 of a million books, half of them fewer than 170, and most
  notes and highlights are in a few books. The rows are the same on every run.
- **The same rows.** The restructured database is a copy of the legacy one, brought there by `schemactl apply` itself:
  $apply. Afterwards both databases were vacuumed and
  analysed, and the views refreshed.
- **As the app asks.** The role `authenticated` with a token of the usual size, row security on, prepared statements.
  Readers with many rows ask more often, as they do in life, and the one with the most is always among them.
- **Time.** From sending the statement until all rows are there, on a local socket. Each set of parameters is asked
  once to warm up and then fifteen times on either side, in turns; the fastest counts, because what else the machine
  does only ever adds to it. All answers are compared byte by byte.
- **Machine.** $machine. Both databases are on one server with 2 GB of shared buffers.

The questions are in [bench/questions](../bench/questions), one file each. Where the legacy database had to be asked
in other words, those are in `bench/questions/legacy`: the app had to count the figures of questions 5 to 7, and one
table has moved. The legacy function for question 7 is not measured: it fails when called as the app would, and answers
anybody about anybody when called with both arguments. Against that second call, at a tenth of the size, the view was 57
to 61 % faster.

## Why it is faster

1. The index ends with the very order of the page, `last_read_at DESC NULLS LAST, id DESC`: fifty rows are read and
   none is sorted.
2. The legacy index held another expression than the one searched by, so every book of the reader was parsed for every
   search. The right expression alone would not help: under row security no index may look for words, because the
   operator `@@` is not leakproof. So the function runs with its owner's rights and asks itself who calls.
3. An index holds just the books that are begun and not finished, in order. That is its condition, because row
   security keeps comparisons of `numeric` out of an index as well.
4. The reader stands in the index beside the book, so that one look into it gives the notes in their order. Row
   security finds out who asks once and no longer for every note; the same holds for 9 and 10.
5. to 7. One look into a materialized view instead of counting. The functions that look check who asks.
8. As before: a reader has few memories, so each is compared, which finds the nearest for certain.
9. The order comes from an index, and only the fifty books of the page are looked at.
10. Page, reader and what is counted are all in the index; the table is not read.

## Repeat it

```console
$$ make bench-seed                       # a million books: ten minutes, 12 GB in the temporary directory
$$ make bench-seed ARGS="--scale 0.05"   # a twentieth: one minute
$$ make bench-seed ARGS="--markdown docs/benchmarks.md"
```

It exits with 1 when a promise is not kept. On few rows every plan is fast, so small scales say little.
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the figures belong to.

    Attributes:
        machine: Versions and cores.
        apply: How the deploy at this size went.
        before, after: Rows of all tables of the legacy and of the restructured database, by table.
        readers: How many readers were made.
    """

    machine: str
    apply: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    readers: int


def table_lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield the results for a terminal."""
    yield _LINE.format("", "", "", "rows", "legacy ms", "new ms", "change", "p95", "p95", "")
    for result in results:
        yield _LINE.format(
            result.question.number,
            result.question.title,
            result.question.kind.value,
            result.rows,
            *(f"{statistics.median(taken):.3f}" for taken in (result.legacy, result.restructured)),
            f"{result.change:+.0f} %",
            *(f"{_tail(taken):.3f}" for taken in (result.legacy, result.restructured)),
            "" if result.kept else f"NOT KEPT ({result.differing} answers differ)",
        )


def page(results: Sequence[Result], around: Surroundings) -> str:
    """Return the page for docs/."""
    big = sorted(around.before.items(), key=lambda item: -item[1])[:6]
    return _PAGE.substitute(
        table="\n".join(_markdown_table(results)),
        promises="\n".join(f"| {words} | {_kept(results, kind)} |" for kind, words in _PROMISES.items()),
        sets=len(results[0].legacy),
        agreement=_agreement(results),
        rows=f"{sum(around.before.values()):,}",
        after=f"{sum(around.after.values()):,}",
        big=", ".join(f"`{name.partition('.')[2]}` {rows:,}" for name, rows in big),
        readers=f"{around.readers:,}",
        apply=around.apply,
        machine=around.machine,
    )


def _markdown_table(results: Sequence[Result]) -> Iterator[str]:
    yield "| | Question | Promised | Rows | Legacy ms | Restructured ms | Change | Indexes it uses now |"
    yield "|--:|---|---|--:|--:|--:|--:|---|"
    for result in results:
        old, new = (
            f"{statistics.median(taken):.3f} ({_tail(taken):.3f})" for taken in (result.legacy, result.restructured)
        )
        indexes = ", ".join(f"`{name}`" for name in result.indexes)
        yield (
            f"| {result.question.number} | {result.question.title} | {result.question.kind.value} | {result.rows} "
            f"| {old} | {new} | **{result.change:+.0f} %** | {indexes} |"
        )


def _agreement(results: Sequence[Result]) -> str:
    """Return in a sentence whether both databases gave the same answers."""
    asked = sum(len(result.legacy) for result in results)
    differing = sum(result.differing for result in results)
    return f"Of {asked} answers {differing} differ." if differing else f"All {asked} answers are the same."


def _kept(results: Sequence[Result], kind: Kind) -> str:
    """Return whether a promise was kept, with the figure nearest to breaking it."""
    concerned = [result for result in results if kind in {result.question.kind, Kind.OTHER}]
    worst = max(concerned, key=lambda result: result.change)
    mark = "yes" if all(result.kept for result in concerned) else "**no**"
    return f"{mark}: {worst.change:+.0f} % or better" if worst.change < 0 else f"{mark}: {worst.change:+.0f} % at most"


def _tail(taken: Sequence[float]) -> float:
    return sorted(taken)[int(_TAIL * (len(taken) - 1))]
