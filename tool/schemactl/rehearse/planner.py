"""From two snapshots to a proven plan, on one scratch server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.kinds import Way, rule_for
from schemactl.model.online import OnlinePolicy
from schemactl.model.plan import Change, Proof, TransactionGroup
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase, Statement, Verb
from schemactl.model.trash import TRASH_ADDRESS, OnDrop, TrashPolicy
from schemactl.plan.divide import divided
from schemactl.plan.hazards.derive import with_hazards
from schemactl.postgres.quoting import qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.compare import Comparison, owner_differences, text_differences
from schemactl.propose.hints import differing_parts, possible_renames
from schemactl.propose.intents import Intents, moving_statements, ready, row_statements
from schemactl.propose.moves import former_names
from schemactl.rehearse import public_schema
from schemactl.rehearse.best import Aim, Order
from schemactl.rehearse.ground import Bench, Ground, rebuilt
from schemactl.rehearse.keeping import proven_with_trash
from schemactl.rehearse.rehearsal import Looker, Rehearsal, additions, everything
from schemactl.rehearse.remarks import (
    cannot_plan,
    column_order,
    defined_here,
    not_rebuilt,
    old_lexemes,
    pending,
    staying,
    unfilled,
    unfinished_work,
    unplanned,
)

NEWEST_VERSION = 180000
"""For words about differences, which do not depend on what a server can alter in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The outcome of planning.

    Attributes:
        changes: What differs. `groups`: the plan, with locks and hazards. `diagnostics`: remarks and what cannot be
            planned.
        proof: How it was proven; None when nothing differs.
        before: What the clone was before the plan, or None. `result`: what the proof made of it.
    """

    changes: tuple[Change, ...]
    groups: tuple[TransactionGroup, ...]
    diagnostics: tuple[Diagnostic, ...]
    proof: Proof | None
    before: Snapshot | None = None
    result: Snapshot | None = None

    @classmethod
    def nothing(cls) -> Planned:
        """Return the outcome when nothing differs."""
        return cls(changes=(), groups=(), diagnostics=(), proof=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What differs, without a plan.

    Attributes:
        changes: The differences. `diagnostics`: column order, and what could not be rebuilt.
        live, desired: The two sides as the same server puts them; None when nothing differs.
        owners: Where the owner is meant and differs.
    """

    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]
    live: Snapshot | None
    desired: Snapshot | None
    owners: frozenset[Address] = frozenset()

    @classmethod
    def none(cls) -> Differences:
        """Return the outcome when nothing differs."""
        return cls(changes=(), diagnostics=(), live=None, desired=None)


def plan_changes(
    bench: Bench,
    live: Snapshot,
    desired: Snapshot,
    scope: Scope,
    intents: Intents | None = None,
    *,
    online: OnlinePolicy | None = None,
    trash: TrashPolicy | None = None,
) -> Planned:
    """Plan the way from live to desired.

    `online` says when to take online forms; by default for big tables. `trash` says what becomes of what is dropped; by
    default it is gone.

    Raises:
        CannotPlan: An intent does not fit the live database.
        ProofFailed: The plan found does not lead to the desired state on a fresh clone; a fault of ours.
        ScratchError: The scratch server failed.
    """
    declared = intents or Intents()
    touched = text_differences(live, desired, scope) | owner_differences(live, desired, scope)
    if not touched and not declared.due_alone():
        return Planned.nothing()
    unplannable = frozenset(a for a in touched if rule_for(a.kind).change is Way.REFUSE)
    kept = trash or TrashPolicy()
    bin_ = frozenset({TRASH_ADDRESS} if kept.on_drop is OnDrop.TRASH else ()).intersection(live.entries)
    reached = (touched - unplannable) | declared.touched(live) | bin_
    with rebuilt(bench, (live, desired), scope, reached, declared) as (ground, refused):
        refusals = tuple(cannot_plan(address, rule_for(address.kind).note) for address in sorted(unplannable))
        lost = not_rebuilt(refused, scope, touched)
        remarks = (*lost, *refusals, *staying(live, desired, scope), *unfinished_work(live))
        planned = _plan(ground, declared, remarks, online or OnlinePolicy(), kept)
    changes = tuple(Change(address=address, sign=_sign(address, live, desired)) for address in sorted(unplannable))
    return dataclasses.replace(planned, changes=(*planned.changes, *changes))


