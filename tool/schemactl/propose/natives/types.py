"""Enums, domains and composite types.

Enum values are added in place; only a removed or reordered value needs a new type. Domains and composite types are
altered part by part. Source: PostgreSQL manual, ALTER TYPE and ALTER DOMAIN.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Phase, RowQuestion, TransactionRule, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.catalog import PG_TYPE
from schemactl.propose.natives import base_types, rebuilds, stored_types
from schemactl.propose.natives.new_types import Step, replaced
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings types that exist on both sides into the desired shape."""
    pairs = sides.changed("TYPE", "DOMAIN") + _other_kind(sides)
    lives = {row["oid"]: row for row in sides.clone.ask_for("types", [live.oid for live, _ in pairs])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("types", [desired.oid for _, desired in pairs])}
    steps = [
        (live, desired, tuple(_steps(sides, live, desired, lives[live.oid], wanted[desired.oid])))
        for live, desired in pairs
        if live.oid in lives and desired.oid in wanted
    ]
    covered = {address for _, desired, found in steps for step in found for address in step.covers - {desired.address}}
    anew = [live for live, _, found in steps if any(step.covers for step in found)]
    for address, table in rebuilds.keyed_by(sides, anew):
        yield rebuilds.let_go(sides, address, table)
    for live, desired, found in steps:
        for step in found if desired.address not in covered else ():
            yield Proposal(
                address=desired.address,
                alternatives=(step.commands, step.otherwise) if step.otherwise else (step.commands,),
                verb=Verb.ALTER,
                cause=step.cause,
                stage=Stage.DROP_LATE if step.late else Stage.SHAPE,
                position=_position(sides, desired.address, step),
                proposer="natives",
                phase=Phase.CONTRACT if step.late else Phase.EXPAND,
                transaction=step.transaction,
                target=step.target if step.recreates else (PG_TYPE, live.oid),
                recreates=step.recreates,
                loses=step.loses,
                question=step.question,
            )


def _position(sides: Sides, address: Address, step: Step) -> int:
    """Return where in a round a step is tried; an early one before the functions of a new base type."""
    shell = dataclasses.replace(address, kind="SHELL TYPE")
    return min(sides.created_at(address), sides.created_at(shell)) if step.early else sides.created_at(address)


def _other_kind(sides: Sides) -> list[tuple[Entry, Entry]]:
    """Return types that became domains and the other way round: the same name under another kind of entry."""
    added = {
        (e.address.schema, e.address.name): e for e in map(sides.wanted, sides.comparison.added) if e and _is_type(e)
    }
    gone = sides.removed("TYPE", "DOMAIN")
    return [(e, added[key]) for e in gone if (key := (e.address.schema, e.address.name)) in added]


def _is_type(entry: Entry) -> bool:
    return entry.address.kind in ("TYPE", "DOMAIN")


def _steps(sides: Sides, live: Entry, desired: Entry, before: Row, after: Row) -> Iterator[Step]:
    match before["kind"], after["kind"]:
        case "e", "e":
            yield from _enum(sides, live, before, after)
        case "d", "d":
            yield from _domain(sides, live, before, after)
        case "c", "c":
            yield from _composite(sides, live, before, after)
        case "b", "b":
            yield from base_types.steps(sides, live, desired)
        case "p", "b":
            yield base_types.completed(desired)
        case ("b" | "p", _) | (_, "b" | "p"):
            yield from base_types.made_anew(sides, live, "is another sort of type")
        case _:
            yield from replaced(sides, live, "is another sort of type, or differs in what PostgreSQL cannot alter")


def _enum(sides: Sides, live: Entry, before: Row, after: Row) -> Iterator[Step]:
    old, new = list(before["labels"]), list(after["labels"])
    if [label for label in new if label in old] != old:
        gone = [label for label in old if label not in new]
        yield from replaced(sides, live, "a value was removed or moved", stored_types.labels_in_use(sides, live, gone))
        return
    name, present = qualified(before["schema"], before["name"]), old
    for index, label in enumerate(new):
        if label in present:
            continue
        anchor = f" AFTER {literal(new[index - 1]).strip()}" if index else ""
        if not index and present:
            anchor = f" BEFORE {literal(present[0]).strip()}"
        yield Step(
            cause=f"value {label!r} is missing",
            commands=(f"ALTER TYPE {name} ADD VALUE {literal(label).strip()}{anchor}",),
            transaction=TransactionRule.COMMIT_AFTER,
        )


def _domain(sides: Sides, live: Entry, before: Row, after: Row) -> Iterator[Step]:
    if (before["base_type"], before["collation"]) != (after["base_type"], after["collation"]):
        yield from replaced(sides, live, "base type or collation differs")
        return
    prefix = f"ALTER DOMAIN {qualified(before['schema'], before['name'])}"
    if before["default_expression"] != after["default_expression"]:
        action = f"SET DEFAULT {after['default_expression']}" if after["default_expression"] else "DROP DEFAULT"
        yield Step(cause="default differs", commands=(f"{prefix} {action}",))
    old = {name: (definition, valid) for name, definition, valid in before["checks"]}
    new = {name: (definition, valid) for name, definition, valid in after["checks"]}
    renamed = _renamed_checks(old, new)
    changed = any(name not in renamed.values() and old.get(name) != check for name, check in new.items())
    tightens = after["not_null"] and not before["not_null"]
    if (changed or tightens) and any(user["is_array"] for user in sides.clone.ask("type_users", oid=live.oid)):
        # PostgreSQL cannot check the elements of stored arrays against a new constraint.
        yield from replaced(sides, live, "a constraint differs, and arrays of the domain are stored")
        return
    for name, wanted in renamed.items():
        rename = f"{prefix} RENAME CONSTRAINT {identifier(name)} TO {identifier(wanted)}"
        yield Step(cause=f"check {name} has another name", commands=(rename,))
    present = {renamed.get(name, name): check for name, check in old.items()}
    yield from _checks(prefix, present, new, lambda name: stored_types.broken(sides, live, after["oid"], name))
    yield from _not_null(sides, live, prefix, before, after)


