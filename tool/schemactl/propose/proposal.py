"""A statement that is suggested: rehearsal decides whether and when it becomes part of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from schemactl.model.address import Address
from schemactl.model.statement import Phase, RowQuestion, Trait, TransactionRule, Verb


class Stage(IntEnum):
    """The order within a round: what may stand in the way goes first, what may still be used goes last."""

    DROP_EARLY = 0
    SHAPE = 1
    DROP_LATE = 2
    LAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One suggested step.

    Attributes:
        address: The object it is about.
        alternatives: Ways to do it, most careful first. Each is a list of commands that belong together; the first way
            that the server accepts is taken.
        verb, cause, phase, proposer, transaction: See `Statement`.
        stage, position: Where in the round it is tried first; `position` counts entries of an archive.
        column: The column it alters, or empty.
        target: The system catalog and oid of the object on the clone that dependants may hang on, or (0, 0).
        recreates: Whether the way out, when dependants stand in its way, is to drop the object as well.
        loses: Tables or columns whose contents it removes.
        traits: What is known about the statement and existing rows. `question`: what to ask of them first, or None.
        renames: Old and new addresses of what it renames; these are neither dropped nor created.
        after: Addresses that must not be waiting any more when it is tried.
        makes_room: Whether another object takes its place, so that it goes before anything is made: that would lean on
            the wrong one.
    """

    address: Address
    alternatives: tuple[tuple[str, ...], ...]
    verb: Verb
    cause: str
    stage: Stage
    position: int
    proposer: str
    phase: Phase = Phase.EXPAND
    transaction: TransactionRule = TransactionRule.NORMAL
    column: str = ""
    target: tuple[int, int] = (0, 0)
    recreates: str = ""
    loses: tuple[str, ...] = ()
    traits: frozenset[Trait] = frozenset()
    question: RowQuestion | None = None
    renames: tuple[tuple[Address, Address], ...] = ()
    after: frozenset[Address] = frozenset()
    makes_room: bool = False

    @property
    def order(self) -> tuple[int, int]:
        """Return the sort key within a round; drops run against the order of creation."""
        return (self.stage, self.position if self.stage in (Stage.SHAPE, Stage.LAST) else -self.position)


def one(command: str) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives of a step that can be done in one way only, by one command."""
    return ((command,),)
