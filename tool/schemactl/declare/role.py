"""Roles belong to the whole cluster: declared ones are expected to exist and are never created on a live server."""

from __future__ import annotations

from sqlalchemy import MetaData

from schemactl.declare.item import Contributions, RoleName, StandaloneItem
from schemactl.declare.names import ROLE_KEYWORDS
from schemactl.declare.scope import Scope


class Role(StandaloneItem):
    """A role that must exist.

    Args:
        name: Its name.
        metadata: Where it is kept.
        login: Whether it is meant to log in; documentation only, the scratch server gets it without login.
        comment: What it is for; documentation only.

    Raises:
        DeclarationError: The name is a word such as ``public``, in small letters or capitals.
    """

    def __init__(self, name: str, metadata: MetaData, *, login: bool = False, comment: str | None = None) -> None:
        super().__init__(name, metadata)
        if name.lower() in ROLE_KEYWORDS:
            raise self.refused(
                f"a role named {name} cannot be declared: wherever a role is meant, the word is PostgreSQL's own",
                "Give the role another name, ALTER ROLE ... RENAME TO.",
            )
        self.login = login
        self.comment = comment

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the name."""
        yield RoleName(name=self.name, source=self.source)
