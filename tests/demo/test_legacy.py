"""The legacy database: complete, deterministic, and broken in the ways it is meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from schemactl.demo.legacy import build_legacy
from schemactl.postgres.connect import connect
from schemactl.scratch.embedded import embedded_server
from schemactl.scratch.installation import find_installation
from schemactl.scratch.server import ScratchServer, scratch_database

Connection = psycopg.Connection[TupleRow]

ROWS_AT_SCALE_1 = {
    "auth.users": 50,
    "public.action_cache": 150,
    "public.book_collections": 597,
    "public.book_tag_assignments": 798,
    "public.book_tags": 200,
    "public.conversation_memories": 600,
    "public.conversations": 300,
    "public.document_descriptions": 250,
    "public.document_embeddings": 800,
    "public.document_relationships": 300,
    "public.documents": 200,
    "public.memory_extraction_jobs": 150,
    "public.memory_relationships": 500,
    "public.messages": 3000,
    "public.note_relationships": 400,
    "public.performance_alerts": 60,
    "public.pomodoro_achievements": 89,
    "public.pomodoro_sessions": 2500,
    "public.pomodoro_streaks": 45,
    "public.profiles": 50,
    "public.query_performance_log": 500,
    "public.response_cache": 100,
    "public.tts_audio_cache": 400,
    "public.usage_records": 2000,
    "public.user_books": 500,
    "public.user_collections": 150,
    "public.user_highlights": 1500,
    "public.user_notes": 1000,
}

OBJECTS = {
    "tables": (28, "pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"),
    "tables with row security": (28, "pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity"),
    "policies": (84, "pg_policy"),
    "triggers": (14, "pg_trigger WHERE NOT tgisinternal"),
    "materialised views": (1, "pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'm'"),
    "primary keys": (28, "pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = 'p'"),
    "unique constraints": (9, "pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = 'u'"),
    "foreign keys": (46, "pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = 'f'"),
    "checks": (17, "pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = 'c'"),
    "indexes but the nearest-neighbour ones": (
        138,
        "pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '%ivfflat%'",
    ),
    "functions": (
        53,
        """pg_proc WHERE pronamespace = 'public'::regnamespace
            AND prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')""",
    ),
    "functions that run as their owner": (49, "pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"),
    "functions of these without a search_path": (
        2,
        "pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proconfig IS NULL",
    ),
}

OBSTACLES = {
    "documents that share their id with a book": (
        20,
        "public.documents JOIN public.user_books USING (id)",
    ),
    "of these, documents with content where the book has none": (
        15,
        """public.documents AS document JOIN public.user_books AS book USING (id)
            WHERE document.content IS NOT NULL AND book.text_content IS NULL""",
    ),
    "shared ids with different owners": (
        0,
        "public.documents AS document JOIN public.user_books AS book USING (id) WHERE document.user_id <> book.user_id",
    ),
    "documents with metadata": (140, "public.documents WHERE metadata <> '{}'"),
    "documents of a type no book can have": (
        24,
        "public.documents WHERE file_type <> 'application/pdf' AND file_type NOT LIKE 'text/%'",
    ),
    "documents whose type a book could have as it is written": (
        0,
        "public.documents WHERE file_type IN ('pdf', 'text')",
    ),
    "documents of an impossible type that share their id with a book": (
        0,
        """public.documents JOIN public.user_books USING (id)
            WHERE documents.file_type <> 'application/pdf' AND documents.file_type NOT LIKE 'text/%'""",
    ),
    "memories of a document that never existed": (
        30,
        """public.conversation_memories WHERE document_id IS NOT NULL
            AND document_id NOT IN (SELECT id FROM public.documents UNION ALL SELECT id FROM public.user_books)""",
    ),
    "conversations about a document of an impossible type": (
        0,
        """public.conversations JOIN public.documents ON documents.id = document_id
            WHERE file_type <> 'application/pdf' AND file_type NOT LIKE 'text/%'""",
    ),
    "links of notes to nothing": (
        8,
        """public.note_relationships WHERE related_id NOT IN (
            SELECT id FROM public.user_notes UNION ALL
            SELECT id FROM public.user_books UNION ALL
            SELECT id FROM public.conversation_memories)""",
    ),
    "books whose size is in the old column only": (200, "public.user_books WHERE file_size_bytes IS NULL"),
    "books whose two sizes contradict each other": (0, "public.user_books WHERE file_size_bytes <> file_size"),
    "feature flags": (4, "public.feature_flags"),
}

