"""One object as written in a schema module: its commands and where it was written."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.address import Address


@dataclass(frozen=True, slots=True, order=True)
class SourceLocation:
    """A line of a file, for messages a reader can jump to.

    Attributes:
        path: The file, relative to the working directory where that is possible.
        line: 1-based line number.
    """

    path: str
    line: int

    def __str__(self) -> str:
        """Return ``path:line``."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a part of a declaration's commands was written, so that PostgreSQL's error positions become lines.

    Attributes:
        command: Position of the command in `Declaration.commands`.
        offset: 0-based character of that command at which the passage begins; it ends where the next one begins.
        source: The line on which the passage begins.
        verbatim: Whether the text was taken over as it stands, so that each further line of the command is the next
            line of the file.
        name: A column, constraint or index written inside the call at `source`; its own line is looked up only when
            an error needs it. Otherwise empty.
    """

    command: int
    offset: int
    source: SourceLocation
    verbatim: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The commands that bring one declared object into being on the scratch server.

    Attributes:
        title: What is declared, for messages: ``policy "read own messages" on chat.messages``.
        commands: SQL commands in order, each a single command.
        source: Where the user wrote it.
        rank: Coarse creation order: lower ranks are run first. Inside a rank, declarations that fail because
            something does not exist yet are tried again after the others.
        passages: Where parts of the commands were written, when that is known more exactly than `source`.
    """

    title: str
    commands: tuple[str, ...]
    source: SourceLocation
    rank: int
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """Where the object at an address was declared, for plans and lints.

    Attributes:
        schema: Namespace of the object, empty when it has none.
        name: The object's own name.
        kind: pg_dump's word where it is known, otherwise empty.
        source: Where the user wrote it.
    """

    schema: str
    name: str
    kind: str
    source: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """An address the user declared inside a schema that is not managed: managed as a single object."""

    address: Address
    source: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class CronEntry:
    """A scheduled command. It is a row of ``cron.job``, not part of the schema, so it is never a `Declaration`.

    Attributes:
        name: Name of the job, unique in the database.
        schedule: What pg_cron's ``cron.schedule`` takes: five fields, or ``30 seconds``.
        command: The SQL command that is run.
        schema: The namespace it belongs to: where that is managed, the job is removed once nobody declares it.
        source: Where the user wrote it.
    """

    name: str
    schema: str
    schedule: str
    command: str
    source: SourceLocation
