"""Plain SQL files as desired state: hand-written, or by pg_dump."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemactl.declare.location import shorten
from schemactl.declare.ranks import Rank
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration, Passage, SourceLocation
from schemactl.postgres.lexer import split_statements

_IGNORED = frozenset({"\\restrict", "\\unrestrict"})
"""pg_dump writes these around its commands since CVE-2025-8714; they mean something to psql alone."""
_SAID_BY_PG_DUMP = frozenset({"SET transaction_timeout = 0"})
"""pg_dump 17 and newer write this at the top; older servers do not know the setting, and psql goes on after that."""


def load_sql(path: Path | str) -> tuple[Declaration, ...]:
    """Return the commands of a .sql file, or of all .sql files of a folder in order of their names.

    They are run strictly in this order, and begin with ``public`` as the search path.

    Raises:
        DeclarationError: There is no such file, or it holds a command for psql.
    """
    root = Path(path)
    files = sorted(root.rglob("*.sql")) if root.is_dir() else [root]
    if not files:
        raise DeclarationError(f"{shorten(root)} holds no .sql file", hint="Name a file, or a folder with .sql files.")
    return tuple(declaration for file in files for declaration in _declarations(file))


def _declarations(file: Path) -> Iterator[Declaration]:
    name = shorten(file)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DeclarationError(f"cannot read {name}: {reason}", hint="Name a .sql file or a folder.") from error
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
