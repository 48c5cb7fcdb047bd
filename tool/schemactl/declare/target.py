"""The target: everything a schema package declares, as frozen values in an order that no import order can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData, Table

from schemactl.declare.cron import distinct_jobs
from schemactl.declare.default_privileges import DefaultPrivileges
from schemactl.declare.extension import Extension
from schemactl.declare.function import Function
from schemactl.declare.grant import Grant, Revoke
from schemactl.declare.item import (
    Contribution,
    Contributions,
    Item,
    Relation,
    RoleName,
    StandaloneItem,
    TableItem,
    items_of,
)
from schemactl.declare.loader import load_modules
from schemactl.declare.location import location_of
from schemactl.declare.named_type import NamedType, column_types
from schemactl.declare.names import as_tuple
from schemactl.declare.partition import Partition
from schemactl.declare.scope import Scope, schema_of
from schemactl.declare.sequence import plain_sequence_contributions
from schemactl.declare.sql import Sql
from schemactl.declare.table import is_external, relation_of, table_contributions
from schemactl.declare.view import MaterializedView, View
from schemactl.errors import DeclarationError
from schemactl.model.declaration import CronEntry, Declaration, Exemption, SourceLocation, SourceNote
from schemactl.model.intent import Backfill, DataStep, Intent, MergedFrom, MovedFrom, RenamedColumn, RenamedPart
from schemactl.model.waiver import Waiver

_INTENTS = (MovedFrom, RenamedColumn, RenamedPart, MergedFrom, Backfill, DataStep)
_DEFAULT_GRANTEES = "schemactl_default_grantees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A declared schema.

    Attributes:
        declarations: The commands, by rank and title.
        intents: Moves, renames, merges, backfills and data steps.
        notes: Where each object was declared. Objects on a table are named as pg_dump tags them: ``table name``.
        exempt: Single objects declared on tables the target does not declare; their schema may be unmanaged.
        files: Every module and .sql file that was read, sorted.
        cron_jobs: Scheduled commands.
        roles: Roles that must exist.
        waivers: Findings of `schemactl check` that do not count.
    """

    declarations: tuple[Declaration, ...]
    intents: tuple[Intent, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    files: tuple[Path, ...] = ()
    cron_jobs: tuple[CronEntry, ...] = ()
    roles: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def load_target(*specs: str) -> Target:
    """Import one or several targets and return what they declare together.

    Args:
        specs: ``package`` or ``package.module:attribute``; the attribute is a MetaData, a declarative base or a
            factory.

    Raises:
        DeclarationError: A module cannot be imported or a declaration makes no sense; with file, line and a hint.
    """
    loaded = [load_modules(spec) for spec in specs]
    metadatas = {id(metadata): metadata for one in loaded for metadata in one.metadatas}
    return collect(metadatas.values(), files={file for one in loaded for file in one.files})


def collect(metadatas: Iterable[MetaData], *, files: Iterable[Path] = ()) -> Target:
    """Return what some MetaData declare together; same declarations, same target, whatever the order.

    Raises:
        DeclarationError: A declaration makes no sense, or two of them declare the same table.
    """
    metadatas = list(metadatas)
    tables = _distinct_tables(metadatas)
    items = [item for metadata in metadatas for item in items_of(metadata)]
    scope = _scope(tables, items, metadatas)
    contributions = list(_contributions(tables, items, metadatas, scope))
    read = {item.path for item in items if isinstance(item, _Reading) and item.path}
    return _target(contributions, tuple(sorted({*files, *read})))


_Reading = Function | View | MaterializedView | Sql


def _contributions(
    tables: list[Table], items: list[Item], metadatas: list[MetaData], scope: Scope
) -> Iterator[Contribution]:
    yield from column_types((table for table in tables if not is_external(table)), scope)
    for metadata in metadatas:
        for sequence in metadata._sequences.values():  # noqa: SLF001 - SQLAlchemy keeps sequences nowhere else
            yield from plain_sequence_contributions(sequence, scope, _sequence_place(tables, metadata))
    for table in tables:
        yield from table_contributions(table, scope)
    for item in items:
        yield from _item_contributions(item, scope)


def _item_contributions(item: Item, scope: Scope) -> Contributions:
    if isinstance(item, StandaloneItem):
        yield from item.contribute(scope)
    elif isinstance(item, Grant | Revoke) and item.on:
        yield from item.contribute_alone()
    elif isinstance(item, TableItem) and item.table_name is not None:
        yield from item.contribute_to(scope.relation(*item.table_name), scope)


def _sequence_place(tables: list[Table], metadata: MetaData) -> SourceLocation:
    """Return a place for a sequence of SQLAlchemy's, which remembers none: the first table of its metadata."""
    places = [location_of(table) for table in tables if table.metadata is metadata]
    return min(places, default=SourceLocation("<unknown>", 1))


def _distinct_tables(metadatas: list[MetaData]) -> list[Table]:
    """Return all tables by name; DeclarationError when two MetaData declare the same one."""
    known: dict[tuple[str, str], Table] = {}
    for metadata in metadatas:
        for table in metadata.tables.values():
            key = (schema_of(table), table.name)
            other = known.get(key)
            if other is not None and not is_external(other) and not is_external(table):
                first, second = sorted((location_of(other), location_of(table)))
                raise DeclarationError(
                    f"table {'.'.join(key)} is declared a second time; first at {first}",
                    hint="Keep one of the two.",
                    source=second,
                )
            if other is None or is_external(other):
                known[key] = table
    return [known[key] for key in sorted(known)]


def _scope(tables: list[Table], items: list[Item], metadatas: list[MetaData]) -> Scope:
    relations = {(one.schema, one.name): one for one in _relations(tables, items)}
    grantees = {role for metadata in metadatas for role in as_tuple(metadata.info.get(_DEFAULT_GRANTEES, ()))}
    for item in items:
        if isinstance(item, DefaultPrivileges):
            grantees.update(item.function_grantees())
    return Scope(
        extension_schemas={item.name: item.home for item in items if isinstance(item, Extension) and item.home},
        relations=relations,
        default_grantees=tuple(sorted(grantees - {"public"})),
        types={(item.schema, item.name) for item in items if isinstance(item, NamedType)},
        sql={item.name: item for item in items if isinstance(item, Sql)},
    )


def _relations(tables: list[Table], items: list[Item]) -> Iterator[Relation]:
    """Return every declared table, partition and view."""
    for table in tables:
        relation = relation_of(table)
        yield relation
        for item in items_of(table):
            if isinstance(item, Partition):
                yield from item.relations(relation)
    for item in items:
        if isinstance(item, View | MaterializedView):
            yield item.relation()


def _target(contributions: list[Contribution], files: tuple[Path, ...]) -> Target:
    """Sort contributions into their places, each in an order of its own."""
    declarations = [one for one in contributions if isinstance(one, Declaration)]
    intents = [one for one in contributions if isinstance(one, _INTENTS)]
    notes = {(one.kind, one.schema, one.name): one for one in contributions if isinstance(one, SourceNote)}
    exempt = {one.address: one for one in contributions if isinstance(one, Exemption)}
    jobs = [one for one in contributions if isinstance(one, CronEntry)]
    waivers = [one for one in contributions if isinstance(one, Waiver)]
    return Target(
        declarations=tuple(sorted(declarations, key=lambda one: (one.rank, one.title, one.commands))),
        intents=tuple(sorted(intents, key=lambda one: (type(one).__name__, one.source, repr(one)))),
        notes=tuple(notes[key] for key in sorted(notes)),
        exempt=tuple(exempt[address] for address in sorted(exempt)),
        files=files,
        cron_jobs=distinct_jobs(jobs),
        roles=tuple(sorted({one.name for one in contributions if isinstance(one, RoleName)})),
        waivers=tuple(sorted(waivers, key=lambda one: (one.source, one.rule, one.schema, one.name, one.part))),
    )