def _sign(address: Address, live: Snapshot, desired: Snapshot) -> str:
    if address not in live:
        return "+"
    return "~" if address in desired else "-"


def find_differences(
    bench: Bench, live: Snapshot, desired: Snapshot, scope: Scope, intents: Intents | None = None
) -> Differences:
    """Return what differs between live and desired, both seen through the scratch server, without planning anything.

    Raises:
        ScratchError: The scratch server failed.
    """
    touched = text_differences(live, desired, scope) | owner_differences(live, desired, scope)
    if not touched:
        return Differences.none()
    with (
        rebuilt(bench, (live, desired), scope, touched, intents or Intents()) as (ground, refused),
        ground.session(ground.databases.base) as (_, look),
    ):
        found = look()
    return Differences(
        changes=_changes(found),
        diagnostics=(
            *not_rebuilt(refused, scope, touched),
            *column_order(found),
            *defined_here(found),
            *unfinished_work(found.live),
        ),
        live=found.live,
        desired=found.desired,
        owners=found.owners,
    )


def _plan(
    ground: Ground, intents: Intents, diagnostics: tuple[Diagnostic, ...], online: OnlinePolicy, trash: TrashPolicy
) -> Planned:
    with ground.fresh_clone() as (connection, look):
        making = public_schema.making(ground.live, ground.wanted)
        for statement in making:
            connection.execute(statement.sql.encode())
        first = look()
        rehearsal = Rehearsal(
            connection=connection,
            statements=[*making],
            desired=Catalog(ground.model),
            scope=ground.scope,
            target_version=ground.live.facts.version,
            filled=intents.filled,
            moves_rows=intents.have_work(first.live),
        )
        rehearsed = _rehearse(rehearsal, look, first, intents)
        now, later = rehearsal.statements[: rehearsed.length], rehearsal.statements[rehearsed.length :]
        lexemes = old_lexemes(now, Catalog(connection))
    proven = proven_with_trash(ground, rehearsed.aim, _order(now, first.live, intents, online), trash)
    return Planned(
        changes=(*_moves(now), *_with_renames(_changes_now(rehearsed, now), rehearsal.renamed)),
        groups=with_hazards(divided(proven.groups, ground.live.facts.lock_slots), _partitions(first.live)),
        diagnostics=(
            *diagnostics,
            *possible_renames(rehearsed.moved, NEWEST_VERSION),
            *column_order(rehearsed.last),
            *defined_here(rehearsed.last),
            *lexemes,
            *proven.diagnostics,
            *unfilled(rehearsal.unfilled),
            *pending(later),
            *unplanned(rehearsed.last, rehearsal.refusals),
        ),
        proof=proven.proof,
        before=first.live,
        result=proven.result,
    )


def _order(now: Iterable[Statement], live: Snapshot, intents: Intents, online: OnlinePolicy) -> Order:
    """Return what is to be arranged; `live` is the clone before it."""
    covered = intents.covered(live)
    statements = tuple(_without_covered(statement, covered) for statement in now)
    return Order(statements, live, online, former_names(intents.declared, live))


def _partitions(live: Snapshot) -> frozenset[str]:
    return frozenset(qualified(a.schema, a.name) for a in live.entries if a.kind == "TABLE ATTACH")


