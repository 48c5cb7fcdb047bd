"""One SQL command of a plan, born with its address and cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemactl.model.address import Address
from schemactl.model.batches import Batches
from schemactl.model.declaration import SourceLocation
from schemactl.model.hazard import Hazard
from schemactl.model.lock import RelationLock


class Phase(StrEnum):
    """Where in a deployment a statement belongs: old code keeps working until `contract`."""

    EXPAND = "expand"
    MIGRATE = "migrate"
    CONTRACT = "contract"


class Verb(StrEnum):
    """What a statement does to the object at its address."""

    CREATE = "create"
    ALTER = "alter"
    DROP = "drop"
    MOVE = "move"
    DATA = "data"


class TransactionRule(StrEnum):
    """How a statement relates to transactions."""

    NORMAL = "normal"
    COMMIT_AFTER = "commit-after"
    """What uses it must not share its transaction: an added enum value cannot be used before COMMIT
    (PostgreSQL manual, ALTER TYPE, Notes)."""
    OUTSIDE = "outside"
    """It refuses to run inside a transaction block (CREATE INDEX CONCURRENTLY, ALTER SYSTEM...)."""
    FIRST = "first"
    """It runs before everything else, and needs nothing of it: it makes ready what takes another one's place later.
    What goes over rows does not share a transaction with what takes strong locks."""
    FIRST_OUTSIDE = "first-outside"
    """It runs before everything else and refuses to run inside a transaction block."""
    LAST = "last"
    """It runs after everything else, in a transaction of its own: it reads many rows under a weak lock, and must not
    keep the strong locks of other statements meanwhile (VALIDATE CONSTRAINT)."""
    LAST_OUTSIDE = "last-outside"
    """It runs after everything else and refuses to run inside a transaction block: an index that is built while others
    write to its table."""


class Trait(StrEnum):
    """What is known about a statement and existing rows, beyond what rehearsal can see on a clone without rows."""

    READS_ALL_ROWS = "reads-all-rows"
    """Every row is checked: SET NOT NULL, a constraint that is validated."""
    REQUIRES_VALUE = "requires-value"
    """It fails on a table that holds rows: a NOT NULL column without a default."""
    ADDS_COLUMN = "adds-column"
    """The column is not there before: nothing can be asked about its values."""
    ROUNDS_VALUES = "rounds-values"
    """Values that are kept may be rounded or cut."""
    MAY_NOT_FIT = "may-not-fit"
    """It fails where a row does not fit, and nobody can ask beforehand."""
    KEPT_BEFORE = "kept-before"
    """The rows kept to it before the plan: a constraint that is put back cannot fail on them."""
    ONCE_ONLY = "once-only"
    """It would do harm a second time: a value that is combined with another would be combined with it again."""


ROW_LIMIT = 10_001
"""How many rows in the way are counted at most: one more than reports name."""

SHOWN_ROWS = 3
"""How many of them are shown, for somebody to look at."""

ROW_KEY = """COALESCE((
    SELECT pg_catalog.jsonb_object_agg(a.attname, pg_catalog.to_jsonb(r.*) -> a.attname::text)::text
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = r.tableoid AND i.indisprimary
), 'ctid ' || r.ctid::text)"""
"""SQL for what a row of table ``r`` can be found by: its primary key in the live database; the plan may change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowQuestion:
    """What must hold for the rows of the live database so that a statement works on them.

    Attributes:
        sql: A query that returns how many rows are in the way.
        message: What is wrong when it is not zero; ``{count}`` is replaced by the number.
        reads: The tables and columns it reads; an empty column stands for the table alone. It cannot be
            asked when the plan makes or alters one of them.
        examples: A query that returns a few of these rows, a text each: what somebody can find them by.
    """

    sql: str
    message: str
    reads: tuple[tuple[Address, str], ...]
    examples: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One SQL command with everything later rooms need to know of it.

    Attributes:
        sql: Exactly one command, without a trailing semicolon.
        address: The object it is about.
        verb: What it does to that object.
        cause: Why it is in the plan, in words: ``column total_pages differs``.
        phase: Deployment phase.
        proposer: Who wrote it: ``intents``, ``natives``, ``archive``, ``migra`` or ``trash``.
        transaction: Its rule about transactions.
        column: The column it alters, or an empty string; narrows which dependants can stand in its way.
        locks: Locks measured in rehearsal, strongest first. Empty before rehearsal.
        hazards: Hazards derived from the statement and its locks.
        source: Where the object was declared, when known.
        verify: A query that must return true right after the statement, or an empty string.
        traits: What is known about it and existing rows.
        question: What to ask of the live rows first, or None.
        loses: Qualified names of tables whose rows (or ``schema.table.column`` whose values) the statement removes.
        batches: How its rows are done in small transactions of their own, or None: then it is sent as it stands.
        together: The statements it does in one, each with its own column, traits and losses; empty for most.
    """

    sql: str
    address: Address
    verb: Verb
    cause: str
    phase: Phase = Phase.EXPAND
    proposer: str = "archive"
    transaction: TransactionRule = TransactionRule.NORMAL
    column: str = ""
    locks: tuple[RelationLock, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    source: SourceLocation | None = field(default=None)
    verify: str = ""
    traits: frozenset[Trait] = frozenset()
    question: RowQuestion | None = None
    loses: tuple[str, ...] = ()
    batches: Batches | None = None
    together: tuple[Statement, ...] = ()

    @property
    def parts(self) -> tuple[Statement, ...]:
        """Return the statements it does in one, or itself."""
        return self.together or (self,)