SOMEONE = "(SELECT id FROM public.profiles LIMIT 1)"
BROKEN_CALLS = {
    "bulk_delete_highlights('{}')": 'relation "public.highlights" does not exist',
    f"can_perform_vision_extraction({SOMEONE})": 'relation "public.vision_usage" does not exist',
    f"check_pomodoro_achievements({SOMEONE}, '{{}}')": 'column reference "achievement_type" is ambiguous',
    "clean_expired_cache()": 'relation "public.cache_entries" does not exist',
    f"explain_search_query({SOMEONE})": "too few arguments for format()",
    f"get_book_highlights({SOMEONE}, {SOMEONE})": 'relation "public.highlights" does not exist',
    f"get_collection_hierarchy({SOMEONE})": "function public.get_collection_hierarchy(uuid) is not unique",
    f"get_document_centric_graph({SOMEONE}, {SOMEONE})": "column dr.relationship_type does not exist",
    f"get_document_relationship_stats({SOMEONE})": 'column "relevance_score" does not exist',
    f"get_highlight_stats({SOMEONE})": 'relation "public.highlights" does not exist',
    f"get_library_stats({SOMEONE})": 'column reference "total_pages" is ambiguous',
    f"get_note_relationships({SOMEONE}, {SOMEONE})": 'column reference "content" is ambiguous',
    f"get_related_documents_with_details({SOMEONE})": "column dr.target_document_id does not exist",
    "mark_page_highlights_orphaned()": 'relation "public.highlights" does not exist',
    "refresh_collection_hierarchy_cache()": 'relation "collection_hierarchy_cache" does not exist',
    "reset_monthly_vision_counters()": 'relation "public.vision_usage" does not exist',
    f"update_reading_progress({SOMEONE}, 3, 90)": 'column reference "total_pages" is ambiguous',
}


@contextmanager
def built(server: ScratchServer, *, scale: float, seed: int = 7) -> Iterator[Connection]:
    """Build the database and drop it at the end."""
    with scratch_database(server, "legacy") as name, connect(server.conninfo(name)) as connection:
        build_legacy(connection, scale=scale, seed=seed)
        yield connection


@pytest.fixture(scope="module")
def legacy(server: ScratchServer) -> Iterator[Connection]:
    """The database at scale 1; a test only looks."""
    with built(server, scale=1) as connection:
        yield connection


@pytest.fixture
def scene(legacy: Connection) -> Iterator[Connection]:
    """The database at scale 1, with everything undone at the end of the test."""
    with legacy.transaction(force_rollback=True):
        yield legacy


def count(connection: Connection, rows: str) -> int:
    """Return how many rows there are, given what follows FROM."""
    found = connection.execute(f"SELECT count(*) FROM {rows}".encode()).fetchone()
    assert found is not None
    return int(found[0])


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    return {table: count(connection, table) for table in ROWS_AT_SCALE_1}


def fingerprint(connection: Connection) -> dict[str, str]:
    """Return a digest of every table's rows."""
    digests = {}
    for table in (*ROWS_AT_SCALE_1, "public.feature_flags", "public.collection_hierarchy_cache"):
        query = SQL("SELECT md5(string_agg(row::text, '\n' ORDER BY row::text)) FROM {} AS row")
        found = connection.execute(query.format(Identifier(*table.split(".")))).fetchone()
        assert found is not None
        digests[table] = found[0]
    return digests


def test_scale_1_has_its_rows(legacy: Connection) -> None:
    """At scale 1 every table has the number of rows it is known for: 17,189 together, besides the feature flags."""
    found = counts(legacy)
    assert found == ROWS_AT_SCALE_1
    assert sum(found.values()) == 17_189


@pytest.mark.parametrize("kind", OBJECTS)
def test_catalog_is_the_one_25_migrations_left(legacy: Connection, kind: str) -> None:
    """There are exactly as many objects of each kind as the migrations leave behind."""
    expected, rows = OBJECTS[kind]
    assert count(legacy, rows) == expected


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_obstacle_to_the_merge_is_there(legacy: Connection, obstacle: str) -> None:
    """Each kind of row that makes a merge difficult is there in its number, and no kind that was not meant to be."""
    expected, rows = OBSTACLES[obstacle]
    assert count(legacy, rows) == expected


def test_a_tenth_has_a_tenth_of_the_rows_and_every_obstacle(server: ScratchServer) -> None:
    """A smaller scale keeps the proportions, and at least one row of every obstacle."""
    with built(server, scale=0.1) as connection:
        for table, found in counts(connection).items():
            assert found == pytest.approx(ROWS_AT_SCALE_1[table] / 10, abs=1), table
        for obstacle, (expected, rows) in OBSTACLES.items():
            assert (count(connection, rows) > 0) is (expected > 0), obstacle


