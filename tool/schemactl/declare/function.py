"""Functions and procedures. Each lives in a .sql file that holds one plain CREATE FUNCTION, or is given as text."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Self

from sqlalchemy import MetaData

from schemactl.declare.intents import former_place, moved_from
from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.names import as_tuple, role_list
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.declare.sql_source import SqlSource, read_sql
from schemactl.model.declaration import Declaration
from schemactl.postgres.quoting import identifier, literal


class Function(StandaloneItem):
    """A function, written as one plain CREATE FUNCTION with a qualified name.

    Args:
        name: Its name, as in the command.
        metadata: Where it is kept.
        sql: The command.
        schema: Its schema, as in the command.
        arguments: Argument types, ``uuid, integer``; only needed when several functions share the name.
        execute_to: Exactly the roles that may execute it. None leaves PostgreSQL's default: everybody.
        revoke_from: Roles that default privileges give EXECUTE to, to be taken away where `execute_to` is given;
            by default those in ``metadata.info["schemactl_default_grantees"]``.
        owner: Its owner.
        comment: Comment on it.
        moved_from: Its former name, ``public.old_name``.
    """

    word: ClassVar[str] = "FUNCTION"

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        *,
        sql: str | SqlSource,
        schema: str = "public",
        arguments: str | None = None,
        execute_to: Iterable[str] | str | None = None,
        revoke_from: Iterable[str] | str | None = None,
        owner: str | None = None,
        comment: str | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(name, metadata, schema)
        text = sql if isinstance(sql, SqlSource) else SqlSource(text=sql, source=self.source, path=None)
        self.written = text.only_command(f"{self.word.lower()} {self.label}")
        self.path = text.path
        self.arguments = arguments
        self.execute_to = None if execute_to is None else as_tuple(execute_to)
        self.revoke_from = None if revoke_from is None else as_tuple(revoke_from)
        self.owner = owner
        self.comment = comment
        self.moved_from = moved_from

    @classmethod
    def from_file(
        cls,
        path: str | Path,
        *,
        metadata: MetaData,
        schema: str = "public",
        name: str | None = None,
        arguments: str | None = None,
        execute_to: Iterable[str] | str | None = None,
        revoke_from: Iterable[str] | str | None = None,
        owner: str | None = None,
        comment: str | None = None,
        moved_from: str | moved_from | None = None,
    ) -> Self:
        """Declare the function a .sql file holds.

        Args:
            path: The file, relative to the calling module.
            metadata, schema, arguments, execute_to, revoke_from, owner, comment, moved_from: As for `Function`.
            name: Its name; the file's name without ``.sql`` when left out.

        Raises:
            DeclarationError: The file is missing, or does not hold exactly one command.
        """
        caller = Path(sys._getframe(1).f_code.co_filename)  # noqa: SLF001 - "relative to the calling module"
        text = read_sql(path, caller.parent)
        return cls(
            name or Path(path).stem,
            metadata,
            sql=text,
            schema=schema,
            arguments=arguments,
            execute_to=execute_to,
            revoke_from=revoke_from,
            owner=owner,
            comment=comment,
            moved_from=moved_from,
        )

    @property
    def signature(self) -> str:
        """Return the name for GRANT and COMMENT; PostgreSQL finds a name that is not overloaded without its types."""
        return self.sql if self.arguments is None else f"{self.sql}({self.arguments})"

    def contribute(self, scope: Scope) -> Contributions:
        """Return the command, the rights and the comment."""
        text, passage = self.written
        target = f"{self.word} {self.signature}"
        commands = [text, *self._rights(target, scope)]
        if self.comment is not None:
            commands.append(f"COMMENT ON {target} IS {literal(self.comment)}")
        if self.owner:
            commands.append(f"ALTER {target} OWNER TO {identifier(self.owner)}")
        arguments = f"({self.arguments})" if self.arguments is not None else ""
        yield Declaration(
            title=f"{self.word.lower()} {self.label}{arguments}",
            commands=tuple(commands),
            source=passage.source,
            rank=Rank.FUNCTION,
            passages=(passage,),
        )
        yield self.note(self.word)
        if self.moved_from is not None:
            yield former_place(self.moved_from, self.source).intent(self.word, self.schema, self.name, arguments)

    def _rights(self, target: str, scope: Scope) -> list[str]:
        """Return the commands that leave EXECUTE with exactly the roles in `execute_to`."""
        if self.execute_to is None:
            return []
        others = scope.default_grantees if self.revoke_from is None else self.revoke_from
        commands = [f"REVOKE ALL ON {target} FROM {role_list(('public', *others))}"]
        if self.execute_to:
            commands.append(f"GRANT EXECUTE ON {target} TO {role_list(self.execute_to)}")
        return commands


class Procedure(Function):
    """A procedure, written as one plain CREATE PROCEDURE; otherwise as `Function`."""

    word = "PROCEDURE"
