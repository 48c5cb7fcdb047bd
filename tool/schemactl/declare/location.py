"""Remembering the file and line of everything that is declared.

Our own items ask for their line when they are made. SQLAlchemy's tables do not remember theirs, so a listener notes it
while a schema module is being imported.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import MetaData, Table, event

from schemactl.model.declaration import SourceLocation

if TYPE_CHECKING:
    from sqlalchemy.schema import SchemaItem

_LOCATION = "schemactl_source"
_UNKNOWN = SourceLocation("<unknown>", 1)
_LIBRARIES = tuple(f"{Path(root).resolve()}/" for root in (Path(__file__).parents[1], Path(sqlalchemy.__file__).parent))


def caller_location() -> SourceLocation:
    """Return the file and line of the innermost stack frame that belongs to the user.

    That is the first frame outside this room, SQLAlchemy and, where another one exists, installed packages.
    """
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to walk the stack cheaply
    installed: SourceLocation | None = None
    while frame is not None:
        name = frame.f_code.co_filename
        if _is_source(name):
            if "site-packages" not in name:
                return SourceLocation(shorten(name), frame.f_lineno)
            installed = installed or SourceLocation(shorten(name), frame.f_lineno)
        frame = frame.f_back
    return installed or _UNKNOWN


def failure_location(traceback: TracebackType | None) -> SourceLocation | None:
    """Return the innermost line of a traceback that the user wrote, or None when no such frame exists."""
    found = None
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if _is_source(name) and "site-packages" not in name and not _is_standard_library(name):
            found = SourceLocation(shorten(name), traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def location_of(item: SchemaItem) -> SourceLocation:
    """Return where a table was written; ``<unknown>`` when it was made before `remember_tables` was called."""
    location = item.info.get(_LOCATION, _UNKNOWN)
    return location if isinstance(location, SourceLocation) else _UNKNOWN


def remember_tables() -> None:
    """Note the line of every table that is made from now on in this process."""
    if not event.contains(Table, "after_parent_attach", _remember):
        event.listen(Table, "after_parent_attach", _remember)


def shorten(path: str | Path) -> str:
    """Return a path relative to the working directory where it lies below it."""
    return _shorten(str(path), str(Path.cwd()))


@cache
def _shorten(path: str, directory: str) -> str:
    full = Path(directory, path)
    return str(full.relative_to(directory)) if full.is_relative_to(directory) else str(full)


@cache
def _is_source(name: str) -> bool:
    """Return whether a code object's file name is a real file that is neither ours nor SQLAlchemy's."""
    return not name.startswith("<") and not str(Path(name).resolve()).startswith(_LIBRARIES)


def _is_standard_library(name: str) -> bool:
    return name.startswith(f"{Path(sys.base_prefix).resolve()}/lib/python") or "importlib" in name


def _remember(table: Table, _metadata: MetaData) -> None:
    table.info.setdefault(_LOCATION, caller_location())
