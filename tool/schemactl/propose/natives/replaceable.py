"""Functions, procedures and views: replaced in place, so that grants, comments and dependants stay.

The server writes the text itself (`pg_get_functiondef`, `pg_get_viewdef`). Where it refuses to replace (another return
type, a column less), the object is dropped with what hangs on it, and everything comes back from the desired snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import literal, qualified
from schemactl.propose.natives import view_columns
from schemactl.propose.natives.in_place import ordered_option_clauses
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_KINDS = ("FUNCTION", "PROCEDURE", "VIEW")


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield a replacement for every changed function, procedure and view."""
    for live, desired in sides.changed(*_KINDS):
        if _is_as_declared(live, desired):
            continue
        commands = _view(sides, live, desired) if live.address.kind == "VIEW" else _routine(sides, desired)
        yield Proposal(
            address=desired.address,
            alternatives=(commands,),
            verb=Verb.ALTER,
            cause="definition differs",
            stage=Stage.SHAPE,
            position=sides.created_at(desired.address),
            proposer="natives",
            target=(live.catalog, live.oid),
            recreates=live.drop,
            # What hangs on columns that get another name is compared again under the new ones.
            renames=((live.address, live.address),) if live.address.kind == "VIEW" and len(commands) > 1 else (),
        )


def _routine(sides: Sides, desired: Entry) -> tuple[str, ...]:
    rows = sides.desired.ask("routine_definition", oid=desired.oid)
    return (str(rows[0]["definition"]).rstrip(),)


def _is_as_declared(live: Entry, desired: Entry) -> bool:
    """Return whether two routines differ only in what pg_dump writes after them: what they are tied to."""
    if live.address.kind == "VIEW":
        return False
    before, after = (split_statements(entry.definition)[0].text for entry in (live, desired))
    return before == after


def _view(sides: Sides, live: Entry, desired: Entry) -> tuple[str, ...]:
    before = sides.clone.ask("view_definition", oid=live.oid)[0]
    after = sides.desired.ask("view_definition", oid=desired.oid)[0]
    name = qualified(after["schema"], after["name"])
    if before["query"] == after["query"]:
        return tuple(f"ALTER VIEW {name} {c}" for c in ordered_option_clauses(before["options"], after["options"]))
    given = [option.partition("=")[::2] for option in after["options"]]
    options = f" WITH ({', '.join(f'{key}={literal(value).strip()}' for key, value in given)})" if given else ""
    query = str(after["query"]).rstrip().removesuffix(";")
    return (*view_columns.renames(sides, live, desired), f"CREATE OR REPLACE VIEW {name}{options} AS\n{query}")
