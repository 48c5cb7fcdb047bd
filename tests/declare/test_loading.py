"""Targets: what a package or a module's attribute declares, whatever the order of import."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import schemactl
from schemactl.declare.target import Target, load_target
from schemactl.errors import DeclarationError
from tests.declare.conftest import Database

Package = Callable[[dict[str, str]], str]
Load = Callable[[dict[str, str]], Target]

LIBRARY = {
    "base.py": """
        from sqlalchemy import MetaData
        from schemactl import Extension, Schema
        metadata = MetaData()
        Schema("chat", metadata)
        Extension("citext", metadata)
    """,
    "public/__init__.py": "",
    "public/books.py": """
        from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, CheckConstraint
        from sqlalchemy.dialects.postgresql import CITEXT, ENUM
        from schemactl import Function, Grant, Policy, RowSecurity, Trigger, Revoke
        from PACKAGE.base import metadata

        touch = Function.from_file("functions/touch.sql", metadata=metadata, execute_to=["anon"])
        books = Table(
            "books",
            metadata,
            Column("id", Integer, primary_key=True),
            Column("title", CITEXT),
            Column("kind", ENUM("a", "b", name="kind")),
            Column("next", ForeignKey("chat.messages.id")),
            CheckConstraint("id > 0"),
            CheckConstraint("id > 1"),
            Index("books_title", "title"),
            RowSecurity(),
            Policy("p", using="true"),
            Grant("select", to="anon"),
            Revoke("all", from_="anon"),
            Trigger("touch", when="before update", function=touch),
        )
    """,
    "public/functions/touch.sql": """
        CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RETURN new;
        END $$;
    """,
    "views.py": """
        from sqlalchemy import select
        from schemactl import View
        from PACKAGE.base import metadata
        from PACKAGE.public.books import books
        View("a", metadata, "SELECT * FROM public.b")
        View("b", metadata, "SELECT * FROM public.c")
        View("c", metadata, select(books.c.id))
    """,
    "messages.py": """
        from sqlalchemy import Column, ForeignKey, Integer, Table, MetaData
        from PACKAGE.base import metadata
        Table("messages", metadata, Column("id", Integer, primary_key=True),
              Column("book", ForeignKey("books.id")), schema="chat")
        other = MetaData()
        Table("alone", other, Column("id", Integer))
    """,
}


def test_package_means_everything_in_it(load: Load, database: Database) -> None:
    """All modules of a package are imported, every MetaData in them counts, and every file read is listed."""
    target = load(LIBRARY)
    database.create(target)
    assert [
        row[0]
        for row in database.rows("SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'chat') ORDER BY 1")
    ] == ["alone", "books", "messages"]
    assert [file.name for file in target.files if file.name != "__init__.py"] == [
        "base.py",
        "messages.py",
        "books.py",
        "touch.sql",
        "views.py",
    ]


def test_order_of_import_changes_nothing(package: Package) -> None:
    """The same declarations give the same commands in the same order, whichever module comes first."""
    name = package(LIBRARY)
    show = (
        "import sys, importlib; [importlib.import_module(m) for m in sys.argv[2:]];"
        "from schemactl.declare.target import load_target;"
        "[print(d.rank, d.title, d.source, d.commands) for d in load_target(sys.argv[1]).declarations]"
    )
    orders = [[], [f"{name}.messages"], [f"{name}.views", f"{name}.base"], [f"{name}.public.books"]]
    root = str(Path(schemactl.__file__).parent.parent)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", show, name, *order],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": root, "PYTHONHASHSEED": str(number)},
        ).stdout
        for number, order in enumerate(orders)
    ]
    assert outputs[0]
    assert len(set(outputs)) == 1


def test_order_of_declarations_changes_nothing(load: Load, new_database: Callable[[], Database]) -> None:
    """Shuffled declarations end in the same database."""
    target = load(LIBRARY)
    first = new_database()
    first.create(target)
    expected = first.dump()
    for seed in range(3):
        shuffled = list(target.declarations)
        random.Random(seed).shuffle(shuffled)  # noqa: S311 - a seed, not a secret
        database = new_database()
        database.create(shuffled)
        assert database.dump() == expected
        flat = new_database()
        flat.create(replace(declaration, rank=50) for declaration in shuffled if "revoke" not in declaration.title)
        assert flat.dump() == expected


@pytest.mark.parametrize("attribute", ["metadata", "Base", "make", "holder.metadata"])
def test_attribute_of_a_module(package: Package, attribute: str) -> None:
    """The part after the colon may be a MetaData, a declarative base, a factory or a path to one of them."""
    name = package(
        {
            "models.py": """
            from types import SimpleNamespace
            from sqlalchemy import Column, Integer, MetaData, Table
            from sqlalchemy.orm import DeclarativeBase
            class Base(DeclarativeBase):
                pass
            metadata = Base.metadata
            holder = SimpleNamespace(metadata=metadata)
            def make():
                return metadata
            Table("a", metadata, Column("id", Integer))
            Table("elsewhere", MetaData(), Column("id", Integer))
            """
        }
    )
    target = load_target(f"{name}.models:{attribute}")
    assert [declaration.title for declaration in target.declarations] == ["table public.a"]


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("no_such_package_here", "there is no module no_such_package_here"),
        ("not a name", "is no target"),
        (":metadata", "is no target"),
        ("json:metadata", "json has no metadata"),
        ("json:loads", "cannot import json:loads"),
        ("json:decoder", "is a module, not a MetaData"),
    ],
)
def test_target_that_is_none(spec: str, message: str) -> None:
    """A target that names nothing usable is refused with a hint."""
    with pytest.raises(DeclarationError, match=message) as refusal:
        load_target(spec)
    assert refusal.value.hint


def test_several_targets_are_one(package: Package) -> None:
    """Several specs declare together."""
    one, two = (
        package({"a.py": f"from sqlalchemy import *\nm = MetaData()\nTable('{name}', m, Column('id', Integer))\n"})
        for name in ("x", "y")
    )
    assert [declaration.title for declaration in load_target(one, two).declarations] == [
        "table public.x",
        "table public.y",
    ]


def test_loading_twice_is_the_same(package: Package) -> None:
    """A package that is loaded a second time in one process gives an equal target."""
    name = package(LIBRARY)
    assert load_target(name) == load_target(name)


def test_every_object_has_its_line(load: Load) -> None:
    """Notes point at the line of a table, column-level names, policy, and at the file of a function."""
    target = load(LIBRARY)
    lines = {(note.kind, note.schema, note.name): note.source for note in target.notes}
    assert lines["TABLE", "public", "books"].line == 7
    assert lines["INDEX", "public", "books_title"].line == 16
    assert lines["POLICY", "public", "books p"].line == 18
    assert lines["TRIGGER", "public", "books touch"].line == 21
    assert lines["VIEW", "public", "b"].line == 6
    function = next(one for one in target.declarations if one.title == "function public.touch")
    assert function.source.path.endswith("public/functions/touch.sql")
    assert not function.source.path.startswith("/")


def test_public_names() -> None:
    """Every public name can be imported, and importing schemactl alone does not load SQLAlchemy."""
    for name in schemactl.__all__:
        assert getattr(schemactl, name).__name__ == name
    assert set(schemactl.__all__) <= set(dir(schemactl))
    with pytest.raises(AttributeError):
        _ = schemactl.no_such_name
    root = str(Path(schemactl.__file__).parent.parent)
    show = "import sys, schemactl; sys.exit('sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", show], check=True, env={"PYTHONPATH": root})


def test_many_declarations_are_quick(load: Load, database: Database) -> None:
    """A thousand tables with policies and indexes take seconds, in one session on default lock settings."""
    text = """
    from sqlalchemy import *
    from schemactl import *
    metadata = MetaData()
    for n in range(1000):
        Table(f"t{n}", metadata, Column("id", Integer, primary_key=True), Column("a", Text, index=True),
              RowSecurity(), Policy("p", using="true"), Grant("select", to="anon"))
    """
    database.create(load({"a.py": text}))
    assert database.value("SELECT count(*) FROM pg_policies") == 1000
