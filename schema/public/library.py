"""The library: books, and what has to happen so that the second document model can become part of it.

Two tables of that model are gone for good: ``document_embeddings`` (chunks of text, made anew from the content) and
``response_cache`` (answers, made anew on the next question). Both are derived, so their rows are dropped; a deploy asks
for that by name.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID
from sqlalchemy.schema import SchemaItem, conv

from schema.base import empty_object, metadata, no, own_rows, time_column, touched, zero
from schema.public.library_partitions import BOOK_KEY, PARTITION_BY, PARTITIONED, partitions
from schemactl import backfill, fill_nulls, merged_from

BOOKKEEPING = (
    "notes_count",
    "pomodoro_sessions_count",
    "total_pomodoro_sessions",
    "total_pomodoro_time_seconds",
    "file_size_bytes",
)
"""Columns that triggers and back-fills write. Changing them is no edit of the book and leaves ``updated_at`` alone."""

an_edit = " AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in BOOKKEEPING)
"""Which updates count as edits of a book."""

search_document = "to_tsvector('english'::regconfig, coalesce(title, '') || ' ' || coalesce(file_name, ''))"
"""What full text search looks into. Searches must use this very expression, or PostgreSQL does not use the index."""


def book_columns() -> tuple[Column[Any], ...]:
    """Return the columns of a book, for the table and for its partitioned twin."""
    return (
        Column("id", UUID, server_default=text("gen_random_uuid()")),
        Column("user_id", UUID, ForeignKey("public.profiles.id", ondelete="CASCADE"), nullable=False),
        Column("title", Text, nullable=False),
        Column("file_name", Text, nullable=False),
        Column("file_type", Text, nullable=False),
        Column("total_pages", Integer),
        Column("text_content", Text),
        Column("tts_metadata", JSONB, server_default=empty_object),
        Column("last_read_page", Integer, server_default=text("1")),
        Column("reading_progress", Numeric(5, 2), server_default=text("0.00"), comment="Percent read."),
        time_column("created_at"),
        time_column("updated_at"),
        Column("last_read_at", TIMESTAMP(timezone=True)),
        Column("s3_key", Text),
        Column("total_pomodoro_time_seconds", Integer, server_default=zero, comment="Time of all ended sessions."),
        Column("total_pomodoro_sessions", Integer, server_default=zero, comment="Ended sessions."),
        Column("last_pomodoro_at", TIMESTAMP(timezone=True)),
        Column("is_favorite", Boolean, server_default=no),
        Column(
            "custom_metadata", JSONB, server_default=empty_object, comment="Whatever the reader or an upload noted."
        ),
        Column("file_size_bytes", BigInteger, comment="Size of the file; wider than the integer it replaced."),
        Column("notes_count", Integer, server_default=zero, comment="Notes; kept by a trigger on user_notes."),
        Column("pomodoro_sessions_count", Integer, server_default=zero, comment="Sessions, ended or not."),
        Column("tts_last_position", JSONB, server_default=empty_object, comment="Where reading aloud stopped."),
        Column("page_texts_cleaned", ARRAY(Text), comment="Page texts after clean-up, for reading aloud."),
        Column("content", Text, comment="Extracted text; the chat answers from it."),
        Column("embedding_status", Text, server_default="pending", comment="How far the embeddings of the text are."),
        Column("needs_ocr", Boolean, server_default=no, comment="Whether the file has no text layer."),
        Column("ocr_status", Text, server_default="not_needed", comment="How far text recognition is."),
        Column("ocr_metadata", JSONB, server_default=empty_object, comment="What text recognition reported."),
    )


def book_checks() -> tuple[SchemaItem, ...]:
    """Return the checks of a book, for the table and for its partitioned twin."""
    return (
        CheckConstraint("file_type IN ('pdf', 'text')", name="file_type"),
        CheckConstraint(
            "(file_type = 'pdf' AND s3_key IS NOT NULL)"
            " OR (file_type = 'text' AND (text_content IS NOT NULL OR s3_key IS NOT NULL))",
            name=conv("check_file_storage"),
        ),
        CheckConstraint(
            "embedding_status IN ('pending', 'processing', 'completed', 'failed')", name="embedding_status"
        ),
        CheckConstraint(
            "ocr_status IN ('not_needed', 'pending', 'processing', 'completed', 'failed', 'user_declined')",
            name="ocr_status",
        ),
    )


def book_indexes(table: str, *, search: str = "") -> tuple[Index, ...]:
    """Return the indexes of a book, for the table and for its partitioned twin, named after it.

    Args:
        table: Which of the two. `search`: another name for the one of full text search.
    """
    return (
        # One page of the library in each of the orders the app asks for, to the last key: NULLS LAST, and the id
        # descending. The reader comes first in all of them, so none is needed for the reader alone.
        Index(f"idx_{table}_last_read_cursor", "user_id", text("last_read_at DESC NULLS LAST"), text("id DESC")),
        Index(f"idx_{table}_created_cursor", "user_id", text("created_at DESC NULLS LAST"), text("id DESC")),
        Index(
            f"idx_{table}_favorites_partial",
            "user_id",
            text("last_read_at DESC NULLS LAST"),
            text("id DESC"),
            postgresql_where=text("is_favorite"),
        ),
        # Begun and not finished. Row security keeps comparisons of numeric out of an index, so they are its condition.
        Index(
            f"idx_{table}_active_reading",
            "user_id",
            "file_type",
            text("reading_progress DESC"),
            "id",
            postgresql_where=text("reading_progress > 0 AND reading_progress < 100"),
        ),
        Index(search or f"idx_{table}_search", text(search_document), postgresql_using="gin"),
        # The file behind an event of the storage.
        Index(f"idx_{table}_s3_key", "s3_key", postgresql_where=text("s3_key IS NOT NULL")),
        # The queues of the workers. Books that are done are in neither.
        Index(
            f"idx_{table}_embedding_status",
            "embedding_status",
            "created_at",
            postgresql_where=text("embedding_status <> 'completed'"),
        ),
        Index(
            f"idx_{table}_ocr_status", "ocr_status", "created_at", postgresql_where=text("ocr_status <> 'not_needed'")
        ),
    )


def book_parts(table: str) -> tuple[SchemaItem, ...]:
    """Return what both have besides: checks, who may do what, and what happens on edits."""
    return (*book_checks(), *own_rows("books"), touched(table, condition=an_edit))


user_books = Table(
    "user_books",
    metadata,
    *book_columns(),
    PrimaryKeyConstraint(*(BOOK_KEY if PARTITIONED else ("id",))),
    *book_parts("user_books"),
    *book_indexes("user_books", search="" if PARTITIONED else "idx_books_search"),
    *(partitions() if PARTITIONED else ()),
    # file_size goes away; two rows in five have their size only there.
    backfill("file_size_bytes", "file_size", needs=["file_size"]),
    merged_from(
        "public.documents",
        key=["id"],
        columns={
            "file_type": "CASE WHEN file_type IN ('pdf', 'application/pdf') THEN 'pdf' ELSE 'text' END",
            "file_size_bytes": "file_size::bigint",
            "custom_metadata": "coalesce(metadata, '{}'::jsonb)",
            "ocr_metadata": "coalesce(ocr_metadata, '{}'::jsonb)",
        },
        # A book that exists keeps what it has and gets what it lacks.
        fill=fill_nulls(
            "content", "embedding_status", "needs_ocr", "ocr_status", "ocr_metadata", "s3_key", "file_size_bytes"
        ),
        combine={
            "custom_metadata": "coalesce(source.metadata, '{}'::jsonb) || coalesce(target.custom_metadata, '{}'::jsonb)"
        },
        reject_when={
            "no reader opens this type of file": (
                "file_type NOT IN ('pdf', 'text', 'application/pdf') AND file_type NOT LIKE 'text/%'"
            ),
            "the book with this id belongs to another reader": (
                "id IN (SELECT book.id FROM public.user_books AS book JOIN public.documents AS document USING (id)"
                " WHERE book.user_id <> document.user_id)"
            ),
        },
        reject_to="quarantine.documents",
    ),
    schema="public",
    comment="The books of a reader: PDF and text files, with their text, reading state and totals.",
    postgresql_partition_by=PARTITION_BY if PARTITIONED else None,
)

if not PARTITIONED:
    user_books_partitioned = Table(
        "user_books_partitioned",
        metadata,
        *book_columns(),
        PrimaryKeyConstraint(*BOOK_KEY),
        *book_parts("user_books_partitioned"),
        *book_indexes("user_books_partitioned"),
        *partitions(),
        schema="public",
        comment="Twin of user_books, partitioned by reader; empty until the library moves.",
        postgresql_partition_by=PARTITION_BY,
    )
