"""How one change of all rows of a table is divided into small transactions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """What every batch does; which rows are left is asked of the rows themselves.

    So nothing has to be remembered: whoever does it again after an interruption goes on where it ended.

    Attributes:
        relation: The table, qualified and quoted. Its partitions and the tables that inherit from it belong to it.
        assignments: What follows SET: ``priority = DEFAULT``.
        condition: Which rows are still to be done: ``priority IS NULL``. It must be false for a row that was done.
    """

    relation: str
    assignments: str
    condition: str
