"""All proposers of one round, in order."""

from __future__ import annotations

from schemactl.model.statement import Verb
from schemactl.propose import archive
from schemactl.propose.natives import (
    attached_indexes,
    collations,
    comments,
    cron_jobs,
    default_privileges,
    extended_statistics,
    extension_ties,
    extensions,
    foreign_data,
    foreign_keys,
    indexes,
    materialized_views,
    operators,
    or_replace,
    policies,
    privileges,
    promotions,
    publications,
    rebuilds,
    redistribution,
    renames,
    replaceable,
    row_types,
    rules,
    satellites,
    security_labels,
    sequences,
    subscriptions,
    tables,
    text_search,
    triggers,
    types,
)
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides

_NATIVES = (
    renames,
    promotions,
    attached_indexes,
    types,
    sequences,
    rebuilds,
    redistribution,
    row_types,
    tables,
    foreign_keys,
    replaceable,
    or_replace,
    operators,
    text_search,
    collations,
    materialized_views,
    indexes,
    extended_statistics,
    triggers,
    rules,
    policies,
    satellites,
    extension_ties,
    extensions,
    foreign_data,
    publications,
    subscriptions,
    privileges,
    security_labels,
    default_privileges,
    comments,
    cron_jobs,
)


def propose_all(sides: Sides) -> list[Proposal]:
    """Return every proposal of a round in the order in which it is tried; proposals without commands are left out.

    What a native alters in place is not dropped and created again. Extensions that move to another schema go alone,
    once that schema is there: everything that uses them is named differently before and after.
    """
    found = [proposal for native in _NATIVES for proposal in native.propose(sides)]
    moving = list(extensions.moving(sides))
    renamed = dict(pair for proposal in found for pair in proposal.renames)
    others = list(archive.propose(sides, frozenset(proposal.address for proposal in found), renamed))
    if moving:
        homes = [p for p in others if p.address.kind == "SCHEMA" and p.verb is Verb.CREATE]
        return [*homes, *moving]
    found += others
    return sorted(
        (p for p in renames.settled(found) if any(p.alternatives) and all(all(way) for way in p.alternatives)),
        key=lambda p: p.order,
    )
