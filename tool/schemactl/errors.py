"""One exception tree. Every error says what happened, to which object, declared where, and what to do next.

SchemactlError                    exit 1
├── UsageError                    64
├── SettingsError                 64
├── DeclarationError              1   a module or a declaration PostgreSQL refuses, with file and line
├── ConnectionFailed              1
├── ServerError                   1   any other SQLSTATE, with the statement's address
├── PermissionMissing             1
├── ScratchError                  1   no scratch server could be had
├── ArchiveError                  1   pg_dump failed or its archive could not be read
├── StoreError                    1   a vector store does not answer, or does not hold what it should
├── RowNotMade                    1   a test's row factory could not guess a value
├── Blocked                       3   a hazard that was not allowed, or a preflight question answered badly
├── StalePlan                     4
├── CannotPlan                    5
├── LockNotObtained               6
└── ProofFailed                   7
"""

from __future__ import annotations

from enum import IntEnum
from typing import Self

from schemactl.model.declaration import SourceLocation


class ExitCode(IntEnum):
    """What the process tells its caller."""

    IN_SYNC = 0
    ERROR = 1
    DIFFERENCES = 2
    BLOCKED = 3
    STALE_PLAN = 4
    CANNOT_PLAN = 5
    LOCK_NOT_OBTAINED = 6
    PROOF_FAILED = 7
    USAGE = 64


class SchemactlError(Exception):
    """Base of all errors a user can cause or meet.

    Args:
        message: What happened, to which object.
        hint: What to do next.
        source: Where the object was declared.
    """

    exit_code = ExitCode.ERROR

    def __init__(self, message: str, *, hint: str = "", source: SourceLocation | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.source = source

    def __str__(self) -> str:
        """Return ``path:line: message``, without the hint."""
        return f"{self.source}: {self.message}" if self.source else self.message

    def untouched(self) -> Self:
        """Return the same error, saying also that nothing was changed."""
        return type(self)(self.message, hint=f"Nothing was changed. {self.hint}".strip(), source=self.source)


class UsageError(SchemactlError):
    """The command line asks for something that makes no sense."""

    exit_code = ExitCode.USAGE


class SettingsError(SchemactlError):
    """pyproject.toml or an environment variable holds a value that cannot be used."""

    exit_code = ExitCode.USAGE


class DeclarationError(SchemactlError):
    """A schema module cannot be imported, or PostgreSQL refuses what it declares."""


class ConnectionFailed(SchemactlError):
    """The server could not be reached or did not let us in."""


class ServerError(SchemactlError):
    """The server refused a command."""


class PermissionMissing(SchemactlError):
    """The login lacks a right."""


class ScratchError(SchemactlError):
    """No scratch server could be had."""


class ArchiveError(SchemactlError):
    """pg_dump failed, or what it wrote could not be read."""


class RowNotMade(SchemactlError):
    """The pytest plugin could not make a row out of what a test gave."""


class StoreError(SchemactlError):
    """A vector store cannot be reached, refuses, or holds something else than it should; nothing was lost by it."""


class Blocked(SchemactlError):
    """A hazard was not allowed by name, or the live rows stand in the way."""

    exit_code = ExitCode.BLOCKED


class StalePlan(SchemactlError):
    """The live database is no longer the one the plan was made for."""

    exit_code = ExitCode.STALE_PLAN


class BadSignature(SchemactlError):
    """A plan is not signed by anybody who may."""

    exit_code = ExitCode.BLOCKED


class CannotPlan(SchemactlError):
    """Some difference has no statement that closes it."""

    exit_code = ExitCode.CANNOT_PLAN


class LockNotObtained(SchemactlError):
    """Another session held a lock for too long; nothing of the transaction group was applied."""

    exit_code = ExitCode.LOCK_NOT_OBTAINED


class ProofFailed(SchemactlError):
    """The plan, run on a fresh clone, did not lead to the desired state; or the live database ended up different."""

    exit_code = ExitCode.PROOF_FAILED
