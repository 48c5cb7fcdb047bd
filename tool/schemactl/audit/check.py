"""What a check is, and how a finding is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemactl.model.audit import Finding
from schemactl.model.diagnostic import Level
from schemactl.model.rule import RuleDescription
from schemactl.postgres.quoting import identifier, qualified


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(RuleDescription):
    """A check of the audit; `level` is the one its findings have unless the figures make them better or worse."""

    def found(self, thing: str, message: str, *, sql: str = "", level: Level | None = None) -> Finding:
        """Return a finding.

        Args:
            thing: The object, ``table public.orders``.
            message: What was found, with the figures.
            sql: Commands that correct it and are safe to run as they stand.
            level: How much it matters, if not as much as usual.
        """
        return Finding(
            id=self.id,
            name=self.name,
            level=level or self.level,
            object=thing,
            message=message,
            why=self.why,
            fix=self.fix,
            sql=sql,
        )


def columns_of(names: Sequence[str]) -> str:
    """Return a list of columns in parentheses."""
    return f"({', '.join(map(identifier, names))})"


def constraint_of(name: str, schema: str, relation: str) -> str:
    """Return how a constraint, trigger or column of a table is named in a finding."""
    return f"{identifier(name)} of {qualified(schema, relation)}"
