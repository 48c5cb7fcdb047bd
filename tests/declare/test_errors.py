"""A mistake is reported as one line with the file and line it was made on."""

# ruff: noqa: E501 - a case is one line: the files, the place, the message

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from schemactl.declare.target import Target
from schemactl.errors import DeclarationError
from tests.declare.conftest import Database

Load = Callable[[dict[str, str]], Target]

BASE = """
from sqlalchemy import MetaData
metadata = MetaData()
"""


def refusal(load: Load, files: dict[str, str], database: Database | None = None) -> tuple[str, DeclarationError]:
    """Return the place of the error that loading (and creating) a package ends with, and the error."""
    with pytest.raises(DeclarationError) as caught:  # noqa: PT012 - which of the two refuses is not the question
        target = load(files)
        if database is not None:
            database.create(target)
    error = caught.value
    assert error.source is not None
    assert error.hint
    return f"{error.source.path.partition('/')[2]}:{error.source.line}", error


@pytest.mark.parametrize(
    ("files", "place", "message"),
    [
        pytest.param({"a.py": "x = 1\ny = = 2\n"}, "a.py:2", "syntax error", id="a syntax error"),
        pytest.param({"a.py": "x = 1\nimport no_such_module\n"}, "a.py:2", "there is no|No module", id="a missing module"),
        pytest.param({"a.py": "x = 1\n\n1 / 0\n"}, "a.py:3", "ZeroDivisionError", id="an exception"),
        pytest.param({"a.py": "import sys\nsys.exit(0)\n"}, "a.py:2", "SystemExit", id="an exit"),
        pytest.param({"a.py": "from PACKAGE.b import f\n\nf()\n", "b.py": "def f():\n    raise ValueError\n"}, "b.py:2", "ValueError", id="in a helper"),
        pytest.param({"a.py": "x = 1\n"}, "__init__.py:1", "declares nothing", id="no metadata"),
        pytest.param({"a.py": BASE + "from schemactl import Policy\nPolicy('p', command='look')\n"}, "a.py:4", "unknown command 'look'", id="a wrong word"),
        pytest.param({"a.py": BASE + "from schemactl import Policy\nlost = Policy('p', using='true')\n"}, "a.py:4", "lost belongs to no table", id="an item without a table"),
        pytest.param({"a.py": BASE + "from schemactl import Function\nFunction.from_file('no.sql', metadata=metadata)\n"}, "a.py:4", "cannot read", id="a missing file"),
        pytest.param({"a.py": BASE + "from schemactl import Function\nFunction.from_file('f.sql', metadata=metadata)\n", "f.sql": "SELECT 1;\n\nSELECT 2;\n"}, "f.sql:3", "second command", id="two commands in a file"),
        pytest.param({"a.py": BASE + "from schemactl import Function\nFunction.from_file('f.sql', metadata=metadata)\n", "f.sql": "-- nothing\n"}, "f.sql:1", "no command", id="an empty file"),
        pytest.param({"a.py": BASE + "from sqlalchemy import *\nfrom schemactl import *\nTable('t', metadata, Column('a', Policy('p')))\n"}, "a.py:5", "does not belong in a Column", id="a policy in a column"),
        pytest.param({"a.py": BASE + "from schemactl import *\nTrigger('t', when='sometimes', function='f', table='t', metadata=metadata)\n"}, "a.py:4", "cannot read when", id="a trigger's moment"),
        pytest.param({"a.py": BASE + "from schemactl import *\nGrant('select; drop', to='a', table='t', metadata=metadata)\n"}, "a.py:4", "cannot read the privileges", id="a privilege"),
        pytest.param({"a.py": BASE + "from schemactl import *\nGrant('select', to='a', table='t')\n"}, "a.py:4", "belongs to no metadata", id="a name without metadata"),
        pytest.param({"a.py": BASE + "from schemactl import *\nView('v', 'select 1')\n"}, "a.py:4", "missing 1 required|no metadata", id="a view without metadata"),
        pytest.param({"a.py": BASE + "from schemactl import *\nmerged_from('a', reject_when={'x': 'y'})\n"}, "a.py:4", "where they go", id="rejected rows without a place"),
    ],
)  # fmt: skip
def test_mistakes_in_modules(load: Load, files: dict[str, str], place: str, message: str) -> None:
    """A mistake in a module is reported at its line and never as a traceback."""
    found, error = refusal(load, files)
    assert found == place
    assert re.search(message, error.message)


TABLE = (
    BASE
    + """
from sqlalchemy import *
from schemactl import *

books = Table(
    "books",
    metadata,
    Column("id", Integer, primary_key=True),
    {item},
    {more}
)
"""
)
ITEM_LINE = 11
MORE_LINE = 12


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ('Policy("p", using="idd = 1")', 'column "idd" does not exist'),
        ('Policy("p", to="nobody_such")', 'role "nobody_such" does not exist'),
        ('Trigger("t", when="before update", function="public.no_such")', "function public.no_such"),
        ('Grant("select", to="nobody_such")', 'role "nobody_such" does not exist'),
        ('Column("x", SqlType("no.such_type"))', 'schema "no" does not exist'),
        ('Column("x", Integer, server_default=text("no_such()"))', r"no_such\(\) does not exist"),
        ('Column("x", Integer, ForeignKey("public.missing.id"))', 'relation "public.missing" does not exist'),
        ('CheckConstraint("idd > 0", name="c")', 'column "idd" does not exist'),
        ('Index("i", text("lower(idd)"))', 'column "idd" does not exist'),
        ('Statistics("s", ["ndistinct"], ["id", "idd"])', 'column "idd" does not exist'),
        ('Partition("p", "FOR VALUES IN (1)")', "is not partitioned"),
        ('Comment("nothing", "text")', 'constraint "nothing" for table "books" does not exist'),
    ],
)
def test_mistakes_in_a_table(load: Load, database: Database, item: str, message: str) -> None:
    """What PostgreSQL refuses is reported at the line of the very item, and names what was declared."""
    place, error = refusal(load, {"a.py": TABLE.format(item=item, more="RowSecurity(),")}, database)
    assert place == f"a.py:{ITEM_LINE}"
    assert re.search(message, error.message)
    assert "books" in error.message


