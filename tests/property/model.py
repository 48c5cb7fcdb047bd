"""Schemas as values: what the generator makes, what an edit changes, and how it reads as SQL."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from schemactl.postgres.quoting import identifier, literal, qualified
from tests.property.varieties import Variety


def always_quoted(name: str) -> str:
    """Return a name in quotes, so that it can be found again in the texts that use it."""
    return '"{}"'.format(name.replace('"', '""'))


@dataclass(slots=True)
class Column:
    """A column; `generated` is an expression, `identity` is ``ALWAYS``, ``BY DEFAULT`` or empty.

    A `serial` column numbers itself by a sequence of its own.
    """

    name: str
    type: str
    not_null: bool = False
    default: str = ""
    generated: str = ""
    identity: str = ""
    comment: str = ""
    statistics: int = -1
    storage: str = ""
    serial: bool = False
    collation: str = ""

    @property
    def quoted(self) -> str:
        """Return its name as the other parts of a schema write it."""
        return always_quoted(self.name)

    def sql(self) -> str:
        """Return the column as it stands in CREATE TABLE."""
        parts = [identifier(self.name), "serial" if self.serial else self.type]
        if self.collation:
            parts.append(f"COLLATE {self.collation}")
        if self.identity:
            parts.append(f"GENERATED {self.identity} AS IDENTITY")
        if self.generated:
            parts.append(f"GENERATED ALWAYS AS ({self.generated}) STORED")
        if self.default:
            parts.append(f"DEFAULT {self.default}")
        if self.not_null:
            parts.append("NOT NULL")
        return " ".join(parts)


@dataclass(slots=True)
class Table:
    """A table with what sits on it; lists hold (name, text) pairs unless said otherwise.

    Attributes:
        constraints: Keys and checks, as they stand after ADD CONSTRAINT. `references`: foreign keys.
        indexes: What follows the table's name, for example ``USING btree (a)``.
        policies: From the command on. `triggers`: (name, timing and events). `grants`: (role, privileges).
        options: Storage parameters. `partition`: ``RANGE (a)`` or empty; `partitions`: (name, bounds and own key).
        subpartitions: (name, (partition, bounds)). `inherits`: the parent's name. `owner`: a role, or empty.
    """

    schema: str
    name: str
    columns: list[Column]
    constraints: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    grants: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    statistics: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    row_security: str = ""
    unlogged: bool = False
    replica: str = ""
    comment: str = ""
    inherits: str = ""
    partition: str = ""
    partitions: dict[str, str] = field(default_factory=dict)
    subpartitions: dict[str, tuple[str, str]] = field(default_factory=dict)
    owner: str = ""

    @property
    def title(self) -> str:
        """Return the qualified name."""
        return qualified(self.schema, self.name)

    def column(self, name: str) -> Column | None:
        """Return the column of a name."""
        return next((column for column in self.columns if column.name == name), None)

    def forget(self, text: str) -> None:
        """Drop all that contains a text, such as the title of an object that is gone or a column in quotes."""
        self.columns = [c for c in self.columns if c.type != text and text not in c.generated]
        for column in self.columns:
            column.default = "" if text in column.default else column.default
        for parts in (self.constraints, self.references, self.indexes, self.policies, self.triggers, self.statistics):
            for name in [name for name, part in parts.items() if text in part]:
                del parts[name]
        self.inherits = "" if self.inherits == text else self.inherits

    def create(self) -> Iterator[str]:
        """Yield the table and its partitions, without what refers to other objects."""
        columns = ", ".join(column.sql() for column in self.columns)
        yield (
            f"CREATE {'UNLOGGED ' if self.unlogged else ''}TABLE {self.title} ({columns})"
            + (f" INHERITS ({self.inherits})" if self.inherits else "")
            + (f" PARTITION BY {self.partition}" if self.partition else "")
            + (f" WITH ({', '.join(f'{k} = {v}' for k, v in self.options.items())})" if self.options else "")
        )
        for name, bounds in self.partitions.items():
            yield f"CREATE TABLE {qualified(self.schema, name)} PARTITION OF {self.title} {bounds}"
        for name, (partition, bounds) in self.subpartitions.items():
            parent = qualified(self.schema, partition)
            yield f"CREATE TABLE {qualified(self.schema, name)} PARTITION OF {parent} {bounds}"
        for column in self.columns:
            place = f"ALTER TABLE {self.title} ALTER COLUMN {identifier(column.name)}"
            if column.statistics >= 0:
                yield f"{place} SET STATISTICS {column.statistics}"
            if column.storage:
                yield f"{place} SET STORAGE {column.storage}"
        for name, text in self.constraints.items():
            yield f"ALTER TABLE {self.title} ADD CONSTRAINT {identifier(name)} {text}"

    def attach(self) -> Iterator[str]:
        """Yield what sits on the table."""
        for name, text in self.indexes.items():
            yield f"CREATE INDEX {identifier(name)} ON {self.title} {text}"
        for name, text in self.statistics.items():
            yield f"CREATE STATISTICS {qualified(self.schema, name)} {text} FROM {self.title}"
        for name, text in self.policies.items():
            yield f"CREATE POLICY {identifier(name)} ON {self.title} {text}"
        for name, text in self.triggers.items():
            when, _, call = text.partition(" :: ")
            yield f"CREATE TRIGGER {identifier(name)} {when} ON {self.title} {call}"
        for name, text in self.rules.items():
            yield f"CREATE RULE {identifier(name)} AS ON {text}".replace("@", self.title)
        for role, privileges in self.grants.items():
            yield f"GRANT {privileges} ON {self.title} TO {identifier(role)}"
        if self.owner:
            yield f"ALTER TABLE {self.title} OWNER TO {identifier(self.owner)}"
        yield from self._switches()

    def _switches(self) -> Iterator[str]:
        """Yield the table's own properties and its comments."""
        if self.row_security:
            yield f"ALTER TABLE {self.title} ENABLE ROW LEVEL SECURITY"
        if self.row_security == "forced":
            yield f"ALTER TABLE {self.title} FORCE ROW LEVEL SECURITY"
        if self.replica:
            yield f"ALTER TABLE {self.title} REPLICA IDENTITY {self.replica}"
        if self.comment:
            yield f"COMMENT ON TABLE {self.title} IS {literal(self.comment)}"
        for column in self.columns:
            if column.comment:
                yield f"COMMENT ON COLUMN {self.title}.{identifier(column.name)} IS {literal(column.comment)}"


