"""What is needed to take a plan back that catalogs do not show: what it renamed, and what it put into the trash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.model.address import Address
from schemactl.model.declaration import SourceLocation
from schemactl.model.intent import Intent, MovedFrom, Renamed, RenamedColumn, RenamedPart, Returned
from schemactl.model.scope import TRASH_SCHEMA
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase, Statement, Verb

_COLUMN = "COLUMN"
UNDONE = SourceLocation("schemactl revert", 1)
"""Where intents come from that nobody declared."""


def carried_out(declared: Iterable[Intent], statements: Iterable[Statement]) -> tuple[Renamed, ...]:
    """Return which moves and renames a plan carries out, in its order.

    Args:
        declared: The intents. `statements`: those of the plan.
    """
    moved = [(s.address, s.cause) for s in statements if s.verb is Verb.MOVE and s.proposer == "intents"]
    subjects = {address for address, _ in moved}
    return tuple(_renamed(intent) for intent in declared if _is_among(intent, moved, subjects))


def _is_among(intent: Intent, moved: list[tuple[Address, str]], subjects: set[Address]) -> bool:
    match intent:
        case MovedFrom():
            return Address(intent.kind, intent.schema, intent.name + intent.arguments) in subjects
        case RenamedColumn():
            table = Address("TABLE", intent.schema, intent.table)
            return (table, f"column {intent.old_name} is renamed") in moved
        case RenamedPart():
            name = f"{intent.parent} {intent.name}"
            part = Address(intent.kind, intent.schema, name, intent.parent)
            return (part, f"renamed from {intent.old_name}") in moved
        case _:
            return False


def _renamed(intent: Intent) -> Renamed:
    match intent:
        case MovedFrom():
            return Renamed(
                kind=intent.kind,
                old_schema=intent.old_schema,
                old_name=intent.old_name,
                schema=intent.schema,
                name=intent.name,
                arguments=intent.arguments,
            )
        case RenamedColumn() | RenamedPart():
            return Renamed(
                kind=_COLUMN if isinstance(intent, RenamedColumn) else intent.kind,
                old_schema=intent.schema,
                old_name=intent.old_name,
                schema=intent.schema,
                name=intent.name,
                parent=intent.table if isinstance(intent, RenamedColumn) else intent.parent,
            )
        case _:
            raise AssertionError("unreachable: nothing else is renamed")


def undone(renames: Iterable[Renamed]) -> Iterator[Intent]:
    """Yield the intents that give everything its former name and place again.

    A part is noted by the name its table has afterwards; taking the move back comes first, and then it has the old one.
    """
    done = tuple(renames)
    former = {(moved.schema, moved.name): (moved.old_schema, moved.old_name) for moved in done if not moved.parent}
    for moved in done:
        schema, parent = former.get((moved.schema, moved.parent), (moved.old_schema, moved.parent))
        if not moved.parent:
            yield MovedFrom(
                kind=moved.kind,
                old_schema=moved.schema,
                old_name=moved.name,
                schema=moved.old_schema,
                name=moved.old_name,
                arguments=moved.arguments,
                source=UNDONE,
            )
        elif moved.kind == _COLUMN:
            yield RenamedColumn(schema=schema, table=parent, old_name=moved.name, name=moved.old_name, source=UNDONE)
        else:
            yield RenamedPart(
                kind=moved.kind,
                schema=schema,
                parent=parent,
                old_name=moved.name,
                name=moved.old_name,
                source=UNDONE,
            )


def come_back(intent: Returned, live: Snapshot) -> Iterator[Statement]:
    """Yield what brings a thing back from the trash that is still there."""
    if Address("TABLE", TRASH_SCHEMA, intent.kept_as) not in live:
        return
    what = f"the values of {intent.column} come" if intent.column else "it comes"
    for command in intent.commands:
        yield Statement(
            sql=command,
            address=Address("TABLE", intent.schema, intent.table),
            verb=Verb.MOVE,
            cause=f"{what} back from the trash",
            phase=Phase.EXPAND,
            proposer="trash",
        )
