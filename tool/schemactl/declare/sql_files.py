"""Plain SQL files as desired state: hand-written, or by pg_dump."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemactl.declare.cluster_wide import cluster_wide, may_be_cluster_wide, refuse_connecting
from schemactl.declare.location import shorten
from schemactl.declare.ranks import Rank
from schemactl.declare.sql_folder import sql_files_under
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration, Passage, SourceLocation
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.postgres.lexer import split_statements

_IGNORED = frozenset({"\\restrict", "\\unrestrict"})
"""pg_dump writes these around its commands since CVE-2025-8714; they mean something to psql alone."""
_SAID_BY_PG_DUMP = frozenset({"SET transaction_timeout = 0"})
"""pg_dump 17 and newer write this at the top; older servers do not know the setting, and psql goes on after that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlFiles:
    """What .sql files declare.

    Attributes:
        declarations: Their commands, in order.
        roles: Roles they make, which are only expected to exist.
        diagnostics: Remarks about commands that act on the whole server, which were left out, and about rows.
    """

    declarations: tuple[Declaration, ...]
    roles: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


_ROWS = re.compile(r"(?:insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_LINE_OF_ROWS = re.compile(rb"(?:^|;)\s*(?:insert|update|delete|merge|truncate)\b", re.IGNORECASE | re.MULTILINE)


def load_sql(path: Path | str) -> SqlFiles:
    """Return what a .sql file declares, or all .sql files of a folder in order of their names.

    The commands are run strictly in this order, and begin with ``public`` as the search path.

    Raises:
        DeclarationError: There is no such file, or it holds a command for psql, rows, or a call to another server.
    """
    declarations, roles, diagnostics = [], [], []
    for declaration in (declaration for file in _files(path) for declaration in _declarations(file)):
        if _ROWS.match(declaration.commands[0]):
            diagnostics.append(_rows_are_not_managed(declaration))
        found = cluster_wide(declaration.commands[0])
        if found is None:
            refuse_connecting(declaration.commands[0], declaration.source)
            declarations.append(declaration)
            continue
        diagnostics.append(found.note(declaration.source))
        if found.role:
            roles.append(found.role)
    return SqlFiles(declarations=tuple(declarations), roles=tuple(roles), diagnostics=tuple(diagnostics))


def holds_remarkable(text: bytes) -> bool:
    """Return whether a file looks as if there were remarks about it: a quick look, at one whose snapshot is known."""
    return may_be_cluster_wide(text) or _LINE_OF_ROWS.search(text) is not None


def _rows_are_not_managed(declaration: Declaration) -> Diagnostic:
    word = declaration.commands[0].split(maxsplit=1)[0].upper()
    return Diagnostic(
        code="rows-not-managed",
        level=Level.NOTE,
        message=f"{word} is no part of a schema: no plan adds, changes or removes rows because of it",
        hint="Run it by hand, or declare a backfill or a data step in Python.",
        source=declaration.source,
    )


def read_files(path: Path | str) -> list[bytes]:
    """Return what a .sql file holds, or all of a folder in order; DeclarationError when one cannot be read."""
    return [_content(file) for file in _files(path)]


def _files(path: Path | str) -> list[Path]:
    root = Path(path)
    files = sorted(sql_files_under(root)) if root.is_dir() else [root]
    if not files:
        raise DeclarationError(f"{shorten(root)} holds no .sql file", hint="Name a file, or a folder with .sql files.")
    return files


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DeclarationError(
            f"cannot read {shorten(file)}: {error.strerror}", hint="Name a .sql file or a folder."
        ) from error


def _declarations(file: Path) -> Iterator[Declaration]:
    name = shorten(file)
    try:
        text = _content(file).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DeclarationError(
            f"cannot read {name}: it is not UTF-8", hint="Write the file in UTF-8; pg_dump does with --encoding=UTF8."
        ) from error
    if "\0" in text:
        raise DeclarationError(
            "the file holds a zero byte, at which PostgreSQL stops reading",
            hint="Remove it; the file may have been cut off, or be no text.",
            source=SourceLocation(name, text.count("\n", 0, text.index("\0")) + 1),
        )
    for command in split_statements(text):
        for sql, line in _without_psql(command.text, SourceLocation(name, command.line)):
            if sql in _SAID_BY_PG_DUMP:
                continue
            source = SourceLocation(name, line)
            yield Declaration(
                title=f"command at {source}",
                commands=(sql,),
                source=source,
                rank=Rank.IN_ORDER,
                passages=(Passage(command=0, offset=0, source=source, verbatim=True),),
            )


def _without_psql(text: str, start: SourceLocation) -> Iterator[tuple[str, int]]:
    """Return what is left of a command after lines for psql before it; those have no semicolon of their own."""
    line = start.line
    while text.startswith("\\"):
        word = text.split(maxsplit=1)[0]
        if word not in _IGNORED:
            raise DeclarationError(
                f"{word} is a command for psql, not SQL",
                hint="Remove the line; write the file with `pg_dump --schema-only`, or as plain SQL.",
                source=SourceLocation(start.path, line),
            )
        _first, _, rest = text.partition("\n")
        following = split_statements(rest)
        if not following:
            return
        text, line = following[0].text, line + following[0].line
    if text.split(maxsplit=1)[0].lower() == "copy":
        raise DeclarationError(
            "COPY moves rows, and a declared schema has none",
            hint="Write the file with `pg_dump --schema-only`.",
            source=SourceLocation(start.path, line),
        )
    yield text, line
