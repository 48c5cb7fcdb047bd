"""The plugin on this repository's own declared database, which is as large and as strict as those of its users."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from schemactl.pytest_plugin.database import DeclaredDatabase

TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'chat', 'auth')
ORDER BY 1
"""


def test_every_table_takes_rows_that_are_made(declared_database: DeclaredDatabase) -> None:
    """Two rows of each go in with nothing said; whose rows they are, their parents agree with."""
    tables = [name for (name,) in declared_database.rows(TABLES)]
    assert len(tables) > 20
    for table in tables:
        declared_database.make_many(table, 2)
    strangers = declared_database.value(
        "SELECT count(*) FROM user_notes AS note JOIN user_books AS book ON book.id = note.book_id"
        " WHERE note.user_id <> book.user_id"
    )
    assert strangers == 0


@pytest.mark.parametrize("time", ["first", "second"])
def test_readers_see_their_own_notes_and_nobody_elses(
    declared_database: DeclaredDatabase,
    make: Callable[..., Any],
    as_role: Callable[..., Any],
    time: str,
) -> None:
    """The fixtures work on the same database; the second time nothing of the first is left."""
    mine, other = make("public.user_notes", content=time), make("public.user_notes")
    assert mine["user_id"] != other["user_id"]
    for reader, expected in ((mine["user_id"], [(time,)]), (None, [])):
        with as_role("authenticated", reader) as session:
            assert session.execute("SELECT content FROM user_notes").fetchall() == expected
    assert declared_database.value("SELECT count(*) FROM user_notes") == 2
