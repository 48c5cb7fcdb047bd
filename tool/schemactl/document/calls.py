"""How callers write a call: with supabase-js where the platform is Supabase, in SQL otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from schemactl.document.links import shown
from schemactl.document.markdown import block, code, listed
from schemactl.document.reference import Argument, Name, Routine
from schemactl.postgres.quoting import identifier

_DEFAULT_SCHEMA = "public"


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls in one language. `supabase`: whether it is that of supabase-js (supabase-js v2, ``.schema()``)."""

    supabase: bool

    def read(self, name: Name) -> str:
        """Return a call that reads a relation."""
        if not self.supabase:
            return f"SELECT * FROM {shown(name)};"
        return f"{_client(name)}.from({_text(name.name)}).select()"

    def call(self, routine: Routine) -> str:
        """Return a call of a function with the arguments that have to be passed."""
        needed = [argument for argument in routine.inputs if not argument.default]
        if not self.supabase:
            verb = "CALL" if routine.kind == "procedure" else "SELECT * FROM"
            return f"{verb} {shown(routine.name)}({', '.join(_sql_argument(argument) for argument in needed)});"
        given = ", ".join(f"{_key(argument.name)}: {_value(argument)}" for argument in needed)
        arguments = f", {{ {given} }}" if given else ""
        return f"{_client(routine.name)}.rpc({_text(routine.name.name)}{arguments})"

    def schema_note(self, schemas: Sequence[str]) -> str:
        """Return what else has to be said about schemas that callers did not use before."""
        names = listed([code(name) for name in schemas])
        if not (self.supabase and names):
            return ""
        reads, writes = (code(f"{header}: {schemas[0]}") for header in ("Accept-Profile", "Content-Profile"))
        return (
            f"{names} must be among the exposed schemas of the API. Requests without a client name it in a header: "
            f"{reads} to read, {writes} to write and to call."
        )

    def before_and_after(self, calls: Sequence[tuple[str, str]]) -> str:
        """Return calls before and after, those that stay the same left out."""
        changed = [pair for pair in calls if pair[0] != pair[1]]
        if not changed:
            return ""
        comment, language = ("//", "js") if self.supabase else ("--", "sql")
        lines = [
            line for before, after in changed for line in (f"{comment} before", before, f"{comment} after", after, "")
        ]
        return block(language, "\n".join(lines))


def _client(name: Name) -> str:
    return "supabase" if name.schema == _DEFAULT_SCHEMA else f"supabase.schema({_text(name.schema)})"


def _text(text: str) -> str:
    """Return a text as JavaScript writes it, between single quotes where that needs no escapes."""
    return f"'{text}'" if text.isidentifier() and text.isascii() else json.dumps(text)


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else json.dumps(name)


def _value(argument: Argument) -> str:
    """Return the name of a variable a caller may have: ``bookId`` for ``book_id``."""
    first, *others = argument.name.strip("_").split("_")
    word = first + "".join(part.capitalize() for part in others)
    return word if word.isidentifier() and word.isascii() else "value"


def _sql_argument(argument: Argument) -> str:
    named = f"{identifier(argument.name)} => " if argument.name else ""
    return f"{named}NULL::{argument.type}"
