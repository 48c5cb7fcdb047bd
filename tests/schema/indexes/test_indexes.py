"""Every index serves a question, a function, a worker or a foreign key, and no row outgrows one."""

from __future__ import annotations

from pathlib import Path

from bench.questions import QUESTIONS
from schemactl import pipeline
from schemactl.settings import Settings
from tests.schema.api.conftest import ANNA, ONE_READER
from tests.schema.api.test_api_functions import AS_READER, AS_SERVICE
from tests.schema.conftest import Database
from tests.schema.indexes.conftest import Library, key
from tests.schema.indexes.test_questions import HEAVY_READER, PARAMETERS, READER

ROOT = Path(__file__).parents[3]
INDEX_RULES = {"SL201", "SL202", "SL203", "SL204"}

WORKERS = {
    "which book a stored file belongs to": "SELECT id FROM public.user_books WHERE s3_key = 'files/77'",
    "the next books to embed": (
        "SELECT id FROM public.user_books WHERE embedding_status = 'pending' ORDER BY created_at LIMIT 10"
    ),
    "the next books to recognise": (
        "SELECT id FROM public.user_books WHERE ocr_status = 'pending' ORDER BY created_at LIMIT 10"
    ),
    "the next links to judge": (
        "SELECT id FROM public.document_relationships WHERE relevance_calculation_status = 'pending'"
        " ORDER BY created_at LIMIT 10"
    ),
    "the next memories to draw": (
        "SELECT id FROM chat.memory_extraction_jobs WHERE status = 'pending' ORDER BY created_at LIMIT 10"
    ),
    "what is linked to a note": (
        f"SELECT id FROM public.note_relationships WHERE related_id = '{key('note', 9)}' AND related_type = 'note'"
    ),
}
"""What the backend asks besides the functions: its queues, and what has no foreign key."""

MORE_CALLS = {
    "the favourites": f"SELECT id FROM public.search_user_books('{HEAVY_READER}', NULL, '{{\"is_favorite\": true}}')",
    "the newest books": f"SELECT id FROM public.search_user_books('{READER}', NULL, '{{}}', 'created_at')",
    "notes by text": f"SELECT id FROM public.search_annotations('{READER}', 'note')",
    "the open session": f"SELECT * FROM public.get_active_pomodoro_session('{READER}')",
    "sessions per day": f"SELECT * FROM public.get_daily_pomodoro_stats('{READER}')",
}
"""Functions on the large library, in the forms that have an index of their own."""

# Unique indexes are there for what they forbid, and for refreshing views beside their readers. Those for the nearest
# neighbour have tests of their own. Indexes of partitions follow their parent's.
PLAIN_INDEXES = """
SELECT indexrelid::regclass::text, relname::text
FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace IN ('public'::regnamespace, 'chat'::regnamespace) AND relkind = 'i' AND NOT relispartition
    AND NOT indisunique AND relam IN (SELECT oid FROM pg_am WHERE amname IN ('btree', 'gin', 'gist', 'brin', 'hash'))
"""
# Of all indexes that begin with a foreign key's columns the one with the fewest serves it.
FOR_FOREIGN_KEYS = """
SELECT DISTINCT ON (fk.oid) relname::text
FROM pg_constraint AS fk
JOIN pg_index ON indrelid = conrelid AND indpred IS NULL AND indisvalid
    AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
JOIN pg_class ON pg_class.oid = indexrelid
WHERE fk.contype = 'f' AND fk.connamespace IN ('public'::regnamespace, 'chat'::regnamespace)
ORDER BY fk.oid, indnatts, relname
"""
CHANGING_PREDICATES = """
SELECT indexrelid::regclass || ' calls ' || function.oid::regprocedure
FROM pg_index
JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = indexrelid AND refclassid = 'pg_proc'::regclass
JOIN pg_proc AS function ON function.oid = refobjid
WHERE function.provolatile <> 'i'
"""
TEXT_KEYS = """
SELECT indexrelid::regclass || '.' || attname
FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
WHERE relnamespace IN ('public'::regnamespace, 'chat'::regnamespace) AND relkind = 'i' AND NOT relispartition
    AND relam = (SELECT oid FROM pg_am WHERE amname = 'btree')
    AND atttypid IN ('text'::regtype, 'jsonb'::regtype, 'bytea'::regtype, 'text[]'::regtype)
    AND NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = indrelid AND contype = 'c' AND conkey = ARRAY[attnum]
            AND pg_get_constraintdef(oid) ~ '= ANY|length|\\{'
    )
"""
SHORT_BY_NATURE = {
    "public.analytics_refreshes_pkey.view_name": "the name of a view, 63 bytes",
    "public.book_tags_user_id_name_key.name": "a label; a longer one could not be shown",
    "public.embedding_metadata_vector_id_provider_key.vector_id": "an id the vector store gave",
    "public.feature_flags_name_key.name": "written by us",
    "public.idx_user_books_s3_key.s3_key": "the storage takes 1,024 bytes at most",
    "public.profiles_email_key.email": "254 bytes at most (RFC 5321)",
    "public.tts_audio_cache_user_id_book_id_content_hash_voice_name_spe_key.content_hash": "a digest",
    "public.tts_audio_cache_user_id_book_id_content_hash_voice_name_spe_key.voice_name": "one of the speech service",
}
"""Texts in B-trees that no check bounds: a longer one than some 2,700 bytes could not be saved."""


def test_every_index_serves_something(library: Library) -> None:
    """After all questions, functions and queues, no index is left that nobody has looked into."""
    used = {name for (name,) in library.connection.execute(FOR_FOREIGN_KEYS).fetchall()}
    for question in QUESTIONS:
        for reader in (READER, HEAVY_READER):
            used |= library.scanned(question.sql, PARAMETERS | {"reader": reader}, reader=reader)
    with library.connection.transaction(force_rollback=True):
        library.connection.execute(ONE_READER.read_text(encoding="utf-8").replace("x0000000", "a0000000").encode())
        for name, (arguments, _) in AS_READER.items():
            used |= library.scanned(f"SELECT * FROM public.{name}({arguments})", {}, "authenticated", ANNA)
        for name, (arguments, _) in AS_SERVICE.items():
            used |= library.scanned(f"SELECT * FROM public.{name}({arguments})", {}, "service_role")
    for sql in (*WORKERS.values(), *MORE_CALLS.values()):
        used |= library.scanned(sql, {}, "service_role")
    indexes = dict(library.connection.execute(PLAIN_INDEXES).fetchall())
    assert {title for title, name in indexes.items() if name not in used} == set()


def test_the_linter_finds_no_fault_in_any_index() -> None:
    """No foreign key lacks an index, none is a duplicate or the beginning of another, none includes unbounded text."""
    findings = pipeline.check("", Settings(root=ROOT, target=("schema",), platform="supabase"), lambda _: None)
    assert not [finding for finding in findings if finding.code in INDEX_RULES]


def test_conditions_of_partial_indexes_never_change(database: Database) -> None:
    """No index calls a function whose answer depends on the day, the session or other rows."""
    assert not database.names(CHANGING_PREDICATES)


def test_no_text_can_outgrow_an_index(database: Database) -> None:
    """Every text a B-tree is ordered by is bounded by a check, or by what it is."""
    assert database.names(TEXT_KEYS) == set(SHORT_BY_NATURE)
