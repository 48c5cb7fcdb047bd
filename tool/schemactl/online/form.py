"""What a form is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from schemactl.model.address import Address
from schemactl.model.online import OnlineChoice, OnlinePolicy
from schemactl.model.snapshot import RelationSize, Snapshot
from schemactl.model.statement import Statement, Verb
from schemactl.propose.catalog import Catalog

_WITH_ROWS = ("TABLE", "MATERIALIZED VIEW")


class StaysPlain(Exception):
    """There is a reason why a statement about a big table keeps its plain form; the message says it to the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a form sees.

    Attributes:
        live: The live side before the plan, as rebuilt on the scratch server. `clone`: its catalogs there.
        desired: The desired side, as rebuilt there. `model`: its catalogs.
        sizes: What relations of the live database hold, by schema and name; the small ones are not there.
        version: ``server_version_num`` of the live server.
        policy: When to take online forms.
        order: All statements of the plan in the order in which they worked.
        exchanges: Whether what is replaced may stay until its successor is there. Other statements may need it gone.
        formerly: Names that tables had before the plan moves or renames them, by the new ones.
    """

    live: Snapshot
    desired: Snapshot
    clone: Catalog
    model: Catalog
    sizes: Mapping[tuple[str, str], RelationSize]
    version: int
    policy: OnlinePolicy
    order: tuple[Statement, ...] = ()
    formerly: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    exchanges: bool = True

    def is_big(self, schema: str, name: str) -> bool:
        """Return whether a relation is to be treated with care: never one that the plan makes.

        Args:
            schema, name: The name it has after the plan. A partitioned table is as big as its partitions together.
        """
        old = self.formerly.get((schema, name), (schema, name))
        if self.policy.choice is OnlineChoice.NEVER or not self._stays(old, (schema, name)):
            return False
        return self.policy.choice is OnlineChoice.ALWAYS or self.bytes_of(schema, name) >= self.policy.above

    def bytes_of(self, schema: str, name: str) -> int:
        """Return how many bytes a relation holds, with all of its partitions; 0 for a small or unknown one."""
        old = self.formerly.get((schema, name), (schema, name))
        if old in self.sizes:
            return self.sizes[old].bytes
        if not self.sizes:
            return 0
        leaves = self.clone.ask("leaf_names", schema=old[0], name=old[1])
        sizes = (self.sizes.get((leaf["schema"], leaf["name"])) for leaf in leaves)
        return sum(size.bytes for size in sizes if size)

    def _stays(self, old: tuple[str, str], new: tuple[str, str]) -> bool:
        """Return whether a relation is there before the plan, and the plan does not make it anew."""
        there = any(Address(kind, *old) in self.live for kind in _WITH_ROWS)
        made = {Address(kind, *new) for kind in _WITH_ROWS}
        return there and not any(s.verb is Verb.CREATE and s.address in made for s in self.order)


Form = Callable[[Statement, Sight], tuple[Statement, ...] | None]
"""Returns the statements that do the same online: none when another one does it; None when this is not its case.

Raises `StaysPlain` where the statement would be its case, and a reason speaks against it.
"""
