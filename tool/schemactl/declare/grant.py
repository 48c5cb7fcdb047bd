"""Rights: GRANT and REVOKE on tables, columns and, through `on`, on anything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.names import as_tuple, columns_list, role_list
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration, SourceLocation, SourceNote


class _Rights(TableItem):
    """What GRANT and REVOKE have in common."""

    verb: ClassVar[str]
    rank: ClassVar[Rank]

    def __init__(
        self,
        privileges: str,
        roles: str | Iterable[str],
        *,
        columns: Iterable[str],
        on: str,
        table: Table | str | None,
        metadata: MetaData | None,
    ) -> None:
        super().__init__(table, metadata)
        words = [" ".join(word.split()).upper() for word in privileges.split(",")]
        if not all(word.replace(" ", "").isalpha() for word in words):
            raise self.refused(
                f"cannot read the privileges {privileges!r}",
                'Write them with commas between, "select, insert"; columns go into columns=[...].',
            )
        self.privileges = words
        self.to = as_tuple(roles)
        self.roles = role_list(self.to)
        self.columns = tuple(columns)
        self.on = on
        if on and metadata is not None:
            self.attach(metadata)

    def command(self, target: str) -> str:
        """Return the command for an object written as ``SCHEMA chat`` or ``TABLE public.books``."""
        raise NotImplementedError

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return the command on a relation."""
        yield self.declaration(f"TABLE {relation.sql}", str(relation))
        yield SourceNote(schema=relation.schema, name=f"TABLE {relation.name}", kind="ACL", source=self.source)
        for tag in self._tags(relation):
            yield from self.exemption("ACL", relation, tag, f"TABLE {relation.name}")

    def contribute_alone(self) -> Contributions:
        """Return the command on the object named by `on`."""
        yield self.declaration(self.on, self.on)

    def declaration(self, target: str, label: str, source: SourceLocation | None = None) -> Declaration:
        """Return the declaration on any object."""
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        return Declaration(
            title=f"{self.verb} {', '.join(self.privileges).lower()}{columns} on {label}, {self.roles}",
            commands=(self.command(target),),
            source=source or self.source,
            rank=self.rank,
        )

    def privilege_list(self) -> str:
        """Return the privileges as SQL, each with the columns it is limited to."""
        columns = f" ({columns_list(self.columns)})" if self.columns else ""
        return ", ".join(f"{privilege}{columns}" for privilege in self.privileges)

    def _tags(self, relation: Relation) -> list[str]:
        if not self.columns:
            return [f"TABLE {relation.name}"]
        return [f"COLUMN {relation.name}.{column}" for column in self.columns]


class Grant(_Rights):
    """GRANT.

    Args:
        privileges: ``select, insert`` or ``all``.
        to: Role or roles; ``public`` means everybody.
        columns: Limit the privileges to these columns.
        with_grant_option: Let the roles pass the rights on.
        on: Any other object, in PostgreSQL's words: ``SEQUENCE public.books_id_seq``; then `metadata` is needed.
        table, metadata: For use outside ``Table(...)``.
    """

    verb = "grant"
    rank = Rank.GRANT

    def __init__(
        self,
        privileges: str,
        *,
        to: str | Iterable[str],
        columns: Iterable[str] = (),
        with_grant_option: bool = False,
        on: str = "",
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(privileges, to, columns=columns, on=on, table=table, metadata=metadata)
        self.with_grant_option = with_grant_option

    def command(self, target: str) -> str:
        """Return the GRANT command."""
        option = " WITH GRANT OPTION" if self.with_grant_option else ""
        return f"GRANT {self.privilege_list()} ON {target} TO {self.roles}{option}"


class Revoke(_Rights):
    """REVOKE. Every declared REVOKE runs before every declared GRANT, whatever their order in the source.

    Args:
        privileges: ``all`` or ``insert, update``.
        from_: Role or roles; ``public`` means everybody.
        columns: Limit it to these columns.
        on: Any other object, in PostgreSQL's words: ``SCHEMA public``; then `metadata` is needed.
        table, metadata: For use outside ``Table(...)``.
    """

    verb = "revoke"
    rank = Rank.REVOKE

    def __init__(
        self,
        privileges: str,
        *,
        from_: str | Iterable[str],
        columns: Iterable[str] = (),
        on: str = "",
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(privileges, from_, columns=columns, on=on, table=table, metadata=metadata)

    def command(self, target: str) -> str:
        """Return the REVOKE command."""
        return f"REVOKE {self.privilege_list()} ON {target} FROM {self.roles}"
