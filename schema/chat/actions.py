"""Requests in plain language that were already turned into actions."""

from __future__ import annotations

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import Column, Index, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import id_column, metadata, own_rows, time_column, user_column, zero
from schemactl import moved_from

action_cache = Table(
    "action_cache",
    metadata,
    id_column(),
    user_column(),
    Column("natural_language", Text, nullable=False),
    Column("action_schema", JSONB, nullable=False),
    Column("action_type", Text, nullable=False),
    Column("embedding", VECTOR(768)),
    Column("hit_count", Integer, server_default=zero),
    time_column("last_used_at"),
    time_column("created_at"),
    Index("idx_action_cache_action_type", "action_type"),
    Index("idx_action_cache_hit_count", text("hit_count DESC")),
    Index("idx_action_cache_user_id", "user_id"),
    Index(
        "idx_action_cache_user_embedding",
        "embedding",
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "public.vector_cosine_ops"},
    ),
    *own_rows("action cache"),
    moved_from("public.action_cache"),
    schema="chat",
    comment="Actions by the request that led to them, to be found again by meaning.",
)
