"""Enums, domains and composite types.

Enum values are added in place; only a removed or reordered value needs a new type. Domains and composite types are
altered part by part. Source: PostgreSQL manual, ALTER TYPE and ALTER DOMAIN.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemactl.model.entry import Entry
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, literal, qualified
from schemactl.propose.catalog import PG_TYPE
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """Commands for a type, with their cause, and another way when the server refuses them."""

    cause: str
    commands: tuple[str, ...]
    otherwise: tuple[str, ...] = ()
    transaction: TransactionRule = TransactionRule.NORMAL


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings types that exist on both sides into the desired shape."""
    pairs = sides.changed("TYPE", "DOMAIN") + _other_kind(sides)
    lives = {row["oid"]: row for row in sides.clone.ask_for("types", [live.oid for live, _ in pairs])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("types", [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        before, after = lives.get(live.oid), wanted.get(desired.oid)
        if before is None or after is None:
            continue
        for step in _steps(sides, live, desired, before, after):
            yield Proposal(
                address=desired.address,
                alternatives=(step.commands, step.otherwise) if step.otherwise else (step.commands,),
                verb=Verb.ALTER,
                cause=step.cause,
                stage=Stage.SHAPE,
                position=sides.created_at(desired.address),
                proposer="natives",
                transaction=step.transaction,
                target=(PG_TYPE, live.oid),
            )


def _other_kind(sides: Sides) -> list[tuple[Entry, Entry]]:
    """Return types that became domains and the other way round: the same name under another kind of entry."""
    added = {
        (e.address.schema, e.address.name): e for e in map(sides.wanted, sides.comparison.added) if e and _is_type(e)
    }
    gone = sides.removed("TYPE", "DOMAIN")
    return [(e, added[key]) for e in gone if (key := (e.address.schema, e.address.name)) in added]


def _is_type(entry: Entry) -> bool:
    return entry.address.kind in ("TYPE", "DOMAIN")


def _steps(sides: Sides, live: Entry, desired: Entry, before: Row, after: Row) -> Iterator[_Step]:
    match before["kind"], after["kind"]:
        case "e", "e":
            yield from _enum(sides, live, desired, before, after)
        case "d", "d":
            yield from _domain(sides, live, desired, before, after)
        case "c", "c":
            yield from _composite(sides, live, desired, before, after)
        case _:
            yield _replaced(sides, live, desired, before)


def _enum(sides: Sides, live: Entry, desired: Entry, before: Row, after: Row) -> Iterator[_Step]:
    old, new = list(before["labels"]), list(after["labels"])
    if [label for label in new if label in old] != old:
        yield _replaced(sides, live, desired, before)
        return
    name, present = qualified(before["schema"], before["name"]), old
    for index, label in enumerate(new):
        if label in present:
            continue
        anchor = f" AFTER {literal(new[index - 1]).strip()}" if index else ""
        if not index and present:
            anchor = f" BEFORE {literal(present[0]).strip()}"
        yield _Step(
            cause=f"value {label!r} is missing",
            commands=(f"ALTER TYPE {name} ADD VALUE {literal(label).strip()}{anchor}",),
            transaction=TransactionRule.COMMIT_AFTER,
        )


def _replaced(sides: Sides, live: Entry, desired: Entry, before: Row) -> _Step:
    """Return the way through a new type: the old one steps aside, columns are cast over, then it is dropped.

    A column that gets another type or goes away is cast to text: its values need not fit the new type. A range type
    cannot step aside (its constructors keep the name): then columns wait as text until the new type is there.
    """
    resting = aside(before["name"], "replaced")
    word = "DOMAIN" if before["kind"] == "d" else "TYPE"
    name = qualified(before["schema"], before["name"])
    create = [command.text for command in split_statements(desired.definition)]
    users = [user for user in sides.clone.ask("type_users", oid=live.oid) if not user["inherited"]]
    kept = {_column(user) for user in sides.desired.ask("type_users", oid=desired.oid)}
    over = [_cast(user, name if _column(user) in kept else "text") for user in users]
    rename = f"ALTER {word} {name} RENAME TO {identifier(resting)}"
    drop = f"DROP {word} {qualified(before['schema'], resting)}"
    return _Step(
        cause="needs a new type: a value was removed or moved, or its nature differs",
        commands=(rename, *create, *over, drop),
        otherwise=(
            *(_cast(user, "text") for user in users),
            f"DROP {word} {name}",
            *create,
            *(_cast(user, name) for user in users if _column(user) in kept),
        ),
    )


def _column(user: Row) -> tuple[str, str, str]:
    return (user["schema"], user["relation"], user["column"])


def _cast(user: Row, name: str) -> str:
    """Return the ALTER TABLE that casts one column over to the type which has the name now."""
    table, column = qualified(user["schema"], user["relation"]), identifier(user["column"])
    array = "[]" if user["is_array"] else ""
    head = f"ALTER COLUMN {column} DROP DEFAULT, " if user["expression"] else ""
    through = f"{column}::text{array}" + ("" if name == "text" else f"::{name}{array}")
    return f"ALTER TABLE {table} {head}ALTER COLUMN {column} TYPE {name}{array} USING {through}"


def _domain(sides: Sides, live: Entry, desired: Entry, before: Row, after: Row) -> Iterator[_Step]:
    if (before["base_type"], before["collation"]) != (after["base_type"], after["collation"]):
        yield _replaced(sides, live, desired, before)
        return
    prefix = f"ALTER DOMAIN {qualified(before['schema'], before['name'])}"
    if before["default_expression"] != after["default_expression"]:
        action = f"SET DEFAULT {after['default_expression']}" if after["default_expression"] else "DROP DEFAULT"
        yield _Step(cause="default differs", commands=(f"{prefix} {action}",))
    added = [check for check in after["checks"] if check not in before["checks"]]
    if added and any(user["is_array"] for user in sides.clone.ask("type_users", oid=live.oid)):
        # PostgreSQL cannot check the elements of stored arrays against a new constraint.
        yield _replaced(sides, live, desired, before)
        return
    old = {name: (definition, valid) for name, definition, valid in before["checks"]}
    new = {name: (definition, valid) for name, definition, valid in after["checks"]}
    for name, check in old.items():
        if check != new.get(name):
            yield _Step(cause=f"check {name} differs", commands=(f"{prefix} DROP CONSTRAINT {identifier(name)}",))
    for name, (definition, _) in new.items():
        if old.get(name) != new[name]:
            yield _Step(
                cause=f"check {name} differs", commands=(f"{prefix} ADD CONSTRAINT {identifier(name)} {definition}",)
            )
    if (before["not_null"], before["not_null_name"]) != (after["not_null"], after["not_null_name"]):
        drop = (f"{prefix} DROP NOT NULL",) if before["not_null"] else ()
        constraint = f"CONSTRAINT {identifier(after['not_null_name'])} " if after["not_null_name"] else ""
        add = (f"{prefix} {f'ADD {constraint}' if constraint else 'SET '}NOT NULL",) if after["not_null"] else ()
        yield _Step(cause="NOT NULL differs", commands=(*drop, *add))


def _composite(sides: Sides, live: Entry, desired: Entry, before: Row, after: Row) -> Iterator[_Step]:
    prefix = f"ALTER TYPE {qualified(before['schema'], before['name'])}"
    old, new = dict(before["attributes"]), dict(after["attributes"])
    if sorted(before["attributes"]) == sorted(after["attributes"]):
        yield _replaced(sides, live, desired, before)
    for name in old:
        if name not in new:
            yield _attribute(f"attribute {name} is not declared", f"{prefix} DROP ATTRIBUTE {identifier(name)}")
    for name, kind in new.items():
        if name not in old:
            yield _attribute(f"attribute {name} is missing", f"{prefix} ADD ATTRIBUTE {identifier(name)} {kind}")
        elif old[name] != kind and sides.clone.ask("type_users", oid=live.oid):
            yield _replaced(sides, live, desired, before)
            return
        elif old[name] != kind:
            yield _attribute(
                f"attribute {name} has another type", f"{prefix} ALTER ATTRIBUTE {identifier(name)} TYPE {kind}"
            )


def _attribute(cause: str, command: str) -> _Step:
    """Return a step that also alters tables of this type (CREATE TABLE ... OF), which only CASCADE allows."""
    return _Step(cause=cause, commands=(command,), otherwise=(f"{command} CASCADE",))
