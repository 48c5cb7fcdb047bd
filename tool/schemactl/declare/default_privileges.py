"""Rights that objects get when they are created later."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import MetaData

from schemactl.declare.grant import Grant, Revoke
from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration
from schemactl.postgres.quoting import identifier

_OBJECTS = ("tables", "sequences", "functions", "routines", "types", "schemas", "large objects")


class DefaultPrivileges(StandaloneItem):
    """ALTER DEFAULT PRIVILEGES.

    They act on objects made afterwards; the rights of declared objects are always declared on the objects.

    Args:
        metadata: Where it is kept.
        objects: ``tables``, ``sequences``, ``functions``, ``types``, ``schemas`` or ``large objects``.
        schema: Limit it to objects of one schema.
        role: Whose objects; the role that runs the commands when left out.
        grants, revokes: The rights.
    """

    def __init__(
        self,
        metadata: MetaData,
        *,
        objects: str,
        schema: str | None = None,
        role: str | None = None,
        grants: Iterable[Grant] = (),
        revokes: Iterable[Revoke] = (),
    ) -> None:
        super().__init__(f"default privileges on {objects}", metadata)
        if objects.lower() not in _OBJECTS:
            raise self.refused(f"default privileges: unknown objects {objects!r}", f"Use one of {', '.join(_OBJECTS)}.")
        self.objects = objects.lower()
        self.only_in = schema
        self.role = role
        self.grants = tuple(grants)
        self.revokes = tuple(revokes)

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the commands, revokes first."""
        head = "ALTER DEFAULT PRIVILEGES"
        if self.role:
            head += f" FOR ROLE {identifier(self.role)}"
        if self.only_in:
            head += f" IN SCHEMA {identifier(self.only_in)}"
        place = f"{self.name} of {self.role or 'the owner'} in {self.only_in or 'every schema'}"
        target = self.objects.upper()
        yield Declaration(
            title=place,
            commands=tuple(f"{head} {right.command(target)}" for right in (*self.revokes, *self.grants)),
            source=self.source,
            rank=Rank.DEFAULT_PRIVILEGES,
        )

    def function_grantees(self) -> set[str]:
        """Return the roles that get rights on every new function."""
        if self.objects not in {"functions", "routines"}:
            return set()
        return {role for grant in self.grants for role in grant.to}
