"""Statements that a plan need not run twice.

pg_dump writes a view that needs itself in two entries, and rehearsal brings back what a round took away: the same
command can come up again although nothing has undone it.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemactl.model.statement import Statement


def without_repeats(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements without those that only repeat another one.

    A view is made by the first of two equal commands, unless another command about it stands between them. Nothing
    depends on a comment, so that the last of two equal ones counts.
    """
    kept = [s for place, s in enumerate(statements) if not _comes_again(s, statements[place + 1 :])]
    return tuple(s for place, s in enumerate(kept) if not _was_made(s, kept[:place]))


def _comes_again(statement: Statement, later: Sequence[Statement]) -> bool:
    return statement.address.kind == "COMMENT" and any(other.sql == statement.sql for other in later)


def _was_made(statement: Statement, earlier: Sequence[Statement]) -> bool:
    address = statement.address
    if not statement.sql.startswith("CREATE OR REPLACE VIEW "):
        return False
    about = [s for s in earlier if (s.address.schema, _view(s)) == (address.schema, _view(statement))]
    return bool(about) and about[-1].sql == statement.sql


def _view(statement: Statement) -> str:
    """Return the name of the view a statement is about; a rule of it is named after it."""
    return statement.address.parent or statement.address.name
