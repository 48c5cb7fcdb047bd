"""What a plan cannot do for its reader is said."""

from __future__ import annotations

import pytest

from tests.fixtures.oracle import Oracle, listing

TABLE = "CREATE TABLE public.t (id integer)"
UNFILLED = "CREATE MATERIALIZED VIEW public.v AS SELECT id FROM public.t WITH NO DATA"


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (
            f"{UNFILLED}; ALTER MATERIALIZED VIEW public.v OWNER TO app_reader",
            "permission denied",
        ),
        ("CREATE MATERIALIZED VIEW public.v AS SELECT 1 / (random() * 0)::int AS n WITH NO DATA", "division by zero"),
    ],
    ids=["its owner may not read the table", "its query fails"],
)
def test_a_view_that_cannot_be_filled_is_made_and_named(oracle: Oracle, view: str, reason: str) -> None:
    """It is as declared, but nobody can read it: the remark says why, and no REFRESH is planned that would fail."""
    with oracle.database(TABLE) as database, oracle.database(TABLE, view) as model:
        planned = oracle.plan(oracle.look(database), oracle.look(model))
    remarks = [remark for remark in planned.diagnostics if remark.code == "not-filled"]
    assert len(remarks) == 1
    assert reason in remarks[0].message
    assert "REFRESH" not in listing(planned)
    assert "CREATE MATERIALIZED VIEW" in listing(planned)


def test_a_view_declared_without_data_is_filled(oracle: Oracle) -> None:
    """What is in it is no part of a declaration, and nobody can read one that was never filled."""
    with oracle.database(TABLE) as database, oracle.database(TABLE, UNFILLED) as model:
        planned = oracle.plan(oracle.look(database), oracle.look(model))
    assert planned.diagnostics == ()
    assert "REFRESH MATERIALIZED VIEW public.v" in listing(planned)
