"""Every hazard: a change that has it and one that has not, through the real planner on a real server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

import pytest

from schemactl.model.hazard import IDS, Hazard
from schemactl.rehearse.planner import Planned
from tests.fixtures.oracle import Oracle
from tests.hazards.examples import EXAMPLES, Example

_SCHEMA = re.compile(r"\bs\.")
_UNTRIED = {
    "SC218": "the planner adds a column and its constraint apart, so that nothing of this sort is planned today",
    "SC219": "a partition is made as a table and attached, which locks less",
    "SC403": "needs an extension of which the server has two versions",
}
"""Ids without an example, and why."""


def test_every_id_has_an_example() -> None:
    """No hazard is promised that nobody has seen."""
    assert {example.id for example in EXAMPLES} | set(_UNTRIED) == set(IDS)


def _placed(sql: str, name: str) -> str:
    return _SCHEMA.sub(f"{name}.", sql)


def _together(way: str) -> Iterator[tuple[str, str, str]]:
    for example in EXAMPLES:
        if not example.alone:
            name = example.id.lower()
            yield name, _placed(example.there, name), _placed(getattr(example, way), name)


@pytest.fixture(scope="module")
def planned(oracle: Oracle) -> dict[str, dict[str, set[str]]]:
    """The ids found in the schema of each example, for the bad and the good way; all are planned at once."""
    found = {}
    for way in ("bad", "good"):
        parts = list(_together(way))
        schemas = "".join(f"CREATE SCHEMA {name};" for name, _, _ in parts)
        there = [schemas, *(sql for _, sql, _ in parts)]
        with oracle.database(*there) as live, oracle.database(*there, *(sql for _, _, sql in parts)) as desired:
            found[way] = _by_schema(oracle.plan(oracle.look(live), oracle.look(desired)))
    return found


def _by_schema(planned: Planned) -> dict[str, set[str]]:
    by_schema: dict[str, set[str]] = {}
    for group in planned.groups:
        for statement in group.statements:
            for hazard in statement.hazards:
                for name in re.findall(r"sc\d{3}", f"{statement.address.schema} {hazard.object}"):
                    by_schema.setdefault(name, set()).add(hazard.id)
    return by_schema


@pytest.mark.parametrize("example", [e for e in EXAMPLES if not e.alone], ids=lambda example: example.id)
def test_the_bad_way_has_it_and_the_good_one_has_not(example: Example, planned: dict[str, dict[str, set[str]]]) -> None:
    """The hazard is found where it is, and nowhere else."""
    name = example.id.lower()
    assert example.id in planned["bad"].get(name, set())
    found = planned["good"].get(name, set())
    assert example.id not in found


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.alone], ids=lambda example: example.id)
def test_alone_the_bad_way_has_it_and_the_good_one_has_not(example: Example, oracle: Oracle) -> None:
    """The same for what would be disturbed by others."""
    assert example.id in {hazard.id for hazard in _alone(example, "bad", oracle)}
    assert example.id not in {hazard.id for hazard in _alone(example, "good", oracle)}


def _alone(example: Example, way: str, oracle: Oracle) -> Iterable[Hazard]:
    from schemactl.model.scope import Scope
    from schemactl.rehearse.planner import plan_changes

    schema = "CREATE SCHEMA s;"
    with ExitStack() as stack:
        live = stack.enter_context(oracle.database(schema, example.there))
        desired = stack.enter_context(oracle.database(schema, example.there, getattr(example, way) or "SELECT 1"))
        intents = example.intents if way == "bad" else None
        found = plan_changes(oracle._bench, oracle.look(live), oracle.look(desired), Scope(exact=True), intents)
    return [hazard for group in found.groups for statement in group.statements for hazard in statement.hazards]
