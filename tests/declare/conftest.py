"""A database per test, and packages of schema modules written for one test."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData

from schemactl.declare.materialise import materialise
from schemactl.declare.sql_files import SqlFiles
from schemactl.declare.target import Target, collect, load_target
from schemactl.model.declaration import Declaration
from schemactl.postgres.connect import connect
from schemactl.scratch.installation import find_pg_dump
from schemactl.scratch.server import ScratchServer

_numbers = itertools.count()


class Database:
    """Return an empty database and the questions tests ask of it."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.connection = connect(conninfo)

    def create(self, target: Target | SqlFiles | Iterable[Declaration]) -> None:
        """Materialise a target, files or declarations."""
        materialise(target.declarations if isinstance(target, Target | SqlFiles) else target, self.connection)

    def create_all(self, *metadatas: MetaData) -> Target:
        """Materialise what MetaData declare."""
        target = collect(metadatas)
        self.create(target)
        return target

    def value(self, query: str, *arguments: Any) -> Any:
        """Return the only value of a query."""
        row = self.connection.execute(query, arguments).fetchone()
        return row[0] if row else None

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self.connection.execute(query).fetchall()

    def run(self, *commands: str) -> None:
        """Run commands."""
        for command in commands:
            self.connection.execute(command)

    def dump(self) -> str:
        """Return pg_dump's text, without the lines that differ from run to run."""
        command = [str(find_pg_dump()), "--schema-only", "--no-password", self.conninfo]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return "\n".join(line for line in text.splitlines() if not line.startswith("\\"))


@pytest.fixture
def new_database(server: ScratchServer) -> Iterator[Callable[[], Database]]:
    """Make empty databases; they are dropped after the test."""
    made: list[tuple[str, Database]] = []

    def create() -> Database:
        name = f"schemactl_declare_{os.getpid()}_{next(_numbers)}"
        server.create_database(name)
        made.append((name, Database(server.conninfo(name))))
        return made[-1][1]

    yield create
    for name, database in made:
        database.connection.close()
        server.drop_database(name)


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    """Return an empty database."""
    return new_database()


@pytest.fixture
def metadata() -> MetaData:
    """Return a MetaData without tables."""
    return MetaData()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dict[str, str]], str]]:
    """Write the files of a package below the working directory and return its name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    known = set(sys.modules)

    def write(files: dict[str, str]) -> str:
        name = f"declared_{next(_numbers)}"
        for path, text in {"__init__.py": "", **files}.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text).lstrip("\n").replace("PACKAGE", name))
        return name

    yield write
    for module in set(sys.modules) - known:
        if module.startswith("declared_"):
            del sys.modules[module]


@pytest.fixture
def load(package: Callable[[dict[str, str]], str]) -> Callable[[dict[str, str]], Target]:
    """Write the files of a package and load it as a target."""
    return lambda files: load_target(package(files))