def _without_covered(statement: Statement, covered: frozenset[str]) -> Statement:
    """Return a statement that loses only what no intent has taken care of."""
    lost = tuple(name for name in statement.loses if name not in covered)
    return dataclasses.replace(statement, loses=lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rehearsed:
    """How a rehearsal went.

    Attributes:
        moved: The comparison after the moves. `end`: where the plan ends. `last`: when all was done that can be.
        length: How many of the statements belong to the plan; the others are for a later phase.
    """

    moved: Comparison
    end: Comparison
    last: Comparison
    length: int

    @property
    def aim(self) -> Aim:
        """Return what the proof has to find."""
        return Aim(left=frozenset(self.end.remaining), reached=self.last.equal)


def _rehearse(rehearsal: Rehearsal, look: Looker, first: Comparison, intents: Intents) -> _Rehearsed:
    """Run the stretches of a plan in order: moves, additions, rows, the rest.

    A plan that ends with an earlier phase is rehearsed to the end as well: what cannot be planned is said at once.
    """
    clone = Catalog(rehearsal.connection)
    moves = moving_statements(intents, first.live, first.desired, clone)
    for statement in moves:
        rehearsal.run_intent(statement)
    moved = now = look() if moves else first
    ends: dict[Phase | None, tuple[Comparison, int]] = {}
    if now.equal and not intents.have_work(first.live):
        return _Rehearsed(moved=moved, end=now, last=now, length=len(rehearsal.statements))
    if intents.move_rows(moved.live) or intents.phase in (Phase.EXPAND, Phase.MIGRATE):
        now = rehearsal.converge(look, additions, moved)
        if intents.phase is Phase.EXPAND:
            rehearsal.fill_views()
        ends[Phase.EXPAND] = (now, len(rehearsal.statements))
        rows = row_statements(intents, now.live, now.desired, clone, rehearsal.desired)
        done = ready(rows, intents.phase)
        for statement in rows[:done]:
            rehearsal.run_intent(statement)
        if intents.phase is Phase.MIGRATE:
            rehearsal.fill_views()
        now = look() if rows else now
        ends[Phase.MIGRATE] = (now, len(rehearsal.statements))
        for statement in rows[done:]:
            rehearsal.run_intent(statement)
        now = look() if rows[done:] else now
    last = rehearsal.converge(look, everything, now)
    rehearsal.fill_views()
    end, length = ends.get(intents.phase, (last, len(rehearsal.statements)))
    return _Rehearsed(moved=moved, end=end, last=last, length=length)


def _changes(comparison: Comparison) -> tuple[Change, ...]:
    signs = dict.fromkeys(comparison.added, "+") | dict.fromkeys(comparison.removed, "-")
    parts = {pair.address: differing_parts(pair, NEWEST_VERSION) for pair in comparison.relations}
    return tuple(
        Change(address=address, sign=signs.get(address, "~"), parts=parts.get(address, ()))
        for address in comparison.remaining
    )


def _changes_now(rehearsed: _Rehearsed, statements: Iterable[Statement]) -> tuple[Change, ...]:
    """Return the differences the plan closes, wholly or in part."""
    subjects = {statement.address for statement in statements}
    subjects |= {Address("TABLE", a.schema, a.parent) for a in subjects if a.parent}
    left = set(rehearsed.end.remaining)
    closed = _changes(rehearsed.moved)
    if rehearsed.end is rehearsed.last:
        return closed
    return tuple(change for change in closed if change.address not in left or change.address in subjects)


def _with_renames(changes: tuple[Change, ...], renamed: Mapping[Address, Address]) -> Iterator[Change]:
    """Yield the changes with what only gets another name as one change of the new name."""
    signs = {change.address: change.sign for change in changes}
    before = {new: old for old, new in renamed.items() if (signs.get(old), signs.get(new)) == ("-", "+")}
    for change in changes:
        if change.address in before:
            old = before[change.address]
            name = old.name.removeprefix(f"{old.parent} ")
            yield dataclasses.replace(change, sign="~", parts=(f"renamed from {name}",))
        elif change.address not in before.values():
            yield change


def _moves(statements: Iterable[Statement]) -> tuple[Change, ...]:
    """Return what moves or is renamed, under the names it has afterwards."""
    causes: dict[Address, list[str]] = {}
    for statement in statements:
        if statement.verb is Verb.MOVE:
            causes.setdefault(statement.address, []).append(statement.cause)
    return tuple(
        Change(address=address, sign="~", parts=tuple(dict.fromkeys(parts))) for address, parts in causes.items()
    )
