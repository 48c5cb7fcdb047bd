"""Which embeddings of a book exist, where their vectors are kept, and what they cost."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Numeric, Table, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

from schema.base import id_column, metadata, own_policies, rights, time_column, touched, user_column, zero
from schema.public.library_partitions import to_book

embedding_metadata = Table(
    "embedding_metadata",
    metadata,
    id_column(),
    user_column(),
    Column("book_id", UUID, nullable=False),
    to_book(),
    Column("provider", Text, nullable=False, comment="Where the vector is kept."),
    Column("namespace", Text),
    Column("vector_id", Text, nullable=False, comment="Its id at the provider."),
    Column("collection", Text),
    Column("embedding_model", Text, nullable=False, server_default="gemini-embedding-001"),
    Column("vector_dimensions", Integer, nullable=False, server_default=text("768")),
    Column("chunk_index", Integer, comment="Which part of the book; NULL stands for the whole book."),
    Column("chunk_text", Text),
    Column("chunk_count", Integer, server_default=text("1")),
    time_column("generated_at"),
    time_column("updated_at"),
    Column("generation_cost_usd", Numeric(10, 6)),
    Column("last_queried_at", TIMESTAMP(timezone=True)),
    Column("query_count", Integer, server_default=zero),
    CheckConstraint("provider IN ('supabase', 'pinecone', 'weaviate', 'qdrant', 'local')", name="provider"),
    # A whole book has one embedding, so two NULLs must not pass as different.
    UniqueConstraint("book_id", "chunk_index", postgresql_nulls_not_distinct=True),
    UniqueConstraint("vector_id", "provider"),
    Index("idx_embedding_metadata_user_book", "user_id", "book_id"),
    # The backend writes; readers see and may throw away.
    *rights("select, delete"),
    *own_policies("embedding metadata", "select", "delete"),
    # Being searched is no change of an embedding.
    touched("embedding_metadata", condition="new.query_count IS NOT DISTINCT FROM old.query_count"),
    schema="public",
    comment="Embeddings of books: where the vector of each part is kept and how often it is asked for.",
)
