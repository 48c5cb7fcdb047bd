"""Our own PostgreSQL, started from binaries on this machine and gone when we are.

Nothing listens on the network; the socket lies in a private directory. Settings trade durability for speed, because
nothing on a scratch server is worth keeping.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import ScratchError
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier
from schemactl.scratch import databases, standins
from schemactl.scratch.account import Account, server_account
from schemactl.scratch.copies import finds_standins_by_path, startable
from schemactl.scratch.home import Home, sweep
from schemactl.scratch.installation import Installation, find_installation
from schemactl.scratch.template import SUPERUSER, Template

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_PORT = "5432"
_SETTINGS = {
    "listen_addresses": "",
    "port": _PORT,
    "unix_socket_permissions": "0700",
    "cluster_name": "schemactl",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
    # pg_dump locks every table: this and the number of connections multiply (PostgreSQL manual, Lock Management).
    "max_locks_per_transaction": "1024",
    # Within the data directory, so that it goes with it; the default leaves files in /dev/shm after a crash.
    "dynamic_shared_memory_type": "mmap",
    "max_wal_senders": "0",
    # Any lower and CREATE PUBLICATION warns; measured to cost nothing here.
    "wal_level": "logical",
    "min_wal_size": "4MB",
    "max_wal_size": "64MB",
    "log_min_messages": "fatal",
}
_START_TIMEOUT_SECONDS = 60.0
_STOP_TIMEOUT_SECONDS = 10.0
_POLL_SECONDS = 0.002
# Line of postmaster.pid with the state of the server (PostgreSQL source, miscinit.h, LOCK_FILE_LINE_PM_STATUS).
_STATUS_LINE = 7

# Ends the server when we end without saying so, however that happens: the kernel then closes our end of the pipe.
# PR_SET_PDEATHSIG would not do, as it acts when the *thread* that started the server ends (manual page prctl(2)).
# The shell becomes the server, and a grandchild, which the server never sees as its own child, watches the pipe.
_WATCHED_SERVER = """
exec 3<&0 </dev/null
(
  {
    read -r farewell <&3 && exit
    kill -QUIT $$
    tries=0
    while [ -e "$0/data/postmaster.pid" ] && [ $tries -lt 100 ]; do
      tries=$((tries + 1))
      sleep 0.05
    done
    rm -rf -- "$0"
  } &
)
exec 3<&-
exec "$@"
"""


class EmbeddedServer:
    """A running server of our own. Use `embedded_server` to get one.

    Args:
        installation: The binaries as found, not our copy of them.
        home: The directory the server lives in.
    """

    def __init__(self, installation: Installation, home: Path) -> None:
        self._installation = installation
        self._home = home
        self._session: psycopg.Connection[TupleRow] | None = None

    @property
    def version(self) -> int:
        """Return ``server_version_num``."""
        return self._installation.version

    @property
    def description(self) -> str:
        """Return a name for reports."""
        return f"embedded PostgreSQL {self._installation}"

    @property
    def bindir(self) -> Path | None:
        """Return where its binaries are."""
        return self._installation.bindir

    @property
    def standins(self) -> tuple[str, ...]:
        """Return the extensions that would come from stand-ins."""
        return standins.lacking(self._installation)

    def conninfo(self, database: str, user: str | None = None) -> str:
        """Return a libpq connection string; without a user, for the superuser."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo(host=str(self._home), port=_PORT, user=user or SUPERUSER, dbname=database)

    def create_database(self, name: str, *, template: str = "template0") -> None:
        """Create a database. See `ScratchServer`."""
        databases.create_database(self._administration(), name, template=template, file_copy=True)

    def drop_database(self, name: str) -> None:
        """Drop a database. See `ScratchServer`."""
        databases.drop_database(self._administration(), name, self.conninfo(name))

    def ensure_roles(self, names: Iterable[str], *, superuser: str | None = None) -> None:
        """Create missing roles. See `ScratchServer`."""
        connection = self._administration()
        wanted = (*names, superuser) if superuser else names
        databases.create_roles(connection, databases.missing_roles(connection, wanted))
        if superuser:
            databases.execute(connection, f"ALTER ROLE {identifier(superuser)} LOGIN SUPERUSER")

    def close(self) -> None:
        """End the session in which databases and roles are made."""
        if self._session is not None:
            self._session.close()

    def _administration(self) -> psycopg.Connection[TupleRow]:
        """Return the session in which databases and roles are made.

        It is kept: to open one costs as much as half of what CREATE DATABASE does (measured).
        """
        if self._session is None or self._session.closed:
            self._session = connect(self.conninfo("postgres"))
        return self._session


@contextlib.contextmanager
def embedded_server(live_major: int | None = None, extensions: Iterable[str] = ()) -> Iterator[EmbeddedServer]:
    """Run a server of our own and remove all traces of it at the end.

    Args:
        live_major: Major version of the live server; binaries of the same one are preferred.
        extensions: What the live database and the declarations use; binaries that have them are preferred above all.

    Raises:
        ScratchError: There are no binaries, or they do not start.
    """
    account = server_account()
    sweep(account)
    found = find_installation(live_major, standins.better_real(extensions))
    installation = startable(found, account)
    home = Home(account)
    try:
        process = _start_from_template(installation, account, home)
        server = EmbeddedServer(found, home.path)
        try:
            yield server
        finally:
            server.close()
            _stop(process)
    finally:
        home.remove()


def _start_from_template(installation: Installation, account: Account, home: Home) -> subprocess.Popen[bytes]:
    """Fill the data directory and start the server; a cached one that does not start is made anew once."""
    template = Template(installation, account)
    if template.unpack(home):
        try:
            return _start(installation, account, home)
        except ScratchError:
            home.empty()
            template.forget()
    template.create(home)
    return _start(installation, account, home)


def _start(installation: Installation, account: Account, home: Home) -> subprocess.Popen[bytes]:
    """Start the server and wait until it accepts connections.

    Raises:
        ScratchError: It ended, or took too long; the message holds the end of its log.
    """
    settings = dict(_SETTINGS)
    if finds_standins_by_path(installation):
        settings["extension_control_path"] = standins.control_path()
    server: list[str | Path] = [installation.bindir / "postgres", "-D", home.data, "-k", home.path]
    for name, value in settings.items():
        server += ["-c", f"{name}={value}"]
    with home.log.open("wb") as log:
        command = ["/bin/sh", "-c", _WATCHED_SERVER, home.path, *server]
        process = account.start(command, stdin=subprocess.PIPE, output=log)
    deadline = time.monotonic() + _START_TIMEOUT_SECONDS
    while not _is_ready(home.data):
        if process.poll() is not None or time.monotonic() > deadline:
            _stop(process)
            complaints = home.log.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
            raise ScratchError(f"PostgreSQL {installation} from {installation.origin} did not start: {complaints}")
        time.sleep(_POLL_SECONDS)
    return process


def _is_ready(data: Path) -> bool:
    """Return whether the server says in its lock file that it accepts connections."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) > _STATUS_LINE and lines[_STATUS_LINE].strip() == "ready"


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server without a checkpoint, wait for it, then send its watcher home."""
    if process.poll() is None:
        # SIGQUIT is an immediate shutdown (PostgreSQL manual, Shutting Down the Server).
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(_STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.write(b"farewell\n")
            process.stdin.close()
