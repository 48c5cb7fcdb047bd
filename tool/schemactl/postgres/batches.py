"""An UPDATE of all rows of a table, a few at a time: the commands.

A batch takes rows from a range of a table's pages, so that each row is looked at once however large the table
(measured: ``WHERE c IS NULL LIMIT n`` reads all that is done again in every batch). It works without a primary key.
Rows move while others change them, so a pass over the pages may miss some: passes are repeated until one finds
nothing. A batch locks before it changes, and looks at the newest version of a row (PostgreSQL manual, Read Committed
Isolation Level), so what another session has just written is never overwritten with something older.
"""

from __future__ import annotations

from schemactl.model.batches import Batches
from schemactl.postgres.quoting import literal

TARGET_SECONDS = 0.2
"""How long a batch should take: that is how long a writer may wait for a row of it."""
FIRST_ROWS = 1_000
MOST_ROWS = 50_000
FIRST_PAGES = 64
MOST_PAGES = 4_096
"""32 MB with the usual block size."""
REST = 0.5
"""Share of a batch's time that is slept after it: for replicas, for autovacuum and for the application."""

_STORED = """\
WITH RECURSIVE tree (oid) AS (
    SELECT pg_catalog.to_regclass({relation})::oid
    UNION
    SELECT i.inhrelid FROM tree
    JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid AND NOT i.inhdetachpending
)
SELECT
    pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name,
    c.relkind::text AS kind,
    CASE WHEN c.relkind = 'r' THEN
        pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::bigint
    ELSE 0 END AS pages,
    greatest(c.reltuples, 0)::bigint AS estimate
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid AND c.relkind <> 'p'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY c.oid"""

_BATCH = """\
WITH due AS MATERIALIZED (
    SELECT r.ctid AS place FROM ONLY {relation} AS r
    WHERE r.ctid > {after} AND r.ctid < {before} AND ({condition})
    LIMIT {rows} FOR NO KEY UPDATE{skip}
), done AS (
    UPDATE ONLY {relation} AS r SET {assignments}
    WHERE r.ctid = ANY (ARRAY(SELECT place FROM due)) RETURNING 1
)
SELECT
    (SELECT pg_catalog.count(*) FROM due),
    (SELECT pg_catalog.count(*) FROM done),
    (SELECT place FROM due WHERE place < {before} ORDER BY place DESC LIMIT 1)::text"""

_SKIP = " SKIP LOCKED"

_BODY = """
DECLARE
    part record;
    place pg_catalog.tid;
    page bigint;
    pages bigint := {first_pages};
    most bigint := {first_rows};
    due bigint;
    done bigint;
    last text;
    found bigint;
    waiting boolean := false;
    began timestamptz;
    took double precision;
    pace double precision;
BEGIN
    FOR pass IN 1 .. {passes} LOOP
        found := 0;
        FOR part IN
{stored}
        LOOP
            page := 0;
            place := '(0,0)';
            WHILE page < part.pages LOOP
                began := pg_catalog.clock_timestamp();
                EXECUTE pg_catalog.format({command}, part.name, CASE WHEN waiting THEN '' ELSE {skip} END)
                    INTO due, done, last
                    USING place, pg_catalog.format('(%s,0)', page + pages)::pg_catalog.tid, most;
                COMMIT;
                found := found + due;
                IF due >= most AND last::pg_catalog.tid > place THEN
                    place := last::pg_catalog.tid;
                    page := pg_catalog.split_part(pg_catalog.ltrim(last, '('), ',', 1)::bigint;
                ELSE
                    page := page + pages;
                    place := pg_catalog.format('(%s,0)', page)::pg_catalog.tid;
                END IF;
                took := extract(epoch FROM pg_catalog.clock_timestamp() - began);
                pace := greatest(0.5, least(2, {target} / greatest(took, 0.001)));
                most := greatest(1, least({most_rows}, most * pace))::bigint;
                pages := greatest(1, least({most_pages}, pages * pace))::bigint;
                PERFORM pg_catalog.pg_sleep(took * {rest});
            END LOOP;
        END LOOP;
        EXIT WHEN waiting AND found = 0;
        waiting := true;
        IF pass = {passes} THEN
            RAISE EXCEPTION 'after % passes there are still rows to be done', pass;
        END IF;
    END LOOP;
END
"""

PASSES = 20
"""After so many passes something undoes what we do: a trigger, a rule, or the application."""


def one_update(batches: Batches) -> str:
    """Return all of it as one command, for reading."""
    return f"UPDATE {batches.relation} SET {batches.assignments} WHERE {batches.condition}"


def stored_relations(batches: Batches) -> str:
    """Return the query for what holds the rows: a name, pg_class's kind, pages and an estimate of the rows of each."""
    return _STORED.format(relation=literal(batches.relation))


def batch_command(batches: Batches, relation: str, *, after: str, before: str, rows: int, patient: bool) -> str:
    """Return the command for one batch.

    It returns how many rows were due, how many of them were done, and the place of the last one in this range.

    Args:
        batches: What to do. `relation`: on which of `stored_relations`.
        after, before: Places in it between which to look, ``(12,0)``; neither belongs to the range.
        rows: How many rows at most.
        patient: Wait for rows that others have locked, instead of leaving them to the next pass.
    """
    return _BATCH.format(
        relation=relation,
        assignments=batches.assignments,
        condition=batches.condition,
        after=f"'{after}'::pg_catalog.tid",
        before=f"'{before}'::pg_catalog.tid",
        rows=rows,
        skip="" if patient else _SKIP,
    )


def batch_script(batches: Batches) -> str:
    """Return all of it as one command for psql: a block that commits after every batch.

    It works outside a transaction block only (PostgreSQL manual, Transaction Management in PL/pgSQL).
    """
    command = _BATCH.format(
        relation="%1$s",
        assignments=_for_format(batches.assignments),
        condition=_for_format(batches.condition),
        after="$1",
        before="$2",
        rows="$3",
        skip="%2$s",
    )
    body = _BODY.format(
        command=literal(command),
        skip=literal(_SKIP),
        stored=stored_relations(batches),
        first_pages=FIRST_PAGES,
        most_pages=MOST_PAGES,
        first_rows=FIRST_ROWS,
        most_rows=MOST_ROWS,
        target=TARGET_SECONDS,
        rest=REST,
        passes=PASSES,
    )
    return f"DO {_dollar_quoted(body)}"


def paced(amount: int, seconds: float, most: int, target: float = TARGET_SECONDS) -> int:
    """Return how much to take next, after `amount` took `seconds`: at most twice and at least half as much."""
    return max(1, min(most, round(amount * max(0.5, min(2.0, target / max(seconds, 0.001))))))


def _for_format(text: str) -> str:
    return text.replace("%", "%%")


def _dollar_quoted(body: str) -> str:
    """Return a text between dollar quotes that it does not hold itself."""
    tag, number = "$batches$", 0
    while tag in body:
        number += 1
        tag = f"$batches{number}$"
    return f"{tag}{body}{tag}"
