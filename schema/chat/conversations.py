"""Conversations with the assistant, and their messages."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from schema.base import (
    empty_object,
    id_column,
    metadata,
    own_rows,
    reader,
    table_exists,
    time_column,
    touched,
    user_column,
)
from schema.public.library_partitions import to_book
from schemactl import data_step, moved_from

_own_book_or_none = (
    "(document_id IS NULL OR EXISTS (SELECT FROM public.user_books AS book"
    f" WHERE book.id = document_id AND book.user_id = {reader}))"
)

conversations = Table(
    "conversations",
    metadata,
    id_column(),
    user_column(),
    Column(
        "document_id",
        UUID,
        comment="The book it is about; it referred to the table documents, which became part of the books.",
    ),
    to_book("document_id"),
    Column("title", Text),
    Column("metadata", JSONB, server_default=empty_object),
    time_column("created_at"),
    time_column("updated_at"),
    Index("idx_conversations_document_id", "document_id"),
    Index("idx_conversations_user_id", "user_id"),
    *own_rows("conversations", may_write=_own_book_or_none),
    touched("conversations"),
    moved_from("public.conversations", keep_alias=True),
    schema="chat",
    comment="Chat threads, with or without a book.",
)

# A document in quarantine is no book, so the new foreign key would refuse what points at it. The conversation matters
# more than its link: it stays, and the id it pointed at goes into its metadata, from where it can be restored.
data_step(
    "unlink conversations about documents in quarantine",
    metadata,
    sql="""
        UPDATE chat.conversations AS conversation
        SET
            document_id = NULL,
            metadata = coalesce(conversation.metadata, '{}'::jsonb)
                || jsonb_build_object('unlinked_document_id', conversation.document_id)
        WHERE conversation.document_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM public.user_books AS book WHERE book.id = conversation.document_id)
    """,
    when=table_exists("public.conversations"),
    verify="""
        SELECT NOT EXISTS (
            SELECT FROM chat.conversations AS conversation
            WHERE conversation.document_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM public.user_books AS book WHERE book.id = conversation.document_id)
        )
    """,
)

_own_conversation = (
    "EXISTS (SELECT FROM chat.conversations AS conversation"
    f" WHERE conversation.id = conversation_id AND conversation.user_id = {reader})"
)

messages = Table(
    "messages",
    metadata,
    id_column(),
    Column("conversation_id", UUID, ForeignKey("chat.conversations.id", ondelete="CASCADE"), nullable=False),
    Column("role", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("tokens_used", Integer),
    Column("model", Text),
    Column("metadata", JSONB, server_default=empty_object),
    time_column("created_at"),
    CheckConstraint("role IN ('user', 'assistant', 'system')", name="role"),
    Index("messages_conversation_created_idx", "conversation_id", "created_at"),
    *own_rows("messages", own=_own_conversation),
    moved_from("public.messages", keep_alias=True),
    schema="chat",
    comment="One turn of a conversation.",
)
