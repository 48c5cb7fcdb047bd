"""Out and back: every bit of every vector, and nothing else of any row."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from qdrant_client import QdrantClient, models

from schemactl.pytest_plugin.database import DeclaredDatabase
from schemactl.vectors.back import move_back
from schemactl.vectors.out import move_out
from schemactl.vectors.session import Request
from schemactl.vectors.status import read_status
from schemactl.vectors.values import Distance
from tests.vectors.conftest import COLUMN, REAL_VECTORS, ROWS, Notes, ignore, numbers_of

MEMORIES = "chat.conversation_memories.embedding"
MANY = 600
MORE_MEMORIES = """
INSERT INTO chat.conversation_memories (user_id, entity_type, entity_text, embedding)
SELECT %s, 'fact', 'memory ' || n,
    (SELECT array_agg((random() - 0.5)::real) FROM generate_series(1, 768 + 0 * n))::vector
FROM generate_series(1, %s) AS n
"""
DIGEST = """
SELECT ROW(count(embedding), string_agg(md5(memory::text || md5(vector_send(embedding))), '' ORDER BY id))::text
FROM chat.conversation_memories AS memory
"""


def test_the_declared_memories_go_and_come_back(declared_database: DeclaredDatabase, directory: Path) -> None:
    """Six hundred memories of 768 dimensions leave PostgreSQL, are counted in the store, and return bit by bit."""
    if not declared_database.value(REAL_VECTORS):
        pytest.skip("needs pgvector itself")
    reader = declared_database.make("chat.conversation_memories")["user_id"]
    declared_database.rows("SELECT setseed(0.1)")
    declared_database.connection.execute(MORE_MEMORIES.encode(), [reader, MANY])
    before = declared_database.value(DIGEST)
    size = "SELECT pg_table_size('chat.conversation_memories')"
    full = declared_database.value(size)
    request = Request(database_url=declared_database.conninfo, column=MEMORIES, store=f"qdrant://{directory}")

    moved = move_out(request, ignore)
    assert (moved.moved, moved.left) == (MANY, 0)
    assert declared_database.value("SELECT count(embedding) FROM chat.conversation_memories") == 0
    status = read_status(request, ignore, verify=True)
    assert (status.in_postgres, status.out, status.in_store, status.compared) == (0, MANY, MANY, MANY)
    assert (status.without, status.problems) == (1, ())
    declared_database.connection.execute("VACUUM FULL chat.conversation_memories")
    assert declared_database.value(size) < full / 10

    back = move_back(request, ignore)
    assert (back.restored, back.refused) == (MANY, ())
    assert declared_database.value(DIGEST) == before
    assert read_status(request, ignore).in_store == 0


def test_a_description_is_not_touched_by_moving_its_embedding(
    declared_database: DeclaredDatabase, directory: Path
) -> None:
    """The trigger that stamps updated_at stays silent: nobody has changed the description."""
    if not declared_database.value(REAL_VECTORS):
        pytest.skip("needs pgvector itself")
    described = declared_database.make("public.document_descriptions", description_embedding=str([0.5] * 768))
    request = Request(
        database_url=declared_database.conninfo,
        column="public.document_descriptions.description_embedding",
        store=f"qdrant://{directory}",
    )
    time.sleep(0.01)
    assert move_out(request, ignore).silenced == ("update_document_descriptions_updated_at",)
    assert move_back(request, ignore).restored == 1
    after = declared_database.rows("SELECT updated_at, description_embedding::text FROM public.document_descriptions")
    assert after == [(described["updated_at"], described["description_embedding"])]


KINDS = {
    "whole numbers as keys": (
        "id integer PRIMARY KEY, v public.vector(4)",
        "(1, '[0,-0,0,0]'), (-7, '[1e18,-1e18,1e-45,0]'), (2147483647, '[0.1,0.2,0.3,0.33333334]')",
        Distance.COSINE,
    ),
    "the extremes of single precision": (
        "id smallint PRIMARY KEY, v public.vector(3)",
        "(0, '[3.4028235e38,-3.4028235e38,1e-45]'), (1, '[1.1754944e-38,-0,16777217]')",
        Distance.EUCLID,
    ),
    "texts as keys": (
        "id text PRIMARY KEY, v public.vector(2)",
        "('', '[1,2]'), ('it''s; DROP', '[3,4]'), ('Straße', '[5,6]')",
        Distance.EUCLID,
    ),
    "half precision": (
        "id bigint PRIMARY KEY, v public.halfvec(3)",
        "(9223372036854775807, '[65504,-0,6e-8]'), (-1, '[0.1,0.2,0.3]')",
        Distance.DOT,
    ),
    "names that need quoting": (
        'id uuid PRIMARY KEY, v public.vector(2), CONSTRAINT "100%" CHECK (true)',
        "('00000000-0000-0000-0000-000000000001', '[1,1]')",
        Distance.MANHATTAN,
    ),
}


@pytest.mark.parametrize(("columns", "rows", "distance"), list(KINDS.values()), ids=list(KINDS))
def test_every_kind_of_vector_and_key(notes: Notes, columns: str, rows: str, distance: Distance) -> None:
    """What comes back has the bits that went, whatever the type, the key, the name and the distance."""
    notes.run(f'CREATE TABLE public."50% of; it" ({columns})')
    notes.run(f'INSERT INTO public."50% of; it" VALUES {rows}')
    send = "halfvec_send" if "halfvec" in columns else "vector_send"
    query = f'SELECT id, public.{send}(v) FROM public."50% of; it" ORDER BY id'
    before = notes.run(query)
    column = 'public."50% of; it".v'
    assert notes.out(column=column, distance=distance).moved == len(before)
    assert {sent for _, sent in notes.run(query)} == {None}
    assert notes.back(column=column).restored == len(before)
    assert notes.run(query) == before


def test_what_was_moved_is_found_in_the_store(notes: Notes) -> None:
    """The store's nearest neighbours, filtered by owner, are the ones PostgreSQL had found."""
    (key, original), *_ = sorted(notes.vectors().items())
    nearest = notes.run(
        "SELECT id::text FROM public.notes WHERE owner = 'ann'"
        " ORDER BY embedding OPERATOR(public.<=>) (SELECT embedding FROM public.notes WHERE id = %s) LIMIT 5",
        key,
    )
    notes.out(payload=("owner", "updated_at"))
    client = QdrantClient(path=str(notes.directory))
    anns = models.Filter(must=[models.FieldCondition(key="owner", match=models.MatchValue(value="ann"))])
    found = client.query_points(COLUMN, query=list(numbers_of(original)), query_filter=anns, limit=5).points
    client.close()
    assert [(point.id,) for point in found] == nearest
    assert {point.payload["updated_at"] for point in found if point.payload} == {"2020-01-01T00:00:00+00:00"}


