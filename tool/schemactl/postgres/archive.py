"""Reading a database through pg_dump: a schema-only custom-format archive becomes a `Snapshot`.

The archive's table of contents is binary, so a hostile name cannot forge an entry the way it can in pg_dump's text
output (CVE-2012-0868, CVE-2025-8715). pg_dump covers every kind PostgreSQL has, and its order is a proven creation
order.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import ArchiveError, ConnectionFailed, LockNotObtained, PermissionMissing
from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.postgres.connect import connect, parse_conninfo, redact, session_options
from schemactl.postgres.cron import read_jobs, with_entries_of_jobs
from schemactl.postgres.extensions import with_version
from schemactl.postgres.older import in_older_words
from schemactl.postgres.reading import reading
from schemactl.postgres.sizes import read_sizes

if TYPE_CHECKING:
    import psycopg
    from pgdumplib.dump import Dump
    from pgdumplib.models import Entry as ArchivedEntry
    from psycopg.rows import TupleRow

_NOT_OBJECTS = frozenset({"ENCODING", "STDSTRINGS", "SEARCHPATH", "DATABASE", "DATABASE PROPERTIES"})
_NAMED_AFTER_TABLE = frozenset(
    {"CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT", "DEFAULT", "RULE", "TRIGGER", "POLICY", "PUBLICATION TABLE"}
)
_NAMED_AFTER_OBJECT = frozenset({"COMMENT", "ACL", "SECURITY LABEL"})
_SAME_NAME_POSSIBLE = frozenset({"OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY"})
_FIRST_NORMAL_OID = 16384
"""Objects below are PostgreSQL's own, such as plpgsql (PostgreSQL source, ``access/transam.h``)."""
_LOCK_WAIT_MS = 30_000
"""pg_dump locks every table it reads (ACCESS SHARE); without a limit it waits for ever behind an ALTER TABLE."""
_NO_SETTINGS_AT_LOGIN = "unsupported startup parameter"
"""What PgBouncer says to settings at login; pg_dump then has to do without (its manual, ignore_startup_parameters)."""
_LOST = (
    "server closed the connection",
    "could not receive data from server",
    "could not send data to server",
    "connection to server",
    "terminating connection",
    "no connection to the server",
)
"""How libpq and a server that is being stopped put it that the session is gone."""
_LIBPQ_VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION",
    "sslnegotiation": "PGSSLNEGOTIATION",
    "gssencmode": "PGGSSENCMODE",
    "require_auth": "PGREQUIREAUTH",
    "requirepeer": "PGREQUIREPEER",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "channel_binding": "PGCHANNELBINDING",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "options": "PGOPTIONS",
}


def take_snapshot(
    conninfo: str, pg_dump: Path, session: psycopg.Connection[TupleRow] | None = None, *, with_sizes: bool = False
) -> Snapshot:
    """Return a snapshot of a whole database.

    Args:
        conninfo: The database. The password reaches pg_dump through its environment, never through its arguments.
        pg_dump: The pg_dump to run; it must not be older than the server.
        session: One that is open on the database, where there is one: to open another would cost time.
        with_sizes: Whether to note how much its tables hold.

    Raises:
        ConnectionFailed: The server cannot be reached.
        PermissionMissing: The login may not read some object.
        ArchiveError: pg_dump failed otherwise, or its archive cannot be read.
    """
    with dumping(conninfo, pg_dump, session, with_sizes=with_sizes) as dump:
        return dump.snapshot()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumping:
    """A pg_dump at work.

    Attributes:
        facts: What is known of the server already. `jobs`: pg_cron's, which no dump without rows holds.
        process: pg_dump. `archive`: the file it writes. `plain`: its environment without our settings.
    """

    facts: ServerFacts
    jobs: tuple[Entry, ...]
    process: subprocess.Popen[str]
    archive: Path
    plain: Mapping[str, str]

    def snapshot(self) -> Snapshot:
        """Wait for pg_dump and return the snapshot. Raises what `take_snapshot` does."""
        import schemactl.postgres.archive_reader  # noqa: F401 - loading it takes as long as a small dump

        _, complaints = self.process.communicate()
        exit_code = self.process.returncode
        if exit_code and _NO_SETTINGS_AT_LOGIN in complaints:
            again = subprocess.run(
                self.process.args, env=self.plain, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
            )
            exit_code, complaints = again.returncode, again.stderr
        if exit_code:
            raise _failed(exit_code, complaints)
        return with_entries_of_jobs(read_archive(self.archive, self.facts), self.jobs)


