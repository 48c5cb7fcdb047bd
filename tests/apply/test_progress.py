"""How far a long statement is: told while it runs, and not of short ones."""

from __future__ import annotations

from collections.abc import Callable

from schemactl.apply.events import StillRunning
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import Observer, apply, plan_of, statement

_SLOW = """
CREATE TABLE public.pages (id integer);
INSERT INTO public.pages SELECT generate_series(1, 40);
CREATE FUNCTION public.slow(integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN $1; END $$;
"""


def test_a_long_build_of_an_index_is_told_of(new_database: Callable[[], str]) -> None:
    """The phase is the server's own word; a build that is done at once says nothing."""
    long = statement(
        "CREATE INDEX CONCURRENTLY slowly ON public.pages (public.slow(id))",
        "INDEX",
        "slowly",
        Verb.CREATE,
        transaction=TransactionRule.LAST_OUTSIDE,
    )
    short = statement("CREATE INDEX quickly ON public.pages (id)", "INDEX", "quickly", Verb.CREATE)
    observer = Observer()
    conninfo = new_database()
    with connect(conninfo) as connection:
        connection.execute(_SLOW.encode())
    apply(conninfo, plan_of([short, long]), observer=observer)
    told = [event for event in observer.events if isinstance(event, StillRunning)]
    assert told
    assert {event.position for event in told} == {2}
    assert told[0].doing.startswith("building index")
    assert str(told[0]).startswith("statement 2 · 3 s · building index")


def test_a_line_of_progress_is_short() -> None:
    """Nothing is made up where the server does not say how much is done."""
    assert str(StillRunning(position=3, seconds=12.4, doing="working", percent=None)) == "statement 3 · 12 s · working"
    assert str(StillRunning(position=3, seconds=12.4, doing="x", percent=43)) == "statement 3 · 12 s · x · 43 %"
