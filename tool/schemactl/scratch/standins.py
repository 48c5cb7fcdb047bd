"""Stand-ins for extensions this machine lacks: the same names and signatures in plain SQL, with no work behind them.

A scratch server only has to accept DDL, so signatures are enough. A real extension always wins, with one exception: the
real pg_cron can be created in one database of a server only and needs a background worker, neither of which a scratch
server offers, so that its stand-in is used even where the real one is installed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from schemactl.scratch.cache import cached_directory, digest
from schemactl.scratch.installation import Installation
from schemactl.scratch.server import ScratchServer

_ALWAYS = frozenset({"pg_cron"})
# Its indexes cannot take options, so that a server with the real one is better.
_POOR = frozenset({"vector"})


def available(server: ScratchServer) -> tuple[str, ...]:
    """Return the extensions that ``CREATE EXTENSION`` on this server takes from stand-ins, sorted by name."""
    return server.standins


def lacking(installation: Installation) -> tuple[str, ...]:
    """Return the stand-ins a server with these original binaries would use, sorted by name."""
    return tuple(sorted((names() - installation.extensions) | (_ALWAYS & names())))


def names() -> frozenset[str]:
    """Return the extensions there is a stand-in for."""
    return frozenset(_extension(file) for file in _files() if file.name.endswith(".control"))


def better_real(extensions: Iterable[str]) -> frozenset[str]:
    """Return those extensions whose DDL no stand-in, or only a poor one, would accept."""
    return frozenset(extensions) - (names() - _POOR)


@cache
def fingerprint() -> str:
    """Return a name for the content of all stand-ins."""
    return digest(*(part for file in _files() for part in (file.name, file.read_bytes())))


def control_path() -> str:
    """Return the ``extension_control_path`` with which a server finds its own extensions before the stand-ins."""

    def fill(directory: Path) -> None:
        for file in _files():
            place = directory / ("before" if _extension(file) in _ALWAYS else "after") / "extension"
            place.mkdir(parents=True, exist_ok=True)
            (place / file.name).write_bytes(file.read_bytes())

    directory = cached_directory(f"standins-{fingerprint()}", fill)
    return f"{directory / 'before'}:$system:{directory / 'after'}"


def script(extension: str) -> str:
    """Return the SQL of a stand-in to run as it is, in a database where CREATE EXTENSION cannot find it."""
    text = next(file for file in _files() if _extension(file) == extension and file.name.endswith(".sql"))
    lines = text.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if "pg_extension_config_dump" not in line)


def add_to(directory: Path) -> None:
    """Add the stand-ins to the extensions of a private copy of binaries, leaving its real ones alone."""
    real = {path.stem for path in directory.glob("*.control")}
    for extension in _ALWAYS & real:
        for path in directory.glob(f"{extension}--*.sql"):
            path.unlink()
    for file in _files():
        if _extension(file) not in real - _ALWAYS:
            (directory / file.name).write_bytes(file.read_bytes())


@cache
def _files() -> tuple[Traversable, ...]:
    """Return control files and scripts, sorted by name."""
    package = resources.files("schemactl.scratch") / "standins"
    return tuple(sorted((file for file in package.iterdir() if file.is_file()), key=lambda file: file.name))


def _extension(file: Traversable) -> str:
    """Return the extension a control file or script belongs to (PostgreSQL manual, Extension Files)."""
    return file.name.removesuffix(".control").split("--")[0]
