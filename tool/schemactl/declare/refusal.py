"""From PostgreSQL's error to a message that names the user's file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass

import psycopg

from schemactl.declare.ranks import Rank
from schemactl.declare.source_lines import line_of_name
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration, Passage, SourceLocation

_HINTS = {
    "42P01": "Write the name with its schema: sessions run with an empty search_path.",
    "42883": "Write the name with its schema and check the argument types: sessions run with an empty search_path.",
    "42704": "Write the name with its schema: sessions run with an empty search_path. Roles must exist on the server.",
    "3F000": 'Declare the schema, Schema("name", metadata), and write names with their schema.',
    "42P07": "Two declarations make an object of this name; keep one of them.",
    "42710": "Two declarations make an object of this name; keep one of them.",
    "42723": "Two declarations make a function of this name and these arguments; keep one of them.",
    "42601": "Correct the SQL; one declaration holds one command.",
    "0A000": "The scratch server cannot do this; see `schemactl doctor` for its version and extensions.",
    "42725": 'Several functions share this name: give arguments="uuid, integer".',
}
_NOT_FOUND = frozenset({"42P01", "42883", "42704"})
_NOT_DECLARED = "Nothing has this name: declare it, or the extension that brings it."
_NOT_YET_THERE = (
    "Nothing has this name when the command runs: SQL files run command by command, with public as the search path."
    " A role must exist on the server; CREATE ROLE in the file says so, and is not run."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A command PostgreSQL refused.

    Attributes:
        declaration: What it belongs to.
        command: Its position there.
        error: What PostgreSQL said.
    """

    declaration: Declaration
    command: int
    error: psycopg.Error


def explain(refusal: Refusal, *, others: int = 0) -> DeclarationError:
    """Return the error for a refused declaration.

    Args:
        refusal: What PostgreSQL refused.
        others: How many more declarations could not be created, most likely because of this one.
    """
    diagnosis = refusal.error.diag
    message = diagnosis.message_primary or str(refusal.error).strip()
    parts = [f"{message} ({refusal.declaration.title})"]
    if diagnosis.message_detail:
        parts.append(diagnosis.message_detail)
    if others:
        parts.append(f"{others} more cannot be created, most likely because of it.")
    hint = diagnosis.message_hint or _hint(refusal, message)
    place = locate(refusal.declaration, refusal.command, _position(refusal))
    return DeclarationError("\n".join(parts), hint=hint or "Correct the declaration.", source=place)


def _hint(refusal: Refusal, message: str) -> str:
    """Return what to do about an error, as far as its code tells; empty when it does not.

    What a name that is not found lacks depends on who wrote it: plain SQL files have a search path and an order, and
    a name that PostgreSQL repeats with its schema lacks none.
    """
    state = refusal.error.sqlstate or ""
    if state in _NOT_FOUND and refusal.declaration.rank == Rank.IN_ORDER:
        return _NOT_YET_THERE
    if state in _NOT_FOUND and re.search(r"\w\"?\.\"?\w", message):
        return _NOT_DECLARED
    return _HINTS.get(state, "")


def _position(refusal: Refusal) -> int | None:
    """Return the 0-based character of the command at which PostgreSQL saw the error, when it says so."""
    diagnosis = refusal.error.diag
    if diagnosis.statement_position:
        return int(diagnosis.statement_position) - 1
    if diagnosis.internal_query and diagnosis.internal_position:
        return position_in_body(
            refusal.declaration.commands[refusal.command], diagnosis.internal_query, int(diagnosis.internal_position)
        )
    return None


def position_in_body(command: str, body: str, position: int) -> int | None:
    """Return the 0-based character of a command for a 1-based one of the function body inside it.

    The body is found as it stands, in dollar quotes, or with its quotes doubled; None when it is not found.
    """
    start = command.find(body)
    if start >= 0:
        return start + position - 1
    start = command.find(_doubled(body))
    return start + len(_doubled(body[: position - 1])) if start >= 0 else None


def _doubled(text: str) -> str:
    return text.replace("'", "''")


def locate(declaration: Declaration, command: int, position: int | None) -> SourceLocation:
    """Return the line a character of a command was written on, as exactly as the passages tell."""
    if position is None:
        first = _passage(declaration, command, 0)
        return first.source if first else declaration.source
    passage = _passage(declaration, command, position)
    if passage is None:
        return declaration.source
    if passage.verbatim:
        lines = declaration.commands[command].count("\n", passage.offset, position)
        return SourceLocation(passage.source.path, passage.source.line + lines)
    return line_of_name(passage.source, passage.name) if passage.name else passage.source


def _passage(declaration: Declaration, command: int, position: int) -> Passage | None:
    before = [one for one in declaration.passages if one.command == command and one.offset <= position]
    return max(before, key=lambda one: one.offset, default=None)
