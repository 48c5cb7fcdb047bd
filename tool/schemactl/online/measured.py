"""What a command does to stored rows: tried on the scratch server and taken back, never guessed from its words."""

from __future__ import annotations

from schemactl.propose.catalog import Catalog


def rewrites(catalog: Catalog, oid: int, command: str) -> bool:
    """Return whether a command writes a table, or one that belongs to it, anew; false where the server refuses it.

    Args:
        catalog: A database of the scratch server; nothing is left of the command. `oid`: the table there.
        command: One command.
    """
    import psycopg

    try:
        return catalog.rewrites(oid, command)
    except psycopg.Error:
        return False
