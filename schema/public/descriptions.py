"""What books are about, and how closely two of them are related."""

from __future__ import annotations

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Numeric, Table, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

from schema.base import id_column, metadata, no, own_book, own_rows, reader, time_column, touched, user_column
from schema.public.library_partitions import to_book

document_descriptions = Table(
    "document_descriptions",
    metadata,
    id_column(),
    Column("book_id", UUID, nullable=False, unique=True),
    user_column(),
    to_book(),
    Column("ai_generated_description", Text),
    Column("user_entered_description", Text),
    Column("is_ai_generated", Boolean, server_default=no),
    Column("description_embedding", VECTOR(768)),
    Column("last_auto_generated_at", TIMESTAMP(timezone=True)),
    time_column("created_at"),
    time_column("updated_at"),
    # HNSW needs no rows to be built well; the ivfflat index it replaces was built on an empty table and found little.
    Index(
        "idx_doc_desc_embedding",
        "description_embedding",
        postgresql_using="hnsw",
        postgresql_ops={"description_embedding": "public.vector_cosine_ops"},
    ),
    Index("idx_doc_desc_user_id", "user_id"),
    *own_rows("document descriptions", may_write=own_book),
    touched("document_descriptions"),
    schema="public",
    comment="What a book is about, in the reader's words or generated, with its embedding.",
)

_own_books = (
    "2 = (SELECT count(*) FROM public.user_books AS book"
    f" WHERE book.id IN (source_document_id, related_document_id) AND book.user_id = {reader})"
)

_own_descriptions = " AND ".join(
    f"({column} IS NULL OR EXISTS (SELECT FROM public.document_descriptions AS description"
    f" WHERE description.id = {column} AND description.user_id = {reader}))"
    for column in ("source_description_id", "related_description_id")
)

document_relationships = Table(
    "document_relationships",
    metadata,
    id_column(),
    user_column(),
    Column("source_document_id", UUID, nullable=False),
    to_book("source_document_id"),
    Column("related_document_id", UUID, nullable=False),
    to_book("related_document_id"),
    Column("relationship_description", Text),
    Column("relevance_percentage", Numeric(5, 2)),
    Column("ai_generated_description", Text),
    Column("relevance_calculation_status", Text, server_default="pending"),
    time_column("created_at"),
    time_column("updated_at"),
    Column("source_description_id", UUID, ForeignKey("public.document_descriptions.id", ondelete="SET NULL")),
    Column("related_description_id", UUID, ForeignKey("public.document_descriptions.id", ondelete="SET NULL")),
    CheckConstraint(
        "relevance_percentage >= 0 AND relevance_percentage <= 100",
        name="relevance_percentage",
    ),
    CheckConstraint(
        "relevance_calculation_status IN ('pending', 'processing', 'completed', 'failed')",
        name="relevance_calculation_status",
    ),
    UniqueConstraint(
        *("source_document_id", "related_document_id"),
        # PostgreSQL's own name for it, cut at 63 characters.
        name="document_relationships_source_document_id_related_document__key",
    ),
    Index("idx_doc_relationships_related", "related_document_id"),
    Index("idx_doc_relationships_source_description", "source_description_id"),
    Index("idx_doc_relationships_related_description", "related_description_id"),
    # The queue of the worker; what is done is not in it.
    Index(
        "idx_doc_relationships_status",
        "relevance_calculation_status",
        "created_at",
        postgresql_where=text("relevance_calculation_status <> 'completed'"),
    ),
    Index("idx_doc_relationships_user", "user_id"),
    *own_rows("document relationships", may_write=f"{_own_books} AND {_own_descriptions}"),
    touched("document_relationships"),
    schema="public",
    comment="How closely two books of a reader are related.",
)
