"""Notes and highlights on the pages of a book, and what connects notes with one another."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Numeric, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from schema.base import (
    empty_object,
    id_column,
    metadata,
    no,
    own_book,
    own_rows,
    reader,
    time_column,
    touched,
    trigger_is_missing,
    user_column,
)
from schema.public.library_partitions import to_book
from schemactl import Function, Trigger, data_step

update_notes_count = Function.from_file(
    "functions/update_notes_count.sql",
    schema="public",
    metadata=metadata,
    execute_to=[],
    comment="Trigger: keeps how many notes a book has.",
)

user_notes = Table(
    "user_notes",
    metadata,
    id_column(),
    user_column(),
    Column("book_id", UUID, nullable=False),
    to_book(),
    Column("page_number", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("position_x", Numeric(10, 2)),
    Column("position_y", Numeric(10, 2)),
    time_column("created_at"),
    time_column("updated_at"),
    Column("note_type", Text, comment="Layout of the note."),
    Column("note_metadata", JSONB, server_default=empty_object, comment="What the layout needs: columns, branches..."),
    Column("is_ai_generated", Boolean, server_default=no),
    CheckConstraint("note_type IN ('cornell', 'outline', 'mindmap', 'chart', 'boxing', 'freeform')", name="note_type"),
    # The notes of some pages in their order; where they are, from the index alone. Never their content: an index row
    # holds 2,704 bytes at most, and a longer note could not be saved. The reader is in it because row security asks,
    # and in second place, so that PostgreSQL need not look into another index as well.
    Index(
        "idx_user_notes_book_page_covering",
        *("book_id", "user_id", "page_number", "created_at"),
        postgresql_include=["position_x", "position_y"],
    ),
    Index("idx_user_notes_user_created", "user_id", text("created_at DESC"), "id"),
    *own_rows("notes", may_write=own_book),
    touched("user_notes"),
    Trigger(
        "user_notes_count",
        when="after insert or update or delete",
        each="row",
        of=["book_id"],
        function=update_notes_count,
    ),
    schema="public",
    comment="Notes pinned to a page.",
)

data_step(
    "count the notes of every book",
    metadata,
    sql="""
        UPDATE public.user_books AS book
        SET notes_count = counted.notes
        FROM (
            SELECT each.id, count(note.id) AS notes
            FROM public.user_books AS each
            LEFT JOIN public.user_notes AS note ON note.book_id = each.id
            GROUP BY each.id
        ) AS counted
        WHERE book.id = counted.id AND book.notes_count IS DISTINCT FROM counted.notes
    """,
    when=trigger_is_missing("user_notes_count", "public.user_notes"),
    verify="""
        SELECT NOT EXISTS (
            SELECT FROM public.user_books AS book
            WHERE book.notes_count IS DISTINCT FROM (
                SELECT count(*) FROM public.user_notes AS note WHERE note.book_id = book.id
            )
        )
    """,
)

user_highlights = Table(
    "user_highlights",
    metadata,
    id_column(),
    user_column(),
    Column("book_id", UUID, nullable=False),
    to_book(),
    Column("page_number", Integer, nullable=False),
    Column("highlighted_text", Text, nullable=False),
    Column("color_id", Text, nullable=False),
    Column("color_hex", Text, nullable=False),
    Column("position_data", JSONB, nullable=False),
    Column("text_start_offset", Integer),
    Column("text_end_offset", Integer),
    Column("text_context_before", Text),
    Column("text_context_after", Text),
    Column("is_orphaned", Boolean, server_default=no, comment="Whether the page's text changed under the mark."),
    Column("orphaned_reason", Text),
    time_column("created_at"),
    time_column("updated_at"),
    # As for notes: how many marks a page has, from the index alone and without their text.
    Index(
        "idx_user_highlights_book_page_covering",
        *("book_id", "user_id", "page_number"),
        postgresql_include=["is_orphaned", "created_at"],
    ),
    Index("idx_user_highlights_user_id", "user_id"),
    *own_rows("highlights", may_write=own_book),
    touched("user_highlights"),
    schema="public",
    comment="Marked passages; orphaned when the page's text changed under them.",
)

# What a link points at may be of three kinds, so no foreign key can watch it, and a link may outlive its target. Such
# links are kept: they are the reader's, and readers see them as "no longer there".
note_relationships = Table(
    "note_relationships",
    metadata,
    id_column(),
    user_column(),
    Column("note_id", UUID, ForeignKey("public.user_notes.id", ondelete="CASCADE"), nullable=False),
    Column("related_type", Text, nullable=False, comment="note, document or memory: which table related_id is of."),
    Column("related_id", UUID, nullable=False),
    Column("relationship_type", Text, nullable=False),
    Column("similarity_score", Numeric(5, 4)),
    Column("is_auto_detected", Boolean, server_default=no),
    Column("metadata", JSONB, server_default=empty_object),
    time_column("created_at"),
    CheckConstraint("related_type IN ('note', 'document', 'memory')", name="related_type"),
    CheckConstraint(
        "relationship_type IN ('references', 'illustrates', 'contradicts', 'complements', 'exemplifies', 'defines')",
        name="relationship_type",
    ),
    Index("idx_note_rel_note_id", "note_id"),
    # What links here: stands for the foreign key there cannot be.
    Index("idx_note_rel_related", "related_id", "related_type"),
    Index("idx_note_rel_user_id", "user_id"),
    *own_rows(
        "note relationships",
        may_write=f"EXISTS (SELECT FROM public.user_notes AS note WHERE note.id = note_id AND note.user_id = {reader})",
    ),
    schema="public",
    comment="Links from a note to another note, a book or a memory.",
)
