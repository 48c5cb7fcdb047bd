"""What a plan drops goes to the trash, where the settings say so: run through on a clone of its own, and noted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.errors import ProofFailed
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.marks import SHADOW
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement, Trait, TransactionRule, Verb
from schemactl.model.trash import TRASH_ADDRESS, OnDrop, TrashPolicy
from schemactl.postgres.connect import first_line
from schemactl.postgres.phrases import read_phrase
from schemactl.propose.catalog import Catalog
from schemactl.rehearse.best import Aim, Order, Proven, best_proven
from schemactl.rehearse.ground import Ground
from schemactl.trash.columns import kept_column
from schemactl.trash.place import NotKept, Place, make_schema, taken_names
from schemactl.trash.tables import kept_table

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What became of a plan.

    Attributes:
        statements: The plan, with what takes things to the trash in the place of what would drop them.
        diagnostics: What is kept, and why something is not.
    """

    statements: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def with_trash(ground: Ground, statements: tuple[Statement, ...], before: Snapshot, policy: TrashPolicy) -> Keeping:
    """Return a plan that keeps what it drops, as far as that can be done.

    Args:
        ground: Where. `statements`: the plan in the order in which it worked.
        before: The clone before it. `policy`: the settings.
    """
    import psycopg

    plain = Keeping(statements=statements)
    if policy.on_drop is not OnDrop.TRASH or not any(map(_can_be_kept, statements)):
        return plain
    with ground.fresh_clone() as (connection, _):
        place = Place(connection=connection, live=before, days=policy.days, taken=taken_names(ground.live))
        there = TRASH_ADDRESS in ground.live
        run = _Run(connection=connection, place=place, order=statements, there=there)
        try:
            return run.whole()
        except psycopg.Error as error:
            reason = f"what comes after it would fail: {first_line(error)}"
            return dataclasses.replace(plain, diagnostics=tuple(run.nothing_kept(reason)))


def proven_with_trash(ground: Ground, aim: Aim, order: Order, policy: TrashPolicy) -> Proven:
    """Return the best plan that can be proven, with the trash where the settings want it and it can be proven.

    Args:
        ground, aim, order: See `best_proven`. `policy`: the settings.

    Raises:
        ProofFailed: Without the trash nothing can be proven either; a fault of ours.
    """
    keeping = with_trash(ground, order.statements, order.before, policy)
    remarks = keeping.diagnostics
    if keeping.statements != order.statements:
        try:
            proven = best_proven(ground, aim, dataclasses.replace(order, statements=keeping.statements))
            return dataclasses.replace(proven, diagnostics=(*proven.diagnostics, *remarks))
        except ProofFailed as failure:
            remarks = tuple(_not_kept(s, str(failure)) for s in order.statements if _can_be_kept(s))
    proven = best_proven(ground, aim, order)
    return dataclasses.replace(proven, diagnostics=(*proven.diagnostics, *remarks))


