"""Who reaches which rows, and with which rights, in sentences instead of catalog columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from schemactl.document.markdown import code, codes, listed, table, words
from schemactl.document.reference import Policy, Relation, Right

_DEEDS = {"SELECT": "read", "INSERT": "create", "UPDATE": "change", "DELETE": "delete", "ALL": "do anything with"}
_ORDER = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
_EVERYTHING = frozenset(_ORDER) - {"MAINTAIN"}


def role_words(role: str) -> str:
    """Return a role as Markdown; the empty name is PUBLIC."""
    return code(role) if role else "everybody (`PUBLIC`)"


def row_security(relation: Relation) -> str:
    """Return whether row security is on and which rows the policies let whom reach; empty for views."""
    if not relation.shape.holds_rows:
        return ""
    forced = " It binds the owner too." if relation.forced else ""
    if not relation.row_security:
        return "**Row security** is off: whoever has a right has it on all rows."
    if not relation.policies:
        return (
            "**Row security** is on and has no policy: only the owner and roles that bypass it reach any row." + forced
        )
    rows = (
        (listed([role_words(role) for role in policy.roles]), _may(policy), _which(policy), *_named(policy))
        for policy in relation.policies
    )
    return f"**Row security** is on: what no policy allows is refused.{forced}\n\n" + table(
        ("Who", "May", "Which rows", "Policy", "Why"), rows
    )


def _may(policy: Policy) -> str:
    deed = _DEEDS[policy.command]
    return deed if policy.permissive else f"{deed} only"


def _named(policy: Policy) -> tuple[str, str]:
    return code(policy.name), words(policy.comment)


def _which(policy: Policy) -> str:
    """Return a policy's conditions; the one over new rows is the other's where it is left out (CREATE POLICY)."""
    using, check = policy.using, policy.check or policy.using
    match policy.command:
        case "INSERT":
            return _rows(check)
        case "SELECT" | "DELETE":
            return _rows(using)
        case _ if using == check:
            return _rows(using) if using == "true" else f"{_rows(using)}, before and after"
        case _:
            return f"{_rows(using)}; afterwards {_rows(check)}"


def _rows(condition: str) -> str:
    if condition == "true":
        return "all rows"
    return "no rows" if condition == "false" else f"where {code(condition)}"


def who_may(relation: Relation) -> str:
    """Return the rights of every role but the owner."""
    if not relation.rights:
        return "**Rights**: nobody but the owner has any."
    rows = [
        (role_words(role), _whole(list(rights)), _single(list(rights))) for role, rights in by_role(relation.rights)
    ]
    return "**Rights**\n\n" + table(("Role", "On the whole", "On single columns"), rows)


def by_role(rights: Iterable[Right]) -> Iterator[tuple[str, tuple[Right, ...]]]:
    """Yield every role with its rights."""
    for role, found in groupby(sorted(rights), key=lambda right: right.role):
        yield role, tuple(found)


def privilege_words(privileges: Iterable[str]) -> str:
    """Return privileges in PostgreSQL's order, ``all`` for all that every version has: MAINTAIN is new in 17."""
    held = frozenset(privileges)
    if held >= _EVERYTHING:
        return "all"
    return ", ".join(name.lower() for name in sorted(held, key=_place))


def _place(privilege: str) -> tuple[int, str]:
    return (_ORDER.index(privilege) if privilege in _ORDER else len(_ORDER), privilege)


def _whole(rights: Sequence[Right]) -> str:
    return privilege_words(right.privilege for right in rights if not right.column)


def _single(rights: Sequence[Right]) -> str:
    """Return the rights on single columns, those with the same columns together."""
    columns: dict[str, list[str]] = {}
    for right in rights:
        if right.column:
            columns.setdefault(right.privilege, []).append(right.column)
    together: dict[tuple[str, ...], list[str]] = {}
    for privilege in sorted(columns, key=_place):
        together.setdefault(tuple(columns[privilege]), []).append(privilege.lower())
    return "; ".join(f"{', '.join(privileges)}: {codes(names)}" for names, privileges in together.items())
