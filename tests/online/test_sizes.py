"""How much the tables of a live database hold, as its snapshot says it."""

from __future__ import annotations

import dataclasses

from schemactl.model.snapshot import Snapshot
from schemactl.postgres.archive import take_snapshot
from schemactl.postgres.connect import connect
from schemactl.postgres.snapshot_file import decode_snapshot, encode_snapshot
from schemactl.scratch.installation import find_pg_dump
from tests.fixtures.databases import NewDatabase

_TABLES = """
CREATE TABLE public.big AS SELECT n, repeat('x', 500) AS filling FROM generate_series(1, 4000) AS n;
CREATE TABLE public.small (n int);
CREATE TABLE public."Odd ü" AS TABLE public.big;
"""


def sizes_of(snapshot: Snapshot) -> dict[str, tuple[int, int]]:
    """Return bytes and rows by name."""
    return {f"{size.schema}.{size.name}": (size.bytes, size.rows) for size in snapshot.facts.sizes}


def test_big_tables_are_measured_and_small_ones_left_out(new_database: NewDatabase) -> None:
    """Rows are known once somebody counted them, and the file of a snapshot keeps both."""
    conninfo = new_database(_TABLES, "ANALYZE public.big")
    snapshot = take_snapshot(conninfo, find_pg_dump(), with_sizes=True)
    sizes = sizes_of(snapshot)
    assert list(sizes) == ["public.Odd ü", "public.big"]
    assert sizes["public.big"][0] > 2_000_000
    assert sizes["public.big"][1] == 4000
    assert decode_snapshot(encode_snapshot(snapshot)).facts.sizes == snapshot.facts.sizes


def test_sizes_are_no_part_of_what_is_compared(new_database: NewDatabase) -> None:
    """Rows come and go, and nothing of the schema has changed by that."""
    snapshot = take_snapshot(new_database(_TABLES), find_pg_dump(), with_sizes=True)
    assert snapshot == Snapshot(entries=snapshot.entries, facts=dataclasses.replace(snapshot.facts, sizes=()))


def test_a_locked_table_is_taken_as_big_as_it_was_counted(new_database: NewDatabase) -> None:
    """The last count of the server says it, so that nobody waits for a table that is being altered."""
    from schemactl.postgres.sizes import read_sizes

    conninfo = new_database(_TABLES, "ANALYZE public.big")
    with connect(conninfo) as other, other.transaction(), connect(conninfo) as reader:
        other.execute("LOCK TABLE public.big IN ACCESS EXCLUSIVE MODE")
        [size] = read_sizes(reader)
    assert (size.name, size.rows) == ("big", 4000)
