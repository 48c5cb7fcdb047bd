"""Where the two sides come from: a live database, a snapshot file, SQL files, or declared Python modules."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl import __version__
from schemactl.declare.sql_folder import holds_sql
from schemactl.errors import SettingsError, UsageError
from schemactl.model.declaration import CronEntry, Declaration, SourceNote
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.intent import Intent, MergedFrom
from schemactl.model.scope import OWN_SCHEMAS, Scope
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.model.waiver import Waiver
from schemactl.postgres.archive import dumping, take_snapshot
from schemactl.postgres.connect import connect, first_line
from schemactl.settings import Settings

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

    from schemactl.declare.target import Target
    from schemactl.scratch.server import ScratchServer
    from schemactl.scratch.target_cache import Outline

_URL_HEADS = ("postgresql:", "postgres:", "postgresql+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desired:
    """The desired state, ready to be compared.

    Attributes:
        snapshot: What a scratch server says after the declarations ran there; or what another database has.
        intents, notes, waivers: What was declared beside the objects; empty for SQL and databases.
        cron_jobs: Jobs that were declared; entries once the live side is known. `diagnostics`: remarks about all.
        scope: What is managed.
    """

    snapshot: Snapshot
    scope: Scope
    intents: tuple[Intent, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    cron_jobs: tuple[CronEntry, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def is_url(text: str) -> bool:
    """Return whether a text names a database: a URL, or a libpq connection string such as ``host=... dbname=...``."""
    return text.startswith(_URL_HEADS) or ("=" in text and _existing(text) is None)


def is_sql(text: str) -> bool:
    """Return whether a text names a .sql file or a folder of such files that is no Python package."""
    if (path := _existing(text)) and path.is_dir():
        return not (path / "__init__.py").exists() and holds_sql(path)
    return not is_url(text) and Path(text).suffix == ".sql"


def is_file(text: str) -> bool:
    """Return whether a text names a file that is no SQL: then it must be a snapshot."""
    path = _existing(text)
    return path is not None and path.is_file() and not is_sql(text)


def _existing(text: str) -> Path | None:
    """Return the path a text names; None when there is none, or when it cannot be one (a URL with a long password)."""
    try:
        return Path(text) if text and Path(text).exists() else None
    except (OSError, ValueError):
        return None


class Workshop:
    """The scratch server of one command, started when something first needs it.

    Args:
        settings: Where the server comes from.
        live_url: The live database, for the setting `server`.
    """

    def __init__(self, settings: Settings, live_url: str) -> None:
        self._setting = f"server:{live_url}" if settings.scratch == "server" else settings.scratch
        self._managers: list[AbstractContextManager[ScratchServer]] = []
        self.live_major: int | None = None
        self.extensions: frozenset[str] = frozenset()
        self.roles: frozenset[str] = frozenset()
        """Roles that declarations may name, beside those of the server itself."""

    def prefer(self, live: ServerFacts) -> None:
        """Prefer a server like the live one: major version, extensions, roles; too late once it was started."""
        self.live_major = live.major
        self.roles = frozenset(live.roles)
        self.extensions = frozenset(live.extensions)

    @cached_property
    def server(self) -> ScratchServer:
        """Return the running server; ScratchError when none can be had."""
        from schemactl.scratch.server import open_scratch

        manager = open_scratch(self._setting, live_major=self.live_major, extensions=self.extensions)
        server = manager.__enter__()
        self._managers.append(manager)
        return server

    @property
    def identity(self) -> str:
        """Return what snapshots made here depend on; an embedded server need not be started to know it."""
        if self._setting != "embedded":
            return f"{self._setting} {self.server.version} {self.server.standins}"
        from schemactl.scratch.installation import find_installation

        installation = find_installation(self.live_major, self.extensions)
        return f"{installation.root} {installation.version} {__version__}"

    @cached_property
    def pg_dump(self) -> Path:
        """Return the newest pg_dump there is."""
        from schemactl.scratch.installation import find_pg_dump

        return find_pg_dump()

    def close(self) -> None:
        """Stop the server if it was started."""
        while self._managers:
            self._managers.pop().__exit__(None, None, None)


@contextmanager
def workshop(settings: Settings, live_url: str = "") -> Iterator[Workshop]:
    """Yield a workshop and close it at the end."""
    shop = Workshop(settings, live_url)
    try:
        yield shop
    finally:
        shop.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The live side while it is being read.

    Attributes:
        facts: What is known already. `snapshot`: waits for the rest; ArchiveError and others when it cannot be had.
        diagnostics: Remarks about what was read.
    """

    facts: ServerFacts
    snapshot: Callable[[], Snapshot]
    diagnostics: tuple[Diagnostic, ...] = ()


