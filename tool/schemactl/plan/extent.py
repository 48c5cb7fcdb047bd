"""What a plan means for the live tables' sizes: how much is written or read, and roughly how long that takes.

The seconds are a rule of thumb and no measurement of the live server: bytes of the table, TOAST included, over a rate.
The rates are low for today's disks and leave room for indexes that are built along; a busy server is slower, a table in
memory faster. They are there to tell a moment from a minute from an hour.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from schemactl.model.hazard import Hazard
from schemactl.model.lock import RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.snapshot import RelationSize
from schemactl.model.statement import Statement
from schemactl.postgres.quoting import qualified

WRITTEN_A_SECOND = 100 * 1000**2
"""Bytes of a table that are written again in a second, its indexes built along."""

READ_A_SECOND = 250 * 1000**2
"""Bytes of a table that are read in a second, for a check, a foreign key or an index."""

_UNITS = ("kB", "MB", "GB", "TB")
_STEP = 1024
_MINUTE, _HOUR = 60, 3600

Sizes = Mapping[str, RelationSize]
"""What relations of the live database hold, by their qualified and quoted names; the small ones are not there."""


def by_name(sizes: Iterable[RelationSize]) -> Sizes:
    """Return sizes by the names that locks and hazards carry."""
    return {qualified(size.schema, size.name): size for size in sizes}


def with_sizes(groups: tuple[TransactionGroup, ...], sizes: Sizes) -> tuple[TransactionGroup, ...]:
    """Return the groups with the live sizes in their locks and hazards."""
    if not sizes:
        return groups
    return tuple(
        dataclasses.replace(group, statements=tuple(_sized(statement, sizes) for statement in group.statements))
        for group in groups
    )


def _sized(statement: Statement, sizes: Sizes) -> Statement:
    return dataclasses.replace(
        statement,
        locks=tuple(_lock(lock, sizes) for lock in statement.locks),
        hazards=tuple(_hazard(hazard, statement, sizes) for hazard in statement.hazards),
    )


def _lock(lock: RelationLock, sizes: Sizes) -> RelationLock:
    size = sizes.get(lock.relation)
    if size is None:
        return lock
    rate = WRITTEN_A_SECOND if lock.rewritten else READ_A_SECOND if lock.scanned else None
    milliseconds = size.bytes * 1000 // rate if rate else None
    return dataclasses.replace(lock, size=size.bytes, rows=_rows(size), milliseconds=milliseconds)


def _hazard(hazard: Hazard, statement: Statement, sizes: Sizes) -> Hazard:
    address = statement.address
    size = sizes.get(hazard.object)
    if size is None and f"{hazard.object}.".startswith(f"{address.schema}.{address.name}."):
        size = sizes.get(qualified(address.schema, address.name))
    return hazard if size is None else dataclasses.replace(hazard, size=size.bytes, rows=_rows(size))


def _rows(size: RelationSize) -> int | None:
    return size.rows if size.rows >= 0 else None


def size_words(size: int) -> str:
    """Return a number of bytes as people write it, in PostgreSQL's units of 1024: ``1.2 GB``, ``640 kB``."""
    value = size / _STEP
    for unit in _UNITS:
        if value < _STEP or unit == _UNITS[-1]:
            return f"{value:.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"  # noqa: PLR2004 - a digit is enough
        value /= _STEP
    raise AssertionError("unreachable: the last unit takes all")


def duration_words(milliseconds: int) -> str:
    """Return a rough duration: ``less than 1 s``, ``about 12 s``, ``about 3 min``, ``about 2 h``."""
    seconds = milliseconds / 1000
    if seconds < 1:
        return "less than 1 s"
    if seconds < 2 * _MINUTE:
        return f"about {seconds:.0f} s"
    return f"about {seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"about {seconds / _HOUR:.0f} h"
