"""Passwords in commands: options of servers and user mappings, connection strings of subscriptions.

They must reach the server and the plan it is sent from; reports for people do without them.
"""

from __future__ import annotations

import re

from schemactl.model.kinds import SECRET_KINDS
from schemactl.postgres.lexer import tokens

_MASK = "'***'"
_TELLING = re.compile("pass|pwd|secret|token|key|cred|auth", re.IGNORECASE)
_HARMLESS_OF_USERS = frozenset({"user", "username"})
_STRINGS = frozenset({"string", "escape_string"})
_NAMES = frozenset({"word", "quoted"})


def without_secrets(sql: str, kind: str) -> str:
    """Return a command about an object of a kind for reading, with ``'***'`` in place of what may be a password.

    Of a user mapping only the remote user's name is shown, of a server every option whose name does not tell of a
    secret, of a subscription's connection nothing.
    """
    if kind not in SECRET_KINDS:
        return sql
    shown, name = [], ""
    for sort, text in tokens(sql):
        shown.append(_MASK if sort in _STRINGS and _is_secret(name, kind) else text)
        if sort in _NAMES:
            name = text.strip('"')
        elif sort == "other" and text in ",()":
            name = ""
    return "".join(shown)


def _is_secret(name: str, kind: str) -> bool:
    """Return whether the value that follows a name may be a password."""
    if kind == "SUBSCRIPTION":
        return name.lower() == "connection"
    if kind == "USER MAPPING":
        return name not in _HARMLESS_OF_USERS
    return bool(_TELLING.search(name))
