"""What a database is, in one short text: everything that is defined in it, and every row.

It knows nothing of the tool, and leaves out what the tool keeps for itself: its history of runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.postgres.connect import connect

if TYPE_CHECKING:
    import psycopg


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A database at one moment.

    Attributes:
        schema: A digest of all that is defined, but for indexes that are not valid. One of a partitioned table
            counts all the same: it is not valid before each partition has its own.
        rows: For each table how many rows it holds and the sum of their digests, the time at which one went to
            quarantine left out.
        positions: Where each sequence stands. Moving one is never rolled back (PostgreSQL manual, setval).
        invalid: Indexes that are not valid, constraints aside: what a failed concurrent build leaves behind.
    """

    schema: str
    rows: tuple[str, ...]
    positions: tuple[str, ...]
    invalid: tuple[str, ...]

    @property
    def counts(self) -> tuple[str, ...]:
        """Return how many rows each table holds."""
        return tuple(table.rpartition(" ")[0] for table in self.rows)


def look(conninfo: str) -> State:
    """Return the state of a database."""
    with connect(conninfo) as connection:
        row = connection.execute(_STATE).fetchone()
        if row is None:
            raise AssertionError("no state")
        tables, sequences = (_contents(connection, queries) for queries in row[1:3])
    return State(schema=row[0], rows=tables, positions=sequences, invalid=tuple(row[3]))


def _contents(connection: psycopg.Connection[Any], queries: list[str]) -> tuple[str, ...]:
    """Return what queries of a name and a text each answer, in the order of the names."""
    rows = connection.execute(" UNION ALL ".join(queries).encode()).fetchall() if queries else []
    return tuple(f"{name}={content}" for name, content in sorted(rows))


def applied_twice(conninfo: str) -> list[str]:
    """Return the commands that the history calls applied more than once in one database."""
    with connect(conninfo) as connection:
        rows = connection.execute(
            "SELECT command FROM schemactl.statement WHERE outcome = 'applied' GROUP BY command HAVING count(*) > 1"
        ).fetchall()
    return [row[0] for row in rows]


_STATE = r"""
WITH ours AS MATERIALIZED (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'schemactl')
),
relations AS MATERIALIZED (
    SELECT c.oid, c.relname, c.relkind, n.nspname, format('%I.%I', n.nspname, c.relname) AS name,
           c.relacl, c.reloptions, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence
    FROM pg_class c JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind <> 'i' AND c.relkind <> 'I'
),
words AS (
    SELECT 'schema ' || nspname AS word FROM ours
    UNION ALL
    SELECT format('relation %s %s %s %s %s %s %s %s', name, relkind, relacl, reloptions, relowner::regrole,
                  relrowsecurity, relforcerowsecurity, relpersistence)
           || COALESCE(CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END, '') FROM relations
    UNION ALL
    SELECT format('column %s %s %s %s %s %s %s %s %s %s', r.name, a.attname, format_type(a.atttypid, a.atttypmod),
                  a.attnotnull, a.attidentity, a.attgenerated, a.attacl, a.attcollation,
                  pg_get_expr(d.adbin, d.adrelid), col_description(r.oid, a.attnum))
    FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    UNION ALL
    SELECT format('constraint %s %s %s %s', k.conrelid::regclass, k.conname, k.convalidated,
                  pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN ours n ON n.oid = k.connamespace
    UNION ALL
    SELECT format('index %s %s %s %s', pg_get_indexdef(i.indexrelid), i.indisprimary, i.indisunique, i.indisvalid)
    FROM pg_index i JOIN relations r ON r.oid = i.indrelid
    WHERE r.relkind = 'p' OR i.indisvalid AND i.indisready AND i.indislive
    UNION ALL
    SELECT format('attached %s to %s', h.inhrelid::regclass, h.inhparent::regclass)
    FROM pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid
    WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'routine ' || pg_get_functiondef(p.oid) || COALESCE(p.proacl::text, '')
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace WHERE p.prokind IN ('f', 'p')
    UNION ALL
    SELECT format('enum %s %s', e.enumtypid::regtype, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
    FROM pg_enum e GROUP BY e.enumtypid
    UNION ALL
    SELECT format('policy %s %s %s', p.polrelid::regclass, p.polname, pg_get_expr(p.polqual, p.polrelid))
    FROM pg_policy p
    UNION ALL
    SELECT format('comment %s %s', d.objoid::regclass, d.description) FROM pg_description d
    JOIN relations r ON r.oid = d.objoid WHERE d.classoid = 'pg_class'::regclass AND d.objsubid = 0
    UNION ALL
    SELECT format('detaching %s', h.inhrelid::regclass) FROM pg_inherits h WHERE h.inhdetachpending
)
SELECT (SELECT md5(string_agg(word, E'\n' ORDER BY word COLLATE "C")) FROM words),
       ARRAY(SELECT format(
                 'SELECT %1$L, count(*) || '' '' || '
                 || ' COALESCE(sum(hashtextextended((to_jsonb(t) - ''quarantined_at'')::text, 0)::numeric), 0)'
                 || ' FROM %2$s t', name, name)
             FROM relations WHERE relkind IN ('r', 'm') ORDER BY name),
       ARRAY(SELECT format('SELECT %1$L, last_value || '' '' || is_called FROM %2$s', name, name)
             FROM relations WHERE relkind = 'S' ORDER BY name),
       ARRAY(SELECT i.indexrelid::regclass::text FROM pg_index i JOIN relations r ON r.oid = i.indrelid
             WHERE r.relkind <> 'p' AND NOT (i.indisvalid AND i.indisready AND i.indislive) ORDER BY 1)
"""
