"""One object of a snapshot, as pg_dump describes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemactl.model.address import Address
from schemactl.model.kinds import may_hold_secrets

_UNORDERED = frozenset({"ACL", "DEFAULT ACL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a pg_dump archive's table of contents.

    Attributes:
        address: What the object is called.
        definition: The commands that create it, in pg_dump's words; may hold several commands. A mere comment for an
            object that exists by itself (the schema ``public``).
        drop: The command that removes it; empty where pg_dump has none (comments, grants, defaults...).
        owner: The owning role, or an empty string for kinds without an owner.
        dependencies: What must exist before it, as addresses of other entries of the same snapshot.
        access_method: The table access method of a table, or an empty string.
        tablespace: The tablespace, or an empty string for the database's own.
        catalog: Object identifier of the system catalog the object lives in, 0 for entries without one.
        oid: Object identifier in that catalog. Differs between any two databases, so it never takes part in
            a comparison; natives use it to ask the catalogs about exactly this object.
    """

    address: Address
    definition: str
    drop: str
    owner: str
    dependencies: tuple[Address, ...] = field(compare=False)
    access_method: str = ""
    tablespace: str = ""
    catalog: int = field(default=0, compare=False)
    oid: int = field(default=0, compare=False)

    @property
    def exists_by_itself(self) -> bool:
        """Return whether every database has the object: pg_dump names it only because of its owner."""
        return self.definition.startswith("--")

    @property
    def secret(self) -> bool:
        """Return whether the definition may hold a password: then no file keeps it and no fingerprint covers it."""
        return may_hold_secrets(self.address.kind, self.address.schema)

    @property
    def title(self) -> str:
        """Return kind and name as commands such as ALTER write them; empty where pg_dump has no command to drop it.

        What drops a type with functions of its own ends in CASCADE, as these depend on the type and it on them.
        """
        if self.exists_by_itself:
            return f"{self.address.kind} {self.address.name}"
        return self.drop.removeprefix("DROP ").removesuffix(" CASCADE")

    @property
    def words(self) -> str:
        """Return the definition in a form that can be compared: the order of granting privileges says nothing."""
        if self.address.kind in _UNORDERED:
            return "\n".join(sorted(self.definition.splitlines()))
        return self.definition
