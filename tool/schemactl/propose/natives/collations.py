"""Collations: one with another definition takes the name while the old one steps aside, so that no column is lost.

PostgreSQL can alter a collation's name, owner and schema only. Where nothing uses it, it is dropped and created again.
Else it is renamed and a new one made in its place; columns, indexes and views then move to that one, and the old one
goes when nothing uses it any more. Source: PostgreSQL manual, ALTER COLLATION.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield, for every collation that differs, both ways to the new one: drop the old one, or put it aside."""
    for live, desired in sides.changed("COLLATION"):
        create = tuple(command.text for command in split_statements(desired.definition))
        old = aside(live.address.name, "old")
        rename = f"ALTER COLLATION {qualified(live.address.schema, live.address.name)} RENAME TO {identifier(old)}"
        proposal = alteration(sides, live.address, (live.drop, *create), "definition differs")
        if sides.comparison.scope.manages(dataclasses.replace(live.address, name=old)):
            proposal = dataclasses.replace(proposal, alternatives=(*proposal.alternatives, (rename, *create)))
        yield proposal
