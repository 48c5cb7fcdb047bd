"""Privileges as sets, and the smallest set of GRANT and REVOKE between two of them.

Source: PostgreSQL manual, GRANT, REVOKE and Privileges.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemactl.postgres.quoting import identifier

MAINTAIN = "MAINTAIN"
"""The privilege that came with PostgreSQL 17; older servers do not know the word."""
MAINTAIN_SINCE = 170000


@dataclass(frozen=True, slots=True, order=True)
class Privilege:
    """One privilege of one grantee; `column` is empty for the whole object, `grantable` is the grant option."""

    grantee: str
    column: str
    name: str
    grantable: bool

    @property
    def without_option(self) -> Privilege:
        """Return the same privilege without grant option."""
        return dataclasses.replace(self, grantable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One command between two sets of privileges: its words, the privileges it names, and whom it is about.

    Attributes:
        verb: ``GRANT``, ``REVOKE`` or ``REVOKE GRANT OPTION FOR``.
        names: Privileges as written, ``SELECT, UPDATE (title)`` or ``ALL``.
        grantee: Whom. `option`: whether WITH GRANT OPTION follows.
    """

    verb: str
    names: str
    grantee: str
    option: bool = False


def changes(
    before: frozenset[Privilege], wanted: frozenset[Privilege], everything: frozenset[str], *, old_server: bool
) -> Iterator[Change]:
    """Yield what leads from one set of privileges to another, what is too much first.

    Args:
        before, wanted: The sets.
        everything: Names of all privileges there are for the kind of object, on the server that is asked.
        old_server: Whether the commands must also run on a server that does not know MAINTAIN. Then it is never named:
            everything is revoked from such a grantee and the rest granted again.
    """
    for grantee in sorted({privilege.grantee for privilege in before ^ wanted}):
        own = frozenset(p for p in before if p.grantee == grantee)
        goal = frozenset(p for p in wanted if p.grantee == grantee)
        if old_server and any(p.name == MAINTAIN for p in own - goal) and _whole(goal) != everything:
            yield Change(verb="REVOKE", names="ALL", grantee=grantee)
            own = frozenset(p for p in own if p.column)
        yield from _revokes(own, goal, everything, grantee)
        yield from _grants(own, goal, everything, grantee)


def _revokes(
    own: frozenset[Privilege], goal: frozenset[Privilege], everything: frozenset[str], grantee: str
) -> Iterator[Change]:
    excess = own - goal
    weakened = {p for p in excess if p.grantable and p.without_option in goal}
    gone = {p for p in excess - weakened if dataclasses.replace(p, grantable=True) not in goal}
    if gone:
        yield Change(verb="REVOKE", names=_names(gone, everything), grantee=grantee)
    if weakened:
        yield Change(verb="REVOKE GRANT OPTION FOR", names=_names(weakened, everything), grantee=grantee)


def _grants(
    own: frozenset[Privilege], goal: frozenset[Privilege], everything: frozenset[str], grantee: str
) -> Iterator[Change]:
    missing = {p for p in goal - own if p.grantable or dataclasses.replace(p, grantable=True) not in own}
    for option in (False, True):
        names = {p for p in missing if p.grantable is option}
        if names:
            yield Change(verb="GRANT", names=_names(names, everything), grantee=grantee, option=option)


def _whole(privileges: Iterable[Privilege]) -> frozenset[str]:
    """Return the names of privileges on the whole object."""
    return frozenset(p.name for p in privileges if not p.column)


def _names(privileges: Iterable[Privilege], everything: frozenset[str]) -> str:
    """Return privileges as GRANT writes them; ALL where it is all there are."""
    found = sorted(privileges)
    if len(everything) > 1 and _whole(found) == everything and not any(p.column for p in found):
        return "ALL"
    return ", ".join(f"{p.name} ({identifier(p.column)})" if p.column else p.name for p in found)
