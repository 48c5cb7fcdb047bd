"""Publications: altered in place, for subscribers stop at the first change after theirs is gone.

Only ``FOR ALL TABLES`` cannot be given or taken later: such a publication is dropped and created in one transaction.
Source: PostgreSQL manual, ALTER PUBLICATION.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

_MEMBERS = ("PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA")
_PARAMETERS = ("publish", "publish_via_partition_root", "publish_generated_columns")


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER PUBLICATION for parameters and members that differ; new members come in pg_dump's words."""
    pairs = sides.changed("PUBLICATION")
    before = {row["oid"]: row for row in sides.clone.ask_for("publications", [live.oid for live, _ in pairs])}
    after = {row["oid"]: row for row in sides.desired.ask_for("publications", [desired.oid for _, desired in pairs])}
    made_anew = set()
    for live, desired in pairs:
        old, new = before[live.oid], after[desired.oid]
        if old["all_tables"] != new["all_tables"]:
            made_anew.add(live.address.name)
            continue
        settings = [f"{name} = {literal(new[name])}" for name in _PARAMETERS if old[name] != new[name]]
        if settings:
            command = f"ALTER PUBLICATION {identifier(live.address.name)} SET ({', '.join(settings)})"
            yield alteration(sides, live.address, (command,), "parameters differ")
    yield from _members(sides, made_anew)


def _members(sides: Sides, made_anew: set[str]) -> Iterator[Proposal]:
    """Yield ALTER PUBLICATION ... DROP for members that are not declared or differ; the others go with theirs."""
    for entry in sides.removed_alone(*_MEMBERS):
        if _publication(entry) not in made_anew:
            yield alteration(
                sides, entry.address, (_unpublish(entry),), "is not published any more", stage=Stage.DROP_EARLY
            )
    for live, desired in sides.changed(*_MEMBERS):
        if _publication(live) not in made_anew:
            commands = (_unpublish(live), desired.definition.removesuffix(";"))
            yield alteration(sides, live.address, commands, "is published differently")


def _publication(member: Entry) -> str:
    return next((a.name for a in member.dependencies if a.kind == "PUBLICATION"), "")


def _unpublish(entry: Entry) -> str:
    """Return the command that takes a member out of its publication, named by the entries it depends on.

    ONLY, because pg_dump lists the tables that inherit from a member as members of their own.
    """
    publication = _publication(entry)
    if entry.address.kind == "PUBLICATION TABLE":
        table = next((a for a in entry.dependencies if a.kind in ("TABLE", "FOREIGN TABLE")), None)
        member = f"TABLE ONLY {qualified(table.schema, table.name)}" if table else ""
    else:
        schema = next((a.name for a in entry.dependencies if a.kind == "SCHEMA"), entry.address.schema)
        member = f"TABLES IN SCHEMA {identifier(schema)}"
    return f"ALTER PUBLICATION {identifier(publication)} DROP {member}" if publication and member else ""
