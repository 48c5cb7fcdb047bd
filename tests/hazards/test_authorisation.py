"""What a plan says of rights: each way in which somebody gets to do more, by its own words."""

from __future__ import annotations

import re

import pytest

from tests.fixtures.oracle import Oracle

_TABLE = "CREATE TABLE s.t (a integer); ALTER TABLE s.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
_CALL = "CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql {} RETURN 1;"
_CLOSED = "REVOKE ALL ON FUNCTION s.f() FROM PUBLIC;"
_WAYS = {
    "row_security_off": (_TABLE, "ALTER TABLE s.t DISABLE ROW LEVEL SECURITY", "sees all rows"),
    "not_forced": (_TABLE, "ALTER TABLE s.t NO FORCE ROW LEVEL SECURITY", "does not hold for the table's owner"),
    "permissive_policy": (_TABLE, "CREATE POLICY p ON s.t USING (true)", "lets more rows through"),
    "policy_loosened": (
        _TABLE + "CREATE POLICY p ON s.t USING (a > 0);",
        "ALTER POLICY p ON s.t USING (true)",
        "Who may read or change rows is altered",
    ),
    "granted_to_all": (_TABLE, "GRANT SELECT ON s.t TO PUBLIC", "granted to PUBLIC"),
    "invoker_lost": (
        _TABLE + "CREATE VIEW s.v WITH (security_invoker = true) AS SELECT a FROM s.t;",
        "ALTER VIEW s.v RESET (security_invoker)",
        "Whose rights a view asks for",
    ),
    "barrier_lost": (
        _TABLE + "CREATE VIEW s.v WITH (security_barrier = true) AS SELECT a FROM s.t;",
        "ALTER VIEW s.v RESET (security_barrier)",
        "Whose rights a view asks for",
    ),
    "no_search_path": ("", _CALL.format("SECURITY DEFINER"), "callers choose what names mean"),
    "open_to_all": ("", _CALL.format("SECURITY DEFINER SET search_path = ''"), "granted to PUBLIC by default"),
    "becomes_definer": (
        _CALL.format("SET search_path = ''"),
        "ALTER FUNCTION s.f() SECURITY DEFINER",
        "owner's rights",
    ),
}
_FINE = {
    "new_table": ("", _TABLE + "CREATE POLICY p ON s.t USING (true);"),
    "closed_definer": ("", _CALL.format("SECURITY DEFINER SET search_path = ''") + _CLOSED),
    "plain_function": ("", _CALL.format("")),
}


@pytest.fixture(scope="module")
def said(oracle: Oracle) -> dict[str, list[str]]:
    """What the plan says of each way, all in one plan."""
    ways = {name: (there, change) for name, (there, change, _) in _WAYS.items()} | _FINE
    schemas = "".join(f"CREATE SCHEMA {name};" for name in ways)
    there = [schemas, *(_placed(sql, name) or "SELECT 1" for name, (sql, _) in ways.items())]
    changes = [_placed(sql, name) for name, (_, sql) in ways.items()]
    with oracle.database(*there) as live, oracle.database(*there, *changes) as desired:
        planned = oracle.plan(oracle.look(live), oracle.look(desired))
    found: dict[str, list[str]] = {name: [] for name in ways}
    for group in planned.groups:
        for statement in group.statements:
            messages = [
                hazard.message
                for hazard in statement.hazards
                if hazard.id == "SC401" and not statement.sql.startswith("REVOKE")
            ]
            found.setdefault(statement.address.schema, []).extend(messages)
    return found


def _placed(sql: str, name: str) -> str:
    return re.sub(r"\bs\.", f"{name}.", sql)


@pytest.mark.parametrize("way", _WAYS)
def test_a_wider_right_is_named(way: str, said: dict[str, list[str]]) -> None:
    """SC401 says what it is that widens."""
    assert any(_WAYS[way][2] in message for message in said[way]), said[way]


@pytest.mark.parametrize("way", _FINE)
def test_what_widens_nothing_is_not_named(way: str, said: dict[str, list[str]]) -> None:
    """New objects that nobody could reach before, and routines that are closed."""
    assert said[way] == []
