"""SQLAlchemy tables: CREATE TABLE, indexes and foreign keys as commands of their own, and everything inside them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Table
from sqlalchemy.schema import (
    AddConstraint,
    Constraint,
    CreateIndex,
    CreateTable,
    SetColumnComment,
    SetConstraintComment,
    SetTableComment,
)
from sqlalchemy.sql.elements import quoted_name

from schemactl.declare.intents import ColumnItem
from schemactl.declare.item import Contributions, Item, Relation, TableItem, items_of
from schemactl.declare.location import location_of
from schemactl.declare.names import split_name
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope, schema_of
from schemactl.declare.source_lines import line_of_name
from schemactl.declare.waive import written_in_info
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration, Passage, SourceLocation, SourceNote
from schemactl.model.intent import RenamedPart
from schemactl.postgres.quoting import literal, qualified


class External(Item):
    """Marks a table that somebody else manages: it is there to be referred to and is never created.

    A foreign key may name such a table as text without this; the mark is needed to use its columns in expressions.
    """


def is_external(table: Table) -> bool:
    """Return whether a table only stands for one that somebody else manages."""
    return any(isinstance(item, External) for item in items_of(table))


def relation_of(table: Table) -> Relation:
    """Return a table of the target as a relation."""
    kind = "TABLE"
    if table.is_view:
        kind = "MATERIALIZED VIEW" if getattr(table._creator_ddl, "materialized", False) else "VIEW"  # noqa: SLF001
    return Relation(schema=schema_of(table), name=table.name, kind=kind, table=table, declared=not is_external(table))


def table_contributions(table: Table, scope: Scope) -> Contributions:
    """Return everything a table declares, itself included."""
    relation = relation_of(table)
    source = location_of(table)
    if relation.declared:
        yield SourceNote(schema=relation.schema, name=relation.name, kind=relation.kind, source=source)
        yield _view(table, relation, scope) if table.is_view else _create(table, relation, scope)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield from index_contributions(index, relation, scope, source)
        if not table.is_view:
            yield from _constraints(table, relation, scope, source)
        yield from written_in_info(table, relation, "", source)
        for column in table.columns:
            yield from written_in_info(column, relation, column.name, source)
    for item in items_of(table):
        if isinstance(item, TableItem):
            yield from item.contribute_to(relation, scope)
    for column in table.columns:
        for item in items_of(column):
            if isinstance(item, ColumnItem):
                yield from item.contribute_to_column(relation, column.name)


def _create(table: Table, relation: Relation, scope: Scope) -> Declaration:
    """Return CREATE TABLE without foreign keys, and the comments on the table, its columns and its constraints."""
    source = location_of(table)
    _qualify_parents(table)
    _need_types(table, source)
    element = CreateTable(table, include_foreign_key_constraints=[])
    command, passages = scope.ddl_with_passages(element, source)
    comments: list[Any] = [SetTableComment(table)] if table.comment else []
    comments += [SetColumnComment(column) for column in table.columns if column.comment]
    comments += [
        SetConstraintComment(constraint)
        for constraint in sorted(table.constraints, key=lambda constraint: str(constraint.name))
        if constraint.comment and not isinstance(constraint, ForeignKeyConstraint)
    ]
    return Declaration(
        title=f"table {relation}",
        commands=(command, *(scope.ddl(comment, source) for comment in comments)),
        source=source,
        rank=Rank.TABLE,
        passages=passages,
    )


def _need_types(table: Table, source: SourceLocation) -> None:
    for column in table.columns:
        if column.type._isnull:  # noqa: SLF001 - SQLAlchemy's only way to tell "no type was given"
            raise DeclarationError(
                f"column {column.name} of {schema_of(table)}.{table.name} has no type",
                hint="Give a type: the table its foreign key points at is not in the metadata or has no type either.",
                source=line_of_name(source, column.name),
            )


def _view(table: Table, relation: Relation, scope: Scope) -> Declaration:
    """Return the command of SQLAlchemy's own CreateView."""
    source = location_of(table)
    command = scope.ddl(table._creator_ddl, source)  # noqa: SLF001 - SQLAlchemy keeps the CreateView only there
    return Declaration(title=f"{relation.kind.lower()} {relation}", commands=(command,), source=source, rank=Rank.VIEW)


