"""Which statements get an online form, by how much their table holds, and what is said of those that get none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from schemactl.model.declaration import SourceLocation
from schemactl.model.intent import MovedFrom
from schemactl.model.online import OnlineChoice, OnlinePolicy
from schemactl.model.scope import Scope
from schemactl.model.snapshot import RelationSize, Snapshot
from schemactl.online.words import concurrently, creates_index, sets_not_null
from schemactl.plan.preflight import questions
from schemactl.propose.intents import Intents
from schemactl.rehearse.planner import Planned, plan_changes
from tests.fixtures.oracle import Oracle
from tests.fixtures.versions import OracleOf

_TABLES = "CREATE TABLE public.t (id int, a int); CREATE TABLE public.p (a int) PARTITION BY LIST (a);"
_PARTS = "CREATE TABLE public.p1 PARTITION OF public.p DEFAULT;"
_LIVE = _TABLES + _PARTS
_BIG = 50 * 1024**2


@contextmanager
def planned(
    oracle: Oracle,
    scripts: tuple[str, str],
    sizes: dict[str, int],
    policy: OnlinePolicy,
    intents: Intents | None = None,
) -> Iterator[Planned]:
    """Plan between two databases as if the live tables held so many bytes."""
    with oracle.database(scripts[0]) as a, oracle.database(scripts[1]) as b:
        live, desired = oracle.look(a), oracle.look(b)
        facts = replace(
            live.facts, sizes=tuple(RelationSize(schema="public", name=n, bytes=s) for n, s in sizes.items())
        )
        big = Snapshot(entries=live.entries, facts=facts)
        yield plan_changes(oracle._bench, big, desired, Scope(exact=True), intents, online=policy)


def commands(plan: Planned) -> list[str]:
    """Return the commands of a plan in order."""
    return [statement.sql for group in plan.groups for statement in group.statements]


@pytest.mark.parametrize(
    ("sizes", "policy", "online"),
    [
        ({"t": _BIG}, OnlinePolicy(), True),
        ({"t": 1024**2}, OnlinePolicy(), False),
        ({}, OnlinePolicy(), False),
        ({"t": _BIG}, OnlinePolicy(choice=OnlineChoice.NEVER), False),
        ({}, OnlinePolicy(choice=OnlineChoice.ALWAYS), True),
        ({"t": 2 * 1024**2}, OnlinePolicy(above=1024**2), True),
        ({"p1": _BIG}, OnlinePolicy(), False),
    ],
    ids=["big", "small", "unknown", "never", "always", "above_a_lower_bound", "another_one_is_big"],
)
def test_the_size_of_a_table_decides(
    oracle: Oracle, sizes: dict[str, int], policy: OnlinePolicy, *, online: bool
) -> None:
    """An index of a big table is built while others write; the reader is told how big the table is."""
    desired = _LIVE + "CREATE INDEX i ON public.t (a);"
    with planned(oracle, (_LIVE, desired), sizes, policy) as plan:
        [command] = commands(plan)
    assert command == f"CREATE INDEX {'CONCURRENTLY ' if online else ''}i ON public.t USING btree (a)"
    assert [group.transactional for group in plan.groups] == [not online]
    if sizes.get("t") == _BIG and online:
        assert "(50 MB)" in plan.groups[0].statements[0].cause


def test_a_table_the_plan_makes_is_never_big(oracle: Oracle) -> None:
    """There are no rows nor writers yet."""
    desired = _LIVE + "CREATE TABLE public.n (a int PRIMARY KEY); CREATE INDEX i ON public.n (a);"
    with planned(oracle, (_LIVE, desired), {"n": _BIG}, OnlinePolicy(choice=OnlineChoice.ALWAYS)) as plan:
        assert not [command for command in commands(plan) if "CONCURRENTLY" in command]


def test_a_partitioned_table_is_as_big_as_its_partitions(oracle: Oracle) -> None:
    """NOT NULL on all of them is checked without keeping anybody out, and still asked of the rows first."""
    desired = _TABLES.replace("p (a int)", "p (a int NOT NULL)") + _PARTS
    with planned(oracle, (_LIVE, desired), {"p1": _BIG}, OnlinePolicy()) as plan:
        assert [c for c in commands(plan) if "VALIDATE CONSTRAINT" in c]
        assert not [h for g in plan.groups for s in g.statements for h in s.hazards if h.id == "SC203"]
        [question] = questions(plan.groups)
    assert "have NULL in a" in question.message


_COLUMN = "CREATE TABLE public.t (id int, a int{});"
_ADDED = "ALTER TABLE public.t ADD CONSTRAINT t_a__not_null CHECK (a {}) NOT VALID"
_VALIDATED = "ALTER TABLE public.t VALIDATE CONSTRAINT t_a__not_null"
_DROPPED = "ALTER TABLE public.t DROP CONSTRAINT t_a__not_null"


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("", [_ADDED.format("IS NOT NULL"), _VALIDATED, "SET NOT NULL", _DROPPED]),
        (_ADDED.format("IS NOT NULL"), [_VALIDATED, "SET NOT NULL", _DROPPED]),
        (f"{_ADDED.format('IS NOT NULL')}; {_VALIDATED}", ["SET NOT NULL", _DROPPED]),
        (_ADDED.format("> 0"), [_DROPPED, _ADDED.format("IS NOT NULL"), _VALIDATED, "SET NOT NULL", _DROPPED]),
    ],
    ids=["from_the_start", "added", "validated", "another_check"],
)
def test_not_null_before_18_goes_on_with_the_check_that_is_left(
    oracle_of: OracleOf, left: str, expected: list[str]
) -> None:
    """A run that was cut off has added a check; adding it anew would read the table once more."""
    live, desired = _COLUMN.format("") + left, _COLUMN.format(" NOT NULL")
    with planned(oracle_of(17), (live, desired), {"t": _BIG}, OnlinePolicy()) as plan:
        found = ["SET NOT NULL" if sets_not_null(c) and "ALTER COLUMN" in c.upper() else c for c in commands(plan)]
    assert found == expected


def test_not_null_before_18_stays_plain_where_no_check_says_it(oracle_of: OracleOf) -> None:
    """IS NOT NULL asks a row for all its fields; and a declared check may have the name of ours."""
    types = "CREATE TYPE public.pair AS (x int, y int); CREATE DOMAIN public.twin AS public.pair;"
    live = types + "CREATE TABLE public.t (a public.pair, b public.twin, c int);"
    taken = "ALTER TABLE public.t ADD CONSTRAINT t_c__not_null CHECK (c > 0);"
    desired = types + f"CREATE TABLE public.t (a public.pair NOT NULL, b public.twin NOT NULL, c int NOT NULL);{taken}"
    with planned(oracle_of(17), (live, desired), {"t": _BIG}, OnlinePolicy()) as plan:
        remarks = [remark.message for remark in plan.diagnostics if remark.code == "stays-plain"]
    assert [name for name in "abc" if any(f"{name} is NOT NULL" in remark for remark in remarks)] == list("abc")


def test_a_unique_index_asks_for_duplicates_first_and_blocks_nobody(oracle: Oracle) -> None:
    """A build that fails on rows after half an hour is what nobody wants."""
    desired = _LIVE + "CREATE UNIQUE INDEX i ON public.t (a); ALTER TABLE public.t ADD CONSTRAINT k UNIQUE (id);"
    with planned(oracle, (_LIVE, desired), {"t": _BIG}, OnlinePolicy()) as plan:
        assert len(questions(plan.groups)) == 2
        assert not [
            h.id
            for g in plan.groups
            for s in g.statements
            for h in s.hazards
            if h.id in ("SC201", "SC208") and not h.applied
        ]


def test_a_unique_index_nobody_can_ask_for_is_built_before_rows_are_lost(oracle: Oracle) -> None:
    """It may fail on rows, and what is lost by then would be lost for nothing."""
    make = "CREATE FUNCTION public.f(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1; CREATE TABLE public.t (a int);"
    live = make + "CREATE TABLE public.gone (a int);"
    desired = make + "CREATE UNIQUE INDEX i ON public.t (public.f(a));"
    with planned(oracle, (live, desired), {"t": _BIG}, OnlinePolicy()) as plan:
        assert commands(plan) == [
            "CREATE UNIQUE INDEX CONCURRENTLY i ON public.t USING btree (public.f(a))",
            "DROP TABLE public.gone",
        ]


def test_a_table_keeps_its_size_under_a_new_name(oracle: Oracle) -> None:
    """It is moved by the same plan."""
    moved = MovedFrom(
        kind="TABLE", old_schema="public", old_name="t", schema="public", name="u", source=SourceLocation("a.py", 1)
    )
    desired = _LIVE.replace("public.t ", "public.u ") + "CREATE INDEX i ON public.u (a);"
    intents = Intents(declared=(moved,))
    with planned(oracle, (_LIVE, desired), {"t": _BIG}, OnlinePolicy(), intents) as plan:
        assert "CREATE INDEX CONCURRENTLY i ON public.u USING btree (a)" in commands(plan)


def test_the_reason_is_said_where_a_big_table_keeps_a_plain_form(oracle: Oracle) -> None:
    """PostgreSQL builds the index of an exclusion constraint only together with it."""
    desired = _LIVE + "ALTER TABLE public.t ADD CONSTRAINT x EXCLUDE (a WITH =);"
    with planned(oracle, (_LIVE, desired), {"t": _BIG}, OnlinePolicy()) as plan:
        [remark] = [remark for remark in plan.diagnostics if remark.code == "stays-plain"]
    assert remark.message == (
        "constraint public.t x keeps its plain form: "
        "PostgreSQL builds the index of such a constraint only together with it"
    )


@pytest.mark.parametrize(
    ("sql", "name", "expected"),
    [
        (
            'CREATE INDEX "index" ON public.t USING btree (a)',
            "",
            'CREATE INDEX CONCURRENTLY "index" ON public.t USING btree (a)',
        ),
        ("CREATE UNIQUE INDEX i ON t (a)", "i__new", "CREATE UNIQUE INDEX CONCURRENTLY i__new ON t (a)"),
        ('CREATE INDEX "a b" ON t (a)', 'x"y', 'CREATE INDEX CONCURRENTLY "x""y" ON t (a)'),
        ('DROP INDEX "INDEX".i', "", 'DROP INDEX CONCURRENTLY "INDEX".i'),
    ],
    ids=["named_index", "another_name", "hostile_names", "dropped"],
)
def test_only_the_word_index_is_followed_by_concurrently(sql: str, name: str, expected: str) -> None:
    """Names that look like words of the command are names."""
    assert concurrently(sql, name) == expected


def test_commands_are_known_by_their_words() -> None:
    """Not by what stands in quotes."""
    assert [creates_index(sql) for sql in ("create unique index i on t (a)", 'CREATE TABLE "INDEX" ()')] == [
        True,
        False,
    ]
    wanted = {
        "ALTER TABLE t ALTER COLUMN a SET NOT NULL": True,
        "ALTER TABLE t ADD CONSTRAINT n NOT NULL a": True,
        "ALTER TABLE t ALTER COLUMN a DROP NOT NULL": False,
        "ALTER TABLE t ALTER CONSTRAINT n INHERIT": False,
    }
    assert {sql: sets_not_null(sql) for sql in wanted} == wanted
