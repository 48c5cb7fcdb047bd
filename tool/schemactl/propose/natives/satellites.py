"""Small things that hang on others: row security, partition bounds, extensions' homes, publication members, owners."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_TABLES = ("TABLE", "FOREIGN TABLE")


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands for satellites that differ."""
    for entry in sides.removed_alone("ROW SECURITY"):
        table = qualified(entry.address.schema, entry.address.name)
        command = f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        yield _step(sides, entry.address, (command,), "row security is not declared")
    yield from _partitions(sides)
    yield from _extensions(sides)
    yield from _publications(sides)
    yield from _owners(sides)


def _partitions(sides: Sides) -> Iterator[Proposal]:
    """Yield DETACH for partitions that stay as tables, and a new ATTACH for changed bounds."""
    for entry in sides.removed("TABLE ATTACH"):
        child = _child(entry)
        if child is not None and child in sides.comparison.desired and _detach(entry):
            yield _step(sides, entry.address, (_detach(entry),), "is not a partition any more", Stage.DROP_EARLY)
    for live, desired in sides.changed("TABLE ATTACH"):
        commands = (_detach(live), desired.definition.removesuffix(";"))
        yield _step(sides, live.address, commands, "partition bound differs")


def _child(entry: Entry) -> Address | None:
    """Return the partition an ATTACH is about, an ordinary or a foreign table."""
    name = (entry.address.schema, entry.address.name)
    return next((a for a in entry.dependencies if a.kind in _TABLES and (a.schema, a.name) == name), None)


def _detach(entry: Entry) -> str:
    child = _child(entry)
    parent = next((a for a in entry.dependencies if a.kind == "TABLE" and a != child), None)
    if parent is None or child is None:
        return ""
    return f"ALTER TABLE {qualified(parent.schema, parent.name)} DETACH PARTITION {qualified(child.schema, child.name)}"


def _extensions(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER EXTENSION ... SET SCHEMA where an extension lives in another namespace."""
    live_rows = (
        {row["name"]: row["schema"] for row in sides.clone.ask("extensions")} if sides.changed("EXTENSION") else {}
    )
    desired_rows = {row["name"]: row["schema"] for row in sides.desired.ask("extensions")} if live_rows else {}
    for live, _ in sides.changed("EXTENSION"):
        name = live.address.name
        if live_rows.get(name) != desired_rows.get(name):
            command = f"ALTER EXTENSION {identifier(name)} SET SCHEMA {identifier(desired_rows[name])}"
            yield _step(sides, live.address, (command,), "the extension lives in another schema")


def _publications(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER PUBLICATION ... DROP for members that are not declared or differ."""
    gone = sides.removed_alone("PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA")
    for entry in gone:
        yield _step(sides, entry.address, (_unpublish(entry),), "is not published any more", Stage.DROP_EARLY)
    for live, desired in sides.changed("PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA"):
        commands = (_unpublish(live), desired.definition.removesuffix(";"))
        yield _step(sides, live.address, commands, "is published differently")


def _unpublish(entry: Entry) -> str:
    """Return the command that takes a member out of its publication, named by the entries it depends on."""
    publication = next((a.name for a in entry.dependencies if a.kind == "PUBLICATION"), "")
    if entry.address.kind == "PUBLICATION TABLE":
        table = next((a for a in entry.dependencies if a.kind in ("TABLE", "FOREIGN TABLE")), None)
        member = f"TABLE {qualified(table.schema, table.name)}" if table else ""
    else:
        schema = next((a.name for a in entry.dependencies if a.kind == "SCHEMA"), entry.address.schema)
        member = f"TABLES IN SCHEMA {identifier(schema)}"
    return f"ALTER PUBLICATION {identifier(publication)} DROP {member}" if publication else ""


def _owners(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER ... OWNER TO, in the words pg_dump uses to drop the object, as pg_restore does."""
    for address in sorted(sides.comparison.owners):
        desired, live = sides.wanted(address), sides.live(address)
        if desired is None or live is None:
            continue
        target = desired.drop.removeprefix("DROP ")
        command = f"ALTER {target} OWNER TO {identifier(desired.owner)}"
        yield _step(sides, address, (command,), f"owner is {literal(live.owner).strip()}")


def _step(
    sides: Sides, address: Address, commands: tuple[str, ...], cause: str, stage: Stage = Stage.SHAPE
) -> Proposal:
    live = sides.live(address)
    return Proposal(
        address=address,
        alternatives=(commands,),
        verb=Verb.ALTER,
        cause=cause,
        stage=stage,
        position=sides.dropped_at(address) if stage is Stage.DROP_EARLY else sides.created_at(address),
        proposer="natives",
        target=(live.catalog, live.oid) if live else (0, 0),
    )