def _qualify_parents(table: Table) -> None:
    """Give the parents in ``postgresql_inherits`` their schema; SQLAlchemy would quote ``a.b`` as one name."""
    options = table.dialect_options["postgresql"]
    parents = options.get("inherits")
    if parents is None:
        return
    listed = parents if isinstance(parents, list | tuple) else (parents,)
    options["inherits"] = tuple(
        parent if isinstance(parent, quoted_name) else quoted_name(qualified(*_parent_name(parent)), quote=False)
        for parent in listed
    )


def _parent_name(parent: Table | str) -> tuple[str, str]:
    return (schema_of(parent), parent.name) if isinstance(parent, Table) else split_name(parent)


def index_contributions(index: Index, relation: Relation, scope: Scope, source: SourceLocation) -> Contributions:
    """Return one index with its comment and former name, given as ``info={"comment": ..., "renamed_from": ...}``."""
    name = str(index.name)
    # How an index is built is no part of what it is; on a scratch database it is always built at once.
    index.dialect_options["postgresql"]["concurrently"] = False
    place = line_of_name(source, name)
    commands = [scope.ddl(CreateIndex(index), place)]
    if comment := index.info.get("comment"):
        commands.append(f"COMMENT ON INDEX {qualified(relation.schema, name)} IS {literal(comment)}")
    yield SourceNote(schema=relation.schema, name=name, kind="INDEX", source=place)
    yield from _renamed(index, "INDEX", relation, place)
    yield from written_in_info(index, relation, name, source)
    yield Declaration(title=f"index {name} on {relation}", commands=tuple(commands), source=place, rank=Rank.INDEX)


def _constraints(table: Table, relation: Relation, scope: Scope, source: SourceLocation) -> Contributions:
    """Return foreign keys, and notes and former names of all named constraints."""
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            yield _foreign_key(constraint, relation, scope, source)
        if constraint.name is None:
            continue
        place = line_of_name(source, str(constraint.name))
        tag = f"{relation.name} {constraint.name}"
        yield SourceNote(schema=relation.schema, name=tag, kind=_constraint_kind(constraint), source=place)
        yield from _renamed(constraint, "CONSTRAINT", relation, place)
        yield from written_in_info(constraint, relation, str(constraint.name), source)


def _constraint_kind(constraint: Constraint) -> str:
    """Return pg_dump's word for a constraint."""
    if isinstance(constraint, ForeignKeyConstraint):
        return "FK CONSTRAINT"
    return "CHECK CONSTRAINT" if isinstance(constraint, CheckConstraint) else "CONSTRAINT"


def _foreign_key(
    constraint: ForeignKeyConstraint, relation: Relation, scope: Scope, source: SourceLocation
) -> Declaration:
    columns = ", ".join(element.parent.name for element in constraint.elements)
    place = line_of_name(source, str(constraint.name), columns)
    commands = [scope.ddl(AddConstraint(constraint, isolate_from_table=False), place)]
    if constraint.comment:
        commands.append(scope.ddl(SetConstraintComment(constraint), place))
    targets = [element.target_tokens for element in constraint.elements]
    target = ", ".join(".".join(filter(None, (t.schema, t.table_name, t.column_name))) for t in targets)
    return Declaration(
        title=f"foreign key ({columns}) of {relation} to {target}",
        commands=tuple(commands),
        source=place,
        rank=Rank.FOREIGN_KEY,
        passages=(Passage(command=0, offset=0, source=place),),
    )


def _renamed(item: Index | Constraint, kind: str, relation: Relation, source: SourceLocation) -> Contributions:
    if old := item.info.get("renamed_from"):
        yield RenamedPart(
            kind=kind,
            schema=relation.schema,
            parent=relation.name,
            old_name=old,
            name=str(item.name),
            source=source,
        )
