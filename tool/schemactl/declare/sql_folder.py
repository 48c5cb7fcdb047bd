"""The SQL files of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_FOLDERS_LOOKED_AT = 1000
"""Bound of the search that tells an SQL folder from others; a whole disk, named by mistake, is not read through."""


def sql_files_under(folder: Path) -> Iterator[Path]:
    """Yield the .sql files of a folder and of those in it; one that vanishes or cannot be read meanwhile holds none."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.endswith(".sql"))


def holds_sql(folder: Path) -> bool:
    """Return whether there is a .sql file in a folder or in one of the first thousand folders under it."""
    return any(name.endswith(".sql") for _, _, names in islice(os.walk(folder), _FOLDERS_LOOKED_AT) for name in names)
