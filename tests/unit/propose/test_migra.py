"""migra is asked about plain columns only, and works without setuptools."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import is_plain
from schemactl.propose.columns import Aspect, ColumnChange
from schemactl.propose.migra import TRUSTED, trusts, write
from schemactl.propose.relations import Column, Relation

COLUMN = Column(
    name="pages",
    type="integer",
    collation="",
    not_null="",
    expression="",
    identity="",
    generated="",
    storage="",
    compression="",
    statistics=-1,
    options=(),
    foreign_options=(),
    type_storage="p",
    inherited=False,
    local=True,
    not_null_inherited=False,
    not_null_local=False,
    not_null_kind="",
    not_null_name="",
    enum=False,
    composite=False,
    position=1,
)
BOOKS = Relation(
    schema="public",
    name="books",
    kind="r",
    persistence="p",
    access_method="heap",
    tablespace="",
    options=(),
    toast_options=(),
    replica_identity="d",
    replica_index="",
    force_row_security=False,
    partition=False,
    parents=(),
    partition_key="",
    of_type="",
    server="",
    foreign_options=(),
    columns={"pages": COLUMN},
    checks={},
    ancestors=(),
    key_columns=(),
    oid=1,
)


def a_change(aspect: Aspect, relation: Relation = BOOKS, **after: Any) -> ColumnChange:
    """Return a change of the column `pages` to these attributes."""
    changed = replace(COLUMN, **after)
    return ColumnChange(
        relation=relation,
        name=changed.name,
        aspect=aspect,
        before=None if aspect is Aspect.ADD else replace(COLUMN, name=changed.name),
        after=None if aspect is Aspect.DROP else changed,
    )


@pytest.mark.parametrize(
    ("change", "commands"),
    [
        (a_change(Aspect.ADD), ['alter table "public"."books" add column "pages" integer']),
        (a_change(Aspect.DROP), ['alter table "public"."books" drop column "pages"']),
        (
            a_change(Aspect.DEFAULT, expression="7"),
            ['alter table public.books alter column "pages" set default 7'],
        ),
        (
            a_change(Aspect.NOT_NULL, not_null="NOT NULL"),
            ['alter table public.books alter column "pages" set not null'],
        ),
        (
            a_change(Aspect.DEFAULT, expression="7", not_null="NOT NULL", type="bigint"),
            ['alter table public.books alter column "pages" set default 7'],
        ),
    ],
)
def test_one_aspect_is_one_command(change: ColumnChange, commands: list[str]) -> None:
    """Nothing else about the column is seen, even where it differs."""
    assert trusts(change)
    assert write(change) == commands


@pytest.mark.parametrize("aspect", sorted(set(Aspect) - TRUSTED))
def test_what_was_seen_to_go_wrong_is_not_asked(aspect: Aspect) -> None:
    """The natives write these."""
    assert not trusts(a_change(aspect))


@pytest.mark.parametrize(
    "after",
    [
        {"generated": "s"},
        {"generated": "v"},
        {"identity": "a"},
        {"inherited": True},
        {"not_null": "CONSTRAINT pages_there NOT NULL"},
        {"not_null": "NOT NULL NO INHERIT"},
        {"collation": 'pg_catalog."C"'},
    ],
)
def test_columns_with_peculiarities_are_not_asked_about(after: dict[str, Any]) -> None:
    """Each of these was measured to come out wrong."""
    assert not trusts(a_change(Aspect.NOT_NULL, **{"not_null": "NOT NULL"} | after))


@pytest.mark.parametrize("kind", ["v", "m", "f", "S", "c"])
def test_only_tables_are_asked_about(kind: str) -> None:
    """Plain and partitioned ones."""
    assert not trusts(a_change(Aspect.DEFAULT, replace(BOOKS, kind=kind), expression="7"))


NAMES = st.sampled_from(["books", "a1", "_x"]) | st.sampled_from(
    ['a"b', 'a"; DROP TABLE x; --', "a'b", "A", "a b", "a.b", "user", "table", "a$b", "ä", "a\n", "1a", "a-b", ""]
) | st.text(max_size=5)  # fmt: skip


@given(schema=NAMES, table=NAMES, column=NAMES, aspect=st.sampled_from(sorted(TRUSTED)))
def test_hostile_names_never_reach_migra(schema: str, table: str, column: str, aspect: Aspect) -> None:
    """Its quoting was measured to break on some; it only ever sees words that need none, and writes one command."""
    change = a_change(aspect, replace(BOOKS, schema=schema, name=table), name=column, not_null="NOT NULL")
    assert trusts(change) == (is_plain(schema) and is_plain(table) and is_plain(column))
    if trusts(change):
        for command in write(change):
            assert len(split_statements(command)) == 1


def test_setuptools_is_not_needed() -> None:
    """`schemainspect` asks for a module that setuptools no longer has; a process without it can still ask migra."""
    program = """
        import sys

        class Blocked:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] in {"pkg_resources", "setuptools"}:
                    raise ModuleNotFoundError(f"No module named {name!r}", name=name)

        sys.meta_path.insert(0, Blocked())
        from schemactl.propose.migra import _import

        obj, changes = _import()
        assert changes.get_table_changes and obj.InspectedSelectable
        assert "pkg_resources" not in sys.modules
        print("works")
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert (result.stdout, result.stderr) == ("works\n", "")
