"""What is in the trash, and what came back from it, for people and programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from schemactl.model.document import to_document
from schemactl.model.printable import printable
from schemactl.model.trash import TRASH_SCHEMA, Kept, Restored, Trash
from schemactl.plan.extent import size_words
from schemactl.render.text import Ink

_BOLD, _DIM = "1", "2"


def trash_text(trash: Trash, *, colour: bool = False) -> str:
    """Return a list of what is there: its former name, how much it holds, since and until when, and by which run."""
    ink = Ink(colour)
    lines = [ink(printable(summary_line(trash)), _BOLD)]
    for kept in trash.things:
        lines += [printable(f"  {kept.note.what}  {_amount(kept)}"), ink(printable(f"      {_place(kept)}"), _DIM)]
    return "\n".join(lines) + "\n"


def trash_document(trash: Trash) -> str:
    """Return ``{"format": "schemactl-trash/1", "summary": ..., "things": [...]}``."""
    things = [
        {
            "name": kept.name,
            "what": kept.note.what,
            "kind": "column" if kept.note.column else "table",
            "since": kept.since.isoformat(),
            "until": kept.until.isoformat(),
            "run": kept.run,
            "rows": kept.rows,
            "exact": kept.exact,
            "bytes": kept.bytes,
            "note": to_document(kept.note),
        }
        for kept in trash.things
    ]
    document = {"format": "schemactl-trash/1", "summary": summary_line(trash), "things": things}
    return json.dumps(document, indent=2) + "\n"


def summary_line(trash: Trash) -> str:
    """Return the trash in a line."""
    count = len(trash.things)
    if not count:
        return f"nothing is in the trash of {trash.database}"
    size = size_words(sum(kept.bytes for kept in trash.things))
    return f"trash of {trash.database} · {count} {'thing' if count == 1 else 'things'} · {size}"


def restored_text(restored: Iterable[Restored]) -> str:
    """Return what came back, and what of it did not."""
    lines: list[str] = []
    for one in restored:
        lines.append(printable(f"{one.what} is back"))
        if one.left:
            lines.append(f"  {one.left:,} values stay in the trash: their rows are gone, or have another value by now")
        for command, reason in one.refused:
            lines += [printable(f"  refused: {command}"), printable(f"      {reason}")]
    lines.append("What is not declared goes to the trash again with the next apply: declare it first.")
    return "\n".join(lines) + "\n"


def purged_text(things: Iterable[Kept]) -> str:
    """Return what is deleted, a line each."""
    lines = [printable(f"  {kept.note.what}  {_amount(kept)}, {_place(kept)}") for kept in things]
    return "\n".join(lines) + "\n" if lines else "nothing to delete\n"


def _amount(kept: Kept) -> str:
    unit = "value" if kept.note.column else "row"
    about = "" if kept.exact else "about "
    return f"{about}{kept.rows:,} {unit}{'' if kept.rows == 1 else 's'}"


def _place(kept: Kept) -> str:
    run = f"run {kept.run}" if kept.run is not None else "no known run"
    return f"since {kept.since:%Y-%m-%d %H:%M} UTC by {run}, until {kept.until:%Y-%m-%d}, as {TRASH_SCHEMA}.{kept.name}"
