"""What an object is called: the identity every other value hangs on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """The name of one database object, as pg_dump's table of contents gives it.

    Attributes:
        kind: pg_dump's word for the entry, for example ``TABLE``, ``FK CONSTRAINT``, ``COMMENT``.
        schema: The namespace, or an empty string for objects without one (casts, extensions...).
        name: The entry's tag. For functions it holds the argument types, for objects on a table the table's
            name first, exactly as pg_dump writes them.
        parent: For an entry that only exists on another object (comments, grants, triggers, policies,
            constraints...) the address of that object in words; otherwise empty. It keeps two entries apart whose
            tags are the same text, which hostile names can bring about.
    """

    kind: str
    schema: str
    name: str
    parent: str = ""

    def __str__(self) -> str:
        """Return the form used in reports: ``policy public.books "read own"``."""
        prefix = f"{self.schema}." if self.schema else ""
        text = f"{self.kind.lower()} {prefix}{self.name}"
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
