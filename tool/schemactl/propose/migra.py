"""migra as the writer of plain column alterations, one column and one aspect at a time.

migra's text is not trusted: a trigger or label with a crafted name breaks out of its quoting (measured). So it only
ever sees relations and columns whose names are plain words, it is handed values built from our own reading of the
catalogs instead of a connection, and what it writes is rehearsed and proven like any other statement.
migra and schemainspect are pinned and imported here alone.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from importlib.resources import files
from types import FrameType
from typing import IO, Any

from schemactl.postgres.quoting import is_plain
from schemactl.propose.columns import Aspect, ColumnChange
from schemactl.propose.relations import Column, Relation

TRUSTED = frozenset({Aspect.ADD, Aspect.DROP, Aspect.DEFAULT, Aspect.NOT_NULL})
"""Aspects for which migra was measured to be right on plain tables; the natives write the others.

Not types: migra always casts, and a cast cuts strings that do not fit where an assignment is refused.
"""

_BASE_KINDS = frozenset({"r", "p"})


def trusts(change: ColumnChange) -> bool:
    """Return whether migra may write a change: a trusted aspect, plain names, nothing it was seen to get wrong."""
    columns = [column for column in (change.before, change.after) if column is not None]
    relation = change.relation
    return (
        change.aspect in TRUSTED
        and relation.kind in _BASE_KINDS
        and all(is_plain(name) for name in (relation.schema, relation.name, change.name))
        and not any(column.generated or column.identity or column.inherited for column in columns)
        and all(column.not_null in ("", "NOT NULL") for column in columns)
        and not any(column.collation for column in columns)
    )


def write(change: ColumnChange) -> list[str]:
    """Return migra's commands for one trusted change; an empty list when it has none."""
    before, after = change.before, change.after
    if before is not None and after is not None:
        after = dataclasses.replace(before, **_only(change.aspect, after))
    inspected, changes = _import()
    relation = change.relation
    key = f"{relation.schema}.{relation.name}"
    live = {key: _table(inspected, relation, before)}
    desired = {key: _table(inspected, relation, after)}
    return [str(s).strip().removesuffix(";") for s in changes.get_table_changes(live, desired, {}, {}, {}, {})]


def _only(aspect: Aspect, after: Column) -> dict[str, Any]:
    """Return the fields of the desired column that belong to one aspect, so that migra sees nothing else differ."""
    match aspect:
        case Aspect.DEFAULT:
            return {"expression": after.expression}
        case _:
            return {"not_null": after.not_null}


def _table(inspected: Any, relation: Relation, column: Column | None) -> Any:
    """Return migra's own value for a table that has just this column."""
    columns = {} if column is None else {column.name: _column(inspected, column)}
    return inspected.InspectedSelectable(
        name=relation.name, schema=relation.schema, columns=columns, relationtype=relation.kind, rowsecurity=False
    )


def _column(inspected: Any, column: Column) -> Any:
    return inspected.ColumnInfo(
        name=column.name,
        dbtype=column.type,
        dbtypestr=column.type,
        pytype=None,
        default=column.expression or None,
        not_null=bool(column.not_null),
        collation=column.collation or None,
    )


def _resource_stream(module: str, name: str) -> IO[bytes]:
    """Open a file that lies beside a module, as `pkg_resources.resource_stream` did."""
    spec = sys.modules[module].__spec__
    return files((spec.parent if spec else None) or module).joinpath(name).open("rb")


def _import() -> tuple[Any, Any]:
    """Import migra without setuptools and without walking the source of every caller.

    schemainspect asks `pkg_resources`, which setuptools 82 removed, for one thing: to open its own query files. To find
    them it reads the whole stack with its source lines 17 times (0.4 s and more), where the bare frames do.
    """
    if "migra" not in sys.modules:
        shim = types.ModuleType("pkg_resources")
        shim.__dict__["resource_stream"] = _resource_stream
        with _replaced(sys.modules, "pkg_resources", shim), _replaced(vars(inspect), "stack", _bare_stack):
            import_module("migra")
    return import_module("schemainspect.pg.obj"), import_module("migra.changes")


def _bare_stack(_context: int = 1) -> list[tuple[FrameType]]:
    """Return the frames of the caller and its callers, as `inspect.stack` does but without reading their source."""
    frames, frame = [], sys._getframe(1)  # noqa: SLF001 - what inspect.stack itself uses
    while frame is not None:
        frames.append((frame,))
        frame = frame.f_back  # type: ignore[assignment]
    return frames


@contextmanager
def _replaced(place: MutableMapping[str, Any], name: str, value: object) -> Iterator[None]:
    """Put a value under a name for a while."""
    missing = object()
    before = place.get(name, missing)
    place[name] = value
    try:
        yield
    finally:
        if before is missing:
            del place[name]
        else:
            place[name] = before
