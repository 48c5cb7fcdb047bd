"""The only place that turns names and texts into SQL. Everything else passes `Address`es and plain strings around."""

from __future__ import annotations

import re

from schemactl.postgres.keywords import RESERVED

_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*\Z")

MAX_IDENTIFIER_BYTES = 63
"""Longer names are truncated by the server and then collide (PostgreSQL manual, Identifiers and Key Words)."""


def is_plain(name: str) -> bool:
    """Return whether a name can be written without quotes and holds nothing but lower-case letters, digits and ``_``.

    Only such names may ever be handed to migra, whose quoting was measured to be unsafe for others.
    """
    return bool(_PLAIN.match(name)) and name not in RESERVED and "$" not in name


def identifier(name: str) -> str:
    """Return a name as an SQL identifier, quoted where PostgreSQL needs it.

    Raises:
        ValueError: The name is empty or holds a zero byte, which no PostgreSQL identifier can.
    """
    if not name or "\0" in name:
        raise ValueError(f"not a PostgreSQL name: {name!r}")
    if _PLAIN.match(name) and name not in RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def qualified(schema: str, name: str) -> str:
    """Return ``schema.name`` with both parts quoted where needed; the name alone when the schema is empty."""
    return f"{identifier(schema)}.{identifier(name)}" if schema else identifier(name)


def literal(text: str) -> str:
    """Return a text as an SQL string literal that reads the same whatever standard_conforming_strings says."""
    if "\0" in text:
        raise ValueError("a PostgreSQL text cannot hold a zero byte")
    quoted = text.replace("'", "''")
    if "\\" in quoted:
        return " E'" + quoted.replace("\\", "\\\\") + "'"
    return f"'{quoted}'"


def role(name: str) -> str:
    """Return a role name as an identifier; an empty name stands for ``PUBLIC``."""
    return identifier(name) if name else "PUBLIC"


def aside(name: str, suffix: str) -> str:
    """Return a name for something that steps aside for a while: the name, cut to fit, two underscores and a suffix."""
    room = MAX_IDENTIFIER_BYTES - len(suffix.encode()) - 2
    return name.encode()[:room].decode(errors="ignore") + f"__{suffix}"
