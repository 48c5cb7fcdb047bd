"""The SQL files of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def sql_files_under(folder: Path) -> Iterator[Path]:
    """Yield the .sql files of a folder and of those in it; one that vanishes or cannot be read meanwhile holds none."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.endswith(".sql"))
