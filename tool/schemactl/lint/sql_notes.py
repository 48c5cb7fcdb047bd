"""Where objects are made in plain SQL files, told from the first words of each command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemactl.lint.tokens import Token, scan
from schemactl.model.declaration import Declaration, SourceNote

_ADJECTIVES = frozenset(
    {"or", "replace", "temp", "temporary", "unlogged", "recursive", "unique", "constraint", "materialized", "foreign"}
)
_FILLERS = frozenset({"if", "not", "exists", "concurrently", "only"})
_NAMED = frozenset({"TABLE", "VIEW", "FUNCTION", "PROCEDURE", "SEQUENCE"})
_ON_TABLE = frozenset({"POLICY", "TRIGGER"})
_DEFAULT_SCHEMA = "public"


def notes_of(declarations: Iterable[Declaration]) -> tuple[SourceNote, ...]:
    """Return where tables, views, functions, sequences, indexes, policies, triggers and foreign keys are made.

    A name without a schema is taken for one in ``public``, the search path these files begin with.
    """
    return tuple(note for declaration in declarations for note in _notes(declaration))


def _notes(declaration: Declaration) -> Iterator[SourceNote]:
    for command in declaration.commands:
        tokens = list(scan(command))
        words = [token.word for token in tokens]
        found = None
        if words[:1] == ["create"]:
            found = _created(tokens)
        elif words[:2] == ["alter", "table"] and "foreign" in words:
            found = _foreign_key(tokens)
        if found is not None:
            kind, schema, name = found
            yield SourceNote(schema=schema, name=name, kind=kind, source=declaration.source)


def _created(tokens: Sequence[Token]) -> tuple[str, str, str] | None:
    place = 1
    while place < len(tokens) and tokens[place].word in _ADJECTIVES:
        place += 1
    kind = tokens[place].word.upper() if place < len(tokens) else ""
    schema, name, after = _name(tokens, place + 1)
    if kind in _NAMED:
        materialized = any(token.word == "materialized" for token in tokens[1:place])
        return f"MATERIALIZED {kind}" if materialized else kind, schema, name
    if kind not in _ON_TABLE and kind != "INDEX":
        return None
    on = next((p for p in range(after, len(tokens)) if tokens[p].word == "on"), None)
    if on is None:
        return None
    schema, table, _ = _name(tokens, on + 1)
    return (kind, schema, name) if kind == "INDEX" else (kind, schema, f"{table} {name}")


def _foreign_key(tokens: Sequence[Token]) -> tuple[str, str, str] | None:
    """Return the constraint of ``ALTER TABLE t ADD CONSTRAINT name FOREIGN KEY``."""
    schema, table, after = _name(tokens, 2)
    words = [token.word for token in tokens[after : after + 5]]
    if words[:2] != ["add", "constraint"] or words[3:5] != ["foreign", "key"]:
        return None
    return "FK CONSTRAINT", schema, f"{table} {tokens[after + 2].text}"


def _name(tokens: Sequence[Token], place: int) -> tuple[str, str, int]:
    """Return schema and name that begin at a place, after words such as IF NOT EXISTS, and the place after them."""
    while place < len(tokens) and tokens[place].word in _FILLERS:
        place += 1
    parts = [token.text for token in tokens[place : place + 3]]
    if parts[1:2] == ["."]:
        return parts[0], parts[-1], place + 3
    return _DEFAULT_SCHEMA, parts[0] if parts else "", place + 1
