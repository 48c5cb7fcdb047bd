"""What the assistant remembers: memories drawn from conversations, their links, and the jobs that draw them."""

from __future__ import annotations

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Numeric, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

from schema.base import (
    as_word,
    empty_object,
    id_column,
    metadata,
    own_policies,
    rights,
    table_exists,
    time_column,
    touched,
    user_column,
    word_check,
)
from schema.public.library_partitions import to_book
from schemactl import data_step, moved_from

# The backend writes memories and links; readers see them and may have them forgotten. The backend passes row security,
# so it needs no policy of its own.
conversation_memories = Table(
    "conversation_memories",
    metadata,
    id_column(),
    user_column(),
    Column("conversation_id", UUID, ForeignKey("chat.conversations.id", ondelete="CASCADE")),
    Column("entity_type", Text, nullable=False),
    Column("entity_text", Text, nullable=False),
    Column("entity_metadata", JSONB, server_default=empty_object),
    Column("source_message_id", UUID, ForeignKey("chat.messages.id", ondelete="SET NULL")),
    Column("document_id", UUID, comment="The book the memory came from."),
    to_book("document_id", ondelete="SET NULL"),
    Column("embedding", VECTOR(768)),
    time_column("created_at"),
    word_check("entity_type"),
    Index("idx_memories_entity_type", "user_id", "entity_type"),
    Index("idx_memories_conversation_id", "conversation_id"),
    Index("idx_memories_source_message_id", "source_message_id"),
    Index("idx_memories_document_id", "document_id"),
    # HNSW needs no rows to be built well; the ivfflat index it replaces was built on an empty table and found little.
    Index(
        "idx_memories_user_embedding",
        "embedding",
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "public.vector_cosine_ops"},
    ),
    *rights("select, delete"),
    *own_policies("memories", "select", "delete"),
    moved_from("public.conversation_memories", keep_alias=True),
    schema="chat",
    comment="Facts and entities taken from conversations, with embeddings.",
)

# No foreign key watched document_id, so some memories name a document that never was, and others may name one that is
# in quarantine now. The memory stays; the id goes into its metadata.
data_step(
    "unlink memories of documents that are no books",
    metadata,
    sql="""
        UPDATE chat.conversation_memories AS memory
        SET
            document_id = NULL,
            entity_metadata = coalesce(memory.entity_metadata, '{}'::jsonb)
                || jsonb_build_object('unlinked_document_id', memory.document_id)
        WHERE memory.document_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM public.user_books AS book WHERE book.id = memory.document_id)
    """,
    when=table_exists("public.conversation_memories"),
    verify="""
        SELECT NOT EXISTS (
            SELECT FROM chat.conversation_memories AS memory
            WHERE memory.document_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM public.user_books AS book WHERE book.id = memory.document_id)
        )
    """,
)

# Owners become NOT NULL. Where one is missing, the conversation or the memory it hangs on knows it; what belongs to
# nobody even so is set aside, see schema.public.ownerless.
data_step(
    "give memories without a reader the reader of their conversation",
    metadata,
    sql="""
        UPDATE chat.conversation_memories AS memory
        SET user_id = conversation.user_id
        FROM chat.conversations AS conversation
        WHERE memory.user_id IS NULL AND conversation.id = memory.conversation_id
    """,
    when=table_exists("public.conversation_memories"),
)

data_step(
    "spell the types of memories as words",
    metadata,
    sql=f"""
        UPDATE chat.conversation_memories AS memory
        SET
            entity_type = {as_word("memory.entity_type")},
            entity_metadata = coalesce(memory.entity_metadata, '{{}}'::jsonb)
                || jsonb_build_object('spelt_entity_type', memory.entity_type)
        WHERE memory.entity_type <> {as_word("memory.entity_type")}
    """,
    when=table_exists("public.conversation_memories"),
)

memory_relationships = Table(
    "memory_relationships",
    metadata,
    id_column(),
    user_column(),
    Column("memory_from", UUID, ForeignKey("chat.conversation_memories.id", ondelete="CASCADE")),
    Column("memory_to", UUID, ForeignKey("chat.conversation_memories.id", ondelete="CASCADE")),
    Column("relationship_type", Text, nullable=False),
    Column("strength", Numeric(3, 2), server_default=text("0.5")),
    Column("metadata", JSONB, server_default=empty_object),
    time_column("created_at"),
    word_check("relationship_type"),
    Index("idx_relationships_from", "memory_from"),
    Index("idx_relationships_to", "memory_to"),
    Index("idx_relationships_user_id", "user_id"),
    *rights("select, delete"),
    *own_policies("memory relationships", "select", "delete"),
    moved_from("public.memory_relationships", keep_alias=True),
    schema="chat",
    comment="How two memories belong together.",
)

data_step(
    "give links without a reader the reader of a memory they link",
    metadata,
    sql="""
        UPDATE chat.memory_relationships AS link
        SET user_id = linked.user_id
        FROM (
            SELECT each.id, min(coalesce(memory.user_id, conversation.user_id)::text)::uuid AS user_id
            FROM chat.memory_relationships AS each
            JOIN chat.conversation_memories AS memory ON memory.id IN (each.memory_from, each.memory_to)
            LEFT JOIN chat.conversations AS conversation ON conversation.id = memory.conversation_id
            WHERE each.user_id IS NULL
            GROUP BY each.id
            -- Between memories of two readers it belongs to neither.
            HAVING count(DISTINCT coalesce(memory.user_id, conversation.user_id)) = 1
        ) AS linked
        WHERE link.id = linked.id
    """,
    when=table_exists("public.memory_relationships"),
)

data_step(
    "spell the types of links as words",
    metadata,
    sql=f"""
        UPDATE chat.memory_relationships AS link
        SET
            relationship_type = {as_word("link.relationship_type")},
            metadata = coalesce(link.metadata, '{{}}'::jsonb)
                || jsonb_build_object('spelt_relationship_type', link.relationship_type)
        WHERE link.relationship_type <> {as_word("link.relationship_type")}
    """,
    when=table_exists("public.memory_relationships"),
)

memory_extraction_jobs = Table(
    "memory_extraction_jobs",
    metadata,
    id_column(),
    Column("conversation_id", UUID, ForeignKey("chat.conversations.id", ondelete="CASCADE")),
    user_column(),
    Column("status", Text, server_default="pending"),
    Column("error_message", Text),
    Column("metadata", JSONB, server_default=empty_object),
    time_column("created_at"),
    Column("completed_at", TIMESTAMP(timezone=True)),
    # The trigger below has always stamped it; the column was missing, so no job could ever be updated.
    time_column("updated_at"),
    CheckConstraint("status IN ('pending', 'processing', 'completed', 'failed')", name="status"),
    Index("idx_extraction_jobs_conversation", "conversation_id"),
    # The queue of the worker; what is done is not in it.
    Index("idx_extraction_jobs_status", "status", "created_at", postgresql_where=text("status <> 'completed'")),
    Index("idx_extraction_jobs_user_id", "user_id"),
    *rights("select"),
    *own_policies("extraction jobs", "select"),
    touched("extraction_jobs"),
    moved_from("public.memory_extraction_jobs", keep_alias=True),
    schema="chat",
    comment="Queue of conversations whose memories are to be drawn.",
)

data_step(
    "give extraction jobs without a reader the reader of their conversation",
    metadata,
    sql="""
        UPDATE chat.memory_extraction_jobs AS job
        SET user_id = conversation.user_id
        FROM chat.conversations AS conversation
        WHERE job.user_id IS NULL AND conversation.id = job.conversation_id
    """,
    when=table_exists("public.memory_extraction_jobs"),
)
