"""The best arrangement of a plan that can be proven: first with online forms, where tables are big, then without."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from schemactl.errors import ProofFailed
from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.marks import MARKS
from schemactl.model.online import OnlinePolicy
from schemactl.model.plan import Proof, TransactionGroup
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement
from schemactl.online.choose import Chosen, choose, may_apply, stays_plain
from schemactl.online.filling import unfinished
from schemactl.online.form import Sight
from schemactl.plan.arrange import arrange
from schemactl.plan.repeats import without_repeats
from schemactl.plan.summary import version_words
from schemactl.plan.together import put_together
from schemactl.propose.catalog import Catalog
from schemactl.rehearse.ground import Ground
from schemactl.rehearse.prove import run_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the proof has to find.

    Attributes:
        left: What rehearsal left open may stay open, nothing else. `reached`: whether rehearsal closed everything.
    """

    left: frozenset[Address]
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A plan that was proven.

    Attributes:
        groups: As they were run, with their locks. `proof`: None when there was nothing to run.
        result: What the clone was afterwards. `diagnostics`: why parts of it keep their plain form.
    """

    groups: tuple[TransactionGroup, ...]
    proof: Proof | None = None
    result: Snapshot | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a rehearsal came to.

    Attributes:
        statements: In the order in which they worked. `before`: the clone before them.
        online: When to take online forms. `formerly`: names of tables before the plan, by those they have after it.
    """

    statements: tuple[Statement, ...]
    before: Snapshot
    online: OnlinePolicy
    formerly: Mapping[tuple[str, str], tuple[str, str]]


def best_proven(ground: Ground, aim: Aim, order: Order) -> Proven:
    """Return the plan by the best arrangement that can be proven.

    Args:
        ground: Where. `aim`: what must come of it.
        order: What is to be arranged.

    Raises:
        ProofFailed: No arrangement leads to the desired state; a fault of ours.
    """
    reasons: tuple[Diagnostic, ...] = ()
    for chosen in _choices(ground, order):
        reasons = chosen.diagnostics
        if not chosen.applied:
            break
        try:
            return dataclasses.replace(_online(ground, aim, chosen.statements), diagnostics=reasons)
        except ProofFailed as failure:
            reasons = (stays_plain(None, str(failure)), *reasons)
    return dataclasses.replace(_plain(ground, aim, order.statements), diagnostics=reasons)


def _choices(ground: Ground, order: Order) -> Iterator[Chosen]:
    """Yield the plan in its online forms, and then once more without those that keep something for longer."""
    begun = any(unfinished(order.before, mark) for mark in MARKS)
    if order.statements and (begun or may_apply(order.online, ground.live.facts.sizes)):
        first = _chosen(ground, order, exchanges=True)
        yield first
        if (second := _chosen(ground, order, exchanges=False)).statements != first.statements:
            yield second


def _chosen(ground: Ground, order: Order, *, exchanges: bool) -> Chosen:
    """Return the statements in their online forms, where tables are big."""
    facts = ground.live.facts
    with ground.bench.session(ground.databases.base) as base:
        sight = Sight(
            live=order.before,
            desired=ground.wanted,
            clone=Catalog(base),
            model=Catalog(ground.model),
            sizes={(size.schema, size.name): size for size in facts.sizes},
            version=facts.version,
            policy=order.online,
            order=order.statements,
            formerly=order.formerly,
            exchanges=exchanges,
        )
        return choose(sight)


def _online(ground: Ground, aim: Aim, statements: tuple[Statement, ...]) -> Proven:
    """Return the plan with what takes long at its end, or in its place where the rest leans on it."""
    try:
        return _fewer_passes(ground, aim, _prove(ground, aim, arrange(without_repeats(statements))))
    except ProofFailed:
        in_place = arrange(statements, as_rehearsed=True, alone=True)
        return _fewer_passes(ground, aim, _prove(ground, aim, in_place))


def _plain(ground: Ground, aim: Aim, statements: tuple[Statement, ...]) -> Proven:
    try:
        proven = _prove(ground, aim, arrange(without_repeats(statements)))
    except ProofFailed:
        # Something leans on what was to come last.
        proven = _prove(ground, aim, arrange(statements, as_rehearsed=True))
    return _fewer_passes(ground, aim, proven)


def _fewer_passes(ground: Ground, aim: Aim, proven: Proven) -> Proven:
    """Return the plan with one command for each table whose rows several would go over, where that can be proven."""
    if (fewer := put_together(proven.groups)) != proven.groups:
        with suppress(ProofFailed):  # they do not fit together: each stays by itself
            return _prove(ground, aim, fewer)
    return proven


def _prove(ground: Ground, aim: Aim, groups: tuple[TransactionGroup, ...]) -> Proven:
    """Run the plan on a fresh clone and compare the result; what rehearsal left open may stay open, nothing else."""
    if not groups:
        return Proven(groups=groups)
    started = time.monotonic()
    with ground.fresh_clone() as (connection, look):
        measured = run_groups(connection, groups)
        result = look()
    surprising = set(result.remaining) - aim.left
    if surprising:
        raise ProofFailed(
            f"the plan does not lead to the declared state: {', '.join(map(str, sorted(surprising)))}",
            hint="Nothing was changed. This is a fault of schemactl: please report it with both schemas.",
        )
    proof = Proof(
        server_version=version_words(ground.bench.server.version),
        converged=result.equal or aim.reached,
        statements=sum(len(group.statements) for group in measured),
        elapsed_ms=round((time.monotonic() - started) * 1000),
    )
    return Proven(groups=measured, proof=proof, result=result.live)