def test_a_condition_picks_rows_both_ways(notes: Notes) -> None:
    """Only Ann's vectors go, and of these only the one asked for comes back; a comment in a condition harms nobody."""
    assert notes.out(where="owner LIKE 'a%' -- Ann's").moved == ROWS // 2
    assert notes.value("SELECT count(*) FROM public.notes WHERE embedding IS NULL AND owner <> 'ann'") == 0
    one = notes.value("SELECT min(id::text) FROM public.notes WHERE owner = 'ann'")
    assert notes.back(where=f"id = '{one}'").restored == 1
    assert notes.status().out == ROWS // 2 - 1


def test_a_second_run_moves_only_what_is_new(notes: Notes) -> None:
    """Nothing is moved twice, and the store's address needs no repeating."""
    assert notes.out().moved == ROWS
    notes.run("INSERT INTO public.notes (id, owner, embedding) VALUES (gen_random_uuid(), 'ann', '[1,2,3,4,5,6,7,8]')")
    assert notes.out(store="").moved == 1
    assert notes.out().moved == 0
    assert notes.status().problems == ()


def test_copies_that_are_kept_stay_until_they_are_pruned(notes: Notes) -> None:
    """With --keep the vectors are in both places, which is no disagreement; prune ends it."""
    before = notes.vectors()
    notes.out()
    assert notes.back(keep=True).restored == ROWS
    assert notes.vectors() == before
    status = notes.status()
    assert (status.kept, status.in_store, status.problems) == (ROWS, ROWS, ())
    assert notes.back(keep=True).restored == 0
    pruned = notes.prune()
    assert (pruned.forgotten, pruned.deleted, notes.stored()) == (ROWS, ROWS, {})
    assert notes.vectors() == before


def test_erased_rows_are_named_and_pruned(notes: Notes) -> None:
    """Points of deleted rows are a problem until prune deletes them; those the application put beside them stay."""
    notes.out()
    notes.run("DELETE FROM public.notes WHERE owner = 'ann'")
    client = QdrantClient(path=str(notes.directory))
    client.upsert(COLUMN, points=[models.PointStruct(id=1, vector=[1.0] * 8, payload={"owner": "app"})])
    client.close()
    assert notes.status().problems == (f"{ROWS // 2} rows were deleted, their vectors were not: run `prune`",)
    pruned = notes.prune()
    assert (pruned.forgotten, pruned.deleted) == (ROWS // 2, ROWS // 2)
    assert notes.status().problems == ()
    assert (notes.back().restored, notes.back().gone) == (ROWS // 2, 0)
    client = QdrantClient(path=str(notes.directory))
    assert client.count(COLUMN).count == 1
    client.close()


def test_the_ledger_follows_a_table_that_moves(notes: Notes) -> None:
    """A table that got another name and schema gets its vectors back from where they are."""
    before = notes.vectors()
    notes.out()
    notes.run("CREATE SCHEMA chat; ALTER TABLE public.notes SET SCHEMA chat; ALTER TABLE chat.notes RENAME TO memos")
    assert notes.back(column="chat.memos.embedding").restored == ROWS
    notes.run("ALTER TABLE chat.memos RENAME TO notes; ALTER TABLE chat.notes SET SCHEMA public")
    assert notes.vectors() == before


def test_partitions_are_moved_as_one_table(notes: Notes) -> None:
    """A partitioned table has one collection, and each vector returns to its partition."""
    notes.run("CREATE TABLE public.parts (id integer PRIMARY KEY, v public.vector(2)) PARTITION BY HASH (id)")
    for remainder in (0, 1):
        notes.run(
            f"CREATE TABLE public.part_{remainder} PARTITION OF public.parts"
            f" FOR VALUES WITH (MODULUS 2, REMAINDER {remainder})"
        )
    notes.run("INSERT INTO public.parts SELECT n, ARRAY[n, 1]::public.vector FROM generate_series(1, 30) AS n")
    query = "SELECT tableoid, id, v::text FROM public.parts ORDER BY id"
    before = notes.run(query)
    assert notes.out(column="public.parts.v", distance=Distance.COSINE).moved == 30
    assert notes.back(column="public.parts.v").restored == 30
    assert notes.run(query) == before


def test_vectors_of_a_given_server(notes: Notes, new_store: Callable[[], str]) -> None:
    """Over HTTP nothing is lost either: the numbers, the bytes, the filters."""
    before = notes.vectors()
    address = new_store()
    assert notes.out(store=address, payload=("owner",), api_key="sesame").moved == ROWS
    assert notes.vectors() == {}
    assert notes.back(api_key="sesame").restored == ROWS
    assert notes.vectors() == before