@contextmanager
def reading_live(source: str, shop: Workshop) -> Iterator[Reading]:
    """Begin to read the live side: a database, a snapshot file or SQL files. pg_dump then works while we do."""
    if is_file(source):
        snapshot = read_snapshot_file(source)
        yield Reading(facts=snapshot.facts, snapshot=lambda: snapshot)
    elif is_sql(source):
        yield _read_sql(source, shop)
    elif source and not is_url(source):
        # It is not repeated: a URL without its head may hold a password.
        raise UsageError(
            "the live side is neither a database URL nor a file that exists",
            hint="Write a URL as postgresql://user@host:5432/database, or name a snapshot or .sql file.",
        )
    else:
        with dumping(source, shop.pg_dump, with_sizes=True) as dump:
            yield Reading(facts=dump.facts, snapshot=dump.snapshot)


def _read_sql(source: str, shop: Workshop) -> Reading:
    from schemactl.declare.sql_files import load_sql

    files = load_sql(source)
    shop.roles |= frozenset(files.roles)
    snapshot = build_snapshot(files.declarations, shop, "", login="postgres")
    snapshot = dataclasses.replace(snapshot, facts=dataclasses.replace(snapshot.facts, database=Path(source).name))
    return Reading(facts=snapshot.facts, snapshot=lambda: snapshot, diagnostics=files.diagnostics)


def read_snapshot_file(path: str) -> Snapshot:
    """Return the snapshot a file holds; UsageError when it cannot be read."""
    from schemactl.postgres.snapshot_file import decode_snapshot

    try:
        return decode_snapshot(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot read {path}: {error}", hint="Write one with `schemactl snapshot --out FILE`."
        ) from error


def read_desired(source: str, settings: Settings, shop: Workshop, login: str) -> Desired:
    """Return the desired side.

    Args:
        source: A URL, a snapshot file, a .sql file or folder, or a target; empty for the target in the settings.
        settings: Managed namespaces, platform and target.
        shop: The scratch server. `login`: the live login, under whose name everything is created there.

    Raises:
        UsageError: Nothing says what is desired.
        DeclarationError: A module or a declaration is refused.
    """
    found = _read_desired(source, settings, shop, login)
    scope = dataclasses.replace(found.scope, partitions_elsewhere=settings.partitions_elsewhere)
    return dataclasses.replace(found, scope=scope.with_partitions_of(found.snapshot))


def _read_desired(source: str, settings: Settings, shop: Workshop, login: str) -> Desired:
    if source and is_url(source):
        return _as_found(take_snapshot(source, shop.pg_dump), settings, login)
    if is_file(source):
        return _as_found(read_snapshot_file(source), settings, login)
    if source and is_sql(source):
        return _from_sql(source, settings, shop, login)
    return _declared((source,) if source else settings.target, settings, shop, login)


def _as_found(snapshot: Snapshot, settings: Settings, login: str) -> Desired:
    """Return a database as the desired side. To another login than the live one its owners mean nothing."""
    return Desired(snapshot=snapshot, scope=Scope(schemas=settings.schemas, exact=snapshot.facts.login == login))


def load_declared(source: str, settings: Settings) -> Target:
    """Return what is declared in Python or SQL, for commands that need no live database.

    Args:
        source: A target, a .sql file or folder; empty for the target in the settings.
        settings: The target.

    Raises:
        UsageError: Nothing says what is desired, or it is a database or a snapshot, which declare nothing.
        DeclarationError: A module or a declaration is refused.
    """
    from schemactl.declare.sql_files import load_sql
    from schemactl.declare.target import Target

    if source and (is_url(source) or is_file(source)):
        raise UsageError(
            "only declarations can be built, and neither a database nor a snapshot file has any",
            hint="Write the database's schema to a file with `pg_dump --schema-only` and name that.",
        )
    if source and is_sql(source):
        files = load_sql(source)
        return Target(declarations=files.declarations, roles=files.roles)
    return _load_target((source,) if source else settings.target)


def _load_target(targets: tuple[str, ...]) -> Target:
    from schemactl.declare.target import load_target

    if not targets:
        raise UsageError(
            "nothing says what the database should look like",
            hint='Name a target with --desired, or set target = "schema" in [tool.schemactl] of pyproject.toml.',
        )
    return load_target(*targets)


class _Declared:
    """A target that is loaded only when what it declares is not known, or when its database has to be built."""

    def __init__(self, targets: tuple[str, ...]) -> None:
        self._targets = targets

    @cached_property
    def target(self) -> Target:
        """Return the target."""
        return _load_target(self._targets)

    @cached_property
    def outline(self) -> Outline:
        """Return all of it but the declarations."""
        from schemactl.scratch.target_cache import cached_outline

        return cached_outline(self._targets, self._outline)

    def _outline(self) -> Outline:
        from schemactl.scratch.cache import digest
        from schemactl.scratch.target_cache import Outline

        target = self.target
        return Outline(
            words=digest(*(command for declaration in target.declarations for command in declaration.commands)),
            intents=target.intents,
            notes=target.notes,
            exempt=target.exempt,
            roles=target.roles,
            cron_jobs=target.cron_jobs,
            waivers=target.waivers,
        )


