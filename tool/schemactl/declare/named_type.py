"""Types: enumerations, domains, composite types, and those SQLAlchemy columns bring along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ARRAY, MetaData, Table, TypeDecorator
from sqlalchemy.dialects.postgresql import DOMAIN, ENUM, CreateDomainType, CreateEnumType
from sqlalchemy.types import TypeEngine

from schemactl.declare.dialect import DEFAULT_SCHEMA, SqlType
from schemactl.declare.intents import former_place, moved_from
from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.location import location_of
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope, SqlText
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration, SourceLocation, SourceNote
from schemactl.model.intent import RenamedPart
from schemactl.postgres.quoting import identifier, literal


class NamedType(StandaloneItem):
    """What enumerations, domains and composite types have in common."""

    word = "TYPE"

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        *,
        schema: str,
        owner: str | None,
        comment: str | None,
        moved_from: str | moved_from | None,
    ) -> None:
        super().__init__(name, metadata, schema)
        self.owner = owner
        self.comment = comment
        self.moved_from = moved_from

    @property
    def type(self) -> SqlType:
        """Return the type for a column: ``Column("mood", mood.type)``."""
        return SqlType(self.sql)

    def definition(self, scope: Scope) -> str:
        """Return the CREATE command."""
        raise NotImplementedError

    def contribute(self, scope: Scope) -> Contributions:
        """Return the command, the owner and the comment."""
        commands = [self.definition(scope)]
        if self.owner:
            commands.append(f"ALTER {self.word} {self.sql} OWNER TO {identifier(self.owner)}")
        if self.comment is not None:
            commands.append(f"COMMENT ON {self.word} {self.sql} IS {literal(self.comment)}")
        yield Declaration(
            title=f"{self.word.lower()} {self.label}", commands=tuple(commands), source=self.source, rank=Rank.TYPE
        )
        yield self.note(self.word)
        if self.moved_from is not None:
            yield former_place(self.moved_from, self.source).intent(self.word, self.schema, self.name)


class Enum(NamedType):
    """An enumeration.

    Args:
        name, schema: What it is called.
        values: Its values in order.
        metadata: Where it is kept.
        renamed_values: New value to the value it used to be.
        owner: Its owner.
        comment: Comment on it.
        moved_from: Its former name, ``public.old_name``.
    """

    def __init__(
        self,
        name: str,
        values: Iterable[str],
        metadata: MetaData,
        *,
        schema: str = "public",
        renamed_values: Mapping[str, str] | None = None,
        owner: str | None = None,
        comment: str | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(name, metadata, schema=schema, owner=owner, comment=comment, moved_from=moved_from)
        self.values = tuple(values)
        self.renamed_values = dict(renamed_values or {})

    def definition(self, _scope: Scope) -> str:
        """Return CREATE TYPE ... AS ENUM."""
        return f"CREATE TYPE {self.sql} AS ENUM ({', '.join(literal(value) for value in self.values)})"

    def contribute(self, scope: Scope) -> Contributions:
        """Return the command and the renamed values."""
        yield from super().contribute(scope)
        for new, old in self.renamed_values.items():
            yield RenamedPart(
                kind="ENUM VALUE", schema=self.schema, parent=self.name, old_name=old, name=new, source=self.source
            )


class Domain(NamedType):
    """A domain.

    Args:
        name, schema: What it is called.
        data_type: The type underneath: SQL text or an SQLAlchemy type.
        metadata: Where it is kept.
        check: Condition over ``VALUE``; `constraint_name` names it.
        not_null: Whether NULL is refused.
        default: Default expression.
        collation: Collation, as SQL.
        owner: Its owner.
        comment: Comment on it.
        moved_from: Its former name, ``public.old_name``.
    """

    word = "DOMAIN"

    def __init__(
        self,
        name: str,
        data_type: str | TypeEngine[Any] | type[TypeEngine[Any]],
        metadata: MetaData,
        *,
        schema: str = "public",
        check: SqlText | None = None,
        constraint_name: str | None = None,
        not_null: bool = False,
        default: SqlText | None = None,
        collation: str | None = None,
        owner: str | None = None,
        comment: str | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(name, metadata, schema=schema, owner=owner, comment=comment, moved_from=moved_from)
        self.data_type = data_type
        self.check = check
        self.constraint_name = constraint_name
        self.not_null = not_null
        self.default = default
        self.collation = collation

    def definition(self, scope: Scope) -> str:
        """Return CREATE DOMAIN."""
        return " ".join(self._words(scope))

    def _words(self, scope: Scope) -> Iterator[str]:
        yield f"CREATE DOMAIN {self.sql} AS {scope.type_text(self.data_type, self.source)}"
        if self.collation:
            yield f"COLLATE {self.collation}"
        if self.default is not None:
            yield f"DEFAULT {scope.text(self.default, self.source)}"
        if self.not_null:
            yield "NOT NULL"
        if self.check is not None:
            if self.constraint_name:
                yield f"CONSTRAINT {identifier(self.constraint_name)}"
            yield f"CHECK ({scope.text(self.check, self.source)})"


class CompositeType(NamedType):
    """A composite type.

    Args:
        name, schema: What it is called.
        attributes: Attribute to type, in order; types are SQL text or SQLAlchemy types.
        metadata: Where it is kept.
        owner: Its owner.
        comment: Comment on it.
        moved_from: Its former name, ``public.old_name``.
    """

    def __init__(
        self,
        name: str,
        attributes: Mapping[str, str | TypeEngine[Any] | type[TypeEngine[Any]]],
        metadata: MetaData,
        *,
        schema: str = "public",
        owner: str | None = None,
        comment: str | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(name, metadata, schema=schema, owner=owner, comment=comment, moved_from=moved_from)
        self.attributes = dict(attributes)

    def definition(self, scope: Scope) -> str:
        """Return CREATE TYPE ... AS."""
        attributes = ", ".join(
            f"{identifier(name)} {scope.type_text(data_type, self.source)}"
            for name, data_type in self.attributes.items()
        )
        return f"CREATE TYPE {self.sql} AS ({attributes})"


def column_types(tables: Iterable[Table], scope: Scope) -> Contributions:
    """Return the ENUM and DOMAIN types of SQLAlchemy columns, each once.

    Raises:
        DeclarationError: Two columns give different definitions under one name.
    """
    created: dict[tuple[str, str], Declaration] = {}
    for table in tables:
        source = location_of(table)
        for column in table.columns:
            for named in _named_types(column.type, scope):
                key = (named.schema or DEFAULT_SCHEMA, named.name or "")
                if key in scope.types or not named.create_type:
                    continue
                declaration = _named_type(named, key, source, scope)
                known = created.setdefault(key, declaration)
                if known.commands != declaration.commands:
                    raise DeclarationError(
                        f"type {'.'.join(key)} has another definition at {known.source}",
                        hint="Declare the type once and use it in both columns.",
                        source=source,
                    )
    for (schema, name), declaration in created.items():
        yield declaration
        yield SourceNote(schema=schema, name=name, kind=declaration.title.split()[0].upper(), source=declaration.source)


def _named_type(named: ENUM | DOMAIN, key: tuple[str, str], source: SourceLocation, scope: Scope) -> Declaration:
    element = CreateDomainType(named) if isinstance(named, DOMAIN) else CreateEnumType(named)
    return Declaration(
        title=f"{'domain' if isinstance(named, DOMAIN) else 'type'} {'.'.join(key)}",
        commands=(scope.ddl(element, source),),
        source=source,
        rank=Rank.TYPE,
    )


def _named_types(column_type: TypeEngine[Any], scope: Scope) -> Iterator[ENUM | DOMAIN]:
    """Return the types PostgreSQL must know by name before a column of this type can exist."""
    implementation = column_type.dialect_impl(scope.dialect)
    if isinstance(implementation, TypeDecorator):
        yield from _named_types(implementation.impl_instance, scope)
    elif isinstance(implementation, ARRAY):
        yield from _named_types(implementation.item_type, scope)
    elif isinstance(implementation, ENUM) and implementation.native_enum:
        yield implementation
    elif isinstance(implementation, DOMAIN):
        yield from _named_types(implementation.data_type, scope)
        yield implementation
