"""Random schemas and realistic edits: what holds for every case of the engine holds for them. See `make soak`."""

from __future__ import annotations

import contextlib
from random import Random
from typing import TYPE_CHECKING

import psycopg
import pytest

from schemactl.model.kinds import LEDGER
from schemactl.model.plan import Plan
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.plan.codec import decode_plan, encode_plan
from schemactl.plan.fingerprint import fingerprint
from schemactl.postgres.connect import connect
from schemactl.rehearse.planner import Planned
from tests.fixtures.oracle import Oracle
from tests.property.generator import Generator
from tests.property.judge import judge_chain, schema_after
from tests.property.model import Thing
from tests.property.varieties import GENERATED, NOT_GENERATED, RARE, ROUTINES, SEQUENCES, TYPES

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

CHAINS = range(1, 25)
_REFUSED_AT_MOST = 1 / 3
_ENOUGH_SCHEMAS = 80


@pytest.mark.parametrize("seed", CHAINS)
def test_a_database_can_be_led_through_a_chain_of_schemas_and_back(oracle: Oracle, seed: int) -> None:
    """Ten pairs; a chain of which PostgreSQL refuses most would prove nothing."""
    tally = judge_chain(seed, oracle)
    assert not tally.failures, "\n".join(tally.failures)
    assert tally.refused <= tally.pairs * _REFUSED_AT_MOST


@pytest.mark.parametrize("seed", range(901, 907))
def test_a_plan_depends_on_the_schemas_alone(oracle: Oracle, seed: int) -> None:
    """Neither planning again nor declaring the objects in another order changes a statement; plan files hold it all."""
    live, one, other = _three_sides(oracle, seed)
    plan = oracle.plan(live, one)
    assert _statements(plan) == _statements(oracle.plan(live, one))
    assert _statements(plan) == _statements(oracle.plan(live, other))
    file = _plan_file(plan, live, one)
    assert decode_plan(encode_plan(file)) == file
    assert fingerprint(one, Scope()) == fingerprint(other, Scope())


def _three_sides(oracle: Oracle, seed: int) -> tuple[Snapshot, Snapshot, Snapshot]:
    """Return a schema, its neighbour, and that neighbour declared in another order."""
    chance = Random(seed)
    while True:
        before = Generator(chance).schema()
        after = schema_after(before, seed, 0)
        shuffled = after.in_another_order(chance)
        try:
            with (
                oracle.database(before.sql()) as live,
                oracle.database(after.sql()) as one,
                oracle.database(shuffled.sql()) as other,
            ):
                return oracle.look(live), oracle.look(one), oracle.look(other)
        except psycopg.Error:
            continue


def _statements(planned: Planned) -> list[list[str]]:
    return [[statement.sql for statement in group.statements] for group in planned.groups]


def _plan_file(planned: Planned, live: Snapshot, desired: Snapshot) -> Plan:
    return Plan(
        live_fingerprint=fingerprint(live, Scope()),
        desired_fingerprint=fingerprint(desired, Scope()),
        tool_version="0",
        live_version=live.facts.version,
        database=live.facts.database,
        scope=Scope(),
        changes=planned.changes,
        groups=planned.groups,
        diagnostics=planned.diagnostics,
        proof=planned.proof,
    )


def test_every_kind_of_the_ledger_is_generated_or_has_a_reason() -> None:
    """A kind that somebody adds to the ledger is not forgotten here."""
    assert set(LEDGER) == GENERATED | NOT_GENERATED.keys()
    assert not GENERATED & NOT_GENERATED.keys()


def test_the_kinds_that_are_said_to_be_generated_are(oracle: Oracle) -> None:
    """PostgreSQL takes every form of what stands on its own, and its words for that and for random schemas name all."""
    missing = set(GENERATED)
    with oracle.database() as database, connect(database) as connection:
        for number, variety in enumerate((*TYPES, *ROUTINES, *SEQUENCES, *RARE)):
            for form in variety.forms:
                with connection.transaction(force_rollback=form is not variety.forms[-1]):
                    _create(connection, Thing(variety.word, "public", f"n{number}", form, variety=variety))
        missing -= {address.kind for address in oracle.look(database).entries}
        if not connection.execute("SELECT FROM pg_available_extensions WHERE name = 'hstore'").fetchone():
            missing.discard("EXTENSION")
    for seed in range(_ENOUGH_SCHEMAS):
        with contextlib.suppress(psycopg.Error), oracle.database(Generator(Random(seed)).schema().sql()) as database:
            missing -= {address.kind for address in oracle.look(database).entries}
        if not missing:
            break
    assert not missing


def _create(connection: psycopg.Connection[TupleRow], thing: Thing) -> None:
    """Run the commands of an object; an extension may be missing on this machine."""
    with contextlib.suppress(psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile):
        connection.execute(";".join(thing.create()).encode())
