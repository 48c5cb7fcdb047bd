"""The rounds of planning: propose, run on the clone, look again, until the clone equals the desired database.

What the server refuses is tried again after the others; what dependants block is done after dropping them by name, and
they come back in the next round because they are then missing. The order in which statements worked is the plan's
order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from schemactl.errors import CannotPlan
from schemactl.model.address import Address
from schemactl.model.intent import Backfill
from schemactl.model.scope import Scope
from schemactl.model.statement import Phase, Statement, TransactionRule, Verb
from schemactl.postgres.connect import first_line
from schemactl.postgres.quoting import qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.compare import Comparison
from schemactl.propose.dependants import CannotClear, Clearing, Reach, clearing_commands
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.proposers import propose_all
from schemactl.propose.sides import Sides
from schemactl.propose.unsettled import LET_GO, SET_ASIDE
from schemactl.rehearse.event_triggers import let_rest

if TYPE_CHECKING:
    import psycopg

MAX_ROUNDS = 12
"""Measured: the longest chains of real changes (a type under a view under a materialized view) take five."""

_ALREADY_GONE = frozenset({"42P01", "42704", "42703", "42883", "3F000"})
_DEPENDED_ON = frozenset({"0A000", "2BP01", "42P13", "42P16", "42804"})
"""Refusals that say something depends on the object or does not fit what depends on it (PostgreSQL error codes)."""

Looker = Callable[[], Comparison]
"""Takes a snapshot of the clone and compares it with the desired one."""


@dataclass(slots=True)
class Rehearsal:
    """The state of one planning run on one clone.

    Attributes:
        connection: Session on the clone, in autocommit mode. `desired`: catalogs of the desired database.
        scope: What is managed. `target_version`: ``server_version_num`` of the live server.
        filled, moves_rows: See `Sides`.
        statements: What worked so far, in order.
        refusals: Last refusal of the server per address, for the report on what cannot be planned.
        renamed: What got another name, old to new.
        unfilled: Why a materialized view the plan makes cannot be filled, by address.
        last_state: SQLSTATE of the most recent refusal.
    """

    connection: psycopg.Connection[Any]
    desired: Catalog
    scope: Scope
    target_version: int
    filled: Mapping[tuple[Address, str], Backfill] = field(default_factory=dict)
    moves_rows: bool = False
    statements: list[Statement] = field(default_factory=list)
    refusals: dict[Address, str] = field(default_factory=dict)
    renamed: dict[Address, Address] = field(default_factory=dict)
    unfilled: dict[Address, str] = field(default_factory=dict)
    last_state: str = ""

    def converge(self, look: Looker, accept: Callable[[Proposal], bool], comparison: Comparison) -> Comparison:
        """Run rounds until nothing differs or nothing accepted works any more; return the last comparison.

        Args:
            look: Reads the clone again.
            accept: Tells which proposals belong to this stretch of the plan.
            comparison: How the clone compares now.
        """
        for _ in range(MAX_ROUNDS):
            if comparison.equal:
                break
            let_rest(self.connection)
            if not self._round([p for p in propose_all(self._sides(comparison)) if accept(p)]):
                break
            comparison = look()
        return comparison

    def _sides(self, comparison: Comparison) -> Sides:
        let_go = {statement.address for statement in self.statements if statement.cause == LET_GO}
        made = [s for s in self.statements if s.verb is Verb.CREATE and s.address not in let_go]
        return Sides(
            comparison=comparison,
            clone=Catalog(self.connection),
            desired=self.desired,
            target_version=self.target_version,
            made=frozenset(statement.address for statement in made),
            late=frozenset(statement.address for statement in made if statement.transaction is TransactionRule.LAST),
            dropped=frozenset(statement.address for statement in self.statements if statement.verb is Verb.DROP),
            made_anew=frozenset(s.address for s in self.statements if s.cause in (LET_GO, SET_ASIDE)),
            filled=self.filled,
            moves_rows=self.moves_rows,
        )

    def run_intent(self, statement: Statement) -> None:
        """Run a statement an intent asks for.

        Raises:
            CannotPlan: The server refuses it; the intent does not fit the live database.
        """
        import psycopg

        try:
            with self.connection.transaction():
                self.connection.execute(statement.sql.encode())
        except psycopg.Error as error:
            raise CannotPlan(
                f"an intent cannot be carried out: {first_line(error)} (in: {statement.sql.strip()[:200]})",
                hint="Correct the intent where it is declared.",
                source=statement.source,
            ) from error
        self.statements.append(statement)

    def fill_views(self) -> None:
        """Fill the materialized views the plan has made: pg_dump creates them empty, and then nobody can read them.

        In the transaction that makes them: were the run interrupted in between, nothing would tell later that they are
        to be filled. One whose query fails even without rows (its owner may not read a table) stays as it is.
        """
        import psycopg

        made = {s.address for s in self.statements if s.verb is Verb.CREATE}
        for row in Catalog(self.connection).ask("unfilled_views"):
            address = Address("MATERIALIZED VIEW", row["schema"], row["name"])
            if address in made:
                refresh = Statement(
                    sql=f"REFRESH MATERIALIZED VIEW {qualified(address.schema, address.name)}",
                    address=address,
                    verb=Verb.DATA,
                    cause="a new materialized view is filled",
                    phase=Phase.CONTRACT,
                )
                try:
                    with self.connection.transaction():
                        self.connection.execute(refresh.sql.encode())
                except psycopg.Error as error:
                    self.unfilled[address] = first_line(error)
                else:
                    self.statements.append(refresh)

    def _round(self, proposals: list[Proposal]) -> bool:
        """Run one round of proposals; return whether anything worked."""
        before, waiting = len(self.statements), proposals
        while waiting:
            refused = self._pass(waiting)
            if len(refused) == len(waiting):
                break
            waiting = refused
        for reach in Reach:
            waiting = [proposal for proposal in waiting if not self._clear_and_try(proposal, reach)]
        return len(self.statements) > before

    def _pass(self, waiting: list[Proposal]) -> list[Proposal]:
        """Run proposals in their order; return those that were refused or wait for one that was."""
        refused: list[Proposal] = []
        for proposal in waiting:
            held = any(other.address in proposal.after for other in refused)
            if held or not self._try_or_clear(proposal):
                refused.append(proposal)
        return refused

    def _try_or_clear(self, proposal: Proposal) -> bool:
        """Run a proposal; an alteration that dependants block clears them away at once.

        Later would mean that what is created in between is dropped again. Drops wait instead: what blocks them may be
        about to be dropped itself. One that makes room does not: what is created in between would take it for its heir.
        """
        self.last_state = ""
        if self._try(proposal):
            return True
        urgent = proposal.makes_room or (proposal.verb is Verb.ALTER and proposal.stage is Stage.SHAPE)
        if not urgent or self.last_state not in _DEPENDED_ON:
            return False
        return any(self._clear_and_try(proposal, reach) for reach in Reach)

    def _try(self, proposal: Proposal) -> bool:
        """Run a proposal by the first alternative the server accepts."""
        return any(self._run(proposal, way) for way in proposal.alternatives)

    def _clear_and_try(self, proposal: Proposal, reach: Reach) -> bool:
        """Drop what depends on the object, then run the proposal; undo all of it when that does not help."""
        if not proposal.target[1]:
            return False
        catalog = Catalog(self.connection)
        try:
            blockers = clearing_commands((catalog, self.desired), proposal.target, proposal.column, self.scope, reach)
        except CannotClear as obstacle:
            self.refusals[proposal.address] = f"{obstacle} depends on it"
            return False
        ways = proposal.alternatives if blockers else ()
        ways += ((proposal.recreates,),) if proposal.recreates else ()
        return any(self._run(proposal, way, blockers) for way in ways)

    def _run(self, proposal: Proposal, commands: tuple[str, ...], blockers: Sequence[Clearing] = ()) -> bool:
        """Run commands that belong together in one transaction; keep them as statements when all worked."""
        import psycopg

        try:
            with self.connection.transaction():
                for command in (*(blocker.command for blocker in blockers), *commands):
                    self.connection.execute(command.encode(), binary=True)
        except psycopg.Error as error:
            return self._refused(proposal, error)
        dropping = bool(proposal.recreates) and commands[-1] == proposal.recreates
        self.statements += [_blocker(proposal, blocker.address, blocker.command, blocker.verb) for blocker in blockers]
        self.statements += [
            _blocker(proposal, proposal.address, command)
            if dropping
            else _statement(proposal, command, first=not place)
            for place, command in enumerate(commands)
        ]
        self.renamed |= dict(proposal.renames)
        self.refusals.pop(proposal.address, None)
        return True

    def _refused(self, proposal: Proposal, error: psycopg.Error) -> bool:
        """Remember a refusal; return True when nothing is left to do because the object is gone already."""
        state = self.last_state = error.sqlstate or ""
        if proposal.verb is Verb.DROP and state in _ALREADY_GONE:
            return True
        self.refusals[proposal.address] = first_line(error)
        return False


def _statement(proposal: Proposal, command: str, *, first: bool) -> Statement:
    """Return one command of a proposal; what is lost is looked at before the first."""
    return Statement(
        sql=command,
        address=proposal.address,
        verb=proposal.verb,
        cause=proposal.cause,
        phase=proposal.phase,
        proposer=proposal.proposer,
        transaction=proposal.transaction,
        column=proposal.column,
        traits=proposal.traits,
        question=proposal.question,
        loses=proposal.loses if first else (),
    )


def _blocker(proposal: Proposal, address: Address, command: str, verb: Verb = Verb.DROP) -> Statement:
    """Return the statement that takes something away which stands in the way and comes back later."""
    return Statement(
        sql=command,
        address=address,
        verb=verb,
        cause=f"stands in the way: {proposal.cause}",
        phase=proposal.phase,
        proposer="archive",
    )


def additions(proposal: Proposal) -> bool:
    """Accept what may run before rows are moved: nothing removes rows, nothing can be violated by existing ones."""
    return proposal.phase is not Phase.CONTRACT


def everything(proposal: Proposal) -> bool:
    """Accept every proposal."""
    del proposal
    return True