Checks = Mapping[str, tuple[str, bool]]
"""Definition of the checks of a domain, and whether they are known to hold for all rows, by name."""


def _renamed_checks(old: Checks, new: Checks) -> dict[str, str]:
    """Return the new names of checks that are the same but for their name."""
    gone, added = [n for n in old if n not in new], [n for n in new if n not in old]
    found: dict[str, str] = {}
    for name in gone:
        match = next((other for other in added if new[other] == old[name] and other not in found.values()), None)
        if match is not None:
            found[name] = match
    return found


def _checks(prefix: str, old: Checks, new: Checks, ask: Callable[[str], RowQuestion | None]) -> Iterator[Step]:
    """Yield checks validated, dropped or added; of what holds for all rows, only a new check has to read them."""
    for name, check in old.items():
        wanted = new.get(name)
        if wanted and wanted[1] and not check[1] and check[0].removesuffix(" NOT VALID") == wanted[0]:
            validate = f"{prefix} VALIDATE CONSTRAINT {identifier(name)}"
            yield Step(cause=f"check {name} is not validated", commands=(validate,), question=ask(name))
        elif check != wanted:
            add = (f"{prefix} ADD CONSTRAINT {identifier(name)} {wanted[0]}",) if wanted else ()
            commands = (f"{prefix} DROP CONSTRAINT {identifier(name)}", *add)
            question = ask(name) if wanted and wanted[1] else None
            yield Step(cause=f"check {name} differs", commands=commands, question=question)
    for name in new:
        if name not in old:
            add = (f"{prefix} ADD CONSTRAINT {identifier(name)} {new[name][0]}",)
            yield Step(cause=f"check {name} is missing", commands=add, question=ask(name) if new[name][1] else None)


def _not_null(sides: Sides, live: Entry, prefix: str, before: Row, after: Row) -> Iterator[Step]:
    """Yield what leads to the declared NOT NULL, which since PostgreSQL 17 is a constraint with a name."""
    name, wanted = before["not_null_name"], after["not_null_name"]
    if (before["not_null"], name) == (after["not_null"], wanted):
        return
    if name and wanted:
        commands = (f"{prefix} RENAME CONSTRAINT {identifier(name)} TO {identifier(wanted)}",)
    elif not after["not_null"]:
        commands = (f"{prefix} DROP NOT NULL",)
    else:
        commands = (f"{prefix} {f'ADD CONSTRAINT {identifier(wanted)}' if wanted else 'SET'} NOT NULL",)
    tightens = after["not_null"] and not before["not_null"]
    question = stored_types.nulls(sides, live) if tightens else None
    yield Step(cause="NOT NULL differs", commands=commands, question=question)


def _composite(sides: Sides, live: Entry, before: Row, after: Row) -> Iterator[Step]:
    prefix = f"ALTER TYPE {qualified(before['schema'], before['name'])}"
    old, new = dict(before["attributes"]), dict(after["attributes"])
    stored, typed = stored_types.columns(sides, live), stored_types.typed_tables(sides, live)
    staying = [name for name in old if name in new]
    if [*staying, *(name for name in new if name not in old)] != list(new):
        if stored or typed or stored_types.is_materialized(sides, live):
            yield from replaced(sides, live, "attributes stand in another order")
        else:
            yield _moved(prefix, old, new, staying)
        return
    cascade = " CASCADE" if typed else ""  # or tables of the type (CREATE TABLE ... OF) are in the way
    for name in old:
        if name not in new:
            command = f"{prefix} DROP ATTRIBUTE {identifier(name)}{cascade}"
            losses = stored_types.losses(sides, live, name)
            yield Step(cause=f"attribute {name} is not declared", commands=(command,), late=True, loses=losses)
    for name, kind in new.items():
        if name not in old:
            command = f"{prefix} ADD ATTRIBUTE {identifier(name)} {kind}{cascade}"
            yield Step(cause=f"attribute {name} is missing", commands=(command,))
    retyped = [name for name in old if name in new and old[name] != new[name]]
    if retyped and stored:
        # Alone, once the attributes are the same: then the text of a value leads to the new type, in arrays as well.
        if old.keys() == new.keys():
            yield from replaced(sides, live, "an attribute has another type, and values are stored")
        return
    for name in retyped:
        command = f"{prefix} ALTER ATTRIBUTE {identifier(name)} TYPE {new[name]}{cascade}"
        yield Step(cause=f"attribute {name} has another type", commands=(command,))


def _moved(prefix: str, old: Mapping[str, str], new: Mapping[str, str], staying: Sequence[str]) -> Step:
    """Return the step that brings the attributes of a type without stored values into another order.

    PostgreSQL adds an attribute at the end: all behind the first that is not in its place are dropped and added.
    """
    fixed = 0
    names = list(new)
    while fixed < len(staying) and staying[fixed] == names[fixed] and old[names[fixed]] == new[names[fixed]]:
        fixed += 1
    drops = [f"DROP ATTRIBUTE {identifier(name)}" for name in old if name not in names[:fixed]]
    adds = [f"ADD ATTRIBUTE {identifier(name)} {new[name]}" for name in names[fixed:]]
    command = f"{prefix} {', '.join([*drops, *adds])}"
    return Step(cause="attributes stand in another order", commands=(command,))
