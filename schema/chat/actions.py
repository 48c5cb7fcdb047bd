"""Requests in plain language that were already turned into actions."""

from __future__ import annotations

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import Column, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import (
    as_word,
    id_column,
    metadata,
    own_rows,
    table_exists,
    time_column,
    user_column,
    word_check,
    zero,
)
from schemactl import data_step, moved_from

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
    word_check("action_type"),
    Index("idx_action_cache_user_id", "user_id"),
    Index(
        "idx_action_cache_user_embedding",
        "embedding",
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "public.vector_cosine_ops"},
    ),
    *own_rows("action cache"),
    moved_from("public.action_cache", keep_alias=True),
    schema="chat",
    comment="Actions by the request that led to them, to be found again by meaning.",
)

# What the action is, action_schema says in full: nothing is lost with another spelling of its type.
data_step(
    "spell the types of actions as words",
    metadata,
    sql=f"""
        UPDATE chat.action_cache AS action
        SET action_type = {as_word("action.action_type")}
        WHERE action.action_type <> {as_word("action.action_type")}
    """,
    when=table_exists("public.action_cache"),
)
