"""How the library is partitioned, and whether it is already: by hash of the reader, measured in docs/partitioning.md.

One partition per reader would not scale, and a default partition would stand in the way of every later one. A reader's
questions go to one partition, because row security compares ``user_id`` with who asks. The key of a partitioned table
must hold what decides about the partition, so a book is ``(id, user_id)``, the id first: the backend looks books up by
it alone. What points at a book says whose it is too, and so can never point at a book of somebody else.

The way there takes no downtime but a short one at the end: ``user_books_partitioned`` is an empty twin of
``user_books``; ``schemactl repartition public.user_books public.user_books_partitioned`` fills it while the application
works, ``--swap`` puts it in the table's place, and then `PARTITIONED` becomes true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ForeignKeyConstraint

from schema.base import EVERYBODY
from schemactl import Partition, Revoke, RowSecurity

PARTITIONED = False
"""Whether ``user_books`` is the partitioned table. The one switch: set it when ``--swap`` has run."""

PARTITIONS = 4
"""More cost every question of every reader time for planning. Each can be split in two when it has become too large:
hash partitions of modulus 4 and 8 go together."""

PARTITION_BY = "HASH (user_id)"
BOOK_KEY = ("id", "user_id")


def partitions() -> Iterator[Partition]:
    """Yield the partitions. Policies of the parent do not hold for whoever asks one directly: nobody may."""
    for number in range(PARTITIONS):
        bound = f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})"
        yield Partition(f"user_books_p{number}", bound, RowSecurity(), Revoke("all", from_=EVERYBODY))


def to_book(column: str = "book_id", *, ondelete: str = "CASCADE", **options: Any) -> ForeignKeyConstraint:
    """Return the foreign key of a column that names a book, after the table's ``user_id``.

    Args:
        column: The column.
        ondelete: What happens to the row when the book goes. ``SET NULL`` empties the column and keeps the reader.
        options: As for ``ForeignKeyConstraint``.
    """
    if not PARTITIONED:
        return ForeignKeyConstraint([column], ["public.user_books.id"], ondelete=ondelete, **options)
    action = f"{ondelete} ({column})" if ondelete == "SET NULL" else ondelete
    places = [f"public.user_books.{name}" for name in BOOK_KEY]
    return ForeignKeyConstraint([column, "user_id"], places, ondelete=action, **options)
