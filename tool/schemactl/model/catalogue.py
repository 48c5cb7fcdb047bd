"""The catalogue of hazards: what each id means, whatever the statement.

SC1xx loses rows or may fail on rows, SC2xx blocks other sessions, SC3xx breaks callers, SC4xx changes who may do what
or needs something to be done elsewhere. An id keeps its meaning for ever; one that is given up is never used again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What may happen, worst first."""

    LOSS = "loss"
    OUTAGE = "outage"
    MAY_FAIL = "may-fail"
    AUTHZ = "authz"
    BREAK = "break"
    BRIEF = "brief"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Sort:
    """One id.

    Attributes:
        id, name: ``SC101`` and ``drop-table``.
        severity: The worst of it; one hazard of the sort may be milder.
        when: When a statement has it, for the table of all ids.
        advice: What to do instead or before.
    """

    id: str
    name: str
    severity: Severity
    when: str
    advice: str


_LOSS, _OUTAGE, _FAIL = Severity.LOSS, Severity.OUTAGE, Severity.MAY_FAIL
_AUTHZ, _BREAK, _BRIEF, _NOTE = Severity.AUTHZ, Severity.BREAK, Severity.BRIEF, Severity.NOTE

_ELSEWHERE = "Declare where they go (merged_from, backfill, renamed_from), or allow it by name."
_RETRIES = "lock_timeout and retries keep the wait of other sessions short."
_ASKED = "The live rows are asked before the first statement."
_NOT_VALID = "On a big table add it NOT VALID first and validate it in a later deploy."
_REWRITE = "Run it in a quiet hour, or add a new column and fill it in batches."
_ORDER = "Deploy the code that can do without it first."

