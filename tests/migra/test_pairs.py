"""What migra misses, gets wrong or cannot order is planned, carried out and found equal by pg_dump.

All pairs become one change of one database, each in a namespace of its own: 86 plans would take a minute more.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from schemactl.postgres.quoting import identifier
from tests.fixtures.oracle import Expectation, Oracle

_PAIRS = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text(encoding="utf-8"))["pair"]
_LENIENT = Expectation(lenient=True)


def test_every_pair_is_planned_and_converges_both_ways(oracle: Oracle) -> None:
    """Nothing is refused, what is planned leads to the other side, and a second plan is empty."""
    with oracle.database(_script(oracle, "live")) as database, oracle.database(_script(oracle, "desired")) as model:
        live, desired = oracle.look(database), oracle.look(model)
        result = oracle.check(database, live, desired, _LENIENT)
        assert result is not None
        oracle.check(database, result, live, _LENIENT)


def _fitting(oracle: Oracle) -> list[dict[str, Any]]:
    return [pair for pair in _PAIRS if oracle.version // 10000 >= pair.get("postgres", 0)]


def _script(oracle: Oracle, side: str) -> str:
    return "".join(
        f"CREATE SCHEMA {identifier(pair['name'])}; SET search_path = {identifier(pair['name'])};\n{pair[side]}\n"
        for pair in _fitting(oracle)
    )
