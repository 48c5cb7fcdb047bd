"""The stage of a benchmark: one database that lives, and the same state and one with one more column in every form."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.schemas import write_target
from schemactl.declare.materialise import materialise
from schemactl.declare.target import Target, load_target
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database

_SETTINGS = 'target = "{package}"\nschemas = ["app"]\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """One desired state in every form that can be given to `schemactl diff`.

    Attributes:
        folder: Holds the target package and a schemactl.toml that names it.
        sql: The same as a .sql file. `url`: The same as a database.
    """

    folder: Path
    sql: Path
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the contenders are pointed at.

    Attributes:
        live: URL of the live database.
        same, changed: Desired states without a difference, and with one added column.
    """

    live: str
    same: Forms
    changed: Forms


@contextmanager
def set_stage(server: ScratchServer, folder: Path, tables: int) -> Iterator[Stage]:
    """Write target packages and fill databases; drop the databases at the end."""
    with (
        scratch_database(server, "live") as live,
        scratch_database(server, "same") as same,
        scratch_database(server, "changed") as changed,
    ):
        yield Stage(
            live=_fill(server, live, _write(folder, f"live_{tables}", tables, added_column=False)),
            same=_forms(server, same, folder, f"same_{tables}", tables, added_column=False),
            changed=_forms(server, changed, folder, f"changed_{tables}", tables, added_column=True),
        )


def _forms(
    server: ScratchServer, database: str, folder: Path, package: str, tables: int, *, added_column: bool
) -> Forms:
    target = _write(folder, package, tables, added_column=added_column)
    sql = folder / f"{package}.sql"
    ordered = sorted(target.declarations, key=lambda declaration: declaration.rank)
    commands = [command for declaration in ordered for command in declaration.commands]
    sql.write_text("".join(f"{command.strip()};\n" for command in commands), encoding="utf-8")
    return Forms(folder=folder / package, sql=sql, url=_fill(server, database, target))


def _write(folder: Path, package: str, tables: int, *, added_column: bool) -> Target:
    """Write a target package with its settings into a folder of its own, and load it."""
    home = folder / package
    write_target(home, package, tables, added_column=added_column)
    (home / "schemactl.toml").write_text(_SETTINGS.format(package=package), encoding="utf-8")
    sys.path.insert(0, str(home))
    try:
        return load_target(package)
    finally:
        sys.path.remove(str(home))


def _fill(server: ScratchServer, database: str, target: Target) -> str:
    """Create what a target declares in a database; return the database's URL."""
    server.ensure_roles(target.roles)
    with connect(server.conninfo(database)) as connection:
        materialise(target.declarations, connection)
        connection.execute("ANALYZE")
        info = connection.info
        return f"postgresql://{info.user}@/{database}?host={info.host}&port={info.port}"
