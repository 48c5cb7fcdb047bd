"""Whether rows can move from one table into another so that nobody notices: the same columns, rules and rights.

Nothing is carried over silently: what belongs to the source must be declared on the twin, and this module names
whatever is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemactl.errors import CannotPlan, PermissionMissing, UsageError
from schemactl.postgres.quoting import identifier, qualified
from schemactl.repartition.session import Session, query
from schemactl.repartition.values import KeyColumn, Pair, Relation

_SHOWN = 8


def parse_name(text: str) -> tuple[str, str]:
    """Return the schema and the name of ``public.books``.

    Raises:
        UsageError: It is not written like that.
    """
    schema, dot, name = text.partition(".")
    if not (dot and schema and name):
        raise UsageError(
            f"not the name of a table: {text!r}", hint="Write it with its schema and without quotes: public.user_books."
        )
    return schema, name


def read_pair(session: Session, source: str, twin: str) -> Pair:
    """Return the two tables of a move.

    Raises:
        UsageError: A table does not exist, or is of the wrong kind.
        PermissionMissing: The login does not own both.
        CannotPlan: They differ in something that would lose rows, refuse writes or change who may do what.
    """
    left, right = _relation(session, source, "r", "a plain table"), _relation(session, twin, "p", "a partitioned table")
    if left.schema != right.schema:
        raise UsageError(f"{left} and {right} are in different schemas", hint="Declare the twin beside its table.")
    reasons = [*_column_differences(session, left, right), *_part_differences(session, left, right)]
    reasons += _fitting(session, source, twin)
    keys, twin_keys = (session.rows(query("unique_keys"), oid=table.oid) for table in (left, right))
    reasons += _key_differences(keys, twin_keys)
    if reasons:
        listed = "".join(f"\n  - {reason}" for reason in reasons[:_SHOWN])
        more = f"\n  - and {len(reasons) - _SHOWN} more" if len(reasons) > _SHOWN else ""
        raise CannotPlan(
            f"{left} cannot move into {right}:{listed}{more}",
            hint="Declare the twin like its table in everything but indexes and the key, apply, and run this again.",
        )
    return Pair(
        source=left,
        twin=right,
        columns=tuple(name for name, _, _, copied, _ in _columns(session, left) if copied),
        key=tuple(KeyColumn(name=name, type=type_) for name, type_ in zip(keys[0][3], keys[0][4], strict=True)),
        twin_key=tuple(twin_keys[0][3]),
    )


def _relation(session: Session, name: str, kind: str, wanted: str) -> Relation:
    rows = session.rows(query("relation"), name=qualified(*parse_name(name)))
    if not rows:
        raise UsageError(
            f"there is no table {name}", hint="Write it with its schema and without quotes: public.user_books."
        )
    oid, schema, table, found_kind, forced, ours, inherits, _ = rows[0]
    relation = Relation(schema=schema, name=table, oid=oid)
    if found_kind != kind or inherits:
        raise UsageError(f"{relation} is not {wanted}", hint="Rows move from a plain table into its partitioned twin.")
    if not ours:
        raise PermissionMissing(f"the login does not own {relation}", hint="Run this as the owner of both tables.")
    if forced:
        raise CannotPlan(
            f"{relation} forces row security on its owner, so that the mirror would not see all rows",
            hint="ALTER TABLE ... NO FORCE ROW LEVEL SECURITY on both tables for the time of the move.",
        )
    return relation


def _fitting(session: Session, source: str, twin: str) -> Iterator[str]:
    (*_, takes_every_row) = session.rows(query("relation"), name=qualified(*parse_name(twin)))[0]
    if not takes_every_row:
        yield f"some rows of {source} would find no partition: complete the hash partitions, or add a DEFAULT one"


def _columns(session: Session, table: Relation) -> list[tuple[Any, ...]]:
    return session.rows(query("columns"), oid=table.oid)


def _column_differences(session: Session, source: Relation, twin: Relation) -> Iterator[str]:
    ours = {row[0]: row[1:] for row in _columns(session, source)}
    theirs = {row[0]: row[1:] for row in _columns(session, twin)}
    yield from (f"the twin lacks column {name}" for name in ours if name not in theirs)
    yield from (f"only the twin has column {name}" for name in theirs if name not in ours)
    for name in ours.keys() & theirs.keys():
        (type_, not_null, _, value), (twin_type, twin_not_null, _, twin_value) = ours[name], theirs[name]
        if type_ != twin_type:
            yield f"column {name} is {type_} here and {twin_type} on the twin"
        if not_null != twin_not_null:
            yield f"column {name} may be NULL only {'on the twin' if not_null else 'here'}"
        if value != _as_source(twin_value, source, twin):
            yield f"column {name} has default {value or 'nothing'} here and {twin_value or 'nothing'} on the twin"


def _part_differences(session: Session, source: Relation, twin: Relation) -> Iterator[str]:
    ours = {(kind, name): text for kind, name, text in session.rows(query("parts"), oid=source.oid)}
    theirs = {
        (kind, _as_source(name, source, twin)): _as_source(text, source, twin)
        for kind, name, text in session.rows(query("parts"), oid=twin.oid)
    }
    for kind, name in sorted(ours.keys() | theirs.keys()):
        called = f"{kind} {name}".strip()
        if (kind, name) not in theirs:
            yield f"the twin lacks {called}"
        elif (kind, name) not in ours:
            yield f"only the twin has {called}"
        elif ours[kind, name] != theirs[kind, name]:
            yield f"{called} differs: {ours[kind, name]} here, {theirs[kind, name]} on the twin"


def _as_source(text: str, source: Relation, twin: Relation) -> str:
    """Return a definition on the twin as it would read on the source: its parts are named after it."""
    return text.replace(identifier(twin.name), identifier(source.name)).replace(twin.name, source.name)


def _key_differences(keys: list[tuple[Any, ...]], twin_keys: list[tuple[Any, ...]]) -> Iterator[str]:
    if not keys or not keys[0][1]:
        yield "the table has no primary key, by which batches would be told apart"
        return
    if not twin_keys or not twin_keys[0][1] or not set(keys[0][3]) <= set(twin_keys[0][3]):
        yield f"the twin's primary key must hold that of the table ({', '.join(keys[0][3])})"
    plain = [set(columns) for _, _, is_plain, columns, _ in keys if is_plain]
    for name, _, _, columns, _ in twin_keys:
        if not any(unique <= set(columns) for unique in plain):
            yield f"the twin's unique index {name} could refuse a row the table takes"
