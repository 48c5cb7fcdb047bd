"""Schemas as values: what the generator makes, what an edit changes, and how it reads as SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemactl.postgres.quoting import identifier, literal


def always_quoted(name: str) -> str:
    """Return a name in quotes, so that it can be found again in the texts that use it."""
    return '"{}"'.format(name.replace('"', '""'))


@dataclass(slots=True)
class Column:
    """A column; `generated` is an expression, `identity` is ``ALWAYS``, ``BY DEFAULT`` or empty."""

    name: str
    type: str
    not_null: bool = False
    default: str = ""
    generated: str = ""
    identity: str = ""
    comment: str = ""
    statistics: int = -1
    storage: str = ""

    @property
    def quoted(self) -> str:
        """Return its name as the other parts of a schema write it."""
        return always_quoted(self.name)

    def sql(self) -> str:
        """Return the column as it stands in CREATE TABLE."""
        parts = [identifier(self.name), self.type]
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
        options: Storage parameters. `partition`: ``RANGE (a)`` or empty; `partitions`: (name, bounds).
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

    @property
    def title(self) -> str:
        """Return the qualified name."""
        return f"{identifier(self.schema)}.{identifier(self.name)}"

    def column(self, name: str) -> Column | None:
        """Return the column of a name."""
        return next((column for column in self.columns if column.name == name), None)

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
            yield f"CREATE TABLE {identifier(self.schema)}.{identifier(name)} PARTITION OF {self.title} {bounds}"
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
            yield f"CREATE STATISTICS {identifier(self.schema)}.{identifier(name)} {text} FROM {self.title}"
        for name, text in self.policies.items():
            yield f"CREATE POLICY {identifier(name)} ON {self.title} {text}"
        for name, text in self.triggers.items():
            when, _, call = text.partition(" :: ")
            yield f"CREATE TRIGGER {identifier(name)} {when} ON {self.title} {call}"
        for name, text in self.rules.items():
            yield f"CREATE RULE {identifier(name)} AS ON {text}".replace("@", self.title)
        for role, privileges in self.grants.items():
            yield f"GRANT {privileges} ON {self.title} TO {identifier(role)}"
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
    """Any other object: the commands that create it, with ``@`` for its name, and what it is called.

    Attributes:
        kind: The word after CREATE and COMMENT ON. `signature`: argument types of a routine, with parentheses.
    """

    kind: str
    schema: str
    name: str
    body: str
    signature: str = ""
    comment: str = ""
    grants: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return the qualified name."""
        return f"{identifier(self.schema)}.{identifier(self.name)}"

    def create(self) -> Iterator[str]:
        """Yield the object and what sits on it."""
        yield self.body.replace("@", self.title)
        for text in self.more.values():
            yield text.replace("@", self.title)
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
