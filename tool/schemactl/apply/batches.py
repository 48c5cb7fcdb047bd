"""Running a batched statement: pass after pass over a table's pages, each batch a transaction of its own.

Nothing is remembered outside the rows: killed at any point, the same work goes on where it ended. The first pass leaves
locked rows alone, so that no batch waits for a row while it holds others; later ones wait for them, for at most
`lock_timeout`. The end is a pass that finds no row to be done.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.apply import history
from schemactl.apply.blockers import Watch
from schemactl.apply.events import BatchCommitted, GroupCommitting, Retrying, StatementFinished, StatementStarted
from schemactl.apply.patience import given_up, pause
from schemactl.apply.progress import PlacedGroup, Progress, Run
from schemactl.apply.run_lock import require_run_lock
from schemactl.apply.send import is_in_the_way, is_lost, send, words
from schemactl.apply.session import limit_time
from schemactl.errors import ServerError
from schemactl.model.batches import Batches
from schemactl.model.report import Outcome
from schemactl.postgres.batches import (
    FIRST_PAGES,
    FIRST_ROWS,
    MOST_PAGES,
    MOST_ROWS,
    PASSES,
    REST,
    batch_command,
    paced,
    stored_relations,
)

if TYPE_CHECKING:
    import psycopg

_NOTE_SECONDS = 5.0
_CANCELLED = "57014"
"""query_canceled: by `statement_timeout` or by somebody (PostgreSQL manual, PostgreSQL Error Codes)."""


def run_batches(run: Run, progress: Progress, group: PlacedGroup) -> None:
    """Run the one statement of a group in batches until no row is left to be done.

    Args:
        run, progress, group: As in `schemactl.apply.groups.run_group`.

    Raises:
        LockNotObtained: Another session was in the way at every try of one batch.
        ServerError: Rows are left that nobody can do, or the table holds rows elsewhere.
        psycopg.Error: As the server gives it; what was committed stays.
    """
    (position,) = group.positions
    statement, options = run.statement(position), run.options
    if statement.batches is None:
        raise ValueError("the statement is not one of batches")
    run.on_event(StatementStarted(position=position, statement=statement))
    started = run.clock.elapsed()
    limit_time(run.connection, lock=options.lock_timeout, statement=options.batch_timeout)
    _look_at_all_rows(run, on=True)
    _Work(run=run, progress=progress, group=group, batches=statement.batches, started=started).do_all()
    _look_at_all_rows(run, on=False)
    limit_time(run.connection, lock=options.lock_timeout, statement=options.statement_timeout)
    progress.elapsed_ms[position - 1] = round((run.clock.elapsed() - started) * 1000)
    progress.settle(group.positions, Outcome.APPLIED)
    run.on_event(StatementFinished(position=position, elapsed_ms=progress.elapsed_ms[position - 1]))
    run.on_event(GroupCommitting(group=group.number))
    history.record_applied(run.connection, run.run_id, group.positions, progress.elapsed_of(group.positions))


def _look_at_all_rows(run: Run, *, on: bool) -> None:
    """Have the server refuse a query from which row security would hide rows, instead of hiding them."""
    send(run.connection, f"SET row_security = {'off' if on else 'on'}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Place:
    """A row's place in its table: the page and the number on it; as text it is a ``tid``."""

    page: int = 0
    number: int = 0

    def __str__(self) -> str:
        return f"({self.page},{self.number})"


