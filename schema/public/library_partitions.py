"""The library, partitioned: an empty twin of ``user_books`` that the rows can be moved into.

By hash of the reader, because one partition per reader does not scale and a default partition blocks every later one.
The key must contain the reader, so foreign keys to a book alone stay with ``user_books`` until the two are swapped.
"""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table, text

from schema.base import EVERYBODY, metadata, own_rows, touched
from schema.public.library import an_edit, book_checks, book_columns, search_document
from schemactl import Partition, Revoke, RowSecurity

PARTITIONS = 4

user_books_partitioned = Table(
    "user_books_partitioned",
    metadata,
    *book_columns(),
    PrimaryKeyConstraint("user_id", "id"),
    *book_checks(),
    Index("idx_user_books_partitioned_user", "user_id", text("created_at DESC"), "id"),
    Index("idx_user_books_partitioned_favorites", "user_id", postgresql_where=text("is_favorite = true")),
    Index("idx_user_books_partitioned_search", text(search_document), postgresql_using="gin"),
    *own_rows("books"),
    touched("user_books_partitioned", condition=an_edit),
    *(
        # Policies of the parent do not hold for whoever asks a partition directly: nobody may.
        Partition(
            f"user_books_p{number}",
            f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})",
            RowSecurity(),
            Revoke("all", from_=EVERYBODY),
        )
        for number in range(PARTITIONS)
    ),
    schema="public",
    comment="Twin of user_books, partitioned by reader; empty until the library moves.",
    postgresql_partition_by="HASH (user_id)",
)
