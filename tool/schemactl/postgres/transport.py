"""How a connection travels: over a network it is encrypted, unless the URL itself says that it need not be.

libpq's own default (``sslmode=prefer``) asks for encryption and goes on without it when the answer is no, so that
whoever sits in between only has to say no to be given the password (PostgreSQL manual, Protection Provided in
Different Modes). A socket and the loopback interface have nobody in between.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from typing import Any

from schemactl.errors import ConnectionFailed

_TALKED_DOWN = frozenset({"allow", "prefer"})
"""Modes that fall back to plain text on the other side's word."""


def is_local(host: str, address: str = "") -> bool:
    """Return whether a connection stays on this machine.

    Args:
        host: As libpq's ``host``: names, addresses or folders of sockets, separated by commas; empty for the socket.
        address: As libpq's ``hostaddr``: where it is given, it is what is connected to.
    """
    return all(_is_local(part.strip()) for part in (address or host).split(","))


def with_encryption(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a connection with ``sslmode=require`` where they leave it open and a network is crossed.

    libpq's environment counts as given. A service file speaks for itself: what it says is not known here.

    Raises:
        ConnectionFailed: The mode given gives in to a server, or to anybody who answers in its place.
    """
    given = dict(parameters)
    defaults = _defaults()
    if given.get("service") or defaults["service"]:
        return given
    host = str(given.get("host") or defaults["host"])
    address = str(given["hostaddr"] or "") if "hostaddr" in given else defaults["hostaddr"]
    if is_local(host, address):
        return given
    mode = given.get("sslmode") or defaults["sslmode"]
    if mode in _TALKED_DOWN:
        raise ConnectionFailed(
            f"sslmode={mode} sends the password in plain text when the other side says that it cannot encrypt",
            hint="Use sslmode=verify-full with sslrootcert (best) or sslmode=require; in a network where nobody else "
            "can listen, sslmode=disable says so.",
        )
    return given if mode else {**given, "sslmode": "require"}


def _is_local(host: str) -> bool:
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _defaults() -> dict[str, str]:
    """Return what libpq's own variables say of where and how to connect."""
    variables = {"service": "PGSERVICE", "host": "PGHOST", "hostaddr": "PGHOSTADDR", "sslmode": "PGSSLMODE"}
    return {name: os.environ.get(variable, "") for name, variable in variables.items()}
