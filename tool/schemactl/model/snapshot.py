"""A frozen picture of one database: pg_dump's entries, pg_cron's jobs, and a few facts about the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemactl.model.address import Address
from schemactl.model.entry import Entry


class Sight(StrEnum):
    """Which of pg_cron's jobs a login sees."""

    NONE = "none"
    """There is no table ``cron.job`` in this database, or the login may not read it."""
    OWN = "own"
    """Row security shows it the jobs that run under its own name."""
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduler:
    """pg_cron, as a login sees it from a database.

    Attributes:
        version: Version of the extension in this database, for example ``1.4-1``; empty where it was not added.
        database: The one database of the server in which it can be added; empty where the server has no pg_cron, or
            does not tell this login.
        sight: Which jobs the login sees.
    """

    version: str = ""
    database: str = ""
    sight: Sight = Sight.NONE


SMALLEST_SIZE = 1024 * 1024
"""Relations that hold less are not noted, so that the facts of a schema with ten thousand tables stay small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSize:
    """How much a relation with rows of its own held when a snapshot was taken.

    Attributes:
        schema, name: Its qualified name.
        bytes: The rows on disk, TOAST included, indexes not.
        rows: The planner's estimate; -1 where it has none yet.
    """

    schema: str
    name: str
    bytes: int
    rows: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """What must be known of a server to imitate it on a scratch server.

    Attributes:
        version: ``server_version_num``, for example 180006.
        login: The role the snapshot was taken as (``session_user``). Objects it owns count as "owner not declared".
        database: The database's name.
        roles: Names of all roles but the predefined ``pg_*`` ones, sorted.
        dump_version: Version of the pg_dump that wrote the archive, for example ``18.6``.
        extensions: Names of the extensions that were added to the database, sorted.
        scheduler: Its pg_cron.
        lock_slots: How many locks all its sessions together can hold; 0 when not known.
        held_back: Extensions of another version than the server would install today, as name and version.
        sizes: The relations that hold more than a megabyte, by name; empty where nobody asked. No part of any
            fingerprint: rows come and go.
        lacks_public: Whether the schema ``public`` was dropped; pg_dump does not say so.
    """

    version: int
    login: str
    database: str
    roles: tuple[str, ...]
    dump_version: str
    extensions: tuple[str, ...] = ()
    scheduler: Scheduler = Scheduler()
    lock_slots: int = 0
    held_back: tuple[tuple[str, str], ...] = ()
    sizes: tuple[RelationSize, ...] = ()
    lacks_public: bool = False

    @property
    def major(self) -> int:
        """Return the major version, for example 18."""
        return self.version // 10000


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All entries of a database in pg_dump's order, which is a proven order of creation; jobs come last.

    Attributes:
        entries: Address to entry, in creation order. Holds managed and mirrored objects alike; `managed` tells
            which are which.
        facts: The server the snapshot came from.
    """

    entries: Mapping[Address, Entry]
    facts: ServerFacts = field(compare=False)

    def __contains__(self, address: Address) -> bool:
        """Return whether the database has an object of this address."""
        return address in self.entries

    def __getitem__(self, address: Address) -> Entry:
        """Return the entry at an address; KeyError when there is none."""
        return self.entries[address]
