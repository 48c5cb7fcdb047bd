"""Rows for the benchmark of the ten questions: a legacy database of any size, filled by a few big INSERTs.

They come on top of the rows of the demo, which bring every table and every fault a few rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from schemactl.demo.legacy import build_legacy

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_FOLDER = Path(__file__).with_name("rows")
_FILES = ("accounts", "library", "reading", "pomodoro", "chat")
_SIZES = {
    "readers": 5_000,
    "user_books": 1_000_000,
    "user_collections": 150_000,
    "book_collections": 800_000,
    "book_tags": 60_000,
    "book_tag_assignments": 1_000_000,
    "user_notes": 1_200_000,
    "user_highlights": 1_500_000,
    "pomodoro_sessions": 1_500_000,
    "conversations": 60_000,
    "messages": 1_000_000,
    "conversation_memories": 40_000,
}
"""Rows drawn at scale 1. Assignments drawn twice count once."""

_SECONDARY_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT indisunique AND relname = ANY (%s)
"""


def sizes_at(scale: float) -> dict[str, int]:
    """Return how many rows are made of each kind."""
    return {name: max(1, round(rows * scale)) for name, rows in _SIZES.items()}


def key(kind: str, number: int) -> UUID:
    """Return the id of a made-up row, as the function of this name in ``rows/accounts.sql`` does."""
    return UUID(hashlib.md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest())


def fill_legacy(connection: psycopg.Connection[TupleRow], scale: float, say: Callable[[str], None]) -> None:
    """Build the legacy database in an empty one and fill it.

    Args:
        connection: A superuser's session.
        scale: Factor on the numbers of rows in `_SIZES`.
        say: Told what is going on.
    """
    say("building the legacy database")
    build_legacy(connection)
    connection.execute("SET session_replication_role = replica")  # no trigger, no foreign key: the rows are consistent
    connection.execute("SET work_mem = '256MB'")
    connection.execute(_size_function(sizes_at(scale)).encode())
    indexes = connection.execute(_SECONDARY_INDEXES, [list(_SIZES)]).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}".encode())
    for name in _FILES:
        say(f"making rows: {name}")
        connection.execute((_FOLDER / f"{name}.sql").read_bytes())
    say(f"building {len(indexes)} indexes")
    for _, definition in indexes:
        connection.execute(definition.encode())
    connection.execute("REFRESH MATERIALIZED VIEW public.collection_hierarchy_cache")


def _size_function(sizes: Mapping[str, int]) -> str:
    """Return the command for the function that the files ask how many rows to make."""
    cases = " ".join(f"WHEN '{name}' THEN {rows}" for name, rows in sizes.items())
    return (
        "CREATE FUNCTION pg_temp.size_of(kind text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE"
        f" AS $$ SELECT CASE kind {cases} END $$"
    )
