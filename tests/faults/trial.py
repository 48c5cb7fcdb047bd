"""One plan, one fault, one message: what is said must be true, and the same command again must end as a clean run does.

A `Lab` is a server with the plans to be interrupted on it. What a clean run makes of each is found out first: how many
messages it sends, and what the database is after each transaction.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from schemactl.apply.events import Event, GroupCommitted, RunStarted
from schemactl.apply.progress import placed_groups
from schemactl.errors import SchemactlError, StalePlan
from schemactl.model.plan import Plan
from schemactl.model.report import Outcome
from schemactl.model.statement import Statement, Verb
from schemactl.postgres.connect import connect
from schemactl.scratch.server import database_name
from tests.faults.plans import Subject
from tests.faults.run import PATIENT, Order, Said, carry_out, run
from tests.faults.server import Restartable, restartable_server
from tests.faults.state import State, applied_twice, look
from tests.faults.zygote import Zygote
from tests.fixtures.proxy import Fault, Mode, open_proxy

if TYPE_CHECKING:
    import psycopg

_PLANNED_AGAIN_AT_MOST = 3
_SUMMARY = re.compile(r"^Of \d+ statements .*\b(applied|in doubt): \d", re.MULTILINE)
_CANCEL_FOR_SECONDS = 0.2


class Kind(StrEnum):
    """What goes wrong at a message."""

    DROP_BEFORE = "connection dropped before it is sent"
    CUT = "connection dropped in the middle of it"
    DROP_AFTER = "connection dropped right after it"
    DROP_RESPONSE = "answered, and the answer lost"
    BLACKHOLE = "nothing gets through, the server waits"
    KILL = "SIGKILL of the tool"
    TERMINATE = "session terminated"
    CANCEL = "statement cancelled"
    RESTART = "server restarted at once"


_MODES = {
    Kind.DROP_BEFORE: Mode.DROP_BEFORE,
    Kind.CUT: Mode.CUT,
    Kind.DROP_AFTER: Mode.DROP_AFTER,
    Kind.DROP_RESPONSE: Mode.DROP_RESPONSE,
    Kind.BLACKHOLE: Mode.BLACKHOLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A clean run.

    Attributes:
        subject: What is planned. `template`: a database to copy. `plan_for`: plans again from a database's state.
        start: The state before. `boundaries`: the state after each group, beginning with `start`.
        plan: The plan of the clean run. `messages`: how many commands it sends. `seconds`: how long its
            statements take, without our looking at what they do.
        repeated: Commands that may be applied more than once: those a clean run repeats, and what only touches rows
            that still need it. Whether they did so is seen from the rows.
    """

    subject: Subject
    template: str
    plan_for: Callable[[str, State], Plan]
    start: State
    boundaries: tuple[State, ...]
    plan: Plan
    messages: int
    seconds: float
    repeated: set[str]


@dataclass(slots=True)
class Stopwatch:
    """How long something took, pauses left out."""

    began: float = 0.0

    def begin(self) -> None:
        """Start it."""
        self.began = time.monotonic()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Leave out what happens meanwhile."""
        paused = time.monotonic()
        yield
        self.began += time.monotonic() - paused

    @property
    def seconds(self) -> float:
        """Return what it shows."""
        return time.monotonic() - self.began


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What came out of one trial; a clean one has no complaints.

    Attributes:
        subject, kind, message: The trial.
        fired: Whether the fault happened. `failed`: whether the run ended with an error, or was killed.
        lost: Rows lost or doubled, or a group half done. `wrong`: what was said and is not true, or not said at all.
        diverged: Why the same command again did not end as a clean run.
    """

    subject: str
    kind: Kind
    message: int
    fired: bool = False
    failed: bool = False
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    diverged: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        """Return all of them."""
        return [*self.lost, *self.wrong, *self.diverged]


