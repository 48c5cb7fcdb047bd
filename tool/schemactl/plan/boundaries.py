"""Why a transaction of a plan ends where it does: every boundary is one more place at which a run may be cut off."""

from __future__ import annotations

from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Trait, TransactionRule, Verb

_OUTSIDE = "PostgreSQL refuses it inside a transaction"
_BATCHES = "each batch of rows is committed at once, so that nobody waits for it for long"
_DONE = "it needs the rows that were done before"
_EXCHANGE = "the new one takes the place of the old one at once"
_ROWS = "apart, so that no lock of other statements is held while it goes over rows"
_BUILT = "it needs what was built before"
_READY = "it takes the place of what was made ready before"
_COMMITTED = "PostgreSQL uses a new value of an enum only after COMMIT"


def why_apart(group: TransactionGroup, before: TransactionGroup | None) -> str:
    """Return why a group does not share the transaction of the one before it; nothing for the first.

    Args:
        group: The group. `before`: the one before it, or None.
    """
    if any(statement.batches for statement in group.statements):
        return _BATCHES
    if not group.transactional:
        return _OUTSIDE
    if before is None:
        return ""
    if all(statement.transaction is TransactionRule.FIRST for statement in group.statements):
        reads = any(Trait.READS_ALL_ROWS in statement.traits for statement in group.statements)
        return _ROWS if reads else _DONE
    if before.statements[-1].transaction in (TransactionRule.FIRST, TransactionRule.FIRST_OUTSIDE):
        return _READY
    if all(statement.transaction is TransactionRule.LAST for statement in group.statements):
        verbs = {statement.verb for statement in group.statements}
        if Verb.DROP in verbs and len(verbs) > 1:
            return _EXCHANGE
        reads = any(lock.scanned or lock.rewritten for s in group.statements for lock in s.locks)
        return _ROWS if reads else _BUILT
    if before.statements[-1].transaction is TransactionRule.COMMIT_AFTER:
        return _COMMITTED
    return _DONE if before.statements[-1].batches else ""