CATALOGUE = (
    Sort("SC101", "drop-table", _LOSS, "the rows of a table are removed", _ELSEWHERE),
    Sort("SC102", "drop-column", _LOSS, "the values of a column or an attribute are removed", _ELSEWHERE),
    Sort("SC103", "drop-schema", _BREAK, "a schema is dropped, empty as it is by then", _ORDER),
    Sort("SC104", "drop-partition", _LOSS, "a partition is detached and dropped with its rows", _ELSEWHERE),
    Sort(
        "SC105",
        "drop-content",
        _BREAK,
        "a materialized view or a sequence is dropped: its content or position is gone",
        "Note a sequence's last_value first; a materialized view is filled again if it comes back.",
    ),
    Sort(
        "SC106",
        "enum-made-anew",
        _FAIL,
        "an enum is made anew to lose or move values; rows that hold a lost one make it fail",
        "Keep the value and forbid it with a check, or change the rows first.",
    ),
    Sort(
        "SC107",
        "narrowing",
        _LOSS,
        "the values of a column are rounded or cut by its new type",
        "Keep them in another column first, or allow it by name.",
    ),
    Sort(
        "SC108",
        "column-made-anew",
        _BREAK,
        "a column is dropped and added again, generated or plain",
        "Old code must not write it meanwhile; its values are computed anew.",
    ),
    Sort(
        "SC109",
        "truncate",
        _OUTAGE,
        "a declared data step truncates a table",
        "Rows go without a count: look at them first.",
    ),
    Sort(
        "SC110",
        "add-required-column",
        _FAIL,
        "a column without a default must not be NULL: it fails when the table holds rows",
        "Give it a default, or add it nullable, declare a backfill and NOT NULL afterwards.",
    ),
    Sort("SC111", "rows-may-repeat", _FAIL, "a key or unique index is made over rows that are there", _ASKED),
    Sort("SC112", "rows-may-lack-values", _FAIL, "a column that may hold NULL becomes NOT NULL", _ASKED),
    Sort(
        "SC113",
        "rows-may-not-fit",
        _FAIL,
        "rows may not fit into a new type, or violate a new check or foreign key",
        "Try it on a copy of the database; what fails is rolled back.",
    ),
    Sort(
        "SC116",
        "declared-statement",
        _NOTE,
        "a data step that somebody wrote",
        "Read it: only its order and that it runs on a database without rows are proven.",
    ),
    Sort(
        "SC201",
        "create-index",
        _OUTAGE,
        "an index is built while nobody may write to its table",
        "On a big table build the index concurrently before the deploy.",
    ),
    Sort("SC202", "drop-index", _BRIEF, "an index is dropped: its table is locked for a moment", _RETRIES),
    Sort(
        "SC203",
        "scan-under-lock",
        _OUTAGE,
        "all rows are read under a lock, for NOT NULL or another reason",
        "Add a check constraint NOT VALID, validate it, then set NOT NULL: it is not read again.",
    ),
    Sort("SC204", "add-check", _OUTAGE, "all rows are read under a lock for a check", _NOT_VALID),
    Sort("SC205", "add-foreign-key", _OUTAGE, "all rows are read under a lock for a foreign key", _NOT_VALID),
    Sort(
        "SC206",
        "drop-foreign-key",
        _BRIEF,
        "a foreign key goes, alone or with its table: both tables are locked against readers for a moment",
        _RETRIES,
    ),
    Sort(
        "SC207",
        "foreign-key-of-new-table",
        _BRIEF,
        "a new table refers to one that is in use: nobody may write to that for a moment",
        _RETRIES,
    ),
    Sort(
        "SC208",
        "add-unique",
        _OUTAGE,
        "a unique constraint builds its index under a lock",
        "On a big table build a unique index concurrently before the deploy and add the key with it.",
    ),
    Sort(
        "SC209",
        "add-primary-key",
        _OUTAGE,
        "a primary key builds its index under a lock",
        "On a big table build a unique index concurrently before the deploy and add the key with it.",
    ),
    Sort(
        "SC210",
        "add-exclusion",
        _OUTAGE,
        "an exclusion constraint builds its index under a lock",
        "There is no online way: run it in a quiet hour.",
    ),
    Sort("SC211", "table-rewrite", _OUTAGE, "all rows are written again under a lock", _REWRITE),
    Sort("SC212", "type-change-in-place", _BRIEF, "a column changes its type without a rewrite", _RETRIES),
    Sort(
        "SC213",
        "default-computed-per-row",
        _OUTAGE,
        "a new column's default has another value for each row: all rows are written again under a lock",
        "Add the column nullable, set the default, and backfill it in batches.",
    ),
    Sort(
        "SC214",
        "add-numbered-column",
        _OUTAGE,
        "a new identity or serial column numbers all rows, which are written again under a lock",
        "Add a plain column with the sequence's next value as default, and backfill it in batches.",
    ),
    Sort(
        "SC215",
        "add-stored-generated",
        _OUTAGE,
        "a new stored generated column is computed for all rows, which are written again under a lock",
        "Fill a plain column by a trigger and in batches; from PostgreSQL 18 on a virtual column costs nothing.",
    ),
    Sort(
        "SC216",
        "add-column-of-domain",
        _OUTAGE,
        "a new column's domain has constraints: all rows are written again under a lock",
        "Give the column the base type and a check NOT VALID, and validate that.",
    ),
    Sort(
        "SC217",
        "domain-constraint",
        _OUTAGE,
        "a domain's new constraint is checked in every table that uses it; nobody may write to these meanwhile",
        "Add it NOT VALID first and validate it in a later deploy.",
    ),
    Sort(
        "SC218",
        "add-column-with-constraint",
        _OUTAGE,
        "a new column brings a constraint for which all rows are read under a lock",
        "Add the column first and the constraint NOT VALID afterwards.",
    ),
    Sort(
        "SC219",
        "create-partition",
        _BRIEF,
        "a new partition locks its table and the default partition against readers",
        "Make a plain table with a fitting check and attach it.",
    ),
    Sort(
        "SC220",
        "attach-partition",
        _OUTAGE,
        "a partition is attached: it and the default partition are locked, and read unless a check proves the bounds",
        "Add a check of the bounds to the partition, and one that excludes them to the default partition, first.",
    ),
    Sort(
        "SC221",
        "detach-partition",
        _BRIEF,
        "a partition is detached: its table, it and the default partition are locked against readers",
        "Detach it concurrently where there is no default partition.",
    ),
    Sort(
        "SC222",
        "index-on-partitioned",
        _OUTAGE,
        "an index on a partitioned table is built on all partitions while nobody may write to them",
        "Make it ON ONLY the table, build one concurrently on each partition, and attach these.",
    ),
    Sort("SC223", "move-storage", _OUTAGE, "another persistence, tablespace or access method: all rows move", _REWRITE),
    Sort(
        "SC224",
        "refresh",
        _OUTAGE,
        "a materialized view is filled while nobody may read it",
        "With a unique index: REFRESH MATERIALIZED VIEW CONCURRENTLY.",
    ),
    Sort("SC226", "trigger", _BRIEF, "a trigger is made or switched: nobody may write for a moment", _RETRIES),
    Sort("SC227", "brief-exclusive-lock", _BRIEF, "a brief lock that blocks readers", _RETRIES),
    Sort("SC228", "weak-lock", _NOTE, "a lock that keeps away nothing but other DDL and VACUUM", _RETRIES),
    Sort(
        "SC229",
        "enum-value-added",
        _NOTE,
        "a new value of an enum cannot be used before its transaction ends",
        "The plan ends the transaction there.",
    ),
    Sort(
        "SC230",
        "lock-held-long",
        _BRIEF,
        "a lock that blocks readers is held until the transaction has gone over all rows of a table",
        "One such statement per transaction, or an online form of what goes over the rows.",
    ),
    Sort(
        "SC235",
        "work-beside-others",
        _NOTE,
        "an index is built or rows are checked while others work: it takes disk, memory and time, and no lock",
        "Choose a quiet hour on a big table.",
    ),
    Sort(
        "SC236",
        "index-gone",
        _BREAK,
        "an index is dropped and none is made on its table: queries that used it get slow",
        "Look at idx_scan in pg_stat_user_indexes first.",
    ),
    Sort(
        "SC238",
        "view-made-anew",
        _BRIEF,
        "a view stands in the way, so that it is dropped and made again",
        "It comes back with its grants and comments in the same plan.",
    ),
    Sort(
        "SC301",
        "rename",
        _BREAK,
        "a table or a column gets another name or schema",
        "Declare keep_alias to leave a view under the old name, and deploy the new code before the contract phase.",
    ),
    Sort(
        "SC302",
        "rename-schema-or-value",
        _BREAK,
        "a schema or a value of an enum gets another name",
        "Deploy the code that knows both names first.",
    ),
    Sort("SC303", "drop-not-null", _BREAK, "a column may hold NULL", "Deploy the code that can read NULL first."),
    Sort(
        "SC304",
        "default-changed",
        _BREAK,
        "the default of a column changes or goes",
        "Code that leaves the column out writes another value, or fails.",
    ),
    Sort(
        "SC305",
        "constraint-removed",
        _BREAK,
        "a constraint goes, and with it what the code could rely on",
        "Make sure that nothing relies on it any more.",
    ),
    Sort(
        "SC306",
        "routine-gone",
        _BREAK,
        "a function or procedure of this signature is not there any more",
        "Keep the old signature for one release.",
    ),
    Sort(
        "SC307", "enum-value-order", _NOTE, "a value is added between others: it sorts there", "Sort by it with care."
    ),
    Sort(
        "SC401",
        "authorisation-changed",
        _AUTHZ,
        "who may read or change rows is altered",
        "Have a second pair of eyes on it.",
    ),
    Sort(
        "SC402", "owner-changed", _AUTHZ, "another role owns the object and may do all with it", "Is it the right role?"
    ),
    Sort(
        "SC403",
        "extension-version",
        _BREAK,
        "another version of an extension: its script may do anything",
        "Read its release notes, and pin the version.",
    ),
    Sort(
        "SC404",
        "replication",
        _BREAK,
        "what is replicated changes, or has to be started or cleaned up by hand",
        "Tell those who run the other side.",
    ),
    Sort(
        "SC405",
        "secret-in-statement",
        _AUTHZ,
        "the statement carries what may be a password",
        "Plan files hold it, reports do not: keep the file to yourself, and use a password file or a service instead.",
    ),
)
"""All sorts, by id."""
