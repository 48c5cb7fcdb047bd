"""Shelving: the folders and tags readers sort their books with."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.schema import SchemaItem

from schema.base import (
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
    zero,
)
from schema.public.library_partitions import to_book
from schemactl import Function, Trigger, backfill, data_step

own_collection = (
    "EXISTS (SELECT FROM public.user_collections AS collection"
    f" WHERE collection.id = collection_id AND collection.user_id = {reader})"
)
own_tag = f"EXISTS (SELECT FROM public.book_tags AS tag WHERE tag.id = tag_id AND tag.user_id = {reader})"

user_collections = Table(
    "user_collections",
    metadata,
    id_column(),
    user_column(),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("parent_id", UUID),
    Column("color", Text, server_default="#3B82F6"),
    Column("icon", Text, server_default="folder"),
    Column("is_favorite", Boolean, server_default=no),
    Column("display_order", Integer, server_default=zero),
    time_column("created_at"),
    time_column("updated_at"),
    UniqueConstraint("user_id", "id"),
    # The upper folder is of the same reader. No policy could say so: it would have to look into its own table.
    ForeignKeyConstraint(
        ["user_id", "parent_id"],
        ["public.user_collections.user_id", "public.user_collections.id"],
        name="user_collections_parent_fkey",
        ondelete="CASCADE",
    ),
    Index("idx_user_collections_hierarchy", "user_id", "parent_id"),
    Index("idx_user_collections_parent_id", "parent_id"),
    *own_rows("collections"),
    touched("user_collections"),
    schema="public",
    comment="Folders of books; a folder may lie in another.",
)

# Nothing checked whose folder the upper one was. A folder that lies in somebody else's is lifted out of it.
data_step(
    "lift folders out of the folders of other readers",
    metadata,
    sql="""
        UPDATE public.user_collections AS folder
        SET parent_id = NULL
        FROM public.user_collections AS parent
        WHERE parent.id = folder.parent_id AND parent.user_id <> folder.user_id
    """,
    when="""
        SELECT to_regclass('public.user_collections') IS NOT NULL AND NOT EXISTS (
            SELECT FROM pg_constraint
            WHERE conname = 'user_collections_parent_fkey' AND conrelid = to_regclass('public.user_collections')
        )
    """,
)

take_owner_of_book = Function.from_file(
    "functions/take_owner_of_book.sql",
    schema="public",
    metadata=metadata,
    execute_to=[],
    comment="Trigger: says whose the book is that a row names.",
)


def owner_of_book(table: str) -> Iterator[SchemaItem]:
    """Yield the column that says whose book a row names, and what fills it; callers need not know of it.

    A foreign key to a partitioned library needs it. It is always the book's own reader, whatever a caller says.
    """
    yield Column("user_id", UUID, nullable=False, server_default=text("auth.uid()"), comment="The book's reader.")
    yield Trigger(
        f"{table}_owner",
        when="before insert or update",
        each="row",
        of=["book_id", "user_id"],
        function=take_owner_of_book,
    )
    yield backfill("user_id", "(SELECT book.user_id FROM public.user_books AS book WHERE book.id = book_id)")


book_collections = Table(
    "book_collections",
    metadata,
    Column("book_id", UUID, nullable=False),
    Column("collection_id", UUID, ForeignKey("public.user_collections.id", ondelete="CASCADE"), nullable=False),
    time_column("added_at"),
    Column("display_order", Integer, server_default=zero),
    *owner_of_book("book_collections"),
    to_book(),
    PrimaryKeyConstraint("book_id", "collection_id"),
    Index("idx_book_collections_display_order", "collection_id", "display_order"),
    *own_rows("book collections", own=f"{own_book} AND {own_collection}"),
    schema="public",
    comment="Which book lies in which folder.",
)

book_tags = Table(
    "book_tags",
    metadata,
    id_column(),
    user_column(),
    Column("name", Text, nullable=False),
    Column("color", Text, server_default="#6B7280"),
    Column("category", Text, server_default="general"),
    Column("usage_count", Integer, server_default=zero, comment="Books; kept by a trigger on book_tag_assignments."),
    time_column("created_at"),
    time_column("updated_at"),
    UniqueConstraint("user_id", "name"),
    *own_rows("tags"),
    # Being assigned to a book is no edit of the tag.
    touched("book_tags", condition="new.usage_count IS NOT DISTINCT FROM old.usage_count"),
    schema="public",
    comment="Labels a reader made for books.",
)

update_tag_usage_count = Function.from_file(
    "functions/update_tag_usage_count.sql",
    schema="public",
    metadata=metadata,
    execute_to=[],
    comment="Trigger: keeps how many books have a tag.",
)

book_tag_assignments = Table(
    "book_tag_assignments",
    metadata,
    Column("book_id", UUID, nullable=False),
    Column("tag_id", UUID, ForeignKey("public.book_tags.id", ondelete="CASCADE"), nullable=False),
    time_column("assigned_at"),
    *owner_of_book("book_tag_assignments"),
    to_book(),
    PrimaryKeyConstraint("book_id", "tag_id"),
    Index("idx_book_tag_assignments_tag_id", "tag_id"),
    *own_rows("book tag assignments", own=f"{own_book} AND {own_tag}"),
    Trigger(
        "book_tag_assignments_count",
        when="after insert or update or delete",
        each="row",
        of=["tag_id"],
        function=update_tag_usage_count,
    ),
    schema="public",
    comment="Which book has which tag.",
)

# Nothing has counted for a long time: the counts are wrong in every row, and from now on changes are added to them.
data_step(
    "count the books of every tag",
    metadata,
    sql="""
        UPDATE public.book_tags AS tag
        SET usage_count = counted.books
        FROM (
            SELECT each.id, count(assignment.book_id) AS books
            FROM public.book_tags AS each
            LEFT JOIN public.book_tag_assignments AS assignment ON assignment.tag_id = each.id
            GROUP BY each.id
        ) AS counted
        WHERE tag.id = counted.id AND tag.usage_count IS DISTINCT FROM counted.books
    """,
    when=trigger_is_missing("book_tag_assignments_count", "public.book_tag_assignments"),
    verify="""
        SELECT NOT EXISTS (
            SELECT FROM public.book_tags AS tag
            WHERE tag.usage_count IS DISTINCT FROM (
                SELECT count(*) FROM public.book_tag_assignments AS assignment WHERE assignment.tag_id = tag.id
            )
        )
    """,
)
