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
    """One privilege of one grantee.

    Attributes:
        grantee: Whom it was granted. `column`: empty for the whole object. `name`: ``SELECT`` and so on.
        grantable: The grant option. `grantor`: who granted it by a grant option of their own; empty for the owner.
    """

    grantee: str
    column: str
    name: str
    grantable: bool
    grantor: str = ""

    @property
    def without_option(self) -> Privilege:
        """Return the same privilege without grant option."""
        return dataclasses.replace(self, grantable=False)

    @property
    def with_option(self) -> Privilege:
        """Return the same privilege with grant option."""
        return dataclasses.replace(self, grantable=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One command between two sets of privileges: its words, the privileges it names, and whom it is about.

    Attributes:
        verb: ``GRANT``, ``REVOKE`` or ``REVOKE GRANT OPTION FOR``.
        names: Privileges as written, ``SELECT, UPDATE (title)`` or ``ALL``.
        grantee: Whom. `option`: whether WITH GRANT OPTION follows.
        grantor: Who has to run the command; empty for the owner, in whose name superusers act too.
    """

    verb: str
    names: str
    grantee: str
    option: bool = False
    grantor: str = ""


def changes(
    before: frozenset[Privilege], wanted: frozenset[Privilege], everything: frozenset[str], *, old_server: bool
) -> Iterator[Change]:
    """Yield what leads from one set of privileges to another, what is too much first.

    Nobody can lose a grant option that others' privileges rest on, so what was passed on furthest is revoked first and
    granted last.

    Args:
        before, wanted: The sets.
        everything: Names of all privileges there are for the kind of object, on the server that is asked.
        old_server: Whether the commands must also run on a server that does not know MAINTAIN. Then it is never named:
            everything is revoked from such a grantee and the rest granted again.
    """
    grants: list[Change] = []
    for grantor, grantee in sorted(
        {(p.grantor, p.grantee) for p in before ^ wanted}, key=lambda pair: (-_distance(pair[0], before), pair)
    ):
        own = frozenset(p for p in before if (p.grantor, p.grantee) == (grantor, grantee))
        goal = frozenset(p for p in wanted if (p.grantor, p.grantee) == (grantor, grantee))
        if old_server and any(p.name == MAINTAIN for p in own - goal) and _whole(goal) != everything:
            yield Change(verb="REVOKE", names="ALL", grantee=grantee, grantor=grantor)
            own = frozenset(p for p in own if p.column)
        yield from _revokes(own, goal, everything)
        grants += _grants(own, goal, everything)
    yield from sorted(grants, key=lambda change: _distance(change.grantor, wanted))


def _distance(grantor: str, privileges: frozenset[Privilege]) -> int:
    """Return over how many others a grantor has got grant options from the owner, at most."""
    distance, reached = 0, {grantor}
    while reached := {p.grantor for p in privileges if p.grantee in reached and p.grantee and p.grantor != p.grantee}:
        distance += 1
        if distance > len(privileges):  # a circle, which PostgreSQL does not allow
            break
    return distance if grantor else 0


def _revokes(own: frozenset[Privilege], goal: frozenset[Privilege], everything: frozenset[str]) -> Iterator[Change]:
    excess = own - goal
    weakened = {p for p in excess if p.grantable and p.without_option in goal}
    gone = {p for p in excess - weakened if p.with_option not in goal}
    for verb, privileges in (("REVOKE", gone), ("REVOKE GRANT OPTION FOR", weakened)):
        if privileges:
            yield _change(verb, privileges, everything)


def _grants(own: frozenset[Privilege], goal: frozenset[Privilege], everything: frozenset[str]) -> Iterator[Change]:
    missing = {p for p in goal - own if p.grantable or p.with_option not in own}
    for option in (False, True):
        privileges = {p for p in missing if p.grantable is option}
        if privileges:
            yield dataclasses.replace(_change("GRANT", privileges, everything), option=option)


def _change(verb: str, privileges: set[Privilege], everything: frozenset[str]) -> Change:
    """Return the command about some privileges of one grantee from one grantor."""
    one = min(privileges)
    return Change(verb=verb, names=_names(privileges, everything), grantee=one.grantee, grantor=one.grantor)


def _whole(privileges: Iterable[Privilege]) -> frozenset[str]:
    """Return the names of privileges on the whole object."""
    return frozenset(p.name for p in privileges if not p.column)


def _names(privileges: Iterable[Privilege], everything: frozenset[str]) -> str:
    """Return privileges as GRANT writes them; ALL where it is all there are."""
    found = sorted(privileges)
    if len(everything) > 1 and _whole(found) == everything and not any(p.column for p in found):
        return "ALL"
    return ", ".join(f"{p.name} ({identifier(p.column)})" if p.column else p.name for p in found)
