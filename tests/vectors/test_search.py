"""Searching the declared vectors, and what is known about them."""

from __future__ import annotations

import psycopg
import pytest

from schemactl.pytest_plugin.database import DeclaredDatabase
from tests.vectors.conftest import REAL_VECTORS

QUERY = str([1.0] + [0.0] * 767)
MEMORIES = """
INSERT INTO chat.conversation_memories (user_id, entity_type, entity_text, embedding)
SELECT %s, 'fact', 'memory ' || n, (ARRAY[1, n * %s] || array_fill(0, ARRAY[766]))::vector
FROM generate_series(1, %s) AS n
"""
ANSWER = "SELECT entity_text FROM get_similar_memories(%s, %s::vector, 10, 0)"
INDEX_SCANS = "SELECT pg_stat_get_xact_numscans('chat.idx_memories_user_embedding'::regclass)"


def test_the_nearest_of_a_user_are_found_behind_those_of_others(declared_database: DeclaredDatabase) -> None:
    """The index on embeddings is used, and goes on past two hundred nearer memories of somebody else."""
    if not declared_database.value(REAL_VECTORS):
        pytest.skip("needs pgvector itself")
    ann, ben = (declared_database.make("public.profiles")["id"] for _ in range(2))
    declared_database.connection.execute(MEMORIES.encode(), [ben, 0.0001, 200])
    declared_database.connection.execute(MEMORIES.encode(), [ann, 0.1, 12])
    with declared_database.as_role("authenticated", ann) as session:
        # Two hundred rows are sorted faster; for many thousands the planner comes to it by itself.
        session.execute(
            "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
        )
        found = session.execute(ANSWER.encode(), [ann, QUERY]).fetchall()
        scans = session.execute(INDEX_SCANS.encode()).fetchone()
    assert found == [(f"memory {n}",) for n in range(1, 11)]
    assert scans == (1,)


OPERATOR_CLASSES = """
SELECT DISTINCT o.opcname
FROM pg_index AS i JOIN pg_opclass AS o ON o.oid = ANY (i.indclass) JOIN pg_am AS m ON m.oid = o.opcmethod
WHERE m.amname = 'hnsw'
"""
DISTANCES = r"""
SELECT DISTINCT (regexp_matches(prosrc, 'OPERATOR\(public\.(<\S+>)\)', 'g'))[1] FROM pg_proc WHERE prosrc ~ 'embedding'
"""


def test_indexes_are_built_for_the_operator_that_searches(declared_database: DeclaredDatabase) -> None:
    """Searches go by cosine distance, and so do all indexes on vectors: another operator class would never be used."""
    assert declared_database.rows(DISTANCES) == [("<=>",)]
    assert declared_database.rows(OPERATOR_CLASSES) == [("vector_cosine_ops",)]


def test_a_part_of_a_book_has_one_embedding(declared_database: DeclaredDatabase) -> None:
    """A part without a number is the whole book and unique like any other; parts and books do not collide."""
    first = declared_database.make("public.embedding_metadata", chunk_index=None)
    book, owner = first["book_id"], first["user_id"]
    declared_database.make("public.embedding_metadata", chunk_index=None)
    for chunk in (0, 1):
        declared_database.make("public.embedding_metadata", book_id=book, user_id=owner, chunk_index=chunk)
    for chunk in (None, 1):
        with pytest.raises(psycopg.errors.UniqueViolation, match="chunk_index"):
            declared_database.make("public.embedding_metadata", book_id=book, user_id=owner, chunk_index=chunk)
