"""Bloat of B-tree indexes: estimated for all, and measured for the worst where pgstattuple is there."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.audit.check import Check
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Finding
from schemactl.model.diagnostic import Level
from schemactl.model.figures import bytes_in_words
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified

BLOATED_INDEX = Check(
    id="AU304",
    name="bloated-index",
    level=Level.WARNING,
    finds="A B-tree index of which half or more, and at least 10 MiB, is estimated to be empty. An estimate from row "
    "counts and column widths; where the extension pgstattuple may be used, the ten worst are measured.",
    why="Empty pages are read, cached and backed up like full ones.",
    fix="Rebuild it; that needs room for a second copy and locks out nobody.",
)

_LEAST_PERCENT = 50
_LEAST_BYTES = 10 * 1024**2
_MEASURED = 10
_FULL = 90
"""Percent of a leaf page that a new index fills."""


def bloated_indexes(database: AuditedDatabase) -> Iterator[Finding]:
    """Yield the indexes that are mostly empty."""
    estimates = [row for row in database.ask("index_bloat") if _is_bloated(row["wasted_percent"], row["wasted_bytes"])]
    pgstattuple = next((row for row in database.ask("extensions") if row["name"] == "pgstattuple"), None)
    for number, row in enumerate(estimates):
        name = qualified(row["schema"], row["name"])
        percent, how = row["wasted_percent"], "is estimated to be"
        if pgstattuple and number < _MEASURED:
            measured = _measure(database, pgstattuple, name)
            if measured is not None:
                percent, how = measured, "is"
        wasted = row["size_bytes"] * percent // 100
        if _is_bloated(percent, wasted):
            yield BLOATED_INDEX.found(
                f"index {name}",
                f"{percent} % of its {bytes_in_words(row['size_bytes'])} {how} empty",
                sql=f"REINDEX INDEX CONCURRENTLY {name};",
            )


def _is_bloated(percent: int, wasted_bytes: int) -> bool:
    return percent >= _LEAST_PERCENT and wasted_bytes >= _LEAST_BYTES


def _measure(database: AuditedDatabase, pgstattuple: Row, index: str) -> int | None:
    """Return how much of an index is empty, in percent of its size, or None if that cannot be asked."""
    function = f"{identifier(pgstattuple['schema'])}.pgstatindex"
    sql = (
        f"SELECT avg_leaf_density::float8 AS density, (empty_pages + deleted_pages)::float8 / greatest(leaf_pages + "
        f"empty_pages + deleted_pages, 1) AS unused FROM {function}({literal(index).strip()}::pg_catalog.regclass)"
    )
    found = database.probe(f"pages of {index}", sql)
    if found is None:
        return None
    filled: float = min(found["density"] / _FULL, 1.0) * (1 - found["unused"])
    return round(100 * (1 - filled))
