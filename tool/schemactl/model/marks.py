r"""What an interrupted run leaves in the database on purpose, so that the next one and every reader know what is left.

A mark is the comment on a column: pg_dump keeps it, `\d+` shows it, and it goes away with the column.
"""

from __future__ import annotations

FILLING = (
    "schemactl: rows that are older than this column are still given its default value, a few at a time. "
    "Running schemactl apply again goes on with it."
)
"""The column has its default; NULL in a row says that it is still to be done."""

SHADOW = (
    "schemactl: a copy of another column in its new type, which a trigger keeps equal to it until it takes its place. "
    "Running schemactl apply again goes on with it."
)
"""The column is a shadow column; which one it copies, its name says."""

MARKS = (FILLING, SHADOW)
"""All of them."""
