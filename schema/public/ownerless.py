"""Rows that belong to nobody: on the way from legacy they are set aside, because every row has a reader from then on.

The owner could be NULL in seven tables, and row security showed such a row to nobody. Where something else knows the
owner, the steps of ``schema.chat.memories`` have filled it in before this one runs. The rest is kept in the schema
``quarantine``, in a table of the same name, column by column and with the reason, like the rows a merge rejects; no
role of the API may read there.
"""

from __future__ import annotations

from schema.base import metadata
from schemactl import data_step

_NOBODYS = "user_id IS NULL"
_ON_NOBODYS_MEMORY = (
    "EXISTS (SELECT FROM chat.conversation_memories AS memory"
    " WHERE memory.id IN (row.memory_from, row.memory_to) AND memory.user_id IS NULL)"
)

_SET_ASIDE = (
    # Links go before the memories they would be deleted with.
    ("chat.memory_relationships", f"{_NOBODYS} OR {_ON_NOBODYS_MEMORY}", "links a memory of nobody, or is nobody's"),
    ("chat.conversation_memories", _NOBODYS, "belongs to nobody"),
    ("chat.memory_extraction_jobs", _NOBODYS, "belongs to nobody"),
    ("chat.action_cache", _NOBODYS, "belongs to nobody"),
    ("public.pomodoro_achievements", _NOBODYS, "belongs to nobody"),
    ("public.query_performance_log", _NOBODYS, "belongs to nobody"),
    ("public.performance_alerts", _NOBODYS, "belongs to nobody"),
)
"""Table, which of its rows, and the reason that is noted with them."""

_places = ", ".join(
    f"to_regclass('{schema}.{table.partition('.')[2]}')" for table, _, _ in _SET_ASIDE for schema in ("public", "chat")
)
_rows = ",\n                ".join(
    f"('{table}', $rows${condition}$rows$, $rows${reason}$rows$)" for table, condition, reason in _SET_ASIDE
)

data_step(
    "set aside what belongs to nobody",
    metadata,
    sql=f"""
        DO $$
        DECLARE
            place text;
            condition text;
            reason text;
            found boolean;
            aside text;
        BEGIN
            FOR place, condition, reason IN VALUES
                {_rows}
            LOOP
                -- Rehearsal has no rows: by this lock, which DELETE takes anyway, it sees whose rows may change.
                EXECUTE format('LOCK TABLE %s IN ROW EXCLUSIVE MODE', place);
                EXECUTE format('SELECT EXISTS (SELECT FROM %s AS row WHERE %s)', place, condition) INTO found;
                CONTINUE WHEN NOT found;
                aside := format('quarantine.%I', split_part(place, '.', 2));
                CREATE SCHEMA IF NOT EXISTS quarantine;
                EXECUTE format(
                    'CREATE TABLE IF NOT EXISTS %s (LIKE %s, quarantine_reason text NOT NULL,'
                    ' quarantined_at timestamp with time zone NOT NULL DEFAULT now())', aside, place
                );
                EXECUTE format(
                    'WITH gone AS (DELETE FROM %s AS row WHERE %s RETURNING row.*)'
                    ' INSERT INTO %s SELECT gone.*, %L FROM gone', place, condition, aside, reason
                );
            END LOOP;
        END
        $$
    """,
    when=f"""
        SELECT EXISTS (
            SELECT FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r'
            WHERE attrelid IN ({_places}) AND attname = 'user_id' AND NOT attnotnull
        )
    """,
    verify="SELECT NOT EXISTS ("
    + " UNION ALL ".join(f"SELECT FROM {table} WHERE user_id IS NULL" for table, _, _ in _SET_ASIDE)
    + ")",
)
