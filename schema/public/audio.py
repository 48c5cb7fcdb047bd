"""Reading aloud: speech that was synthesised once and is kept."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Numeric, Table, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import UUID

from schema.base import id_column, metadata, own_book, own_rows, time_column, user_column, zero
from schema.public.library_partitions import to_book

tts_audio_cache = Table(
    "tts_audio_cache",
    metadata,
    id_column(),
    user_column(),
    Column("book_id", UUID, nullable=False),
    to_book(),
    Column("content_hash", Text, nullable=False),
    Column("text_content", Text, nullable=False),
    Column("scope_type", Text, nullable=False),
    Column("page_number", Integer),
    Column("paragraph_index", Integer),
    Column("start_char", Integer),
    Column("end_char", Integer),
    Column("audio_data_base64", Text),
    Column("audio_storage_url", Text),
    Column("audio_format", Text, server_default="mp3"),
    Column("duration_seconds", Numeric(8, 2), nullable=False),
    Column("file_size_bytes", Integer),
    Column("voice_name", Text, nullable=False),
    Column("voice_language", Text),
    Column("voice_gender", Text),
    Column("speaking_rate", Numeric(3, 2), server_default=text("1.00")),
    Column("pitch", Numeric(3, 2), server_default=text("0.00")),
    Column("volume_gain", Numeric(3, 2), server_default=text("0.00")),
    Column("provider", Text, nullable=False),
    Column("access_count", Integer, server_default=zero),
    time_column("last_accessed_at"),
    time_column("created_at"),
    CheckConstraint("provider IN ('native', 'google-cloud')", name="provider"),
    CheckConstraint("scope_type IN ('paragraph', 'page', 'document', 'selection')", name="scope_type"),
    UniqueConstraint(
        *("user_id", "book_id", "content_hash", "voice_name", "speaking_rate", "pitch"),
        # PostgreSQL's own name for it, cut at 63 characters.
        name="tts_audio_cache_user_id_book_id_content_hash_voice_name_spe_key",
    ),
    # Was partial on pages that are known; whole, it also serves the foreign key to the book.
    Index("idx_tts_cache_page_para", "book_id", "page_number", "paragraph_index"),
    Index("idx_tts_cache_last_accessed", text("last_accessed_at DESC")),
    *own_rows("TTS cache", may_write=own_book),
    schema="public",
    comment="Synthesised speech, found by its text, voice and speed.",
)
