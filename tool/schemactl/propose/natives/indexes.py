"""Indexes that only make queries faster: built and dropped last, each in a transaction that locks its own table alone.

CREATE INDEX keeps others from writing to the table until its transaction ends, and among the other statements of a plan
that would be until all of them are done. Old indexes go after the new ones were built, so that no query is without.
Source: PostgreSQL manual, CREATE INDEX, DROP INDEX and Explicit Locking.
"""

from __future__ import annotations

from schemactl.model.entry import Entry
from schemactl.propose.sides import Sides


def is_built_last(sides: Sides, entry: Entry) -> bool:
    """Return whether a missing or changed index is built after everything else.

    Not one that was dropped because it stood in the way of something: it must be back when that is done. When the plan
    moves rows, those of the sorts that find rows by their values are built before: the user's own commands may count
    on them.
    """
    if entry.address in sides.dropped or not _stands_on_kept_tables(sides, entry):
        return False
    facts = sides.wanted_indexes[entry.oid]
    return bool(facts["only_speeds_up"]) and not (sides.moves_rows and facts["finds_values"])


def is_dropped_last(sides: Sides, entry: Entry) -> bool:
    """Return whether an index is dropped after everything else; it may go with a column before."""
    if not _stands_on_kept_tables(sides, entry):
        return False
    if entry.address in sides.comparison.desired:
        return is_built_last(sides, sides.comparison.desired[entry.address])
    return bool(sides.live_indexes[entry.oid]["only_speeds_up"])


def _stands_on_kept_tables(sides: Sides, entry: Entry) -> bool:
    """Return whether it is an index of a table that was there before the plan and stays."""
    tables = [address for address in entry.dependencies if address.kind == "TABLE"]
    live, desired = sides.comparison.live, sides.comparison.desired
    return (
        entry.address.kind == "INDEX"
        and bool(tables)
        and all(table in live and table in desired and table not in sides.made for table in tables)
    )
