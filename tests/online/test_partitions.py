"""Partitions of big tables that go: detached while others use the rest, finished by the next run if need be."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from schemactl.errors import Blocked
from schemactl.postgres.connect import connect
from tests.online.changing import Changing, commands

Change = Callable[..., Changing]

PARENT = """
CREATE TABLE public.p (id integer PRIMARY KEY, body text CHECK (body <> '')) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (100);
"""
LIVE = (
    PARENT + "CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (100) TO (200);",
    "INSERT INTO public.p SELECT n, 'row ' || n FROM generate_series(0, 199) AS n",
)
DETACHED = PARENT + "CREATE TABLE public.p2 (id integer PRIMARY KEY, body text CHECK (body <> ''));"
DETACH = "ALTER TABLE public.p DETACH PARTITION public.p2 CONCURRENTLY"
KEPT = "SELECT (SELECT count(*) FROM public.p) * 1000 + (SELECT count(*) FROM public.p2)"


def test_a_partition_is_detached_while_others_read(changing: Change) -> None:
    """The check that PostgreSQL leaves behind goes; a key and a check of its own stay."""
    live = changing(*LIVE)
    assert commands(live.plan(DETACHED))[0] == DETACH
    assert live.apply(DETACHED).verified
    assert live.value(KEPT) == 100_100
    assert live.in_sync(DETACHED)


def test_one_that_is_dropped_is_detached_first(changing: Change) -> None:
    """Its rows are still only lost by permission: without, it stays where it is."""
    live = changing(*LIVE)
    assert commands(live.plan(PARENT)) == [DETACH, "DROP TABLE public.p2"]
    with pytest.raises(Blocked, match=r"public\.p2"):
        live.apply(PARENT)
    assert live.value("SELECT count(*) FROM public.p") == 200
    live.run("DELETE FROM public.p2")
    assert live.apply(PARENT).verified


def test_one_that_was_cut_off_is_finished(changing: Change) -> None:
    """The server waits for a reader when its statement is cancelled: the partition is neither in nor out."""
    live = changing(*LIVE)
    with connect(live.conninfo) as reader, connect(live.conninfo) as ours:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM public.p")
        ours.execute("SET statement_timeout = '300ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            ours.execute(DETACH.encode())
    pending = "SELECT count(*) FROM pg_inherits WHERE inhdetachpending"
    assert live.value(pending) == 1
    assert live.apply(DETACHED).verified
    assert (live.value(pending), live.value(KEPT)) == (0, 100_100)
    assert live.in_sync(DETACHED)


@pytest.mark.parametrize(
    ("more", "after", "reason"),
    [
        ("CREATE TABLE public.rest PARTITION OF public.p DEFAULT;", DETACHED, "a default partition"),
        (
            "",
            DETACHED + "CREATE TABLE public.p3 PARTITION OF public.p FOR VALUES FROM (300) TO (400);",
            "takes its place",
        ),
    ],
    ids=["default", "replaced"],
)
def test_reasons_to_stay_plain(changing: Change, more: str, after: str, reason: str) -> None:
    """What PostgreSQL cannot do concurrently, and what must not be missing for a moment."""
    live = changing(LIVE[0] + more)
    desired = after + more
    plan = live.plan(desired)
    assert DETACH not in commands(plan)
    assert [d.message for d in plan.diagnostics if d.code == "stays-plain" and reason in d.message]
    assert live.apply(desired).verified
