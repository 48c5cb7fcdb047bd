"""Roles belong to the whole cluster: declared ones are expected to exist and are never created on a live server."""

from __future__ import annotations

from sqlalchemy import MetaData

from schemactl.declare.item import Contributions, RoleName, StandaloneItem
from schemactl.declare.scope import Scope


class Role(StandaloneItem):
    """A role that must exist.

    Args:
        name: Its name.
        metadata: Where it is kept.
        login: Whether it is meant to log in; documentation only, the scratch server gets it without login.
        comment: What it is for; documentation only.
    """

    def __init__(self, name: str, metadata: MetaData, *, login: bool = False, comment: str | None = None) -> None:
        super().__init__(name, metadata)
        self.login = login
        self.comment = comment

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the name."""
        yield RoleName(name=self.name, source=self.source)
