"""Enums, domains and composite types.

Enum values are added in place; only a removed or reordered value needs a new type. Domains and composite types are altered
part by part. Source: PostgreSQL manual, ALTER TYPE and ALTER DOMAIN.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemactl.model.entry import Entry
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.catalog import Row
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_PG_TYPE = 1247


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A command for a type, with its cause."""

    cause: str
    commands: tuple[str, ...]
    transaction: TransactionRule = TransactionRule.NORMAL
    column: str = ""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings types that exist on both sides into the desired shape."""
    pairs = sides.changed("TYPE", "DOMAIN")
    lives = {row["oid"]: row for row in sides.clone.ask_for("types", [live.oid for live, _ in pairs])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("types", [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        before, after = lives.get(live.oid), wanted.get(desired.oid)
        if before is None or after is None:
            continue
        for step in _steps(sides, live, before, after):
            yield Proposal(
                address=desired.address,
                alternatives=(step.commands,),
                verb=Verb.ALTER,
                cause=step.cause,
                stage=Stage.SHAPE,
                position=sides.created_at(desired.address),
                proposer="natives",
                transaction=step.transaction,
                target=(_PG_TYPE, live.oid),
            )


def _steps(sides: Sides, live: Entry, before: Row, after: Row) -> Iterator[_Step]:
    match before["kind"], after["kind"]:
        case "e", "e":
            yield from _enum(sides, live, before, after)
        case "d", "d":
            yield from _domain(sides, live, before, after)
        case "c", "c":
            yield from _composite(before, after)
        case _:
            yield _replaced(sides, live, after)


def _enum(sides: Sides, live: Entry, before: Row, after: Row) -> Iterator[_Step]:
    old, new = list(before["labels"]), list(after["labels"])
    if [label for label in new if label in old] != old:
        yield _replaced(sides, live, after)
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


def _replaced(sides: Sides, live: Entry, after: Row) -> _Step:
    """Return the way through a new type: the old one steps aside, columns are cast over, then it is dropped."""
    name, aside = qualified(after["schema"], after["name"]), f"{after['name'][:50]}__replaced"
    commands = [f"ALTER TYPE {name} RENAME TO {identifier(aside)}", *_create(sides, live)]
    for user in sides.clone.ask("type_users", oid=live.oid):
        if user["inherited"]:
            continue
        table, column = qualified(user["schema"], user["relation"]), identifier(user["column"])
        array = "[]" if user["is_array"] else ""
        head = f"ALTER COLUMN {column} DROP DEFAULT, " if user["expression"] else ""
        cast = f"{column}::text{array}::{name}{array}"
        commands.append(f"ALTER TABLE {table} {head}ALTER COLUMN {column} TYPE {name}{array} USING {cast}")
    commands.append(f"DROP TYPE {qualified(after['schema'], aside)}")
    return _Step(cause="needs a new type: a value was removed or moved, or the base differs", commands=tuple(commands))


def _create(sides: Sides, live: Entry) -> tuple[str, ...]:
    from schemactl.postgres.lexer import split_statements

    desired = sides.wanted(live.address)
    return tuple(command.text for command in split_statements(desired.definition)) if desired else ()


def _domain(sides: Sides, live: Entry, before: Row, after: Row) -> Iterator[_Step]:
    if (before["base_type"], before["collation"]) != (after["base_type"], after["collation"]):
        yield _replaced(sides, live, after)
        return
    prefix = f"ALTER DOMAIN {qualified(before['schema'], before['name'])}"
    if before["default_expression"] != after["default_expression"]:
        action = f"SET DEFAULT {after['default_expression']}" if after["default_expression"] else "DROP DEFAULT"
        yield _Step(cause="default differs", commands=(f"{prefix} {action}",))
    old = {name: (definition, valid) for name, definition, valid in before["checks"]}
    new = {name: (definition, valid) for name, definition, valid in after["checks"]}
    for name in old:
        if old[name] != new.get(name):
            yield _Step(cause=f"check {name} differs", commands=(f"{prefix} DROP CONSTRAINT {identifier(name)}",))
    for name, (definition, _) in new.items():
        if old.get(name) != new[name]:
            yield _Step(cause=f"check {name} differs", commands=(f"{prefix} ADD CONSTRAINT {identifier(name)} {definition}",))
    if before["not_null"] != after["not_null"]:
        yield _Step(cause="NOT NULL differs", commands=(f"{prefix} {'SET' if after['not_null'] else 'DROP'} NOT NULL",))


def _composite(before: Row, after: Row) -> Iterator[_Step]:
    prefix = f"ALTER TYPE {qualified(before['schema'], before['name'])}"
    old, new = dict(before["attributes"]), dict(after["attributes"])
    for name in old:
        if name not in new:
            yield _Step(cause=f"attribute {name} is not declared", commands=(f"{prefix} DROP ATTRIBUTE {identifier(name)}",))
    for name, kind in new.items():
        if name not in old:
            yield _Step(cause=f"attribute {name} is missing", commands=(f"{prefix} ADD ATTRIBUTE {identifier(name)} {kind}",))
        elif old[name] != kind:
            command = f"{prefix} ALTER ATTRIBUTE {identifier(name)} TYPE {kind}"
            yield _Step(cause=f"attribute {name} has another type", commands=(command,))
