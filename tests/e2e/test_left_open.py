"""What declarations leave open is not touched: the owner they do not name, the tablespace they do not name."""

from __future__ import annotations

from schemactl.model.scope import Scope
from schemactl.propose.compare import differs
from tests.fixtures.oracle import Oracle, listing

FUNCTION = "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"
TABLE = "CREATE TABLE public.events (id integer CONSTRAINT events_pkey PRIMARY KEY)"


def plan(oracle: Oracle, live: str, desired: str) -> str:
    """Return the listing of the plan to what is declared, not to another database."""
    with oracle.database(live) as database, oracle.database(desired) as model:
        return listing(oracle.plan(oracle.look(database), oracle.look(model), exact=False))


def test_what_is_granted_to_an_owner_left_open_is_had_as_the_owner(oracle: Oracle) -> None:
    """The role owns the function in the live database, so that a GRANT to it would change nothing there."""
    owned = (
        f"{FUNCTION}; ALTER FUNCTION public.f() OWNER TO app_owner; GRANT EXECUTE ON FUNCTION public.f() TO app_owner"
    )
    granted = f"{FUNCTION}; GRANT EXECUTE ON FUNCTION public.f() TO app_owner"
    assert plan(oracle, owned, granted) == "-- nothing"
    both = f"{granted}; GRANT EXECUTE ON FUNCTION public.f() TO app_reader"
    assert [line.split(";")[0] for line in plan(oracle, owned, both).splitlines()] == [
        "-- one transaction",
        "GRANT EXECUTE ON FUNCTION public.f() TO app_reader",
    ]


def test_what_lies_in_a_tablespace_stays_there(oracle: Oracle) -> None:
    """Unless the declaration names another one; what else differs is planned."""
    moved = f"{TABLE}; ALTER TABLE public.events SET TABLESPACE case_space"
    moved += "; ALTER INDEX public.events_pkey SET TABLESPACE case_space"
    with oracle.database(moved) as database, oracle.database(TABLE) as model:
        live, desired = oracle.look(database), oracle.look(model)
    assert not differs(live, desired, Scope())
    assert differs(live, desired, Scope(exact=True))
    assert differs(desired, live, Scope())
    assert "TABLESPACE" not in plan(oracle, moved, f"{TABLE}; ALTER TABLE public.events ADD COLUMN at date")
