"""Which objects of a database are ours to manage."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.kinds import CRON_JOB, GLOBAL_KINDS
from schemactl.model.snapshot import Snapshot

HISTORY_SCHEMA = "schemactl"
"""Where runs are recorded in the live database; never a part of the managed state."""

_ON_SCHEMA = ("SCHEMA ", "ACL", "COMMENT", "SECURITY LABEL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The rule that tells managed from mirrored objects.

    Attributes:
        schemas: Managed namespaces; None means all of them, and everything that lives in no namespace too.
        declared: Single objects that are managed although their namespace is not, or that live in none.
        ignored: Namespaces that are nobody's business (quarantine tables, the history of runs).
    """

    schemas: frozenset[str] | None = None
    declared: frozenset[Address] = frozenset()
    ignored: frozenset[str] = frozenset({HISTORY_SCHEMA})

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
        return frozenset(address for address in snapshot.entries if self.manages(address))

    def with_globals_of(self, desired: Snapshot, platform: frozenset[Address] = frozenset()) -> Scope:
        """Return a scope that also manages the declared objects that live in no namespace (extensions, casts...).

        Args:
            desired: The desired state. `platform`: what was there before the declarations ran, which is not ours.
        """
        wanted = {a for a in desired.entries if a.kind in GLOBAL_KINDS and a not in platform}
        return Scope(schemas=self.schemas, declared=self.declared | wanted, ignored=self.ignored)


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
