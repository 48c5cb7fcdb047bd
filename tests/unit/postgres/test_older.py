"""What pg_dump 18 writes about older servers is put as these put it."""

from __future__ import annotations

import pytest

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.postgres.older import in_older_words


def entry(definition: str, kind: str = "TABLE") -> Entry:
    """Return an entry with a definition."""
    return Entry(address=Address(kind, "public", "c"), definition=definition, drop="", owner="", dependencies=())


@pytest.mark.parametrize(
    ("written", "put"),
    [
        ("(\n    NOT NULL b\n)\nINHERITS (public.p);", "(\n)\nINHERITS (public.p);"),
        ("(\n    a integer,\n    NOT NULL b\n);", "(\n    a integer\n);"),
        ("(\n    NOT NULL b,\n    a numeric(3,1)\n);", "(\n    a numeric(3,1)\n);"),
        (
            "(\n    a integer[],\n    NOT NULL b,\n    CHECK ((a > 0))\n);",
            "(\n    a integer[],\n    CHECK ((a > 0))\n);",
        ),
    ],
    ids=["alone", "last", "first", "between"],
)
def test_a_not_null_that_stands_by_itself_is_set(written: str, put: str) -> None:
    """Servers before 18 know NOT NULL as a part of a column only."""
    put = f"CREATE TABLE public.c {put}\nALTER TABLE ONLY public.c ALTER COLUMN b SET NOT NULL;"
    assert in_older_words(entry(f"CREATE TABLE public.c {written}"), 170000).definition == put
    assert in_older_words(entry(f"CREATE TABLE public.c {written}"), 180000).definition.endswith(written)


@pytest.mark.parametrize(
    "written",
    [
        "(\n    a integer NOT NULL\n);",
        '(\n    "x\n    NOT NULL b" integer NOT NULL\n);',
        "(\n    a text DEFAULT '\n    NOT NULL b,'::text NOT NULL\n);",
        '(\n    "NOT" integer NOT NULL\n);',
        "(\n    a integer,\n    CONSTRAINT c CHECK ((NOT (a IS NULL)))\n);",
        "OF public.t\nPARTITION BY RANGE (a);\nALTER TABLE public.c ALTER COLUMN a SET NOT NULL;",
    ],
)
def test_what_only_looks_like_one_stays(written: str) -> None:
    """Names and constants may hold anything."""
    whole = entry(f"CREATE TABLE public.c {written}")
    assert in_older_words(whole, 150000) is whole


def test_all_is_all_of_its_time() -> None:
    """A grant of ALL on 16 is no grant of all but MAINTAIN on 17."""
    spelled = "GRANT SELECT,INSERT,REFERENCES,DELETE,TRIGGER,TRUNCATE,UPDATE ON TABLE public.c TO a;"
    assert in_older_words(entry(spelled, "ACL"), 160000).definition == "GRANT ALL ON TABLE public.c TO a;"
    assert in_older_words(entry(spelled, "ACL"), 170000).definition == spelled