@contextmanager
def dumping(
    conninfo: str, pg_dump: Path, session: psycopg.Connection[TupleRow] | None = None, *, with_sizes: bool = False
) -> Iterator[Dumping]:
    """Start reading a database and go on: what else has to be done fits into the time pg_dump takes.

    Args and errors as for `take_snapshot`; pg_dump ends with the block at the latest.
    """
    command = [str(pg_dump), "--format=custom", "--schema-only", "--compress=0", "--no-password", "--no-sync"]
    command += ["--encoding=UTF8", f"--lock-wait-timeout={_LOCK_WAIT_MS}"]
    plain = _environment(conninfo)
    with tempfile.TemporaryDirectory(prefix="schemactl-dump-") as folder:
        archive = Path(folder) / "archive"
        with subprocess.Popen(
            [*command, f"--file={archive}"],
            env=_with_pinned_settings(plain),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                with reading(), nullcontext(session) if session else connect(conninfo) as connection:
                    facts, jobs = read_facts(connection)
                    if with_sizes:
                        facts = dataclasses.replace(facts, sizes=read_sizes(connection))
                yield Dumping(facts=facts, jobs=jobs, process=process, archive=archive, plain=plain)
            finally:
                process.kill()


def read_facts(connection: psycopg.Connection[TupleRow]) -> tuple[ServerFacts, tuple[Entry, ...]]:
    """Return what must be known of a server to imitate it, and the jobs of its pg_cron."""
    row = connection.execute(
        "SELECT current_setting('server_version_num')::int, session_user, current_database(),"
        " array(SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname),"
        " array(SELECT extname::text FROM pg_catalog.pg_extension"
        f" WHERE oid >= {_FIRST_NORMAL_OID} ORDER BY extname),"
        " current_setting('max_locks_per_transaction')::int"
        " * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int),"
        " array(SELECT ARRAY[e.extname, e.extversion] FROM pg_catalog.pg_extension AS e"
        " JOIN pg_catalog.pg_available_extensions AS a ON a.name = e.extname AND a.default_version <> e.extversion"
        f" WHERE e.oid >= {_FIRST_NORMAL_OID} ORDER BY e.extname),"
        " NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'public')"
    ).fetchone()
    if row is None:
        raise ArchiveError("the server returned no facts about itself")
    version, login, database, roles, extensions, lock_slots, held_back, lacks_public = row
    scheduler, jobs = read_jobs(connection)
    facts = ServerFacts(
        version=version,
        login=login,
        database=database,
        roles=tuple(roles),
        dump_version="",
        extensions=tuple(extensions),
        scheduler=scheduler,
        lock_slots=lock_slots,
        held_back=tuple((name, kept) for name, kept in held_back),
        lacks_public=lacks_public,
    )
    return facts, jobs


def _failed(exit_code: int, complaints: str) -> PermissionMissing | LockNotObtained | ConnectionFailed | ArchiveError:
    # The query pg_dump repeats can name every table there is.
    said = [line for line in complaints.strip().splitlines() if "Query was:" not in line]
    message = redact("\n".join(said)) or f"exit code {exit_code}"
    if "permission denied" in message:
        return PermissionMissing(
            f"pg_dump may not read the database: {message}",
            hint="Grant the login SELECT on the object or its ownership; pg_dump locks every table it reads.",
        )
    if "lock timeout" in message or "could not obtain lock" in message:
        return LockNotObtained(
            f"pg_dump waited too long for a table: {message}",
            hint="Another session holds it exclusively: look into pg_locks, or try again later.",
        )
    if "out of shared memory" in message:
        return ArchiveError(
            "the server's lock table is too small for pg_dump, which locks every table",
            hint="Raise max_locks_per_transaction on the live server; that takes a restart.",
        )
    if any(words in message for words in _LOST):
        return ConnectionFailed(
            f"pg_dump lost the server: {message}", hint="Run the command again when the server answers."
        )
    return ArchiveError(f"pg_dump failed: {message}", hint="pg_dump must be at least as new as the server.")


def _environment(conninfo: str) -> dict[str, str]:
    """Return the environment for pg_dump: libpq's variables for the connection, nothing on the command line."""
    parameters, environment = parse_conninfo(conninfo), dict(os.environ)
    if "host" in parameters and "service" not in parameters:
        # A service file and PGHOSTADDR win over PGHOST in libpq: pg_dump would read another server.
        for name in ("PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR"):
            environment.pop(name, None)
    for key, value in parameters.items():
        variable = _LIBPQ_VARIABLES.get(key)
        if variable and value is not None:
            environment[variable] = str(value)
    environment.setdefault("PGAPPNAME", "schemactl")
    return environment


def _with_pinned_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which no ALTER DATABASE ... SET or ALTER ROLE ... SET changes pg_dump's words.

    PGTZ is sent on its own at login, and wins over the options.
    """
    options = f"{environment.get('PGOPTIONS', '')} {session_options()}".strip()
    return {**environment, "PGOPTIONS": options, "PGTZ": "UTC"}


def read_archive(path: Path, facts: ServerFacts) -> Snapshot:
    """Return the snapshot a custom-format archive holds; ArchiveError when it is none."""
    from pgdumplib.exceptions import PgDumpLibError

    from schemactl.postgres.archive_reader import ArchiveReader

    try:
        dump = ArchiveReader().load(path)
    except (PgDumpLibError, RuntimeError, ValueError, KeyError, OSError, EOFError) as error:
        raise ArchiveError(f"cannot read the archive {path.name}: {error}") from error
    _release(dump)
    archived = [entry for entry in dump.entries if not _about_database(entry)]
    entries = _entries(archived)
    for name, version in facts.held_back:
        address = Address("EXTENSION", "", name)
        if address in entries:
            entries[address] = with_version(entries[address], version)
    entries = {address: in_older_words(entry, facts.version) for address, entry in entries.items()}
    return Snapshot(entries=entries, facts=facts)


def _about_database(entry: ArchivedEntry) -> bool:
    """Return whether an entry describes the dump or the database itself; custom-format archives always hold these."""
    on_database = entry.desc in _NAMED_AFTER_OBJECT and (entry.tag or "").startswith("DATABASE ")
    return on_database or entry.desc in _NOT_OBJECTS


def _release(dump: Dump) -> None:
    """Close what pgdumplib 4.0 leaves open: the archive and a directory for rows, of which there are none."""
    if dump._handle is not None:  # noqa: SLF001 - the library has no way to close it
        dump._handle.close()  # noqa: SLF001
    dump._temp_dir.cleanup()  # noqa: SLF001


def _entries(archived: list[ArchivedEntry]) -> dict[Address, Entry]:
    """Give every archived entry its address and turn its dependencies from dump ids into addresses."""
    _lean_user_mappings_on_servers(archived)
    by_id = {entry.dump_id: entry for entry in archived}
    addresses: dict[int, Address] = {}
    taken: set[Address] = set()
    for entry in archived:
        address = _address(entry, [by_id[i] for i in entry.dependencies if i in by_id])
        if address in taken:
            address = Address(
                address.kind, address.schema, address.name, f"{address.parent} {entry.drop_stmt or entry.defn}"
            )
        taken.add(address)
        addresses[entry.dump_id] = address
    return {addresses[entry.dump_id]: _entry(entry, addresses) for entry in archived}


def _lean_user_mappings_on_servers(archived: list[ArchivedEntry]) -> None:
    """Note on what server each user mapping is: pg_dump writes it right behind its server, and no dependency."""
    server = None
    for entry in archived:
        if entry.desc == "SERVER":
            server = entry
        elif entry.desc == "USER MAPPING" and server and not entry.dependencies:
            entry.dependencies = [server.dump_id]


def _address(entry: ArchivedEntry, dependencies: list[ArchivedEntry]) -> Address:
    kind, name = entry.desc, entry.tag or ""
    parent = ""
    if kind in _NAMED_AFTER_TABLE:
        owners = [d.tag for d in dependencies if d.tag and (name.startswith(f"{d.tag} ") or name.endswith(f" {d.tag}"))]
        parent = max(owners, key=len, default="")
    elif kind in _NAMED_AFTER_OBJECT:
        parent = " ".join(f"{d.desc} {d.tag}" for d in dependencies[:1])
    elif kind in _SAME_NAME_POSSIBLE:
        parent = (entry.drop_stmt or "").strip()
    elif kind == "DEFAULT ACL":
        parent = f"ROLE {entry.owner}"
    return Address(kind, entry.namespace or "", name, parent)


def _entry(entry: ArchivedEntry, addresses: dict[int, Address]) -> Entry:
    return Entry(
        address=addresses[entry.dump_id],
        definition=(entry.defn or "").strip(),
        drop=(entry.drop_stmt or "").strip().removesuffix(";"),
        owner=entry.owner or "",
        dependencies=tuple(addresses[i] for i in entry.dependencies if i in addresses),
        access_method=entry.tableam or "",
        tablespace=entry.tablespace or "",
        catalog=int(entry.table_oid or 0),
        oid=int(entry.oid or 0),
    )
