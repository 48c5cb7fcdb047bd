"""Where planning happens: both sides rebuilt on a scratch server, and a clone to try things on.

They are rebuilt from their entries, only as far as the change reaches, and read again by the same pg_dump on the same
server version, so that nothing but real differences is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemactl.model.address import Address
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.archive import take_snapshot
from schemactl.postgres.connect import connect
from schemactl.propose.aliases import alias_address, due_aliases, standing, with_satellites
from schemactl.propose.catalog import Catalog
from schemactl.propose.compare import Comparison, compare, where_it_lies
from schemactl.propose.intents import Intents
from schemactl.rehearse.aliasing import make_aliases
from schemactl.rehearse.clone import build, closure, copy, prepare
from schemactl.rehearse.rehearsal import Looker

if TYPE_CHECKING:
    import psycopg

    from schemactl.scratch.server import ScratchServer


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where planning happens: a scratch server and the pg_dump to read it with.

    Attributes:
        server: The scratch server. `pg_dump`: the program. `login`: the role to work as.
        names: Returns a database name that no other run uses, for a purpose (`live`, `clone`, `desired`).
    """

    server: ScratchServer
    pg_dump: Path
    login: str
    names: Callable[[str], str]

    def look(self, database: str, session: psycopg.Connection[Any] | None = None) -> Snapshot:
        """Return a snapshot of one of the scratch databases, as the login sees it; see `take_snapshot`."""
        return take_snapshot(self.server.conninfo(database, self.login), self.pg_dump, session)

    @contextmanager
    def session(self, database: str) -> Iterator[psycopg.Connection[Any]]:
        """Open a session on one of the scratch databases; function bodies are not checked, as in pg_dump's archives."""
        with connect(self.server.conninfo(database, self.login)) as connection:
            prepare(connection)
            yield connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Databases:
    """The three databases of a planning run, by name.

    Attributes:
        base: The live side, rebuilt. `clone`: a copy of it to try things on. `desired`: the desired side, rebuilt.
    """

    base: str
    clone: str
    desired: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What one planning run stands on: the databases, what is managed, and the desired side as it is to be met.

    Attributes:
        bench, databases, scope: See there.
        live: The live side as it was read. `wanted`: snapshot of the rebuilt desired database.
        model: A session on that database, which nothing changes any more. One for the whole run: it has warm caches.
    """

    bench: Bench
    databases: Databases
    scope: Scope
    live: Snapshot
    wanted: Snapshot
    model: psycopg.Connection[Any]

    @contextmanager
    def session(self, database: str) -> Iterator[tuple[psycopg.Connection[Any], Looker]]:
        """Open a session on a database; yield it and a way to compare the database with the desired one."""
        with self.bench.session(database) as live:

            def look() -> Comparison:
                seen = self.bench.look(database, live)
                return compare(seen, self.wanted, self.scope, Catalog(live), Catalog(self.model))

            yield live, look

    @contextmanager
    def fresh_clone(self) -> Iterator[tuple[psycopg.Connection[Any], Looker]]:
        """Make the clone anew from the rebuilt live database and open a session on it, as `session` does."""
        copy(self.bench.server, self.databases.base, self.databases.clone, self.live, self.bench.login)
        with self.session(self.databases.clone) as opened:
            yield opened


@contextmanager
def rebuilt(
    bench: Bench, sides: tuple[Snapshot, Snapshot], scope: Scope, touched: frozenset[Address], intents: Intents
) -> Iterator[tuple[Ground, tuple[tuple[Address, str], ...]]]:
    """Rebuild live and desired as far as a change reaches; yield the ground and what was refused, drop all at the end.

    The aliases of moves belong to the desired side: those that stand were copied from the live one, unless they show a
    column that is not declared any more; these and new ones are made here.
    """
    live, desired = sides
    databases = Databases(base=bench.names("live"), clone=bench.names("clone"), desired=bench.names("desired"))
    addresses = closure(touched, (live, desired))
    bench.server.ensure_roles({*live.facts.roles, *desired.facts.roles}, superuser=bench.login)
    try:
        refused = build(bench.server, databases.base, live, addresses, bench.login).failed
        refused += build(bench.server, databases.desired, desired, addresses, bench.login).failed
        misfits = {address for address, _ in refused}
        old = [intent for intent in standing(intents.aliases, live) if alias_address(intent) in misfits]
        made_anew = with_satellites((alias_address(intent) for intent in old), live)
        with bench.session(databases.desired) as model:
            if lacking := [*due_aliases(intents.aliases, live), *old]:
                with bench.session(databases.base) as base:
                    make_aliases(lacking, intents.declared, base, model)
            wanted = where_it_lies(bench.look(databases.desired, model), live, scope)
            ground = Ground(bench=bench, databases=databases, scope=scope, live=live, wanted=wanted, model=model)
            yield ground, tuple(refusal for refusal in refused if refusal[0] not in made_anew)
    finally:
        for name in (databases.clone, databases.base, databases.desired):
            bench.server.drop_database(name)