_START = _Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What a batch found. `due`: rows to be done; `done`: rows that were; `end`: where the next one begins."""

    due: int
    done: int
    end: _Place


def _place(text: str) -> _Place:
    page, number = text.strip("()").split(",")
    return _Place(page=int(page), number=int(number))


@dataclass(slots=True, kw_only=True)
class _Work:
    """One statement on its way.

    Attributes:
        run, progress, group: As in `run_batches`. `batches`: what to do. `started`: when, by the run's clock.
        rows, pages: How much a batch may take. `done`: rows so far.
        noted: When the history was told last, by the run's clock.
    """

    run: Run
    progress: Progress
    group: PlacedGroup
    batches: Batches
    started: float
    rows: int = FIRST_ROWS
    pages: int = FIRST_PAGES
    done: int = 0
    noted: float = float("-inf")

    def do_all(self) -> None:
        """Go over the pages until a pass that waits for every row finds none to be done."""
        self._note()
        for number in range(1, PASSES + 1):
            require_run_lock(self.run.connection)
            if not self._pass_over(number) and number > 1:
                return
        statement = self.run.statement(self.progress.position)
        raise ServerError(
            f"statement {self.progress.position} ({statement.address}) went over all rows {PASSES} times, "
            f"and still finds some to be done: {self.batches.condition}",
            hint="A trigger, a rule or the application undoes it. Find out which, then run apply again.",
            source=statement.source,
        )

    def _pass_over(self, number: int) -> int:
        """Go over all pages once; return how many rows were found that are to be done."""
        parts = send(self.run.connection, stored_relations(self.batches)).fetchall()
        elsewhere = [str(name) for name, kind, _, _ in parts if kind != "r"]
        if elsewhere:
            raise ServerError(
                f"rows of {self.batches.relation} cannot be done in batches: {', '.join(elsewhere)} stores none itself",
                hint="Detach it, or let the plan use plain statements.",
            )
        estimate = sum(int(rows) for _, _, _, rows in parts)
        return sum(self._part(number, str(name), int(pages), estimate) for name, _, pages, _ in parts)

    def _part(self, number: int, relation: str, pages: int, estimate: int) -> int:
        """Go over the pages of one table; those that come to it meanwhile belong to the next pass."""
        clock, target = self.run.clock, self.run.options.batch_target.total_seconds()
        found, place = 0, _START
        while place.page < pages:
            started = clock.elapsed()
            batch = self._patiently(relation, place, patient=number > 1)
            elapsed = clock.elapsed() - started
            found, place, self.done = found + batch.due, batch.end, self.done + batch.done
            committed = BatchCommitted(
                position=self.progress.position,
                relation=relation,
                pass_number=number,
                page=min(place.page, pages),
                pages=pages,
                rows=self.done,
                estimate=estimate,
                elapsed_ms=round(elapsed * 1000),
            )
            self.run.on_event(committed)
            self.rows = paced(self.rows, elapsed, MOST_ROWS, target)
            self.pages = paced(self.pages, elapsed, MOST_PAGES, target)
            self._note()
            clock.sleep(elapsed * REST)
        return found

    def _note(self) -> None:
        """Tell the history now and then that we are at work; how far we are, the rows themselves tell."""
        now = self.run.clock.elapsed()
        if now - self.noted >= _NOTE_SECONDS:
            self.noted = now
            elapsed_ms = round((now - self.started) * 1000)
            history.record_progress(self.run.connection, self.run.run_id, self.progress.position, elapsed_ms)

    def _patiently(self, relation: str, place: _Place, *, patient: bool) -> _Batch:
        """Run one batch: smaller when it takes too long, later when another session is in the way."""
        import psycopg

        attempt, watch = 1, None
        while True:
            started = self.run.clock.elapsed()
            try:
                with watch or contextlib.nullcontext():
                    return self._batch(relation, place, patient=patient)
            except psycopg.Error as error:
                if is_lost(self.run.connection, error):
                    raise
                if error.sqlstate == _CANCELLED and self._smaller(self.run.clock.elapsed() - started):
                    watch = None
                    continue
                if not is_in_the_way(error):
                    raise
                self._stay_away(error, attempt, watch.seen if watch else ())
            attempt += 1
            watch = Watch(self.run.conninfo, self.run.session.pid)

    def _batch(self, relation: str, place: _Place, *, patient: bool) -> _Batch:
        end, rows = _Place(page=place.page + self.pages), self.rows
        command = batch_command(self.batches, relation, after=str(place), before=str(end), rows=rows, patient=patient)
        due, done, last = send(self.run.connection, command).fetchone() or (0, 0, None)
        reached = _place(last) if last and due >= rows else end
        # A row that another session has just moved may be found at its new place, behind us.
        return _Batch(due=int(due), done=int(done), end=reached if reached > place else end)

    def _smaller(self, elapsed: float) -> bool:
        """Halve what a batch may take, if it was the time-out that ended the last one and not somebody."""
        if elapsed < self.run.options.batch_timeout.total_seconds() or (self.rows == 1 and self.pages == 1):
            return False
        self.rows, self.pages = max(1, self.rows // 2), max(1, self.pages // 2)
        return True

    def _stay_away(self, error: psycopg.Error, attempt: int, blockers: tuple[str, ...]) -> None:
        if attempt >= self.run.options.lock_tries:
            raise given_up(self.run, self.progress, error, blockers) from error
        retrying = Retrying(
            group=self.group.number,
            attempt=attempt,
            position=self.progress.position,
            reason=words(error),
            blockers=blockers,
            pause_seconds=pause(self.run, attempt),
        )
        self.run.on_event(retrying)
        self.run.clock.sleep(retrying.pause_seconds)