@pytest.mark.parametrize(
    ("item", "hint"),
    [
        ('Column("x", SqlType("public.no_such"))', "Nothing has this name"),
        ('Column("x", SqlType("no_such"))', "Write the name with its schema"),
    ],
)
def test_hint_for_a_name_that_is_not_found(load: Load, database: Database, item: str, hint: str) -> None:
    """The hint asks for the schema only where the name lacks it."""
    _, error = refusal(load, {"a.py": TABLE.format(item=item, more="RowSecurity(),")}, database)
    assert error.hint.startswith(hint)


def test_expression_that_cannot_be_written(load: Load) -> None:
    """An expression SQLAlchemy cannot write with literal values is refused at the item's line."""
    item = 'Policy("p", using=bindparam("x") == 1)'
    place, error = refusal(load, {"a.py": TABLE.format(item=item, more="")})
    assert place == f"a.py:{ITEM_LINE}"
    assert "cannot write" in error.message


def test_the_first_cause_is_reported(load: Load, database: Database) -> None:
    """When one mistake stops others, the cause is the message and the rest is a number."""
    text = TABLE.format(item='Column("x", SqlType("public.no_such"))', more='RowSecurity(), Policy("p"),')
    place, error = refusal(load, {"a.py": text}, database)
    assert place == f"a.py:{ITEM_LINE}"
    assert "public.no_such" in error.message
    assert "2 more cannot be created" in error.message


def test_class_attributes_have_lines(load: Load, database: Database) -> None:
    """In a mapped class, an error is reported at the attribute's line."""
    text = """
    from sqlalchemy import text
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase):
        pass

    class Book(Base):
        __tablename__ = "books"
        id: Mapped[int] = mapped_column(primary_key=True)
        pages: Mapped[int] = mapped_column(server_default=text("no_such()"))
    """
    place, _ = refusal(load, {"a.py": text}, database)
    assert place == "a.py:10"


FUNCTION = BASE + 'from schemactl import *\nFunction.from_file("sql/f.sql", metadata=metadata, execute_to=["anon"])\n'


@pytest.mark.parametrize(
    ("sql", "line", "message"),
    [
        ("-- a\n\nCREATE FUNCTION public.f() RETURNS int\nLANGUAGE sqll AS 'SELECT 1';\n", 3, 'language "sqll"'),
        ("-- a\nCREATE FUNCTION public.f()\nRETURNS no.such\nLANGUAGE sql AS 'SELECT 1';\n", 2, 'schema "no"'),
        ("CREATE FUNCTION public.f()\nRETURNS int\nLANGUAGE sql AS $$\nSELECT 1;\n\nSELEC 2\n$$", 6, 'syntax error at or near "SELEC"'),
        ("\n\nCREATE FUNCTION public.f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETRN 1;\nEND\n$$", 3, '"RETRN"'),
        ("CREATE FUNCTION public.f() RETURNS int LANGUAGE plpgsql AS '\nBEGIN\n  RAISE ''it'';\n  RETRN 1;\nEND'", 4, '"RETRN"'),
        ("CREATE FUNCTION public.f() RETURNS int\nLANGUAGE sql\nBEGIN ATOMIC\n SELECT 1;\n SELECT x FROM no.such;\nEND", 5, '"no.such"'),
        ("CREATE FUNCTION public.other()\nRETURNS int LANGUAGE sql AS 'SELECT 1'", 1, r"public.f"),
        ("CREATE FUNCTION f() RETURNS int\nLANGUAGE sql AS 'SELECT 1'", 1, "no schema has been selected"),
    ],
)  # fmt: skip
def test_mistakes_in_sql_files(load: Load, database: Database, sql: str, line: int, message: str) -> None:
    """A mistake in a function's file is reported at its line there, also inside the body."""
    place, error = refusal(load, {"a.py": FUNCTION, "sql/f.sql": sql}, database)
    assert place == f"sql/f.sql:{line}"
    assert re.search(message, error.message)


def test_mistake_in_a_view_file(load: Load, database: Database) -> None:
    """A mistake in a view's query is reported at its line in the file."""
    text = BASE + 'from schemactl import *\nView.from_file("v.sql", metadata=metadata, name="v")\n'
    place, _ = refusal(load, {"a.py": text, "v.sql": "-- view\nSELECT 1 AS a,\n  no_such AS b;\n"}, database)
    assert place == "v.sql:3"


def test_text_that_breaks_out_is_refused(load: Load, database: Database) -> None:
    """A declared text cannot smuggle in a second command."""
    item = 'Policy("p", using="true); CREATE TABLE public.smuggled (id int); --")'
    place, error = refusal(load, {"a.py": TABLE.format(item=item, more="")}, database)
    assert place == f"a.py:{ITEM_LINE}"
    assert "cannot insert multiple commands" in error.message
    assert database.value("SELECT to_regclass('public.smuggled')") is None


def test_settings_survive_a_refusal(load: Load, database: Database) -> None:
    """After a refusal the session has its settings back and can be used."""
    refusal(load, {"a.py": TABLE.format(item='Policy("p", using="idd = 1")', more="")}, database)
    assert database.value("SHOW search_path") == ""
    assert database.value("SHOW check_function_bodies") == "on"
    assert database.value("SHOW timezone") == "UTC"
