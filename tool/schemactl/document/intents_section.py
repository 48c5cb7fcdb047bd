"""What the intents do with rows: moves, renames, merges with their quarantine, fillings and steps of the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemactl.document.links import Links, shown
from schemactl.document.markdown import code, codes, items, listed, table, words
from schemactl.document.reference import Name
from schemactl.model.intent import Backfill, DataStep, Intent, MergedFrom, MovedFrom, RenamedColumn, RenamedPart
from schemactl.model.plan import Plan


def due(intents: Sequence[Intent], plan: Plan) -> tuple[Intent, ...]:
    """Return the intents that have a statement in the plan, by the line both come from."""
    lines = {statement.source for statement in plan.statements if statement.proposer == "intents"}
    return tuple(intent for intent in intents if intent.source in lines)


def rows_section(intents: Sequence[Intent], links: Links) -> str:
    """Return what happens to rows that exist, kind by kind."""
    parts = (
        *_moves([one for one in intents if isinstance(one, MovedFrom)], links),
        *_renames([one for one in intents if isinstance(one, RenamedColumn | RenamedPart)]),
        *(part for one in intents if isinstance(one, MergedFrom) for part in _merge(one, links)),
        *_fillings([one for one in intents if isinstance(one, Backfill)], links),
        *_steps([one for one in intents if isinstance(one, DataStep)]),
    )
    return "\n\n".join(part for part in parts if part) or "No row moves or changes."


def _moves(moves: Sequence[MovedFrom], links: Links) -> Iterator[str]:
    if not moves:
        return
    yield "### Moved or renamed"
    yield "The object itself is moved, nothing is copied: rows, indexes, keys, policies and grants travel along."
    rows = (
        (
            one.kind.lower(),
            code(shown(Name(one.old_schema, one.old_name)) + one.arguments),
            links.relation(Name(one.schema, one.name))
            if not one.arguments
            else code(shown(Name(one.schema, one.name)) + one.arguments),
            "a view serves the old name until the contract phase" if one.keep_alias else "",
        )
        for one in moves
    )
    yield table(("Kind", "Before", "After", "Old name"), rows)


def _renames(renames: Sequence[RenamedColumn | RenamedPart]) -> Iterator[str]:
    if not renames:
        return
    yield "### Renamed inside a table or type"
    yield table(("Of", "What", "Before", "After"), (_rename(one) for one in renames))


def _rename(one: RenamedColumn | RenamedPart) -> tuple[str, str, str, str]:
    match one:
        case RenamedColumn():
            return code(shown(Name(one.schema, one.table))), "column", code(one.old_name), code(one.name)
        case RenamedPart():
            return code(shown(Name(one.schema, one.parent))), one.kind.lower(), code(one.old_name), code(one.name)


def _merge(one: MergedFrom, links: Links) -> Iterator[str]:
    source, target = shown(Name(one.source_schema, one.source_table)), Name(one.schema, one.table)
    quarantine = shown(Name(one.quarantine_schema, one.quarantine_table)) if one.reject_when else ""
    yield f"### Merged: {code(source)} into {links.relation(target)}"
    yield f"Every row of {code(source)} ends in exactly one place. Rows that agree in {_key(one)} are the same row."
    if one.reject_when:
        yield f"**Rows the successor cannot take** go to {code(quarantine)}, with the reason:\n\n" + items(
            f"{words(reason)}: {code(condition)}" for reason, condition in one.reject_when.items()
        )
    yield f"**Rows that exist already** {_existing(one)}"
    yield table(
        ("Column put together of both", "Value"),
        ((code(name), code(expression)) for name, expression in one.combine.items()),
    )
    yield "**All other rows** are inserted" + (". Columns that are not copied as they are:" if one.columns else ".")
    yield table(("Column", "Value"), ((code(name), code(value)) for name, value in one.columns.items()))
    counted = "inserted, merged or in quarantine" if one.reject_when else "inserted or merged"
    yield f"Afterwards a query makes sure that no row is missing: each is {counted}. Only then the table is dropped."


def _key(one: MergedFrom) -> str:
    return listed([code(name) for name in one.key])


def _existing(one: MergedFrom) -> str:
    if not (one.fill or one.combine):
        return "stay as they are."
    return f"keep what they have and get what they lack: {codes(one.fill) or 'nothing'}."


def _fillings(fillings: Sequence[Backfill], links: Links) -> Iterator[str]:
    if not fillings:
        return
    yield "### Filled"
    rows = (
        (links.relation(Name(one.schema, one.table)), code(one.column), code(one.value), code(one.only_when))
        for one in fillings
    )
    yield table(("Table", "Column", "Value", "Where"), rows)


def _steps(steps: Sequence[DataStep]) -> Iterator[str]:
    if not steps:
        return
    yield "### Data steps"
    yield "In this order; each command stands with its phase below."
    rows = (
        (
            words(one.name),
            "before the structure changes" if one.position == "before" else "between additions and removals",
            "by a query" if one.verify else "",
        )
        for one in steps
    )
    yield table(("Step", "When", "Checked afterwards"), rows)
