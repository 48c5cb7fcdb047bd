"""The way through a new type, where PostgreSQL cannot alter one: what is made of it goes along, columns are cast.

The old types step aside, new ones are made, columns are cast over, then the old ones are dropped. A range type cannot
step aside (its constructors keep the name): then columns wait as text until the new types are there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
        early: Whether it comes before all that the declared form needs. `recreates`, `target`: See `Proposal`.
    """

    cause: str
    commands: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    transaction: TransactionRule = TransactionRule.NORMAL
    loses: tuple[str, ...] = ()
    question: RowQuestion | None = None
    late: bool = False
    covers: frozenset[Address] = frozenset()
    early: bool = False
    recreates: str = ""
    target: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A type that is made anew.

    Attributes:
        row: What `type_family` says of it. `desired`: its declared form; None for a multirange, and for what goes.
        users: The columns of it. `kept`: those that have this type in the end; the others are cast to text.
        old, new: Its attributes on both sides with their types, if it is a composite type.
    """

    row: Row
    desired: Entry | None
    users: tuple[Row, ...]
    kept: frozenset[Column]
    old: Mapping[str, str]
    new: Mapping[str, str]

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
        return bool(self.desired) and not self.old.keys() <= self.new.keys()

    @property
    def is_reshaped(self) -> bool:
        """Return whether values of a composite type have other attributes afterwards: their text won't do."""
        return bool(self.desired and self.old and self.new) and list(self.old) != list(self.new)


def replaced(sides: Sides, live: Entry, cause: str, question: RowQuestion | None = None) -> Iterator[Step]:
    """Yield the step that makes a type, and all that are made of it, anew; none where no cast leads there."""
    members = _family(sides, live)
    named = [member for member in members if member.row["kind"] != "m"]
    reshaped = any(m.is_reshaped for m in members) and any(m.users for m in members)
    stays = any(member.row["kind"] in _RANGES for member in members)
    if stays and reshaped:
        return
    create = _creations(sides, named)
    covers = frozenset(m.desired.address for m in named if m.desired)
    step = Step(cause=cause, commands=(), covers=covers, question=question)
    waiting, over = _waiting(members, named, create), _over(members, named, create, reshaped=reshaped)
    if reshaped:
        over = (*_keys(sides, members), *over)
    if stays:
        yield dataclasses.replace(step, commands=waiting)
        return
    otherwise = () if reshaped else waiting
    yield dataclasses.replace(step, commands=over, otherwise=otherwise, loses=_losses(members))


def withdrawn(sides: Sides, live: Entry) -> tuple[str, ...]:
    """Return the commands that leave nothing made of a type, and none of its values: columns of it wait as text.

    What is gone then comes back in the next rounds, as it is missing; columns are cast when their types are there.
    """
    members = _family(sides, live)
    casts = _by_table(_cast(user, "text") for member in members for user in member.users)
    drops = [f"DROP {m.word} {m.name}" for m in reversed(members) if m.row["kind"] != "m" and m.row["oid"] != live.oid]
    return (*_untied(members), *casts, *drops)


def _waiting(members: Sequence[_Member], named: Sequence[_Member], create: Sequence[str]) -> tuple[str, ...]:
    """Return the way on which columns wait as text until the new types are there."""
    return (
        *_untied(members),
        *_by_table(_cast(user, "text") for m in members for user in m.users),
        *(f"DROP {m.word} {m.name}" for m in reversed(named)),
        *create,
        *_by_table(_cast(user, m.name) for m in members for user in m.users if _column(user) in m.kept),
        *_tied(members),
    )


def _over(
    members: Sequence[_Member], named: Sequence[_Member], create: Sequence[str], *, reshaped: bool
) -> tuple[str, ...]:
    """Return the way on which the old types step aside and columns are cast over."""
    inline = reshaped and len(named) == 1 and not any(user["is_array"] for user in named[0].users)
    helped = named if reshaped and not inline else []
    return (
        *_untied(members),
        *(f"ALTER {m.word} {m.name} RENAME TO {identifier(m.resting)}" for m in named),
        *create,
        *(command for m in helped for command in _helper(m)),
        *_by_table(_converted(m, user, helped=bool(helped)) for m in members for user in m.users),
        *_tied(members),
        *(command for m in reversed(helped) for command in _helper_goes(m)),
        *(f"DROP {m.word} {qualified(m.row['schema'], m.resting)}" for m in reversed(named)),
    )


