"""The plan: what will be run, in which transactions, why, and how it was proven."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.hazard import Hazard
from schemactl.model.intent import Renamed
from schemactl.model.lock import RelationLock
from schemactl.model.scope import Scope
from schemactl.model.statement import Phase, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionGroup:
    """Statements that commit together.

    Attributes:
        statements: In order. A group that is not `transactional` holds exactly one.
        transactional: Whether the group runs inside BEGIN and COMMIT.
    """

    statements: tuple[Statement, ...]
    transactional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightQuestion:
    """A read-only question asked of the live database before the first statement.

    Attributes:
        sql: A query that returns one integer: how many rows are in the way. Zero means go on.
        message: What is wrong when it is not zero; ``{count}`` is replaced by the number.
        address: The object the question is about.
        examples: A query that returns a few of these rows, a text each; empty where there is none.
    """

    sql: str
    message: str
    address: Address
    examples: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How the plan was proven.

    Attributes:
        server_version: Version of the scratch server, for example ``18.6``.
        converged: Whether the fresh clone ended equal to the desired snapshot, or, where the plan ends with an earlier
            phase, differs in nothing but what the later ones will do.
        statements: How many statements ran on it.
        elapsed_ms: Wall time of the proof in milliseconds.
    """

    server_version: str
    converged: bool
    statements: int
    elapsed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between live and desired.

    Attributes:
        address: The object. `sign`: what happens to it, ``+``, ``-`` or ``~``.
        parts: For a table what differs inside it, ``column title is missing``.
    """

    address: Address
    sign: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything a reviewer needs and `apply` runs.

    Attributes:
        live_fingerprint: Fingerprint of the live database the plan starts from.
        desired_fingerprint: Fingerprint the database has afterwards.
        tool_version: Version of schemactl that made it.
        live_version: ``server_version_num`` of the live server.
        database: The live database's name, for the reader.
        scope: What is managed; both fingerprints are taken over it.
        changes: The differences, in address order.
        groups: Statements in order, by transaction.
        preflight: Questions to ask of the live database first.
        diagnostics: What could not be planned, column order, stand-ins, stale intents.
        proof: How it was proven; None when there was nothing to prove.
        phase: Where it ends; None for everything but the end of aliases.
        renames: What it moves and renames because it was declared, in order; `revert` undoes it.
    """

    live_fingerprint: str
    desired_fingerprint: str
    tool_version: str
    live_version: int
    database: str
    scope: Scope
    changes: tuple[Change, ...]
    groups: tuple[TransactionGroup, ...]
    preflight: tuple[PreflightQuestion, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    proof: Proof | None = None
    phase: Phase | None = None
    renames: tuple[Renamed, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return all statements in order."""
        return tuple(statement for group in self.groups for statement in group.statements)

    @property
    def empty(self) -> bool:
        """Return whether live and desired are in sync."""
        return not self.changes and not self.groups

    @property
    def unplanned(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics that say an object could not be planned."""
        return tuple(d for d in self.diagnostics if d.code == "cannot-plan")

    @property
    def hazards(self) -> tuple[Hazard, ...]:
        """Return all hazards in statement order."""
        return tuple(hazard for statement in self.statements for hazard in statement.hazards)

    @property
    def longest_lock(self) -> RelationLock | None:
        """Return the strongest lock of the plan, a rewriting or scanning one first, or None."""
        locks = [lock for statement in self.statements for lock in statement.locks]
        return max(locks, key=lambda lock: (lock.rewritten, lock.mode, lock.scanned), default=None)
