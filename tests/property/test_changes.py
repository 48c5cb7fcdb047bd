"""Random schemas and realistic edits: what holds for every case of the engine holds for them. See `make soak`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fixtures.oracle import Oracle, running_oracle
from tests.property.judge import judge, pair_of

SEEDS = range(1, 37)


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """Yield an oracle with a server of its own."""
    with running_oracle() as oracle:
        yield oracle


@pytest.mark.parametrize("start", SEEDS[::6])
def test_neighbouring_schemas_lead_to_each_other(oracle: Oracle, start: int) -> None:
    """Six pairs, there and back; a server that refuses most of them would prove nothing."""
    judged = [judge(pair_of(seed), oracle) for seed in range(start, start + 6)]
    assert sum(judged) >= 4