def _keys(sides: Sides, members: Sequence[_Member]) -> Iterator[str]:
    """Yield what drops the foreign keys on columns of the types, which come back afterwards.

    PostgreSQL would compare a key in the new order with one in the old: it can compare any two composite types. A key
    may have been cleared away already, with what else depends on the type.
    """
    for key in sides.clone.ask_for("keys_of_types", [member.row["oid"] for member in members]):
        table, name = qualified(key["schema"], key["relation"]), identifier(key["name"])
        yield f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"


def _typed(members: Sequence[_Member]) -> list[tuple[_Member, str]]:
    return [(m, qualified(*table)) for m in members for table in m.row["typed_tables"]]


def _untied(members: Sequence[_Member]) -> list[str]:
    return [f"ALTER TABLE {table} NOT OF" for _, table in _typed(members)]


def _tied(members: Sequence[_Member]) -> list[str]:
    """Return what makes typed tables of the new types; one with its columns in another order is built again for it."""
    return [f"ALTER TABLE {table} OF {m.name}" for m, table in _typed(members) if m.desired and not m.is_reshaped]


def _helper(member: _Member) -> Iterator[str]:
    """Yield what makes the cast from the resting type to the new one: PostgreSQL then casts arrays by it as well.

    Domains need none, as PostgreSQL casts what they are made from.
    """
    if member.row["kind"] == "d" or not member.desired:
        return
    if member.row["kind"] == "c":
        row = _regrouped("$1", member)
        yield f"CREATE FUNCTION {_function(member)} RETURNS {member.name} LANGUAGE sql RETURN {row}"
        yield f"CREATE CAST {_ends(member)} WITH FUNCTION {_function(member)}"
    else:
        yield f"CREATE CAST {_ends(member)} WITH INOUT"


def _helper_goes(member: _Member) -> Iterator[str]:
    if member.row["kind"] == "d" or not member.desired:
        return
    yield f"DROP CAST {_ends(member)}"
    if member.row["kind"] == "c":
        yield f"DROP FUNCTION {_function(member)}"


def _ends(member: _Member) -> str:
    return f"({qualified(member.row['schema'], member.resting)} AS {member.name})"


def _function(member: _Member) -> str:
    schema, name = member.row["schema"], aside(member.row["name"], "converted")
    return f"{qualified(schema, name)}({qualified(schema, member.resting)})"


def _regrouped(value: str, member: _Member) -> str:
    """Return the value of a resting composite type as one of the new type, attribute by attribute.

    An attribute of somebody's type is cast, for that may rest as well. The last way is by text: what does not fit is
    refused, where a cast would cut it.
    """
    parts = [_part(value, name, kind, member.old) for name, kind in member.new.items()]
    row = f"ROW({', '.join(parts)})::text::{member.name}"
    return f"CASE WHEN pg_catalog.num_nulls({value}) = 0 THEN {row} END"


def _part(value: str, name: str, kind: str, old: Mapping[str, str]) -> str:
    if name not in old:
        return "NULL"
    part = f"({value}).{identifier(name)}"
    made_by_users = "." in kind  # types of PostgreSQL are printed without a schema
    return f"{part}::{kind.partition(' COLLATE ')[0]}" if old[name] == kind and made_by_users else part


def _creations(sides: Sides, members: Sequence[_Member]) -> list[str]:
    """Return the commands that make the types in their declared forms, in the desired order of creation."""
    wanted = sorted((m.desired for m in members if m.desired), key=lambda entry: sides.created_at(entry.address))
    return [command.text for entry in wanted for command in split_statements(entry.definition)]


