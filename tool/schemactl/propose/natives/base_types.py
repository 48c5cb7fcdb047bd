"""Base types: what ALTER TYPE can set of them, and how they go without taking anything along.

Source: PostgreSQL manual, ALTER TYPE and DROP TYPE.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import qualified
from schemactl.propose.catalog import PG_PROC
from schemactl.propose.natives.new_types import Step, withdrawn
from schemactl.propose.sides import Sides

_CASCADE = " CASCADE"


def steps(sides: Sides, live: Entry, desired: Entry) -> Iterator[Step]:
    """Yield what ALTER TYPE can change of a base type; its input, output, size and default are for life."""
    [before] = sides.clone.ask_for("base_types", [live.oid])
    [after] = sides.desired.ask_for("base_types", [desired.oid])
    differing = [key for key in after if key.isupper() and before[key] != after[key]]
    if before["fixed"] != after["fixed"] or ("STORAGE" in differing and after["STORAGE"] == "plain"):
        yield from made_anew(sides, live, "differs in what PostgreSQL cannot alter")
    elif differing:
        actions = ", ".join(f"{key} = {after[key]}" for key in differing)
        name = qualified(live.address.schema, live.address.name)
        yield Step(cause="attributes differ", commands=(f"ALTER TYPE {name} SET ({actions})",))


def completed(desired: Entry) -> Step:
    """Return the step that makes a base type of a shell type, once its functions are there."""
    commands = tuple(command.text for command in split_statements(desired.definition))
    return Step(cause="is a shell type", commands=commands)


def made_anew(sides: Sides, live: Entry, cause: str) -> Iterator[Step]:
    """Yield what takes a type away, so that it comes back in its declared form: columns of it wait as text.

    A base type and its functions depend on each other, so only CASCADE drops them. That is kept for when nothing else
    is left: asked what depends on its input function, the walk stops at a column of the type.
    """
    name = qualified(live.address.schema, live.address.name)
    drop = f"DROP {live.address.kind} {name}"
    withdrawal = withdrawn(sides, live)
    own = sides.clone.ask_for("base_types", [live.oid])
    if not own:
        yield Step(cause=cause, commands=(*withdrawal, drop), early=True)
        return
    if withdrawal:
        yield Step(cause=cause, commands=withdrawal, early=True)
    target = (PG_PROC, int(own[0]["input"]))
    yield Step(cause=cause, commands=(drop,), recreates=f"{drop}{_CASCADE}", early=True, target=target)


def drop(sides: Sides, live: Entry) -> str:
    """Return the command that drops an entry: pg_dump's own, but without CASCADE while a base type is in use.

    A base type and its functions depend on each other, so only CASCADE drops them. It would take columns along as well.
    """
    bare = live.drop.rstrip().removesuffix(";")
    if live.address.kind != "TYPE" or not bare.endswith(_CASCADE):
        return live.drop
    used = any(row["used"] for row in sides.clone.ask("base_type_uses", oid=live.oid))
    return bare.removesuffix(_CASCADE) if used else live.drop
