"""The directory a server lives in, and the removal of directories whose owner crashed.

Whoever uses a directory holds a lock on its file ``lock`` for as long as the process lives: the kernel lets go of it
whatever way the process ends. A directory nobody holds is a left-over.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from schemactl.errors import ScratchError
from schemactl.scratch.account import Account

_PREFIX = "schemactl-server-"
# Names below these two are made by mkdtemp, which nobody can foresee or take over.
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
_SHORT_TEMPORARY = Path("/tmp")  # noqa: S108
_ROOM_NEEDED_BYTES = 256 << 20
# A socket address holds 108 bytes on Linux and 104 on macOS, the last one being zero (manual pages unix(7), unix(4)).
_LONGEST_SOCKET_PATH_BYTES = 103
_SOCKET_NAME = ".s.PGSQL.5432"
_EXIT_WAIT_SECONDS = 5.0


class Home:
    """A new directory for one server, locked by this process.

    Args:
        account: Who the server runs as; the directory belongs to it and nobody else can enter.

    Raises:
        ScratchError: There is no place for it.
    """

    def __init__(self, account: Account) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_base(account)))
        # The file is locked before it gets its name, so that a sweep never sees it unlocked.
        unnamed = self.path / "lock.new"
        self._lock = os.open(unnamed, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        unnamed.rename(self.path / "lock")
        account.give(self.path)

    @property
    def data(self) -> Path:
        """Return the server's data directory."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """Return the file the server writes its complaints to."""
        return self.path / "log"

    def empty(self) -> None:
        """Remove the data directory, for another try."""
        shutil.rmtree(self.data, ignore_errors=True)

    def remove(self) -> None:
        """Remove the directory. The server must have ended."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def sweep(account: Account) -> None:
    """Remove the directories crashed runs of this account left behind, and end servers still running there.

    A server normally ends with its owner; one is only found running if its watcher was killed too.
    """
    uid = os.geteuid() if account.uid is None else account.uid
    for directory in _left_over_candidates():
        with contextlib.suppress(OSError), _locked(directory, uid):
            _end_server(directory, uid)
            shutil.rmtree(directory, ignore_errors=True)


def _left_over_candidates() -> Iterator[Path]:
    """Yield every directory of a server, used or not."""
    for base in dict.fromkeys((_SHARED_MEMORY, Path(tempfile.gettempdir()), Path("/tmp"))):  # noqa: S108 -- only searched
        yield from base.glob(f"{_PREFIX}*")


@contextlib.contextmanager
def _locked(directory: Path, uid: int) -> Iterator[None]:
    """Hold the lock of a directory that belongs to an account.

    Raises:
        OSError: The directory is in use, is not the account's, or is none of ours.
    """
    status = directory.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != uid:
        raise PermissionError(directory)
    descriptor = os.open(directory / "lock", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _end_server(directory: Path, uid: int) -> None:
    """End the server of a left-over directory, if it runs, and wait until it is gone.

    Systems without /proc skip this; there the server ends by itself within a minute of losing its directory (PostgreSQL
    source, ``RecheckDataDirLockFile``).
    """
    with contextlib.suppress(OSError, ValueError):
        pid = int((directory / "data/postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        deadline = time.monotonic() + _EXIT_WAIT_SECONDS
        if _is_server(pid, directory, uid):
            os.kill(pid, signal.SIGQUIT)
        while _is_server(pid, directory, uid) and time.monotonic() < deadline:
            time.sleep(0.01)


def _is_server(pid: int, directory: Path, uid: int) -> bool:
    """Return whether a process is the server of a directory.

    Only if the account owns it and its command line names the directory: the number in a left-over file may long belong
    to another process. A process that has ended but that nobody has waited for has no command line.
    """
    process = Path(f"/proc/{pid}")
    try:
        arguments = (process / "cmdline").read_bytes().split(b"\0")
        return process.stat().st_uid == uid and os.fsencode(directory / "data") in arguments
    except OSError:
        return False


def _base(account: Account) -> Path:
    """Return where to put servers: memory if there is room, else the temporary directory, with a short path.

    Raises:
        ScratchError: No directory can be used.
    """
    temporary = Path(tempfile.gettempdir())
    for base in (_SHARED_MEMORY, temporary, _SHORT_TEMPORARY):
        longest = base / f"{_PREFIX}12345678" / _SOCKET_NAME
        if not os.access(base, os.W_OK | os.X_OK) or len(os.fsencode(longest)) > _LONGEST_SOCKET_PATH_BYTES:
            continue
        if account.is_other and not _open_to_everybody(base):
            continue
        if base == _SHARED_MEMORY and shutil.disk_usage(base).free < _ROOM_NEEDED_BYTES:
            continue
        return base
    raise ScratchError(
        "there is no directory to run a scratch server in",
        hint=f"Set TMPDIR to a writable directory with a path shorter than {_LONGEST_SOCKET_PATH_BYTES - 40} bytes.",
    )


def _open_to_everybody(directory: Path) -> bool:
    """Return whether every account can reach a directory."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in (directory, *directory.parents))
