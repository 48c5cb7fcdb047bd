"""A connection that breaks while the tool only reads, or after it has written all there was to write."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemactl.postgres.connect import connect
from tests.cli.conftest import Run
from tests.fixtures.proxy import Fault, Mode, open_proxy

Write = Callable[[str, str], object]
WANT = "CREATE TABLE public.books (id integer PRIMARY KEY);"
FACTS = rb"server_version_num"
"""In the question every reading of a database begins with."""


@pytest.mark.parametrize("mode", [Mode.DROP_BEFORE, Mode.DROP_AFTER, Mode.DROP_RESPONSE])
@pytest.mark.parametrize("command", ["apply", "diff", "drift"])
def test_a_connection_lost_while_reading_is_said_so(
    run: Run, write: Write, database: str, command: str, mode: Mode
) -> None:
    """An error with a hint, never the driver's own: nothing was changed, and the command may be given again."""
    write("want.sql", WANT)
    more = ["--yes"] if command == "apply" else []
    with open_proxy(database, Fault(mode=mode, match=FACTS)) as (proxy, through):
        outcome = run(command, "--database-url", through, "--desired", "want.sql", *more)
        assert proxy.fired
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.says("lost", "hint: ")
    assert not outcome.says("should not have happened")


def test_a_connection_lost_after_the_run_leaves_no_doubt_about_it(run: Run, write: Write, database: str) -> None:
    """Whoever cannot look afterwards still says that every statement was applied, and it is true."""
    write("want.sql", WANT)
    with open_proxy(database) as (proxy, through):
        proxy.fault = Fault(
            mode=Mode.ACT, match=b"^CREATE TABLE public", act=lambda _pid, _answered: proxy.refuse_new()
        )
        outcome = run("apply", "--database-url", through, "--desired", "want.sql", "--yes")
    assert outcome.code == 1
    assert outcome.says("every statement was applied, but", "hint: Run `schemactl diff`")
    with connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM public.books").fetchone() == (0,)