@dataclass(slots=True, kw_only=True)
class Lab:
    """A server, and the references on it. Use `open_lab` to get one."""

    running: Restartable
    zygote: Zygote
    directory: Path
    _references: dict[str, Reference] = field(default_factory=dict)
    _session: psycopg.Connection[Any] | None = None

    def reference(self, subject: Subject) -> Reference:
        """Return the clean run of a subject; it is made once."""
        if subject.name not in self._references:
            self._references[subject.name] = self._clean_run(subject)
        return self._references[subject.name]

    @contextlib.contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database, yield its connection string, and drop it."""
        name = database_name("fault")
        self.running.server.create_database(name, template=template)
        try:
            yield self.running.server.conninfo(name)
        finally:
            self.running.server.drop_database(name)

    def session(self) -> psycopg.Connection[Any]:
        """Return a session from which others can be ended."""
        if self._session is None or self._session.closed:
            self._session = connect(self.running.server.conninfo("postgres"))
        return self._session

    def act(self, kind: Kind) -> Callable[[int, threading.Event], None]:
        """Return what is done to the server, or to our session on it."""
        return {Kind.TERMINATE: self._terminate, Kind.CANCEL: self._cancel, Kind.RESTART: self._restart}[kind]

    def close(self) -> None:
        """End what is open."""
        if self._session is not None:
            self._session.close()
        self.zygote.close()

    def _terminate(self, pid: int, _answered: threading.Event) -> None:
        self.session().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    def _cancel(self, pid: int, answered: threading.Event) -> None:
        # Most statements take less than a millisecond: it is cancelled until it has answered.
        for _ in range(100):
            self.session().execute("SELECT pg_cancel_backend(%s)", [pid])
            if answered.wait(_CANCEL_FOR_SECONDS / 100):
                return

    def _restart(self, _pid: int, _answered: threading.Event) -> None:
        if self._session is not None:
            self._session.close()
        self.running.restart()

    def _clean_run(self, subject: Subject) -> Reference:
        template = database_name("template")
        self.running.server.create_database(template)
        with connect(self.running.server.conninfo(template)) as connection:
            connection.execute(subject.live.encode())
        plan_anew = subject.planner(self.running.url, self.directory)
        known: dict[State, Plan] = {}

        def plan_for(conninfo: str, state: State) -> Plan:
            # Between two of the same state nothing differs that a plan is made from.
            if state not in known:
                known[state] = plan_anew(conninfo)
            return known[state]

        with self.database(template) as conninfo, open_proxy(conninfo) as (proxy, through):
            start = look(conninfo)
            plan, boundaries = plan_for(conninfo, start), [start]

            times = Stopwatch()

            def observe(event: Event) -> None:
                if isinstance(event, RunStarted):
                    times.begin()
                if isinstance(event, GroupCommitted):
                    with times.paused():
                        boundaries.append(look(conninfo))

            carry_out(through, plan, start, allow=subject.allow, options=PATIENT, on_event=observe)
            seconds, end = times.seconds, look(conninfo)
            assert boundaries[-1] == end
            assert len({(state.schema, state.rows) for state in boundaries}) == len(plan.groups) + 1
            assert plan_for(conninfo, end).empty
            return Reference(
                subject=subject,
                template=template,
                plan_for=plan_for,
                start=start,
                boundaries=tuple(boundaries),
                plan=plan,
                messages=len(proxy.commands),
                seconds=seconds,
                repeated={*applied_twice(conninfo), *(s.sql for s in plan.statements if _does_no_harm_again(s))},
            )


def _does_no_harm_again(statement: Statement) -> bool:
    """Return whether a statement changes only rows that still need it, or samples rows anew."""
    return statement.verb is Verb.DATA or statement.sql.startswith("ANALYZE ")


@contextlib.contextmanager
def open_lab(major: int | None = None) -> Iterator[Lab]:
    """Start a server of a major version, the newest for None; it and all on it is gone at the end."""
    with restartable_server(major) as running, TemporaryDirectory() as directory:
        lab = Lab(running=running, zygote=Zygote(), directory=Path(directory))
        try:
            yield lab
        finally:
            lab.close()


def attempt(lab: Lab, subject: Subject, kind: Kind, message: int) -> Verdict:
    """Run a plan until the fault, judge what was said, run the same command again, judge the database.

    Args:
        lab: The server. `subject`: the plan. `kind`: what goes wrong. `message`: at which command, 1-based.
    """
    reference = lab.reference(subject)
    verdict = Verdict(subject=subject.name, kind=kind, message=message)
    with lab.database(reference.template) as conninfo:
        victim: queue.SimpleQueue[int] = queue.SimpleQueue()
        acted = threading.Event()
        with open_proxy(conninfo, _fault(lab, kind, message, victim, acted)) as (proxy, through):
            order = Order(
                conninfo=through, plan=reference.plan, expected=reference.start, allow=reference.subject.allow
            )
            if kind is Kind.KILL:
                victim.put(lab.zygote.start(order))
                said = lab.zygote.wait()
            else:
                said = run(order)
            verdict.fired = proxy.fired and (kind in _MODES or acted.wait(30))
            verdict.failed = said is None or bool(said.error)
            if said is not None:
                _judge_words(verdict, reference, said, look(conninfo))
            judge_again(verdict, reference, conninfo)
    return verdict


def _fault(lab: Lab, kind: Kind, message: int, victim: queue.SimpleQueue[int], acted: threading.Event) -> Fault:
    if kind in _MODES:
        # A black hole may swallow the message or only the answer.
        return Fault(mode=_MODES[kind], number=message, swallowed=bool(message % 2))

    def act(pid: int, answered: threading.Event) -> None:
        if kind is Kind.KILL:
            os.kill(victim.get(timeout=10), signal.SIGKILL)
        else:
            lab.act(kind)(pid, answered)
        acted.set()

    return Fault(mode=Mode.ACT, number=message, act=act)


def _judge_words(verdict: Verdict, reference: Reference, said: Said, now: State) -> None:
    """Compare what a run said of every statement, and of itself, with the database."""
    reached = _reached(reference, now)
    if reached is None:
        verdict.lost.append("the database is between two transactions")
        return
    done, batches = reached
    if not said.error and done != len(reference.boundaries) - 1:
        verdict.wrong.append(f"said that all is applied, and {done} groups are")
    for group in placed_groups(reference.plan):
        outcomes = {said.outcomes[p - 1] for p in group.positions} if said.outcomes else {Outcome.NOT_APPLIED}
        # What is left of a concurrent drop that failed is an invalid index: gone, in a state, and not in another.
        half_dropped = bool(now.invalid) and group.number == done
        # Of batches the last may be committed and its answer lost: that no row is left, the next run finds out.
        if group.number == batches and outcomes != {Outcome.APPLIED}:
            continue
        if outcomes == {Outcome.IN_DOUBT}:
            if group.transactional:
                verdict.wrong.append(f"group {group.number} was said to be in doubt")
        elif len(outcomes) > 1 or ((outcomes == {Outcome.APPLIED}) != (group.number <= done) and not half_dropped):
            verdict.wrong.append(f"group {group.number} was said to be {sorted(outcomes)}, and {done} groups are done")
    if said.error and not (_SUMMARY.search(said.error) if said.outcomes else "othing was changed" in said.error):
        verdict.wrong.append(f"it does not say what is applied: {said.error}")


def _reached(reference: Reference, now: State) -> tuple[int, int] | None:
    """Return how many groups are done, and which of them is one of batches that may not know its end; 0 for none.

    Between two batches some rows of one table are as before and some as after: which is right is judged at the end.
    """
    plan, boundaries = reference.plan, reference.boundaries
    batched = {number for number, group in enumerate(plan.groups, 1) if any(s.batches for s in group.statements)}
    for number, state in enumerate(boundaries):
        if (state.schema, state.rows) == (now.schema, now.rows):
            return number, number if number in batched else 0
    for number in batched:
        before = boundaries[number - 1]
        changed = sum(old != new for old, new in zip(before.rows, now.rows, strict=False))
        if (before.schema, before.counts) == (now.schema, now.counts) and changed == 1:
            return number - 1, number
    return None


def judge_again(verdict: Verdict, reference: Reference, conninfo: str) -> None:
    """Run the same command again, which plans from what is there, and compare the end with that of a clean run."""
    try:
        for remaining in reversed(range(_PLANNED_AGAIN_AT_MOST)):
            state = look(conninfo)
            plan = reference.plan_for(conninfo, state)
            try:
                carry_out(conninfo, plan, state, allow=reference.subject.allow, options=PATIENT)
                break
            except StalePlan:
                # What the killed run had sent was still going on when this plan was made.
                if not remaining:
                    raise
    except SchemactlError as error:
        verdict.diverged.append(f"the same command again: {error.message} {error.hint}")
    except Exception as error:  # noqa: BLE001 - a traceback is a complaint as well
        verdict.diverged.append(f"the same command again: {type(error).__name__}: {error}")
    _judge_end(verdict, reference, conninfo)


def _judge_end(verdict: Verdict, reference: Reference, conninfo: str) -> None:
    end, wanted = look(conninfo), reference.boundaries[-1]
    if end.rows != wanted.rows:
        verdict.lost.append(f"rows differ: {end.rows} and not {wanted.rows}")
    if end.positions != wanted.positions:
        verdict.diverged.append(f"sequences stand elsewhere: {end.positions} and not {wanted.positions}")
    if (end.schema, end.invalid) != (wanted.schema, wanted.invalid):
        verdict.diverged.append(f"the schema is another than after a clean run; invalid indexes: {end.invalid}")
    twice = [command for command in applied_twice(conninfo) if command not in reference.repeated]
    if twice:
        verdict.wrong.append(f"the history calls it applied twice: {twice}")