@dataclass(slots=True, kw_only=True)
class _Run:
    """One plan, run through statement by statement.

    Attributes:
        connection: The clone. `place`: what the forms see. `order`: the plan.
        there: Whether the schema of the trash is there.
    """

    connection: psycopg.Connection[Any]
    place: Place
    order: tuple[Statement, ...]
    there: bool

    def whole(self) -> Keeping:
        """Return what became of the plan; psycopg.Error when it does not work with the trash."""
        statements: list[Statement] = []
        remarks: list[Diagnostic] = []
        lost = {s.address: s.loses for s in self.order if _drops_table(s) and s.loses}
        self.place.leaving = frozenset(lost)
        for position, planned in enumerate(self.order):
            statement = planned
            if planned.address in lost and _drops_table(planned):
                # A partition may be detached first: its rows are lost, or kept, with the table.
                loses = lost[planned.address] if _is_drop(planned) else ()
                statement = dataclasses.replace(planned, loses=loses)
            if not (statement.loses and _can_be_kept(statement)) or self._is_a_copy(statement):
                self._run(statement)
                statements.append(statement)
                continue
            self.place.going = self._going(position)
            try:
                _add(statements, self._keep(statement))
                remarks.append(_kept(statement, self.place.days))
            except (NotKept, _Refused) as reason:
                remarks.append(_not_kept(statement, str(reason)))
                self._run(statement)
                statements.append(statement)
        return Keeping(statements=tuple(statements), diagnostics=tuple(remarks))

    def nothing_kept(self, reason: str) -> Iterator[Diagnostic]:
        """Yield why nothing of the plan is kept."""
        return (_not_kept(s, reason) for s in self.order if _can_be_kept(s))

    def _keep(self, statement: Statement) -> list[Statement]:
        import psycopg

        steps: list[Statement] = []
        form = kept_column if _drops_column(statement) else kept_table
        try:
            with self.connection.transaction():
                for step in () if self.there else make_schema(statement):
                    self.connection.execute(step.sql.encode(), binary=True)
                    steps.append(step)
                for step in form(statement, self.place):
                    self.connection.execute(step.sql.encode(), binary=True)
                    steps.append(step)
        except psycopg.Error as error:
            raise _Refused(first_line(error)) from error
        self.there = True
        return steps

    def _is_a_copy(self, statement: Statement) -> bool:
        """Return whether a column is what a run that was cut off has left of a change of type: it holds nothing new."""
        marked = Catalog(self.connection).ask("marked_columns", mark=SHADOW) if statement.column else ()
        own = (statement.address.schema, statement.address.name, statement.column)
        return any((row["schema"], row["name"], row["column"]) == own for row in marked)

    def _run(self, statement: Statement) -> None:
        self.connection.execute(statement.sql.encode(), binary=True)

    def _going(self, position: int) -> frozenset[tuple[int, int]]:
        """Return what is dropped after a statement, by catalog and oid; a clone has the oids of what it was made of."""
        later = (s.address for s in self.order[position + 1 :] if s.verb is Verb.DROP)
        entries = (self.place.live.entries.get(address) for address in later)
        return frozenset((e.catalog, e.oid) for e in entries if e is not None and e.oid)


class _Refused(Exception):
    """The server refuses a step; the message is its own."""


def _add(statements: list[Statement], steps: list[Statement]) -> None:
    """Add what keeps one thing. Columns of a table that go one after the other are all copied before the first goes.

    Dropping one takes a lock that keeps readers away as well; it need not be held while others are copied.
    """
    before = len(statements)
    while _is_copied(statements[:before]) and statements[before - 1].address == steps[-1].address:
        before -= 1
    if before < len(statements) and _is_copied(steps):
        statements[before:before] = steps[:-1]
        statements.append(steps[-1])
    else:
        statements += steps


def _is_copied(steps: list[Statement]) -> bool:
    """Return whether the last of these steps drops a column whose values were copied: it loses none."""
    return bool(steps) and bool(steps[-1].column) and _drops_column(_losing(steps[-1])) and not steps[-1].loses


def _losing(statement: Statement) -> Statement:
    address = statement.address
    return dataclasses.replace(statement, loses=(f"{address.schema}.{address.name}.{statement.column}",))


def _drops_table(statement: Statement) -> bool:
    return statement.address.kind == "TABLE" and statement.verb is Verb.DROP


def _is_drop(statement: Statement) -> bool:
    return _drops_table(statement) and read_phrase(statement.sql).head == "DROP TABLE"


def _drops_column(statement: Statement) -> bool:
    """Return whether a statement loses the values of the column it drops, and nothing else."""
    address = statement.address
    own = (f"{address.schema}.{address.name}.{statement.column}",)
    if address.kind != "TABLE" or statement.loses != own or Trait.ROUNDS_VALUES in statement.traits:
        return False
    actions = read_phrase(statement.sql).actions
    one = len(actions) == 1 and statement.transaction is TransactionRule.NORMAL
    return one and actions[0].part_after("DROP COLUMN") == statement.column


def _can_be_kept(statement: Statement) -> bool:
    return bool(statement.loses) and (_drops_table(statement) or _drops_column(statement))


def _kept(statement: Statement, days: int) -> Diagnostic:
    what = f"{statement.address.schema}.{statement.address.name}"
    what += f".{statement.column}" if _drops_column(statement) else ""
    return Diagnostic(
        code="kept-in-trash",
        level=Level.NOTE,
        message=f"{what} goes to the trash, where it stays for {days} days",
        hint=f"`schemactl restore {what}` brings it back, `schemactl trash` shows what is there.",
        address=statement.address,
    )


def _not_kept(statement: Statement, reason: str) -> Diagnostic:
    what = f"column {statement.column} of {statement.address}" if _drops_column(statement) else str(statement.address)
    return Diagnostic(
        code="not-kept",
        level=Level.WARNING,
        message=f"{what} cannot go to the trash: {reason}",
        hint="It is lost when it is dropped, which has to be allowed by name.",
        address=statement.address,
    )
