"""Types of a small database that makes them difficult, and of this repository's own."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from schemactl.api_types.catalog import read_interface, schemas_of
from schemactl.api_types.ordering import by_name
from schemactl.api_types.python import write_python
from schemactl.api_types.typescript import write_typescript
from schemactl.api_types.values import Interface
from schemactl.cli import main
from schemactl.errors import ExitCode
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LANGUAGES = {"typescript": "ts", "python": "py"}
GOLDENS = {"typescript": HERE / "goldens" / "nasty.ts", "python": HERE / "goldens" / "nasty.py.txt"}


@pytest.fixture(scope="module")
def nasty(server: ScratchServer) -> Iterator[Interface]:
    """Return what callers can reach in the database of `nasty.sql`."""
    with scratch_database(server, "types") as name, connect(server.conninfo(name)) as connection:
        connection.execute((HERE / "nasty.sql").read_bytes())
        yield read_interface(connection, ["public", "chat"])


@pytest.fixture(scope="module")
def module() -> ModuleType:
    """Return the golden of Python, imported."""
    loader = SourceFileLoader("nasty_types", str(GOLDENS["python"]))
    spec = importlib.util.spec_from_loader("nasty_types", loader)
    assert spec
    imported = importlib.util.module_from_spec(spec)
    sys.modules["nasty_types"] = imported
    loader.exec_module(imported)
    return imported


@pytest.mark.parametrize("language", LANGUAGES)
def test_types_are_as_agreed(nasty: Interface, language: str) -> None:
    """Every sort of object is written as in the golden; for TypeScript that is what Supabase's own generator writes."""
    text = write_typescript(nasty) if language == "typescript" else write_python(nasty)
    assert text == GOLDENS[language].read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_committed_types_are_what_is_declared(
    language: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The files under docs/types are those of the declared database."""
    monkeypatch.chdir(ROOT)
    file = f"docs/types/database.{LANGUAGES[language]}"
    code = main.run(["types", "--language", language, "--out", file, "--check"])
    assert code == 0, f"{capfd.readouterr()}: write it anew with: schemactl types --language {language} --out {file}"


def test_python_can_be_imported_and_its_hints_resolve(module: ModuleType) -> None:
    """Tools that read hints at run time find every name in them."""
    dictionaries = [value for value in vars(module).values() if typing.is_typeddict(value)]
    assert len(dictionaries) > 50
    for dictionary in dictionaries:
        assert set(typing.get_type_hints(dictionary)) == set(dictionary.__annotations__)


def test_names_of_python_are_those_of_the_database(module: ModuleType, nasty: Interface) -> None:
    """Keys are columns, letter by letter, whatever Python would make of such a name in a class."""
    relation = next(r for r in nasty.relations if "ird" in r.name)
    hints = typing.get_type_hints(module.PublicWeIrdName)
    assert set(hints) == {column.name for column in relation.columns}
    assert module.PublicMood.__args__ == ("sad", "ok", 'very "happy"', "tab\there", "back\\slash")


def test_a_class_name_is_given_once(module: ModuleType) -> None:
    """A table called like what belongs to another one makes way for neither, nor is it lost."""
    assert set(typing.get_type_hints(module.PublicParentInsert)) == {"id"}
    assert "name" in module.PublicParentInsert2.__required_keys__


def test_what_may_be_left_out_is_known_at_run_time(module: ModuleType) -> None:
    """INSERT asks for what has neither a default nor NULL; what only the server computes is not offered at all."""
    assert module.PublicChildInsert.__required_keys__ == {"parent_id", "j", "texts", "file_type"}
    assert "computed" not in module.PublicChildInsert.__annotations__
    assert module.PublicChildUpdate.__required_keys__ == set()
    assert module.PublicDefaultsArgs.__optional_keys__ == {"a"}


@pytest.mark.slow
def test_python_passes_a_strict_type_check(tmp_path: Path) -> None:
    """The module and code that uses it pass mypy, and wrong code does not."""
    (tmp_path / "nasty.py").write_bytes(GOLDENS["python"].read_bytes())
    (tmp_path / "use.py").write_text(
        "from nasty import PublicChildInsert, PublicMood\n"
        "def mood(child: PublicChildInsert) -> PublicMood:\n    return child.get('mood', 'ok')\n"
        "child: PublicChildInsert = {'parent_id': 1, 'j': {'a': [1, None]}, 'texts': [], 'file_type': 'pdf'}\n"
        "wrong: PublicChildInsert = {'parent_id': 'one'}\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=/dev/null", "use.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert {line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line} == {"5"}, done.stdout


@pytest.mark.parametrize("command", [("check",), ("format", "--diff")], ids=lambda command: command[0])
def test_python_is_as_the_linter_wants_it(command: tuple[str, ...]) -> None:
    """The strictest linter finds nothing, and its formatter changes nothing."""
    whole = [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(ROOT / "docs" / "types" / "nasty.py"), "-"]
    done = subprocess.run(whole, input=GOLDENS["python"].read_bytes(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_no_name_breaks_out_of_its_quotes(nasty: Interface) -> None:
    """Both files hold a hostile comment and hostile names as texts, and nothing in them is hidden from the reader."""
    typescript, python = write_typescript(nasty), write_python(nasty)
    assert all(line.isprintable() for text in (typescript, python) for line in text.splitlines())
    assert ast.get_docstring(next(c for c in ast.parse(python).body if getattr(c, "name", "") == "PublicParentInsert"))
    assert json.dumps("new\nline") in typescript


def test_lists_of_values_become_unions_when_asked_for(nasty: Interface) -> None:
    """A CHECK on a list of texts gives a union of them; any other CHECK does not."""
    typescript, python = write_typescript(nasty, unions=True), write_python(nasty, unions=True)
    assert 'file_type: "pdf" | "text"\n' in typescript
    assert 'kind: "a" | "it\'s" | null\n' in typescript
    assert "not_a_list: string | null\n" in typescript
    assert 'PublicChildFileType: TypeAlias = Literal["pdf", "text"]' in python
    assert "    kind: PublicChildKind | None\n" in python
    assert "    not_a_list: str | None\n" in python


def test_schemas_that_hold_something_are_found(server: ScratchServer) -> None:
    """Without a list of schemas, all but PostgreSQL's own are written."""
    with scratch_database(server, "types") as name, connect(server.conninfo(name)) as connection:
        connection.execute("CREATE SCHEMA nothing; CREATE SCHEMA shop; CREATE TYPE shop.size AS ENUM ('s')")
        assert schemas_of(connection) == ("shop",)
        assert "shop" in write_typescript(read_interface(connection, schemas_of(connection)))


def test_members_of_extensions_are_left_out(server: ScratchServer) -> None:
    """What an extension brought belongs to it, and columns of its types are texts."""
    with scratch_database(server, "types") as name, connect(server.conninfo(name)) as connection:
        connection.execute(
            "CREATE EXTENSION vector SCHEMA public; CREATE TABLE public.t (embedding public.vector(3) NOT NULL)"
        )
        text = write_typescript(read_interface(connection, ["public"]))
    assert "embedding: string\n" in text
    assert "l2_distance" not in text


def test_order_is_that_of_a_dictionary() -> None:
    """Marks come before digits, digits before letters, and the case decides only among equals."""
    names = ["b", "Ab", "a1", "ab", "a_1", "ä", "aB", "a-1", "z", "a", "_"]
    assert sorted(names, key=by_name) == ["_", "a", "ä", "a_1", "a-1", "a1", "ab", "aB", "Ab", "b", "z"]


def test_a_stale_file_is_told_from_a_current_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`--check` writes nothing and answers with its exit code."""
    (tmp_path / "shop.sql").write_text("CREATE TABLE public.orders (id integer PRIMARY KEY);", encoding="utf-8")
    file = tmp_path / "types.ts"
    line = ["types", "--desired", str(tmp_path / "shop.sql"), "--language", "typescript", "--out", str(file)]
    assert main.run([*line, "--check"]) == ExitCode.DIFFERENCES
    assert not file.exists()
    assert main.run(line) == 0
    assert main.run([*line, "--check"]) == 0
    file.write_text(re.sub("orders", "order", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert main.run([*line, "--check"]) == ExitCode.DIFFERENCES
    assert main.run(["types", "--language", "typescript", "--check"]) == ExitCode.USAGE
    assert "Name it with --out." in capfd.readouterr().err
