"""Reading names and lists of names the way users write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemactl.errors import DeclarationError
from schemactl.model.declaration import SourceLocation
from schemactl.postgres.quoting import identifier

_PART = r'(?:"((?:[^"]|"")+)"|([^".\s]+))'
_NAME = re.compile(rf"\s*{_PART}(?:\s*\.\s*{_PART})?\s*\Z")
ROLE_KEYWORDS = frozenset({"public", "current_user", "current_role", "session_user"})
"""What stands for everybody or for oneself where a role is named, in small letters or capitals."""


def split_name(text: str, *, default_schema: str = "public", source: SourceLocation | None = None) -> tuple[str, str]:
    """Return schema and name of ``chat.messages`` or ``messages``; quoted parts may hold anything.

    Raises:
        DeclarationError: The text is not one or two names.
    """
    match = _NAME.match(text)
    if match is None:
        raise DeclarationError(
            f"cannot read the name {text!r}",
            hint='Write schema.name; a part with dots or blanks needs double quotes: "my schema".name.',
            source=source,
        )
    first, last = _part(match[1], match[2]), _part(match[3], match[4])
    return (first, last) if last else (default_schema, first)


def _part(quoted: str | None, plain: str | None) -> str:
    return quoted.replace('""', '"') if quoted else plain or ""


def as_tuple(words: str | Iterable[str]) -> tuple[str, ...]:
    """Return one name or several names as a tuple."""
    return (words,) if isinstance(words, str) else tuple(words)


def role_list(roles: str | Iterable[str]) -> str:
    """Return roles as SQL; ``public`` and ``current_user`` are PostgreSQL's keywords, not names."""
    return ", ".join(role.upper() if role.lower() in ROLE_KEYWORDS else identifier(role) for role in as_tuple(roles))


def columns_list(columns: Iterable[str]) -> str:
    """Return column names as SQL, in the given order."""
    return ", ".join(identifier(column) for column in columns)
