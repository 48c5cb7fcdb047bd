"""Tables: their sizes, dead rows, planner statistics, and how far they are from transaction id wraparound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemactl.audit.check import Check
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Fact, Finding, Section, Table, Unit
from schemactl.model.diagnostic import Level
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified

DEAD_ROWS = Check(
    id="AU401",
    name="dead-rows",
    level=Level.WARNING,
    finds="A table with at least 10,000 dead rows, which are a third or more of all its rows.",
    why="Scans read them, and the file does not shrink again by itself.",
    fix="See under Activity what keeps VACUUM from removing them; then vacuum, and let autovacuum run more often.",
)
NEVER_ANALYZED = Check(
    id="AU402",
    name="never-analyzed",
    level=Level.NOTE,
    finds="A table of 1 MiB or more that was never analysed.",
    why="The planner guesses how many rows a condition leaves.",
    fix="ANALYZE it.",
)
WRAPAROUND = Check(
    id="AU403",
    name="wraparound",
    level=Level.WARNING,
    finds="A database whose oldest transaction id is more than twice as old as autovacuum_freeze_max_age lets it "
    "become; an error above 1.5 thousand million.",
    why="At two thousand million the server stops taking writes.",
    fix="Find what holds VACUUM back (long transactions, prepared ones, replication slots), then VACUUM (FREEZE).",
)
AUTOVACUUM_OFF = Check(
    id="AU404",
    name="autovacuum-off",
    level=Level.WARNING,
    finds="A table with autovacuum switched off, or a server with it switched off.",
    why="Dead rows stay, the planner's statistics get old, and it all comes due at once before wraparound.",
    fix="Switch it on.",
)
NO_PRIMARY_KEY = Check(
    id="AU405",
    name="no-primary-key",
    level=Level.NOTE,
    finds="A table without a primary key.",
    why="Rows cannot be told apart: by tools, by logical replication, or by whoever has to correct one.",
    fix="Add one, unless it only takes copies of other rows.",
)

CHECKS = (DEAD_ROWS, NEVER_ANALYZED, WRAPAROUND, AUTOVACUUM_OFF, NO_PRIMARY_KEY)

_DEAD, _DEAD_SHARE = 10_000, 3
_WORTH_ANALYZING = 1024**2
_LAST_CALL = 1_500_000_000
_SHOWN = 15


def examine(database: AuditedDatabase) -> Section:
    """Return the state of the tables."""
    rows = database.ask("tables")
    facts = (
        Fact(name="tables", value=len(rows), unit=Unit.COUNT),
        Fact(name="size with indexes", value=sum(row["total_bytes"] for row in rows), unit=Unit.BYTES),
        Fact(name="oldest transaction id", value=_oldest(database), unit=Unit.COUNT),
    )
    findings = (*(f for row in rows for f in _table(row)), *_wraparound(database), *_server(database))
    return Section(title="Tables", facts=facts, tables=(_largest(rows),), findings=findings)


def _largest(rows: tuple[Row, ...]) -> Table:
    columns = (
        ("table", Unit.TEXT),
        ("total", Unit.BYTES),
        ("heap", Unit.BYTES),
        ("toast", Unit.BYTES),
        ("indexes", Unit.BYTES),
        ("live rows", Unit.COUNT),
        ("dead rows", Unit.COUNT),
        ("vacuumed", Unit.TIME),
        ("analysed", Unit.TIME),
    )
    return Table(
        title="largest tables",
        columns=columns,
        rows=tuple(
            (
                qualified(row["schema"], row["name"]),
                *(row[name] for name in ("total_bytes", "heap_bytes", "toast_bytes", "index_bytes")),
                *(row[name] for name in ("live_rows", "dead_rows", "vacuumed_at", "analyzed_at")),
            )
            for row in rows[:_SHOWN]
        ),
        left_out=max(len(rows) - _SHOWN, 0),
    )


def _table(row: Row) -> Iterator[Finding]:
    name = qualified(row["schema"], row["name"])
    dead, live = row["dead_rows"] or 0, row["live_rows"] or 0
    if dead >= _DEAD and _DEAD_SHARE * dead >= dead + live:
        yield DEAD_ROWS.found(
            f"table {name}", f"has {dead:,} dead rows beside {live:,} live ones", sql=f"VACUUM {name};"
        )
    if row["analyzed_at"] is None and row["planner_rows"] < 0 and row["heap_bytes"] >= _WORTH_ANALYZING:
        yield NEVER_ANALYZED.found(f"table {name}", "was never analysed", sql=f"ANALYZE {name};")
    if row["autovacuum_off"]:
        sql = f"ALTER TABLE {name} RESET (autovacuum_enabled);"
        yield AUTOVACUUM_OFF.found(f"table {name}", "has autovacuum switched off", sql=sql)
    if not row["has_key"]:
        yield NO_PRIMARY_KEY.found(f"table {name}", "has no primary key")


def _wraparound(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("wraparound"):
        yield from judge_wraparound(row, database.ask("tables"))


def judge_wraparound(row: Row, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield a finding if a database is too near to wraparound, naming the oldest of some tables."""
    age = max(row["transaction_age"], row["multixact_age"])
    if age <= 2 * row["freeze_max_age"] and age <= _LAST_CALL:
        return
    oldest = sorted(rows, key=lambda table: -(table["transaction_age"] or 0))[:3]
    named = ", ".join(f"{qualified(t['schema'], t['name'])} {t['transaction_age']:,}" for t in oldest)
    yield WRAPAROUND.found(
        f"database {identifier(row['name'])}",
        f"its oldest transaction id is {age:,} transactions old; the oldest audited tables: {named or 'none'}",
        level=Level.ERROR if age > _LAST_CALL else Level.WARNING,
    )


def _server(database: AuditedDatabase) -> Iterator[Finding]:
    if any(not row["autovacuum"] for row in database.ask("server")):
        yield AUTOVACUUM_OFF.found("server", "autovacuum is switched off for all tables")


def _oldest(database: AuditedDatabase) -> int | None:
    current = {row["database"] for row in database.ask("server")}
    return next((row["transaction_age"] for row in database.ask("wraparound") if row["name"] in current), None)
