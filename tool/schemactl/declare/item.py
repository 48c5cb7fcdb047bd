"""What all our declarations have in common: they are SQLAlchemy schema items that know their line.

An item sits inside ``Table(...)`` or ``Column(...)``, or belongs to a ``MetaData``. It is kept in the ``info`` of what
it belongs to; nothing is global. Asked for its contributions, it returns frozen values and touches no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import MetaData, Table
from sqlalchemy.schema import SchemaItem

from schemactl.declare.location import caller_location, remember_tables
from schemactl.declare.names import split_name
from schemactl.errors import DeclarationError
from schemactl.model.address import Address
from schemactl.model.declaration import CronEntry, Declaration, Exemption, SourceLocation, SourceNote
from schemactl.model.intent import Intent
from schemactl.model.waiver import Waiver
from schemactl.postgres.quoting import qualified

if TYPE_CHECKING:
    from schemactl.declare.scope import Scope

_ITEMS = "schemactl"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleName:
    """A role that the declared objects expect to exist."""

    name: str
    source: SourceLocation


Contribution = Declaration | Intent | SourceNote | Exemption | CronEntry | RoleName | Waiver
Contributions = Iterator[Contribution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The table, partition or view an item belongs to.

    Attributes:
        schema, name: What it is called.
        kind: ``TABLE``, ``VIEW`` or ``MATERIALIZED VIEW``.
        table: SQLAlchemy's table when there is one: its columns resolve names in expressions.
        declared: Whether the target declares the relation itself; otherwise the item is a single object on a table that
            somebody else manages.
    """

    schema: str
    name: str
    kind: str = "TABLE"
    table: Table | None = None
    declared: bool = True

    def __str__(self) -> str:
        """Return the name for messages: ``chat.messages``."""
        return f"{self.schema}.{self.name}"

    @property
    def sql(self) -> str:
        """Return the qualified and quoted name."""
        return qualified(self.schema, self.name)


remember_tables()  # Whoever imports an item declares something: from here on tables remember their line too.


def items_of(holder: SchemaItem) -> list[Item]:
    """Return our items that belong to a table, column or metadata, in the order they were written."""
    items: list[Item] = holder.info.setdefault(_ITEMS, [])
    return items


class Item(SchemaItem):
    """Base of everything schemactl adds to SQLAlchemy's vocabulary.

    Attributes:
        source: Where the user wrote it.
        attached: Whether it belongs to something; an item that does not is a mistake.
    """

    __visit_name__ = "schemactl_item"
    belongs_in: ClassVar[tuple[type[SchemaItem], ...]] = (Table,)

    def __init__(self) -> None:
        self.source = caller_location()
        self.attached = False

    def attach(self, holder: SchemaItem) -> None:
        """Make the item belong to a table, column or metadata."""
        self.attached = True
        items = items_of(holder)
        if not any(item is self for item in items):
            items.append(self)

    def _set_parent(self, parent: Any, **_options: Any) -> None:
        """Let SQLAlchemy attach the item; it calls this for every argument of ``Table(...)`` and ``Column(...)``."""
        if not isinstance(parent, self.belongs_in):
            place = " or ".join(kind.__name__ for kind in self.belongs_in)
            raise self.refused(
                f"{type(self).__name__} does not belong in a {type(parent).__name__}", f"Put it inside {place}(...)."
            )
        self.attach(parent)

    def refused(self, message: str, hint: str) -> DeclarationError:
        """Return the error for a mistake in this very item."""
        return DeclarationError(message, hint=hint, source=self.source)


class TableItem(Item):
    """An item on a relation: inside ``Table(...)``, or alone with ``table=``.

    Args:
        table: A table, or the name of one (``auth.users``); then `metadata` is needed too.
        metadata: Where a stand-alone item is kept.
    """

    def __init__(self, table: Table | str | None, metadata: MetaData | None) -> None:
        super().__init__()
        self.table_name: tuple[str, str] | None = None
        if isinstance(table, Table):
            self.attach(table)
        elif table is not None:
            self.table_name = split_name(table, source=self.source)
            if metadata is None:
                raise self.refused(f"{type(self).__name__} on {table} belongs to no metadata", "Add metadata=metadata.")
            self.attach(metadata)

    def contribute_to(self, relation: Relation, scope: Scope) -> Contributions:
        """Return what the item means on a relation."""
        raise NotImplementedError

    def exemption(self, kind: str, relation: Relation, tag: str, parent: str) -> Iterator[Exemption]:
        """Return the address of a single object on a table that the target does not declare."""
        if not relation.declared:
            yield Exemption(address=Address(kind, relation.schema, tag, parent), source=self.source)


class StandaloneItem(Item):
    """An item that belongs to a metadata and has a name of its own."""

    belongs_in = (MetaData,)

    def __init__(self, name: str, metadata: MetaData, schema: str = "") -> None:
        super().__init__()
        if not isinstance(metadata, MetaData):
            raise self.refused(
                f"{type(self).__name__}({name!r}) belongs to no metadata", "Give your MetaData after the name."
            )
        self.name = name
        self.schema = schema
        self.attach(metadata)

    @property
    def sql(self) -> str:
        """Return the qualified and quoted name."""
        return qualified(self.schema, self.name)

    @property
    def label(self) -> str:
        """Return the name for messages."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    def contribute(self, scope: Scope) -> Contributions:
        """Return what the item means."""
        raise NotImplementedError

    def note(self, kind: str) -> SourceNote:
        """Return where the object was declared."""
        return SourceNote(schema=self.schema, name=self.name, kind=kind, source=self.source)
