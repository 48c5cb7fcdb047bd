"""Private copies of binaries, for the two cases in which the originals will not do.

Root starts the server as another account, which often cannot reach the originals (a virtual environment below a 0700
home). And up to PostgreSQL 17 stand-ins can only be found among the binaries' own extensions.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from schemactl.scratch import standins
from schemactl.scratch.account import Account
from schemactl.scratch.cache import cached_directory, digest
from schemactl.scratch.installation import Installation

_FIRST_WITH_CONTROL_PATH = 18
_HEADERS_BYTES = 1 << 16
_NEEDLESS = shutil.ignore_patterns("*.a", "*.h", "pgxs", "pkgconfig", "bitcode", "doc", "man", "locale", "__pycache__")


def finds_standins_by_path(installation: Installation) -> bool:
    """Return whether the server has ``extension_control_path`` (PostgreSQL 18 release notes)."""
    return installation.major >= _FIRST_WITH_CONTROL_PATH


def startable(installation: Installation, account: Account) -> Installation:
    """Return an installation that the account can run and that can create stand-ins; the same one if it will do."""
    if finds_standins_by_path(installation) and not account.is_other:
        return installation
    with_standins = not finds_standins_by_path(installation)
    standins_used = standins.fingerprint() if with_standins else ""
    extensions = " ".join(sorted(installation.extensions))

    def fill(directory: Path) -> None:
        for part in installation.parts:
            _copy(part, directory / part.relative_to(installation.root))
        if with_standins:
            standins.add_to(directory / installation.sharedir.relative_to(installation.root) / "extension")

    name = f"postgresql-{installation}-{identity(installation, installation.origin, extensions, standins_used)}"
    copy = cached_directory(name, fill)
    return replace(
        installation,
        bindir=copy / installation.bindir.relative_to(installation.root),
        sharedir=copy / installation.sharedir.relative_to(installation.root),
        root=copy,
        parts=tuple(copy / part.relative_to(installation.root) for part in installation.parts),
    )


def identity(installation: Installation, *more: str) -> str:
    """Return a name for this build of PostgreSQL, and for whatever else the caller depends on.

    Where it lies and when it was unpacked does not count, so that a new virtual environment finds what an old one made.
    """
    postgres = installation.bindir / "postgres"
    with postgres.open("rb") as binary:
        # The headers, with the identifier that linkers derive from all of the content.
        head = binary.read(_HEADERS_BYTES)
    return digest(str(installation), str(postgres.stat().st_size), head, *more)


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a directory tree, leaving out what only builds and manuals need."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=_NEEDLESS, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target)
