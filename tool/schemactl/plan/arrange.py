"""From a proven order of statements to transaction groups.

One transaction where possible. A value added to an enum cannot be used before it is committed, so its group ends with
it; what refuses to run in a transaction block stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement, TransactionRule


def arrange(statements: Iterable[Statement]) -> tuple[TransactionGroup, ...]:
    """Return the statements in their order, cut into groups that commit together."""
    groups: list[TransactionGroup] = []
    current: list[Statement] = []

    def close() -> None:
        if current:
            groups.append(TransactionGroup(statements=tuple(current)))
            current.clear()

    for statement in statements:
        match statement.transaction:
            case TransactionRule.OUTSIDE:
                close()
                groups.append(TransactionGroup(statements=(statement,), transactional=False))
            case TransactionRule.COMMIT_AFTER:
                current.append(statement)
                close()
            case TransactionRule.NORMAL:
                current.append(statement)
    close()
    return tuple(groups)
