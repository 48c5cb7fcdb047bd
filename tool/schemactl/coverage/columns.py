"""What becomes of every column of every catalog: `columns.toml`, read.

The labels are held to what four major versions of PostgreSQL really have by `tests/closure`, which also changes each
managed column on a real server and demands a plan.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

EVERY_COLUMN = "*"
"""Stands for the column of a label that speaks of a whole catalog."""

_VERSIONS = re.compile(r"(<|>=)(\d+)")


class Fate(StrEnum):
    """What becomes of a difference in a column."""

    MANAGED = "managed"
    """It is found and planned."""
    DERIVED = "derived"
    """It follows from managed columns."""
    IGNORED = "ignored"
    """It is no part of a schema."""
    REFUSED = "refused"
    """It is named and not planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLabel:
    """What becomes of one column of a catalog.

    Attributes:
        catalog, column: Their names; `EVERY_COLUMN` for all columns of the catalog.
        fate: What becomes of a difference. `why`: the reason; empty for managed columns.
        versions: ``<17`` or ``>=18`` where not all versions have the column, else empty.
    """

    catalog: str
    column: str
    fate: Fate
    why: str = ""
    versions: str = ""

    def known_to(self, major: int) -> bool:
        """Return whether servers of a major version have the column."""
        found = _VERSIONS.fullmatch(self.versions)
        if found is None:
            return True
        sign, bound = found.groups()
        return major < int(bound) if sign == "<" else major >= int(bound)


@cache
def column_labels() -> tuple[ColumnLabel, ...]:
    """Return all labels, by catalog and then by fate."""
    text = files("schemactl").joinpath("coverage", "columns.toml").read_text(encoding="utf-8")
    catalogs = tomllib.loads(text)
    return tuple(label for catalog in sorted(catalogs) for label in _labels(catalog, catalogs[catalog]))


def labels_for(major: int) -> tuple[ColumnLabel, ...]:
    """Return the labels of the columns that servers of a major version have."""
    return tuple(label for label in column_labels() if label.known_to(major))


def rows_for(major: int) -> list[tuple[str, str, str, str]]:
    """Return the labels of a major version as rows of a table: catalog, column, label, reason."""
    return [(label.catalog, label.column, label.fate.value, label.why) for label in labels_for(major)]


def _labels(catalog: str, said: Mapping[str, Mapping[str, str]]) -> Iterator[ColumnLabel]:
    versions = said.get("versions", {})
    for fate, why in said.get("all", {}).items():
        yield ColumnLabel(catalog=catalog, column=EVERY_COLUMN, fate=Fate(fate), why=why)
    for column in said.get("managed", ()):
        yield ColumnLabel(catalog=catalog, column=column, fate=Fate.MANAGED, versions=versions.get(column, ""))
    for fate in (Fate.DERIVED, Fate.IGNORED, Fate.REFUSED):
        for column, why in said.get(fate.value, {}).items():
            yield ColumnLabel(catalog=catalog, column=column, fate=fate, why=why, versions=versions.get(column, ""))
