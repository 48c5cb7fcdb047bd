"""Where things that are expensive to make are kept between runs: copies of binaries, stand-ins, template clusters.

Everything in the cache is named after what it was made from, appears by one rename, and may be deleted at any time when
no schemactl runs.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from schemactl.errors import ScratchError

ENVIRONMENT_VARIABLE = "SCHEMACTL_CACHE_DIR"
KINDS = ("postgresql", "standins", "cluster", "desired", "target")
"""First words of all names in the cache."""

_UNUSED_SECONDS = 30 * 24 * 3600


def cache_directory() -> Path:
    """Return a directory that is ours and can be written.

    ``SCHEMACTL_CACHE_DIR``, else ``/var/cache/schemactl`` for root (the server runs as another account, which could not
    read a cache in the home directory of root), else the user's cache directory, else one in the temporary directory.

    Raises:
        ScratchError: None of them can be used.
    """
    chosen = os.environ.get(ENVIRONMENT_VARIABLE)
    fallback = Path(tempfile.gettempdir()) / f"schemactl-cache-{os.geteuid()}"
    for directory in (Path(chosen),) if chosen else (_usual_directory(), fallback):
        if _can_be_used(directory):
            return directory
    raise ScratchError(
        "there is no directory to cache PostgreSQL in",
        hint=f"Set {ENVIRONMENT_VARIABLE} to a directory that belongs to you and that nobody else can write to.",
    )


def _usual_directory() -> Path:
    """Return the customary cache directory of this account."""
    if os.geteuid() == 0:
        return Path("/var/cache/schemactl")
    # A container may run under a number that has no home, for which Path.home() fails.
    home = os.environ.get("HOME") or "/"
    return Path(os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache") / "schemactl"


def _can_be_used(directory: Path) -> bool:
    """Return whether a directory, made if missing, belongs to us alone. What lies in it is executed."""
    try:
        directory.mkdir(mode=0o755, parents=True, exist_ok=True)
        status = directory.lstat()
    except OSError:
        return False
    ours = status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return ours and stat.S_ISDIR(status.st_mode) and os.access(directory, os.W_OK)


def digest(*parts: str | bytes) -> str:
    """Return a short name for what something is made from."""
    summary = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        summary.update(len(data).to_bytes(8, "big") + data)
    return summary.hexdigest()[:16]


@contextlib.contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let one process or thread at a time make the thing of this name; the others wait and then find it made."""
    descriptor = os.open(cache_directory() / f"{name}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def cached_directory(name: str, fill: Callable[[Path], None]) -> Path:
    """Return the cached directory of this name, made on first use and readable by every account.

    Args:
        name: Named after all it is made from.
        fill: Writes the content into an empty directory. Whatever it leaves behind when it fails is removed.
    """
    target = cache_directory() / name
    with contextlib.suppress(FileNotFoundError):
        os.utime(target)  # tells `_remove_unused` that somebody uses it
        return target
    with only_one(name):
        if not target.is_dir():
            unfinished = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=target.parent))
            try:
                fill(unfinished)
                _let_everybody_read(unfinished)
                unfinished.rename(target)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
            _remove_unused(target.parent)
    return target


def _remove_unused(directory: Path) -> None:
    """Remove what no run has used for a long time, such as copies of binaries that were upgraded since."""
    for path in (path for kind in KINDS for path in directory.glob(f"{kind}-*")):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _UNUSED_SECONDS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _let_everybody_read(directory: Path) -> None:
    """Give every account the right to read and enter what is below a directory, however strict the umask was."""
    for parent, _, files in os.walk(directory):
        Path(parent).chmod(0o755)
        for path in (Path(parent) / file for file in files):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