def _declared(targets: tuple[str, ...], settings: Settings, shop: Workshop, login: str) -> Desired:
    declared = _Declared(targets)
    outline = declared.outline
    shop.roles |= frozenset(outline.roles)
    snapshot, platform = _with_platform(declared, shop, settings, login)
    quarantine = {i.quarantine_schema for i in outline.intents if isinstance(i, MergedFrom) and i.quarantine_schema}
    scope = Scope(
        schemas=settings.schemas,
        declared=frozenset(e.address for e in outline.exempt),
        ignored=OWN_SCHEMAS | quarantine,
    )
    if settings.schemas is not None:
        scope = scope.with_globals_of(snapshot, frozenset(platform.entries))
    side = Desired(snapshot=snapshot, scope=scope, intents=outline.intents, notes=outline.notes)
    return dataclasses.replace(side, cron_jobs=outline.cron_jobs, waivers=outline.waivers)


def _from_sql(source: str, settings: Settings, shop: Workshop, login: str) -> Desired:
    """Return what SQL files declare, with the snapshot from the cache where no file changed."""
    from schemactl.declare.platform import platform_sql
    from schemactl.declare.sql_files import SqlFiles, holds_remarkable, load_sql, read_files
    from schemactl.scratch.cache import digest
    from schemactl.scratch.desired_cache import cached_snapshot

    prelude = platform_sql(settings.platform, settings.root)
    contents = read_files(source)
    remarks = load_sql(source) if any(map(holds_remarkable, contents)) else SqlFiles(declarations=())
    shop.roles |= frozenset(remarks.roles)
    key = digest(prelude, login, shop.identity, ".sql", *contents)
    snapshot = cached_snapshot(key, lambda: build_snapshot(load_sql(source).declarations, shop, prelude, login))
    return Desired(snapshot=snapshot, scope=Scope(schemas=settings.schemas), diagnostics=remarks.diagnostics)


def _with_platform(declared: _Declared, shop: Workshop, settings: Settings, login: str) -> tuple[Snapshot, Snapshot]:
    """Return the desired snapshot and that of the bare platform, from the cache where nothing changed."""
    from schemactl.declare.platform import platform_sql
    from schemactl.scratch.cache import digest
    from schemactl.scratch.desired_cache import cached_snapshot

    prelude = platform_sql(settings.platform, settings.root)
    ground = (prelude, login, shop.identity)

    def build() -> Snapshot:
        return build_snapshot(declared.target.declarations, shop, prelude, login)

    return (
        cached_snapshot(digest(*ground, declared.outline.words), build),
        cached_snapshot(digest(*ground), lambda: build_snapshot((), shop, prelude, login)),
    )


def build_snapshot(declarations: tuple[Declaration, ...], shop: Workshop, prelude: str, login: str) -> Snapshot:
    """Return the snapshot of an empty scratch database after a platform's prelude and some declarations ran there."""
    with built_database(declarations, shop, prelude, login) as name:
        return take_snapshot(shop.server.conninfo(name, login), shop.pg_dump)


@contextmanager
def built_database(declarations: tuple[Declaration, ...], shop: Workshop, prelude: str, login: str) -> Iterator[str]:
    """Yield the name of a scratch database in which a platform's prelude and some declarations ran; drop it at the end.

    Args:
        declarations: What to create. `prelude`: SQL that runs before.
        shop: The scratch server. `login`: a superuser there, made if it is missing, who creates everything.

    Raises:
        DeclarationError: PostgreSQL refuses a declaration.
        SettingsError: It refuses the prelude.
        ScratchError: The server refuses.
    """
    from schemactl.declare.materialise import materialise
    from schemactl.scratch.server import scratch_database

    server = shop.server
    server.ensure_roles(shop.roles, superuser=login)
    with scratch_database(server, "declared") as name:
        with connect(server.conninfo(name, login)) as connection:
            run_prelude(prelude, connection)
            materialise(declarations, connection, server.ensure_roles)
        yield name


def run_prelude(prelude: str, connection: psycopg.Connection[TupleRow]) -> None:
    """Run a platform's SQL, one command at a time; SettingsError with the line PostgreSQL refuses."""
    import psycopg

    from schemactl.postgres.lexer import split_statements

    for command in split_statements(prelude):
        try:
            connection.execute(command.text.encode())
        except psycopg.Error as error:
            raise SettingsError(
                f"PostgreSQL refuses the platform's SQL at line {command.line}: {first_line(error)}",
                hint="Correct the file that `platform` names in [tool.schemactl].",
            ) from error
