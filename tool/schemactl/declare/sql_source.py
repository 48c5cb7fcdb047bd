"""SQL text from a module or a file, with the line of everything in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemactl.declare.location import caller_location, shorten
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Passage, SourceLocation
from schemactl.postgres.lexer import split_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlSource:
    """SQL text and where it was written.

    Attributes:
        text: The text.
        source: Its first line in a file, or the declaration that holds it.
        path: The file it was read from, or None.
    """

    text: str
    source: SourceLocation
    path: Path | None

    def commands(self) -> list[tuple[str, SourceLocation]]:
        """Return the commands in order, each with the line it begins on."""
        return [(command.text, self._line(command.line)) for command in split_statements(self.text)]

    def only_command(self, what: str) -> tuple[str, Passage]:
        """Return the one command of the text and its passage.

        Raises:
            DeclarationError: The text holds no command or several.
        """
        commands = self.commands()
        if len(commands) != 1:
            extra = commands[1][1] if commands else self.source
            raise DeclarationError(
                f"{what}: {'there is no command' if not commands else 'there is a second command'}",
                hint="Write exactly one CREATE command; rights, comments and the owner are given in Python.",
                source=extra,
            )
        text, source = commands[0]
        return text, self.passage(0, source)

    def passage(self, command: int, source: SourceLocation) -> Passage:
        """Return the passage of a whole command that was taken over as it stands."""
        return Passage(command=command, offset=0, source=source, verbatim=self.path is not None)

    def _line(self, line: int) -> SourceLocation:
        return SourceLocation(self.source.path, line) if self.path else self.source


def read_sql(path: str | Path, folder: Path) -> SqlSource:
    """Return the text of a .sql file.

    Args:
        path: The file, relative to `folder`.
        folder: Folder of the module that names the file.

    Raises:
        DeclarationError: The file cannot be read.
    """
    full = (folder / path).resolve()
    try:
        text = full.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DeclarationError(
            f"cannot read {shorten(full)}: {reason}",
            hint="The path is relative to the module that declares it.",
            source=caller_location(),
        ) from error
    return SqlSource(text=text, source=SourceLocation(shorten(full), 1), path=full)
