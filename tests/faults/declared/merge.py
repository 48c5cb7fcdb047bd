"""Every document becomes a book, fills the gaps of the book with its id, or goes to quarantine with a reason."""

from __future__ import annotations

from sqlalchemy import Column, Identity, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from schemactl import fill_nulls, merged_from

metadata = MetaData()
Table(
    "books",
    metadata,
    Column("id", Integer, Identity(always=False), primary_key=True),
    Column("title", Text, nullable=False),
    Column("content", Text),
    Column("extra", JSONB),
    Column("counted", Integer),
    merged_from(
        "public.documents",
        key=["id"],
        columns={"content": "body", "title": "upper(name)"},
        fill=fill_nulls("content"),
        combine={"extra": "target.extra || source.extra", "counted": "target.counted + source.counted"},
        reject_when={"nobody can read it": "name IS NULL"},
        reject_to="quarantine.documents",
    ),
)
