"""Online forms that are cut off: the same command run again ends in the declared database and leaves nothing behind."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from psycopg.conninfo import conninfo_to_dict

from schemactl import pipeline
from schemactl.errors import SchemactlError
from schemactl.model.online import OnlineChoice
from schemactl.model.plan import Plan
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer
from schemactl.settings import Settings
from tests.fixtures.databases import NewDatabase
from tests.fixtures.proxy import Fault, Mode, open_proxy

pytestmark = pytest.mark.faults

_STATE = """
SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid FROM pg_index AS i
    JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
    UNION ALL
    SELECT k.conrelid::regclass || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) || ' ' || k.convalidated
    FROM pg_constraint AS k JOIN pg_namespace AS n ON n.oid = k.connamespace WHERE n.nspname = 'public'
    UNION ALL
    SELECT attrelid::regclass || '.' || attname || ' ' || attnotnull FROM pg_attribute
    WHERE attrelid = 'public.orders'::regclass AND attnum > 0
    UNION ALL
    SELECT 'rows ' || count(*) || ' ' || sum(id) FROM public.orders
) AS lines (line)
"""
"""All indexes, valid or not, constraints and rows of the schema public."""

_TABLE = "CREATE TABLE public.orders (id int, buyer text{});"
_ROWS = "INSERT INTO public.orders SELECT n, 'buyer ' || n FROM generate_series(1, 500) AS n;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A change: `live` before, `desired` after, and a command of it for every place where it may be cut off."""

    live: str
    desired: str
    commands: tuple[bytes, ...]


FORMS = {
    "index": Form(
        live=_TABLE.format(""),
        desired=_TABLE.format("") + "CREATE UNIQUE INDEX by_buyer ON public.orders (buyer);",
        commands=(b"^CREATE UNIQUE INDEX CONCURRENTLY",),
    ),
    "replaced index": Form(
        live=_TABLE.format("") + "CREATE UNIQUE INDEX by_buyer ON public.orders (buyer);",
        desired=_TABLE.format("") + "CREATE UNIQUE INDEX by_buyer ON public.orders (buyer, id);",
        commands=(
            b"^CREATE UNIQUE INDEX CONCURRENTLY",
            b"^DROP INDEX",
            b"^ALTER INDEX",
            b"^UPDATE schemactl.statement AS s",
        ),
    ),
    "dropped index": Form(
        live=_TABLE.format("") + "CREATE INDEX by_buyer ON public.orders (buyer);",
        desired=_TABLE.format(""),
        commands=(b"^DROP INDEX CONCURRENTLY",),
    ),
    "replaced key": Form(
        live=_TABLE.format(", CONSTRAINT known UNIQUE (buyer)"),
        desired=_TABLE.format(", CONSTRAINT known UNIQUE (buyer, id)"),
        commands=(
            b"^CREATE UNIQUE INDEX CONCURRENTLY",
            b"^ALTER TABLE .* DROP CONSTRAINT",
            b"USING INDEX",
            b"^UPDATE schemactl.statement AS s",
        ),
    ),
    "primary key": Form(
        live=_TABLE.format(""),
        desired=_TABLE.format(", PRIMARY KEY (id)"),
        commands=(
            b"^ALTER TABLE .* NOT VALID",
            b"^ALTER TABLE .* VALIDATE",
            b"^CREATE UNIQUE INDEX CONCURRENTLY",
            b"USING INDEX",
            b"^UPDATE schemactl.statement AS s",
        ),
    ),
}


def state_of(conninfo: str) -> str:
    """Return all that the changes of these tests are about."""
    with connect(conninfo) as connection:
        return str(connection.execute(_STATE.encode()).fetchall()[0][0])


def run(live: str, desired: Path, server: ScratchServer) -> None:
    """Run `schemactl apply --online always --yes`.

    Raises:
        SchemactlError: As it reports it.
    """
    parts = conninfo_to_dict(server.conninfo("postgres"))
    url = f"postgresql://{parts['user']}@/postgres?host={quote(str(parts['host']), safe='')}&port={parts['port']}"
    settings = Settings(scratch=url, online=OnlineChoice.ALWAYS)

    def agree(plan: Plan) -> bool:
        assert not [d for d in plan.diagnostics if d.code == "stays-plain"]
        return True

    request = pipeline.ApplyRequest(
        live=live, desired=str(desired), plan=None, confirm=agree, on_event=lambda _event: None
    )
    pipeline.apply(request, settings, lambda _words: None)


def cut_off(form: Form, fault: Fault, new_database: NewDatabase, server: ScratchServer, at: Path) -> None:
    """Cut a run off at a command, run it again, and compare with what a run without faults makes."""
    desired = at / "desired.sql"
    desired.write_text(form.desired, encoding="utf-8")
    conninfo, clean = (new_database(form.live, _ROWS) for _ in range(2))
    with open_proxy(conninfo, fault) as (proxy, through):
        with suppress(SchemactlError):
            run(through, desired, server)
        assert proxy.fired
    run(conninfo, desired, server)
    run(clean, desired, server)
    assert state_of(conninfo) == state_of(clean)


@pytest.mark.parametrize(
    ("name", "mode"),
    [("replaced index", Mode.DROP_AFTER), ("dropped index", Mode.DROP_RESPONSE), ("primary key", Mode.DROP_BEFORE)],
    ids=str,
)
def test_a_run_that_was_cut_off_is_finished_by_the_next(
    new_database: NewDatabase, server: ScratchServer, tmp_path: Path, name: str, mode: Mode
) -> None:
    """Nothing is built twice, nothing stays invalid, and no name is left over."""
    form = FORMS[name]
    cut_off(form, Fault(mode=mode, match=form.commands[0]), new_database, server, tmp_path)
