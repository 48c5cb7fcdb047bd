"""What an UPDATE of all rows would do besides: it must change one column, and nothing else must happen."""

from __future__ import annotations

from collections.abc import Collection

from schemactl.online.form import StaysPlain
from schemactl.propose.catalog import Catalog

_EFFECTS = {
    "check": "rows may break the constraint {name}, which is not validated, and could not be filled then",
    "foreign table": "the rows of {name} are stored elsewhere",
    "row security": "the policies of {name} hide rows from its owner as well",
    "rule": "the rule {name} would act on every row that is filled",
    "trigger": "the trigger {name} would fire for every row that is filled",
}


def require_nothing_else_happens(catalog: Catalog, oid: int, ours: Collection[str] = ()) -> None:
    """Make sure that filling a column of a table, or of one that belongs to it, does nothing but that.

    Args:
        catalog: Where the table is. `oid`: the table there. `ours`: names of triggers and checks that are wanted.

    Raises:
        StaysPlain: It would do more, or could fail.
    """
    for row in catalog.ask("update_effects", oid=oid):
        if not row["of_columns"] and row["name"] not in ours:
            raise StaysPlain(_EFFECTS[row["effect"]].format(name=row["name"]))
