"""What earlier runs of `apply` left behind in a database, for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStatement:
    """One statement of a run.

    Attributes:
        position: 1-based. `group`: the transaction it belonged to, 1-based.
        address: The object in words. `command`: the SQL, unless it may hold a password.
        outcome: ``applied``, ``not applied``, ``in doubt``; ``planned`` or ``sent`` while its run is at work.
        elapsed_ms: How long it took, where it is known.
        tries: How often its transaction did not get a lock. `waited_ms`: how long that took together.
    """

    position: int
    group: int
    address: str
    command: str
    outcome: str
    elapsed_ms: int | None
    tries: int
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One run of `apply`.

    Attributes:
        id: Its number. `started_at`, `ended_at`: with time zone; no end while it is at work or where it was killed.
        outcome: ``applied``, ``failed``, ``killed`` or ``running``. `failure`: why, in words, or empty.
        login: The role. `operator`: who called schemactl and where, ``user@host``, or empty for older runs.
        tool_version: Version of schemactl.
        live_fingerprint, desired_fingerprint: Of the database before, and as it was to be.
        allowed: Hazards that were allowed.
        statements: How many it had. `applied`: how many of them are.
        waited_ms: How long it waited for locks of others together, in milliseconds.
    """

    id: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    failure: str
    login: str
    operator: str
    tool_version: str
    live_fingerprint: str
    desired_fingerprint: str
    allowed: tuple[str, ...]
    statements: int
    applied: int
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The runs asked for, newest first, and the statements of one of them where one was asked for.

    Attributes:
        database: The database's name. `kept`: whether it has a history at all.
        runs: The runs. `statements`: those of the one run, in order; empty for a list of runs.
    """

    database: str
    kept: bool
    runs: tuple[PastRun, ...] = ()
    statements: tuple[PastStatement, ...] = ()
