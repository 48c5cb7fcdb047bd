"""The smallest set of GRANT and REVOKE between two sets of privileges."""

from __future__ import annotations

import pytest

from schemactl.propose.grants import Change, Privilege, changes

ALL_ON_TABLES = frozenset({"SELECT", "INSERT"})


def plain(grantee: str, name: str, *, column: str = "", option: bool = False, by: str = "") -> Privilege:
    """Return a privilege."""
    return Privilege(grantee, column, name, option, by)


def words(*changes: Change) -> list[str]:
    """Return changes as one reads them."""
    return [
        f"{c.verb} {c.names} {c.grantee}{' with option' if c.option else ''}{f' by {c.grantor}' if c.grantor else ''}"
        for c in changes
    ]


@pytest.mark.parametrize(
    ("before", "wanted", "expected"),
    [
        ([], [plain("ann", "SELECT")], ["GRANT SELECT ann"]),
        ([plain("ann", "SELECT"), plain("ann", "INSERT")], [], ["REVOKE ALL ann"]),
        (
            [plain("ann", "SELECT", option=True)],
            [plain("ann", "SELECT")],
            ["REVOKE GRANT OPTION FOR SELECT ann"],
        ),
        ([plain("ann", "SELECT")], [plain("ann", "SELECT", option=True)], ["GRANT SELECT ann with option"]),
        (
            [plain("ann", "SELECT", column="a")],
            [plain("ann", "SELECT", column="b")],
            ["REVOKE SELECT (a) ann", "GRANT SELECT (b) ann"],
        ),
        (
            [plain("ann", "SELECT", option=True), plain("ben", "SELECT", by="ann")],
            [],
            ["REVOKE SELECT ben by ann", "REVOKE SELECT ann"],
        ),
        (
            [],
            [plain("ann", "SELECT", option=True), plain("ben", "SELECT", by="ann")],
            ["GRANT SELECT ann with option", "GRANT SELECT ben by ann"],
        ),
        (
            [
                plain("zoe", "SELECT", option=True),
                plain("ben", "SELECT", option=True, by="zoe"),
                plain("ann", "SELECT", by="ben"),
            ],
            [],
            ["REVOKE SELECT ann by ben", "REVOKE SELECT ben by zoe", "REVOKE SELECT zoe"],
        ),
    ],
    ids=["grant", "all", "option_goes", "option_comes", "columns", "chain_goes", "chain_comes", "long_chain"],
)
def test_changes_are_few_and_in_an_order_that_works(
    before: list[Privilege], wanted: list[Privilege], expected: list[str]
) -> None:
    """What is too much goes first, from the end of a chain; what is missing comes from its beginning."""
    assert words(*changes(frozenset(before), frozenset(wanted), ALL_ON_TABLES, old_server=False)) == expected


def test_maintain_is_not_named_to_a_server_that_does_not_know_it() -> None:
    """Everything is revoked, and what stays is granted again."""
    before = frozenset({plain("ann", "SELECT"), plain("ann", "MAINTAIN")})
    found = changes(before, frozenset({plain("ann", "SELECT")}), ALL_ON_TABLES | {"MAINTAIN"}, old_server=True)
    assert words(*found) == ["REVOKE ALL ann", "GRANT SELECT ann"]