@pytest.mark.parametrize("seed", range(4))
def test_smallest_databases_can_be_built(server: ScratchServer, seed: int) -> None:
    """However few rows are wanted and whatever the dice say, they fit together."""
    with built(server, scale=0.001, seed=seed) as connection:
        assert set(counts(connection).values()) <= {0, 1, 2, 3}


def test_seed_decides_every_row(server: ScratchServer) -> None:
    """The same seed makes the same rows in every table, and another seed makes others in every table."""
    with built(server, scale=0.05) as connection:
        first = fingerprint(connection)
    with built(server, scale=0.05) as connection:
        assert fingerprint(connection) == first
    with built(server, scale=0.05, seed=8) as connection:
        other = fingerprint(connection)
    assert {table for table in first if first[table] == other[table]} == {"public.feature_flags"}


def test_scale_must_be_positive(legacy: Connection) -> None:
    """A scale of zero is refused before anything is sent."""
    with pytest.raises(ValueError, match="scale must be positive"):
        build_legacy(legacy, scale=0)


@pytest.mark.parametrize("major", [15, 16, 17])
def test_older_server_takes_it_too(major: int) -> None:
    """The database can be built on every supported version, with pgvector or without."""
    if find_installation(major).major != major:
        pytest.skip(f"no PostgreSQL {major} here")
    with embedded_server(major) as server, built(server, scale=0.02) as connection:
        assert count(connection, "pg_policy") == 84


def test_ending_a_session_changes_nothing(scene: Connection) -> None:
    """The update that ends a pomodoro session touches no row and says nothing."""
    assert count(scene, "public.pomodoro_sessions WHERE ended_at IS NULL") > 0
    ended = scene.execute("UPDATE public.pomodoro_sessions SET ended_at = now() WHERE ended_at IS NULL")
    assert ended.rowcount == 0


def test_extraction_job_cannot_be_updated(scene: Connection) -> None:
    """The trigger stamps a column the table of jobs does not have."""
    with pytest.raises(psycopg.errors.UndefinedColumn, match='record "new" has no field "updated_at"'):
        scene.execute("UPDATE public.memory_extraction_jobs SET status = 'failed'")


@pytest.mark.parametrize("call", BROKEN_CALLS, ids=lambda call: call.partition("(")[0])
def test_broken_function_fails_as_it_always_did(scene: Connection, call: str) -> None:
    """Seventeen functions fail on their first call, each for its own reason."""
    with pytest.raises(psycopg.Error) as refusal, scene.transaction():
        scene.execute(f"SELECT * FROM public.{call}".encode())
    assert refusal.value.diag.message_primary == BROKEN_CALLS[call]


def test_row_security_stops_at_functions(scene: Connection) -> None:
    """A visitor sees no book, but reads any user's library through the search function."""
    reader = scene.execute("SELECT user_id FROM public.user_books LIMIT 1").fetchone()
    assert reader is not None
    scene.execute("SET LOCAL row_security = on")
    scene.execute("SET LOCAL ROLE anon")
    assert count(scene, "public.user_books") == 0
    found = scene.execute("SELECT count(*) FROM public.search_user_books(%s)", reader).fetchone()
    assert found is not None
    assert found[0] > 0


def test_reader_sees_his_own_books_only(scene: Connection) -> None:
    """The claims of the request decide what row security shows."""
    reader = scene.execute("SELECT user_id, count(*) FROM public.user_books GROUP BY 1 LIMIT 1").fetchone()
    assert reader is not None
    scene.execute(
        "SELECT set_config('request.jwt.claims', jsonb_build_object('sub', %s::text)::text, true)", [str(reader[0])]
    )
    scene.execute("SET LOCAL row_security = on")
    scene.execute("SET LOCAL ROLE authenticated")
    assert count(scene, "public.user_books") == reader[1]


def test_signing_up_makes_a_profile(scene: Connection) -> None:
    """The trigger on the accounts is at work again once the rows are in."""
    scene.execute("INSERT INTO auth.users (id, email) VALUES (gen_random_uuid(), 'new@example.org')")
    assert count(scene, "public.profiles WHERE email = 'new@example.org' AND tier = 'free' AND credits = 100") == 1


def test_nearest_memories_are_found(scene: Connection) -> None:
    """Embeddings lie near topics, so a similarity search finds more than the memory it started from."""
    if not count(scene, "pg_indexes WHERE indexdef LIKE '%ivfflat%'"):
        pytest.skip("this server has no pgvector")
    found = scene.execute(
        """SELECT max(near.found) FROM (
            SELECT (SELECT count(*) FROM public.get_similar_memories(m.user_id, m.embedding)) AS found
            FROM public.conversation_memories AS m LIMIT 50) AS near"""
    ).fetchone()
    assert found is not None
    assert found[0] > 1