def _losses(members: Sequence[_Member]) -> tuple[str, ...]:
    """Return the columns whose values lose an attribute, also in what is made of the type."""
    first = next((place for place, member in enumerate(members) if member.is_shortened), len(members))
    return tuple(".".join(_column(user)) for member in members[first:] for user in member.users)


def _family(sides: Sides, live: Entry) -> list[_Member]:
    """Return the type and those made of it, in an order in which they can be made."""
    rows = sides.clone.ask("type_family", oid=live.oid)
    desired = {
        (a.schema, a.name): e for a, e in sides.comparison.desired.entries.items() if a.kind in ("TYPE", "DOMAIN")
    }
    entries = {row["oid"]: desired.get((row["schema"], row["name"])) for row in rows}
    before = {row["oid"]: row for row in sides.clone.ask_for("types", entries)}
    after = {row["oid"]: row for row in sides.desired.ask_for("types", [e.oid for e in entries.values() if e])}
    members = [_member(sides, row, entries[row["oid"]], before, after) for row in rows]
    multiranges = {
        (made["schema"], made["name"])
        for member in members
        if member.desired and member.row["kind"] == "r"
        for made in sides.desired.ask("type_family", oid=member.desired.oid)
    }
    return [m if _keeps_its_name(m, multiranges) else dataclasses.replace(m, kept=frozenset()) for m in members]


def _keeps_its_name(member: _Member, multiranges: Collection[tuple[str, str]]) -> bool:
    """Return whether columns can have the type in the end; those of a multirange with another name wait as text."""
    return member.row["kind"] != "m" or (member.row["schema"], member.row["name"]) in multiranges


def _member(
    sides: Sides, row: Row, entry: Entry | None, before: Mapping[int, Row], after: Mapping[int, Row]
) -> _Member:
    stored = (user for user in sides.clone.ask("type_users", oid=row["oid"]) if not user["generated"])
    users = tuple(user for user in stored if not user["inherited"])
    kept = {_column(user) for user in sides.desired.ask("type_users", oid=entry.oid)} if entry else set()
    if row["kind"] == "m":
        kept = {_column(user) for user in users}
    old = dict(before[row["oid"]]["attributes"])
    new = dict(after[entry.oid]["attributes"]) if entry and entry.oid in after else {}
    return _Member(row=row, desired=entry, users=users, kept=frozenset(kept), old=old, new=new)


def _column(user: Row) -> Column:
    return (user["schema"], user["relation"], user["column"])


def _converted(member: _Member, user: Row, *, helped: bool) -> tuple[str, str]:
    """Return table and action that cast a column over while the old type rests under another name."""
    if _column(user) not in member.kept:
        return _cast(user, "text")
    kind = f"{member.name}[]" if user["is_array"] else member.name
    if helped:
        return _altered(user, kind, f"{identifier(user['column'])}::{kind}")
    if member.is_reshaped:
        return _altered(user, kind, _regrouped(identifier(user["column"]), member))
    return _cast(user, member.name)


def _cast(user: Row, name: str) -> tuple[str, str]:
    """Return table and action that cast one column, by its text, over to the type which has the name now."""
    array = "[]" if user["is_array"] else ""
    through = f"{identifier(user['column'])}::text{array}" + ("" if name == "text" else f"::{name}{array}")
    return _altered(user, f"{name}{array}", through)


def _altered(user: Row, kind: str, value: str) -> tuple[str, str]:
    column = identifier(user["column"])
    head = f"ALTER COLUMN {column} DROP DEFAULT, " if user["expression"] else ""
    action = f"{head}ALTER COLUMN {column} TYPE {kind} USING {value}"
    return qualified(user["schema"], user["relation"]), action


def _by_table(actions: Iterable[tuple[str, str]]) -> list[str]:
    """Return one ALTER TABLE per table, so that its rows and indexes are written once."""
    found: dict[str, list[str]] = {}
    for table, action in actions:
        found.setdefault(table, []).append(action)
    return [f"ALTER TABLE {table} {', '.join(each)}" for table, each in found.items()]