@dataclass(slots=True)
class Thing:
    """Any other object: the commands that create it, written as in `Variety`, and what it is called.

    Attributes:
        kind: The word after CREATE and COMMENT ON. `signature`: argument types of a routine, with parentheses.
        variety: What other forms it may take; None where its body is all there is.
        owner: A role, or empty.
    """

    kind: str
    schema: str
    name: str
    body: str
    signature: str = ""
    comment: str = ""
    grants: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    variety: Variety | None = None
    owner: str = ""

    @property
    def title(self) -> str:
        """Return the qualified name."""
        if self.variety and self.variety.everywhere:
            return identifier(self.name)
        return qualified(self.schema, self.name)

    @property
    def returns_number(self) -> bool:
        """Return whether it is a function that can be called for a number without more."""
        return self.signature == "()" and any(f"RETURNS {word}" in self.body for word in ("integer", "bigint"))

    def _filled(self, text: str) -> str:
        """Return commands with names in the places kept for them."""

        def name(place: re.Match[str]) -> str:
            word = place[1]
            if word == "schema":
                return identifier(self.schema)
            helper = f"{self.name[:50]}_{word.removeprefix('!')}"
            return identifier(helper) if word.startswith("!") else qualified(self.schema, helper)

        return re.sub(r"@\{(!?\w+)\}", name, text).replace("@", self.title)

    def create(self) -> Iterator[str]:
        """Yield the object and what sits on it."""
        yield self._filled(self.body)
        for text in self.more.values():
            yield self._filled(text)
        if self.owner:
            yield f"ALTER {self.kind} {self.title}{self.signature} OWNER TO {identifier(self.owner)}"
        for role, privileges in self.grants.items():
            kind = "TABLE" if "VIEW" in self.kind else self.kind
            yield f"GRANT {privileges} ON {kind} {self.title}{self.signature} TO {identifier(role)}"
        if self.comment:
            yield f"COMMENT ON {self.kind} {self.title}{self.signature} IS {literal(self.comment)}"


@dataclass(slots=True)
class Schema:
    """A whole schema, in an order in which it can be created."""

    namespaces: list[str]
    types: list[Thing] = field(default_factory=list)
    sequences: list[Thing] = field(default_factory=list)
    functions: list[Thing] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    views: list[Thing] = field(default_factory=list)
    late: list[Thing] = field(default_factory=list)

    def everything(self) -> list[Thing | Table]:
        """Return all objects that have a name."""
        return [*self.types, *self.sequences, *self.functions, *self.tables, *self.views, *self.late]

    def in_another_order(self, chance: Random) -> Schema:
        """Return the same schema, written in another order where the order means nothing."""
        other = copy.deepcopy(self)
        for table in other.tables:
            for name in ("references", "policies", "triggers", "grants", "statistics"):
                parts = list(getattr(table, name).items())
                chance.shuffle(parts)
                setattr(table, name, dict(parts))
        if not any(table.inherits for table in other.tables):
            chance.shuffle(other.tables)
        for things in (other.types, other.sequences, other.functions):
            chance.shuffle(things)
        return other

    def forget(self, title: str) -> None:
        """Drop an object, and all that names it."""
        for name in ("types", "sequences", "functions", "views", "late"):
            things: list[Thing] = getattr(self, name)
            gone = [thing for thing in things if thing.title == title or title in thing.body]
            setattr(self, name, [thing for thing in things if thing not in gone])
            for thing in gone:
                if thing.title != title:
                    self.forget(thing.title)
        self.tables = [table for table in self.tables if table.title != title]
        for table in self.tables:
            table.forget(title)

    def sql(self) -> str:
        """Return the script that creates it."""
        commands = [f"CREATE SCHEMA {identifier(name)}" for name in self.namespaces if name != "public"]
        for things in (self.types, self.sequences, self.functions):
            commands += [command for thing in things for command in thing.create()]
        commands += [command for table in self.tables for command in table.create()]
        for table in self.tables:
            commands += [
                f"ALTER TABLE {table.title} ADD CONSTRAINT {identifier(name)} {text}"
                for name, text in table.references.items()
            ]
        commands += [command for table in self.tables for command in table.attach()]
        for things in (self.views, self.late):
            commands += [command for thing in things for command in thing.create()]
        return ";\n".join(commands) + ";\n" if commands else ""
