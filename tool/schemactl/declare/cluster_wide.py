"""Commands that act on the whole server: they declare nothing of a database, and never run on a scratch server.

That server may be one the user gave, or the live one itself. A role is expected to exist; the scratch server gets one
of its name for the time of the run. All else is left out, and the user is told where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import psycopg

from schemactl.errors import DeclarationError
from schemactl.model.declaration import SourceLocation
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.postgres.lexer import tokens

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

MakeRoles = Callable[[Iterable[str]], None]
"""Makes the roles of these names where they are missing, for the time of the run."""

_ROLES = frozenset({"role", "user", "group"})
_SHARED = frozenset({*_ROLES, "database", "tablespace"})
_ON_SHARED = frozenset({"role", "database", "tablespace", "parameter"})
_SPEAKS_OF_SHARED = re.compile(
    rb"\b(?:(?:create|alter|drop)\s+(?:role|user|group|database|tablespace)\b|alter\s+system\b"
    rb"|(?:reassign|drop)\s+owned\b|on\s+(?:role|database|tablespace|parameter)\b|(?:grant|revoke)\b(?![^;]*\bon\s))",
    re.IGNORECASE,
)
_DEFINING = frozenset({"create", "alter", "drop"})
_BLANK = frozenset({"space", "line_comment", "block_comment"})
_FALSE = frozenset({"false", "off", "0", "'false'", "'off'", "'0'"})
_BLOCKS = frozenset({"do", "call"})
_LOCKED = """
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_locks
    WHERE pid = pg_catalog.pg_backend_pid() AND mode = 'RowExclusiveLock' AND relation IN (
        'pg_catalog.pg_authid'::regclass, 'pg_catalog.pg_auth_members'::regclass, 'pg_catalog.pg_database'::regclass,
        'pg_catalog.pg_db_role_setting'::regclass, 'pg_catalog.pg_tablespace'::regclass,
        'pg_catalog.pg_shdescription'::regclass
    )
)
"""
"""Whether this transaction wrote to a catalog that all databases share: such a lock is kept to its end."""
_NAMES = "SELECT rolname::text FROM pg_catalog.pg_roles"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterWide:
    """A command that acts on the whole server.

    Attributes:
        words: What it does, ``CREATE ROLE``. `role`: the role it makes, or empty.
    """

    words: str
    role: str = ""

    def note(self, source: SourceLocation) -> Diagnostic:
        """Return the remark that it was left out."""
        if self.role:
            return Diagnostic(
                code="not-managed",
                level=Level.NOTE,
                message=f"{self.words} was not run: role {self.role} must exist, and its attributes are not managed",
                hint="Roles belong to the whole server. Create it there by hand where it is missing.",
                source=source,
            )
        return Diagnostic(
            code="not-managed",
            level=Level.WARNING,
            message=f"{self.words} was not run and is not managed: it acts on the whole server, not on this database",
            hint="Run it by hand, and keep it out of the declared schema.",
            source=source,
        )


def cluster_wide(command: str) -> ClusterWide | None:
    """Return what a command does to the whole server; None when it stays within its database."""
    head = tuple(islice(_significant(command), 4))
    first, second, third = (*(word.lower() for word in head[:3]), "", "", "")[:3]
    if first in _DEFINING and second in _SHARED and (second, third) != ("user", "mapping"):
        role = _name(head[2:3]) if first == "create" and second in _ROLES else ""
        return ClusterWide(words=f"{first} {second}".upper(), role=role)
    if (first, second) in {("alter", "system"), ("reassign", "owned"), ("drop", "owned")}:
        return ClusterWide(words=f"{first} {second}".upper())
    if (first, second) == ("comment", "on") and third in _ON_SHARED:
        return ClusterWide(words=f"COMMENT ON {third.upper()}")
    if (first, second) == ("security", "label") or first in ("grant", "revoke"):
        return _on_shared(command, first)
    return None


def may_be_cluster_wide(text: bytes) -> bool:
    """Return whether a file looks as if a command in it acts on the whole server: a quick look, for a known file."""
    return _SPEAKS_OF_SHARED.search(text) is not None


def _on_shared(command: str, first: str) -> ClusterWide | None:
    """Return what a GRANT, REVOKE or SECURITY LABEL does to the whole server: without ON it grants a membership."""
    words = [word.lower() for word in _significant(command)]
    verb = "SECURITY LABEL" if first == "security" else first.upper()
    if "on" not in words:
        return ClusterWide(words=f"{verb} of a role")
    kind, name = (*words[words.index("on") + 1 :], "", "")[:2]
    # A table may be called role or database: then what follows is no name.
    shared = kind in _ON_SHARED and name not in ("to", "from", ",", ".")
    return ClusterWide(words=f"{verb} ON {kind.upper()}") if shared else None


def refuse_connecting(command: str, source: SourceLocation) -> None:
    """Refuse a subscription that would call its publisher from the scratch server, and make a slot there.

    Raises:
        DeclarationError: It lacks ``connect = false``.
    """
    head = tuple(word.lower() for word in islice(_significant(command), 2))
    if head != ("create", "subscription"):
        return
    words = [word.lower() for word in _significant(command)]
    if not any(
        (name, equals) == ("connect", "=") and value in _FALSE
        for name, equals, value in zip(words, words[1:], words[2:], strict=False)
    ):
        raise DeclarationError(
            "CREATE SUBSCRIPTION would call the publisher and make a slot there",
            hint="Add WITH (connect = false): a plan makes subscriptions without a word to their publisher anyhow.",
            source=source,
        )


def watched(command: str) -> bool:
    """Return whether a command may hold others that cannot be seen from outside: a DO block, a CALL."""
    return bool(_BLOCKS.intersection(word.lower() for word in islice(_significant(command), 1)))


def run_watched(
    run: Callable[[], None], connection: psycopg.Connection[TupleRow], make_roles: MakeRoles, source: SourceLocation
) -> None:
    """Run a command that may hold others; what it does to the whole server is undone.

    Roles it makes are made for the time of the run, and the command is run again: it must look before it makes one.

    Raises:
        DeclarationError: It still writes to what all databases share.
        psycopg.Error: PostgreSQL refuses it.
    """
    found = _try(run, connection)
    if found:
        make_roles(sorted(found))
        try:
            found = _try(run, connection)
        except psycopg.errors.DuplicateObject as error:
            raise _beyond(source) from error
    if found is not None:
        raise _beyond(source)


def _try(run: Callable[[], None], connection: psycopg.Connection[TupleRow]) -> frozenset[str] | None:
    """Run a command; when it wrote to what all databases share, undo it and return the roles it had made."""
    made: frozenset[str] | None = None
    with connection.transaction():
        before = _role_names(connection)
        run()
        row = connection.execute(_LOCKED).fetchone()
        if row is not None and row[0]:
            made = _role_names(connection) - before
            raise psycopg.Rollback
    return made


def _beyond(source: SourceLocation) -> DeclarationError:
    return DeclarationError(
        "this block changes roles, databases or tablespaces, which belong to the whole server",
        hint="Run it by hand, and keep it out of the declared schema. A block that makes a role may stay if it looks "
        "first whether there is one.",
        source=source,
    )


def _role_names(connection: psycopg.Connection[TupleRow]) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute(_NAMES))


def _significant(command: str) -> Iterator[str]:
    return (text for kind, text in tokens(command) if kind not in _BLANK)


def _name(words: tuple[str, ...]) -> str:
    """Return the name a word means: quoted as it stands, otherwise in small letters."""
    word = words[0] if words else ""
    return word[1:-1].replace('""', '"') if word.startswith('"') else word.lower()
