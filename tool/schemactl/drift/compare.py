"""Drift in the reader's words: what differs between declarations and live database, with both definitions.

What differs is decided elsewhere, by the same comparison that plans; here it is turned round and shown. Pure: same
arguments, same report.
"""

from __future__ import annotations

import difflib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from schemactl.model.address import Address
from schemactl.model.report import DriftReport
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.secrets import without_secrets

if TYPE_CHECKING:
    from schemactl.rehearse.planner import Differences

_TURNED = {"+": "-", "-": "+"}


def drift_report(found: Differences, *, database: str, observed_at: datetime) -> DriftReport:
    """Return the report of how a live database differs from the declarations.

    Args:
        found: The differences as a plan sees them: ``+`` is what it would create. The report turns that round: ``-`` is
            what the live database lacks.
        database: The live database's name.
        observed_at: When it was read, with time zone.
    """
    ordered = sorted(found.changes, key=lambda change: change.address)
    details = ((str(change.address), _difference(found, change.address)) for change in ordered)
    return DriftReport(
        observed_at=observed_at,
        database=database,
        changes=tuple(replace(change, sign=_TURNED.get(change.sign, change.sign)) for change in ordered),
        details=tuple((address, text) for address, text in details if text),
        diagnostics=found.diagnostics,
    )


def _difference(found: Differences, address: Address) -> str:
    """Return a unified diff of the two definitions, declared first; empty when their words are the same."""
    with_owner = address in found.owners
    declared = _words(found.desired, address, with_owner=with_owner)
    live = _words(found.live, address, with_owner=with_owner)
    return "\n".join(difflib.unified_diff(declared, live, "declared", "live", lineterm=""))


def _words(snapshot: Snapshot | None, address: Address, *, with_owner: bool) -> list[str]:
    """Return what is shown of an entry, by line; nothing for one that is not there."""
    if snapshot is None or address not in snapshot:
        return []
    entry = snapshot[address]
    owner = entry.owner if with_owner else ""
    facts = {"owner": owner, "access method": entry.access_method, "tablespace": entry.tablespace}
    definition = without_secrets(entry.definition, address.kind)
    return [*definition.splitlines(), *(f"{name}: {value}" for name, value in facts.items() if value)]
