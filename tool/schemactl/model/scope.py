"""Which objects of a database are ours to manage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from schemactl.model.address import Address
from schemactl.model.kinds import CRON_JOB, GLOBAL_KINDS
from schemactl.model.snapshot import Snapshot

HISTORY_SCHEMA = "schemactl"
"""Where runs are recorded in the live database; never a part of the managed state."""

TRASH_SCHEMA = "schemactl_trash"
"""Where dropped tables and values are kept in the live database (`schemactl.model.trash`); no part of it either."""

OWN_SCHEMAS = frozenset({HISTORY_SCHEMA, TRASH_SCHEMA})
"""The namespaces that are schemactl's own."""

_PARTS_OF_TABLES = frozenset(
    {
        "ACL", "CHECK CONSTRAINT", "COMMENT", "CONSTRAINT", "DEFAULT", "FK CONSTRAINT", "INDEX", "INDEX ATTACH",
        "POLICY", "PUBLICATION TABLE", "ROW SECURITY", "RULE", "SECURITY LABEL", "STATISTICS", "TABLE ATTACH",
        "TRIGGER",
    }
)  # fmt: skip
_ON_SCHEMA = ("SCHEMA ", "ACL", "COMMENT", "SECURITY LABEL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The rule that tells managed from mirrored objects.

    Attributes:
        schemas: Managed namespaces; None means all of them, and everything that lives in no namespace too.
        declared: Single objects that are managed although their namespace is not, or that live in none.
        ignored: Namespaces that are nobody's business (quarantine tables, schemactl's own).
        exact: Whether every owner and every tablespace is meant, as where the desired side is a database. Otherwise
            what the desired side's own login owns may belong to anybody, and what lies in the database's own
            tablespace there may lie anywhere: declarations and scripts leave both open that way.
        partitions_elsewhere: Partitioned tables, ``public.events``, whose partitions others make (pg_partman, a job of
            their own). Those that nobody declares are mirrored, with all that belongs to them.
    """

    schemas: frozenset[str] | None = None
    declared: frozenset[Address] = frozenset()
    ignored: frozenset[str] = OWN_SCHEMAS
    exact: bool = False
    partitions_elsewhere: frozenset[str] = frozenset()

    def manages(self, address: Address) -> bool:
        """Return whether differences at an address are ours to close."""
        schema = _namespace(address)
        if schema in self.ignored or _is_comment_on_extension(address):
            return False
        if address in self.declared:
            return True
        if address.kind == CRON_JOB and not schema:
            return False  # somebody else scheduled it
        if self.schemas is None:
            return True
        return bool(schema) and schema in self.schemas and not _on_extension_member(address)

    def managed(self, snapshot: Snapshot) -> frozenset[Address]:
        """Return the managed addresses of a snapshot."""
        elsewhere = self.made_elsewhere(snapshot)
        return frozenset(a for a in snapshot.entries if a not in elsewhere and self.manages(a))

    def with_globals_of(self, desired: Snapshot, platform: frozenset[Address] = frozenset()) -> Scope:
        """Return a scope that also manages the declared objects that live in no namespace (extensions, casts...).

        Args:
            desired: The desired state. `platform`: what was there before the declarations ran, which is not ours.
        """
        wanted = {a for a in desired.entries if a.kind in GLOBAL_KINDS and a not in platform}
        return replace(self, declared=self.declared | wanted)

    def with_partitions_of(self, desired: Snapshot) -> Scope:
        """Return a scope that manages the partitions which are declared, whoever makes the others."""
        return replace(self, declared=self.declared | frozenset(filter(self.manages, self.made_elsewhere(desired))))

    def beside(self, live: Snapshot) -> Scope:
        """Return the scope for planning a change of this database: what others made in it is not ours to drop."""
        values = {field.name: getattr(self, field.name) for field in fields(Scope)}
        return _Beside(**values, others=self.made_elsewhere(live))

    def made_elsewhere(self, snapshot: Snapshot) -> frozenset[Address]:
        """Return the partitions in a snapshot that others make, partitions of these, and all that belongs to them."""
        if not self.partitions_elsewhere:
            return frozenset()
        found: set[Address] = set()
        for _, child in _attached_below(snapshot, self.partitions_elsewhere):
            found.add(child)
        for address, entry in snapshot.entries.items():
            holders = found.intersection(entry.dependencies)
            if holders and address.kind in _PARTS_OF_TABLES and _sits_on(address, holders):
                found.add(address)
        return frozenset(found - self.declared)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside(Scope):
    """A scope that knows single objects which others manage in the live database."""

    others: frozenset[Address]

    def manages(self, address: Address) -> bool:
        """Return whether differences at an address are ours to close."""
        return address not in self.others and Scope.manages(self, address)


def _attached_below(snapshot: Snapshot, parents: frozenset[str]) -> Iterator[tuple[Address, Address]]:
    """Yield parent and partition for everything attached below some tables, level by level."""
    pairs = [
        (parent, child)
        for address, entry in snapshot.entries.items()
        if address.kind == "TABLE ATTACH"
        for child in entry.dependencies
        for parent in entry.dependencies
        if parent != child and (child.schema, child.name) == (address.schema, address.name)
    ]
    level = {parent for parent, _ in pairs if f"{parent.schema}.{parent.name}" in parents}
    while level:
        below = [(parent, child) for parent, child in pairs if parent in level]
        yield from below
        level = {child for _, child in below}


def _sits_on(address: Address, holders: set[Address]) -> bool:
    """Return whether a part belongs to an object it depends on; a foreign key does not to what it refers to."""
    return address.kind != "FK CONSTRAINT" or any(address.parent == holder.name for holder in holders)


def _namespace(address: Address) -> str:
    """Return the namespace an entry belongs to; for a namespace itself and what hangs on it, its own name."""
    if address.schema:
        return address.schema
    if address.kind == "SCHEMA":
        return address.name
    if address.kind in _ON_SCHEMA and address.name.startswith("SCHEMA "):
        return address.parent.removeprefix("SCHEMA ") or address.name.removeprefix("SCHEMA ").strip('"')
    return ""


def _on_extension_member(address: Address) -> bool:
    """Return whether it is a grant or comment on an object that has no entry of its own, as members of extensions."""
    satellite = address.kind in ("ACL", "COMMENT", "SECURITY LABEL")
    return satellite and not address.parent and not address.name.startswith("SCHEMA ")


def _is_comment_on_extension(address: Address) -> bool:
    """Return whether it is an extension's own comment, which its script sets and a stand-in lacks."""
    return address.kind == "COMMENT" and address.name.startswith("EXTENSION ")
