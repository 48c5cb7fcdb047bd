"""A server for the benchmark of the ten questions: our own binaries with settings of a small production server.

The scratch server of the tool will not do: it keeps its data in memory where it can and has 16 MB of buffers.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from schemactl.scratch.account import Account, server_account
from schemactl.scratch.copies import startable
from schemactl.scratch.installation import Installation, find_installation

NAME = "postgres"
"""The superuser, and the database to connect to first."""

_PORT = "5432"
_SETTINGS = {
    "listen_addresses": "",
    "port": _PORT,
    "max_connections": "40",
    "shared_buffers": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "6GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "4GB",
    # Nothing outlives the benchmark, and only reading is timed.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # Both databases are vacuumed by the benchmark; nothing may run beside a measurement.
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",
    "max_locks_per_transaction": "512",
}
_INITDB_OPTIONS = (
    f"--username={NAME}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
)
_START_SECONDS = 60.0
_POLL_SECONDS = 0.05
# The shell waits for the end of its input, which comes when we end, however that happens. Then the server stops and
# its directory goes.
_WATCHED = '"$@" </dev/null & while read -r _; do :; done; kill -INT $! 2>/dev/null; wait; rm -rf -- "$0"'


@contextmanager
def running_server(extensions: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Run a server and remove all traces of it at the end.

    Args:
        extensions: What its binaries must bring.

    Yields:
        The URL of its first database, and a name for reports: "PostgreSQL 18.6".
    """
    account = server_account()
    installation = startable(find_installation(None, extensions), account)
    home = Path(tempfile.mkdtemp(prefix="schemactl-questions-"))
    account.give(home)
    process = None
    try:
        process = _start(installation, account, home)
        yield f"postgresql://{NAME}@/{NAME}?host={home}&port={_PORT}", f"PostgreSQL {installation}"
    finally:
        if process is not None and process.stdin:
            process.stdin.close()
            process.wait()
        shutil.rmtree(home, ignore_errors=True)


def _start(installation: Installation, account: Account, home: Path) -> subprocess.Popen[bytes]:
    """Make a data directory, start the server in it and wait until it answers."""
    data = home / "data"
    account.run([installation.bindir / "initdb", f"--pgdata={data}", *_INITDB_OPTIONS])
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    server: list[str | Path] = [installation.bindir / "postgres", "-D", data, "-k", home, *settings]
    with (home / "log").open("wb") as log:
        process = account.start(["/bin/sh", "-c", _WATCHED, home, *server], stdin=subprocess.PIPE, output=log)
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(home), port=_PORT, user=NAME, dbname=NAME).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_POLL_SECONDS)
        else:
            return process
