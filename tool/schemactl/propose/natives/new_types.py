"""The way through a new type, where PostgreSQL cannot alter one: what is made of it goes along, columns are cast.

The old types step aside, new ones are made, columns are cast over, then the old ones are dropped. A range type cannot
step aside (its constructors keep the name): then columns wait as text until the new types are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import RowQuestion, TransactionRule
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.sides import Sides

_RANGES = frozenset({"r", "m"})
Column = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Commands for a type.

    Attributes:
        cause: Why, in words. `commands`: what to run. `otherwise`: another way when the server refuses them.
        transaction, loses, question: See `Statement`. `late`: whether old code may still use what it takes away.
        covers: Other types that have their declared form afterwards as well.
    """

    cause: str
    commands: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    transaction: TransactionRule = TransactionRule.NORMAL
    loses: tuple[str, ...] = ()
    question: RowQuestion | None = None
    late: bool = False
    covers: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A type that is made anew.

    Attributes:
        row: What `type_family` says of it. `desired`: its declared form; None for a multirange, and for what goes.
        users: The columns of it. `kept`: those that have this type in the end; the others are cast to text.
        attributes: The names of its attributes on both sides, if it is a composite type.
    """

    row: Row
    desired: Entry | None
    users: tuple[Row, ...]
    kept: frozenset[Column]
    attributes: tuple[tuple[str, ...], tuple[tuple[str, str], ...]] = ((), ())

    @property
    def name(self) -> str:
        return qualified(self.row["schema"], self.row["name"])

    @property
    def resting(self) -> str:
        return aside(self.row["name"], "replaced")

    @property
    def word(self) -> str:
        return "DOMAIN" if self.row["kind"] == "d" else "TYPE"

    @property
    def is_shortened(self) -> bool:
        """Return whether values have attributes that they will not have any more."""
        old, new = self.attributes
        return bool(self.desired) and not set(old) <= {name for name, _ in new}


def replaced(sides: Sides, live: Entry, cause: str, question: RowQuestion | None = None) -> Iterator[Step]:
    """Yield the step that makes a type, and all that are made of it, anew; none where no cast leads there."""
    members = _family(sides, live)
    if any(_is_lost(member) for member in members):
        return
    named = [member for member in members if member.row["kind"] != "m"]
    create = _creations(sides, named)
    typed = [(m, qualified(*table)) for m in members for table in m.row["typed_tables"]]
    untie = [f"ALTER TABLE {table} NOT OF" for _, table in typed]
    tie = [f"ALTER TABLE {table} OF {m.name}" for m, table in typed if m.desired]
    waiting = (
        *untie,
        *(_cast(user, "text") for m in members for user in m.users),
        *(f"DROP {m.word} {m.name}" for m in reversed(named)),
        *create,
        *(_cast(user, m.name) for m in members for user in m.users if _column(user) in m.kept),
        *tie,
    )
    covers = frozenset(m.desired.address for m in named if m.desired)
    if any(member.row["kind"] in _RANGES for member in members):
        yield Step(cause=cause, commands=waiting, covers=covers, question=question)
        return
    over = (
        *untie,
        *(f"ALTER {m.word} {m.name} RENAME TO {identifier(m.resting)}" for m in named),
        *create,
        *(_converted(m, user) for m in members for user in m.users),
        *tie,
        *(f"DROP {m.word} {qualified(m.row['schema'], m.resting)}" for m in reversed(named)),
    )
    reshaped = any(_is_reshaped(member) for member in members)
    yield Step(
        cause=cause,
        commands=over,
        otherwise=() if reshaped else waiting,
        covers=covers,
        loses=_losses(members),
        question=question,
    )


def _creations(sides: Sides, members: Sequence[_Member]) -> list[str]:
    """Return the commands that make the types in their declared forms, in the desired order of creation."""
    wanted = sorted((m.desired for m in members if m.desired), key=lambda entry: sides.created_at(entry.address))
    return [command.text for entry in wanted for command in split_statements(entry.definition)]


def _losses(members: Sequence[_Member]) -> tuple[str, ...]:
    """Return the columns whose values lose an attribute."""
    return tuple(".".join(_column(user)) for member in members if member.is_shortened for user in member.users)


def _family(sides: Sides, live: Entry) -> list[_Member]:
    """Return the type and those made of it, in an order in which they can be made."""
    rows = sides.clone.ask("type_family", oid=live.oid)
    desired = {
        (a.schema, a.name): e for a, e in sides.comparison.desired.entries.items() if a.kind in ("TYPE", "DOMAIN")
    }
    entries = {row["oid"]: desired.get((row["schema"], row["name"])) for row in rows}
    before = {row["oid"]: row for row in sides.clone.ask_for("types", entries)}
    after = {row["oid"]: row for row in sides.desired.ask_for("types", [e.oid for e in entries.values() if e])}
    return [_member(sides, row, entries[row["oid"]], before, after) for row in rows]


def _member(
    sides: Sides, row: Row, entry: Entry | None, before: Mapping[int, Row], after: Mapping[int, Row]
) -> _Member:
    users = tuple(user for user in sides.clone.ask("type_users", oid=row["oid"]) if not user["inherited"])
    kept = {_column(user) for user in sides.desired.ask("type_users", oid=entry.oid)} if entry else set()
    if row["kind"] == "m":
        kept = {_column(user) for user in users}
    old = tuple(name for name, _ in before[row["oid"]]["attributes"])
    new = tuple((name, kind) for name, kind in after[entry.oid]["attributes"]) if entry and entry.oid in after else ()
    return _Member(row=row, desired=entry, users=users, kept=frozenset(kept), attributes=(old, new))


def _column(user: Row) -> Column:
    return (user["schema"], user["relation"], user["column"])


def _is_reshaped(member: _Member) -> bool:
    """Return whether stored values of a composite type have other attributes afterwards: their text won't do."""
    old, new = member.attributes
    return bool(old and new and member.users) and old != tuple(name for name, _ in new)


def _is_lost(member: _Member) -> bool:
    """Return whether no expression leads from the stored values to the new type: arrays of another shape."""
    return _is_reshaped(member) and any(user["is_array"] for user in member.users)


def _converted(member: _Member, user: Row) -> str:
    """Return the ALTER TABLE that casts a column over while the old type rests under another name."""
    if _column(user) not in member.kept:
        return _cast(user, "text")
    if not _is_reshaped(member):
        return _cast(user, member.name)
    column, (old, new) = identifier(user["column"]), member.attributes
    parts = [_attribute(column, name, kind, old) for name, kind in new]
    row = f"ROW({', '.join(parts)})::{member.name}"
    return _altered(user, member.name, f"CASE WHEN pg_catalog.num_nulls({column}) = 0 THEN {row} END")


def _attribute(column: str, name: str, kind: str, old: Sequence[str]) -> str:
    bare = kind.partition(" COLLATE ")[0]
    return f"({column}).{identifier(name)}::text::{bare}" if name in old else f"NULL::{bare}"


def _cast(user: Row, name: str) -> str:
    """Return the ALTER TABLE that casts one column, by its text, over to the type which has the name now."""
    array = "[]" if user["is_array"] else ""
    through = f"{identifier(user['column'])}::text{array}" + ("" if name == "text" else f"::{name}{array}")
    return _altered(user, f"{name}{array}", through)


def _altered(user: Row, kind: str, value: str) -> str:
    table, column = qualified(user["schema"], user["relation"]), identifier(user["column"])
    head = f"ALTER COLUMN {column} DROP DEFAULT, " if user["expression"] else ""
    return f"ALTER TABLE {table} {head}ALTER COLUMN {column} TYPE {kind} USING {value}"
