"""Security: who reaches which rows without row security in between, and functions that act as somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.audit.check import Check
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Fact, Finding, Section, Unit
from schemactl.model.diagnostic import Level
from schemactl.postgres.quoting import qualified

NO_ROW_SECURITY = Check(
    id="AU201",
    name="exposed-without-row-security",
    level=Level.WARNING,
    finds="A table that PUBLIC, anon or authenticated may read or change, with row security off.",
    why="Everybody behind these roles sees or changes every row.",
    fix="Enable row security and add policies (without one, only the owner sees rows), or revoke the privileges.",
)
POLICIES_ASLEEP = Check(
    id="AU202",
    name="policies-without-row-security",
    level=Level.ERROR,
    finds="A table with policies on which row security is off.",
    why="The policies do nothing, and whoever reads them believes they do.",
    fix="Enable row security.",
)
NO_POLICY = Check(
    id="AU203",
    name="row-security-without-policy",
    level=Level.NOTE,
    finds="A table with row security and privileges for PUBLIC, anon or authenticated, but no policy.",
    why="The privileges are of no use: these roles see no row.",
    fix="Add a policy, or revoke the privileges.",
)
DEFINER_PATH = Check(
    id="AU204",
    name="definer-without-search-path",
    level=Level.WARNING,
    finds="A SECURITY DEFINER function or procedure without a search_path of its own.",
    why="Callers decide which objects its names mean, and it uses them with its owner's rights (CVE-2018-1058).",
    fix="Write all names in it with their schema, then set an empty search_path.",
)
OPEN_MATERIALIZED_VIEW = Check(
    id="AU205",
    name="exposed-materialized-view",
    level=Level.WARNING,
    finds="A materialized view that PUBLIC, anon or authenticated may read.",
    why="It holds the rows its owner saw; row security of the tables below does not apply, and it can have none.",
    fix="Revoke SELECT and let a view or function with a condition on the reader stand in front of it.",
)

CHECKS = (NO_ROW_SECURITY, POLICIES_ASLEEP, NO_POLICY, DEFINER_PATH, OPEN_MATERIALIZED_VIEW)


def examine(database: AuditedDatabase) -> Section:
    """Return who can reach what."""
    rows = database.ask("exposed_tables")
    tables = [row for row in rows if not row["is_materialized_view"]]
    facts: tuple[Fact, ...] = (
        Fact(name="tables", value=len(tables), unit=Unit.COUNT),
        Fact(name="with row security", value=sum(row["row_security"] for row in tables), unit=Unit.COUNT),
        Fact(name="policies", value=sum(row["policies"] for row in tables), unit=Unit.COUNT),
        Fact(name="open to PUBLIC or API roles", value=sum(bool(row["roles"]) for row in tables), unit=Unit.COUNT),
    )
    for row in database.ask("routines"):
        facts += (
            Fact(name="functions and procedures", value=row["routines"], unit=Unit.COUNT),
            Fact(name="of them SECURITY DEFINER", value=row["definers"], unit=Unit.COUNT),
        )
    return Section(title="Security", facts=facts, findings=(*_relations(database), *_functions(database)))


def _relations(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("exposed_tables"):
        name, roles = qualified(row["schema"], row["name"]), ", ".join(row["roles"])
        enable = f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;"
        if row["is_materialized_view"]:
            if roles:
                yield OPEN_MATERIALIZED_VIEW.found(f"materialized view {name}", f"may be read by {roles}")
        elif row["policies"] and not row["row_security"]:
            yield POLICIES_ASLEEP.found(f"table {name}", f"has {row['policies']} policies that do nothing", sql=enable)
        elif roles and not row["row_security"]:
            yield NO_ROW_SECURITY.found(f"table {name}", f"is open to {roles}, and row security is off")
        elif roles and not row["policies"]:
            yield NO_POLICY.found(f"table {name}", f"has privileges for {roles}, and no policy")


def _functions(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("definer_functions"):
        kind = "procedure" if row["is_procedure"] else "function"
        name = f"{qualified(row['schema'], row['name'])}({', '.join(row['argument_types'])})"
        yield DEFINER_PATH.found(f"{kind} {name}", "is SECURITY DEFINER and takes its callers' search_path")
