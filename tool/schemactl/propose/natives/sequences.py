"""Sequences: options altered in place, renames recognised, positions kept.

A sequence's position is data: where a new one takes over a column that holds rows it is set behind the largest value,
and a sequence that goes from serial to identity hands its position on.
Source: PostgreSQL manual, ALTER SEQUENCE and ALTER TABLE ... ADD GENERATED.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, literal, qualified
from schemactl.propose.catalog import PG_CLASS, Catalog
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_OPTIONS = {
    "data_type": "AS {}",
    "increment": "INCREMENT BY {}",
    "minimum": "MINVALUE {}",
    "maximum": "MAXVALUE {}",
    "start": "START WITH {}",
    "cache": "CACHE {}",
}

Ways = tuple[tuple[str, ...], ...]
"""Alternatives of a proposal."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings sequences into the desired shape, beyond creating and dropping them."""
    yield from _changes(sides)
    taken_over = list(_taken_over(sides))
    yield from taken_over
    yield from _positions(sides, {proposal.address for proposal in taken_over})
    for entry in sides.removed_alone("SEQUENCE OWNED BY"):
        name = qualified(entry.address.schema, entry.address.name)
        yield _step(sides, entry, ((f"ALTER SEQUENCE {name} OWNED BY NONE",),), "the sequence belongs to no column")
    for live, desired in sides.changed("SEQUENCE OWNED BY"):
        yield _step(sides, live, ((desired.definition.removesuffix(";"),),), "the sequence belongs to another column")


def _changes(sides: Sides) -> Iterator[Proposal]:
    pairs = sides.changed("SEQUENCE")
    lives, wanted = _read(sides.clone, [p[0] for p in pairs]), _read(sides.desired, [p[1] for p in pairs])
    for live, desired in pairs:
        before, after = lives[live.oid], wanted[desired.oid]
        if bool(before["identity"]) == bool(after["identity"]):
            for way in _options(qualified(before["schema"], before["name"]), before, after):
                yield _step(sides, live, way, "options of the sequence differ")
        elif after["identity"]:
            yield _step(sides, live, (_to_identity(before, desired),), "the sequence becomes an identity column's")
        else:
            yield _before_its_table(sides, live, before, (_from_identity(before, desired),))


def _taken_over(sides: Sides) -> Iterator[Proposal]:
    """Yield how a new sequence goes on where the one that numbered the same column stands: renamed if it can be."""
    added = [sides.comparison.desired[a] for a in sides.comparison.added if a.kind == "SEQUENCE"]
    gone = {_column(row): row for row in _read(sides.clone, sides.removed("SEQUENCE")).values() if row["column_name"]}
    for row in _read(sides.desired, added).values():
        before = gone.get(_column(row))
        if before is None:
            continue
        entry = next(entry for entry in added if entry.oid == row["oid"])
        name, new = qualified(before["schema"], before["name"]), qualified(row["schema"], row["name"])
        if bool(before["identity"]) != bool(row["identity"]):
            # The column's own alteration, which comes first or next, drops the default or the identity.
            create = tuple(command.text for command in split_statements(entry.definition))
            ways = ((*create, _handed_over(name, new)), (_handed_over(name, new),))
            if before["identity"]:
                yield _before_its_table(sides, entry, before, ways)
            else:
                yield _step(sides, entry, ways, f"goes on where {before['name']} stands")
        elif before["schema"] == row["schema"]:
            command = f"ALTER SEQUENCE {name} RENAME TO {identifier(row['name'])}"
            yield _step(sides, entry, ((command,),), f"serves the same column as {before['name']} did")


def _before_its_table(sides: Sides, entry: Entry, before: Row, ways: Ways) -> Proposal:
    """Return a step that reads the position of an identity column's sequence: it goes with the identity."""
    step = _step(sides, entry, ways, "goes on where the identity column stands")
    table = Address("TABLE", before["table_schema"], before["table_name"])
    return replace(step, position=sides.created_at(table))


def _positions(sides: Sides, taken_over: set[Address]) -> Iterator[Proposal]:
    """Yield a setval for each other new sequence whose column is already there and may hold values."""
    new = [a for a in sides.comparison.added if a.kind == "SEQUENCE" and a not in taken_over]
    added = [sides.comparison.desired[a] for a in new]
    tables = {(a.schema, a.name): e.oid for a, e in sides.comparison.live.entries.items() if a.kind == "TABLE"}
    for row in _read(sides.desired, added).values():
        table = tables.get((row["table_schema"], row["table_name"]))
        if table is None or not sides.clone.ask("column_number", oid=table, name=row["column_name"]):
            continue
        column, name = identifier(row["column_name"]), qualified(row["schema"], row["name"])
        relation = qualified(row["table_schema"], row["table_name"])
        yield Proposal(
            address=next(entry.address for entry in added if entry.oid == row["oid"]),
            alternatives=one(
                f"SELECT pg_catalog.setval({_regclass(name)}, pg_catalog.max({column})) FROM {relation} "
                f"HAVING pg_catalog.max({column}) IS NOT NULL"
            ),
            verb=Verb.DATA,
            cause="a new sequence goes on behind the values there are",
            stage=Stage.LAST,
            position=len(sides.comparison.desired.entries),
            proposer="natives",
        )


def _read(catalog: Catalog, entries: list[Entry]) -> dict[int, Row]:
    return {int(row["oid"]): row for row in catalog.ask_for("sequences", [entry.oid for entry in entries])}


def _column(row: Row) -> tuple[str, str, str]:
    return (row["table_schema"], row["table_name"], row["column_name"])


def _step(sides: Sides, entry: Entry, ways: Ways, cause: str) -> Proposal:
    return Proposal(
        address=entry.address,
        alternatives=ways,
        verb=Verb.ALTER,
        cause=cause,
        stage=Stage.SHAPE,
        position=sides.created_at(entry.address),
        proposer="natives",
        target=(PG_CLASS, entry.oid),
    )


def option_clauses(row: Row) -> str:
    """Return all options of a sequence as CREATE SEQUENCE and identity columns want them."""
    clauses = [form.format(row[key]) for key, form in _OPTIONS.items() if key != "data_type"]
    return " ".join([*clauses, *(["CYCLE"] if row["cycle"] else [])])


def _options(name: str, before: Row, after: Row) -> Iterator[Ways]:
    """Yield ALTER SEQUENCE with the options that differ; bounds are spelt out because their defaults follow the type.

    A position outside the new bounds is refused: then it is first brought to the nearest bound, or as a last resort
    restarted.
    """
    clauses = [form.format(after[key]) for key, form in _OPTIONS.items() if before[key] != after[key]]
    if before["cycle"] != after["cycle"]:
        clauses.append("CYCLE" if after["cycle"] else "NO CYCLE")
    if clauses:
        alter = f"ALTER SEQUENCE {name} {' '.join(clauses)}"
        nearest = f"LEAST(GREATEST(last_value, {after['minimum']}), {after['maximum']})"
        clamp = f"SELECT pg_catalog.setval({_regclass(name)}, {nearest}, is_called) FROM {name}"
        yield ((alter,), (clamp, alter), (f"{alter} RESTART WITH {after['start']}",))
    if before["persistence"] != after["persistence"]:
        yield ((f"ALTER SEQUENCE {name} SET {'UNLOGGED' if after['persistence'] == 'u' else 'LOGGED'}",),)


def _to_identity(before: Row, desired: Entry) -> tuple[str, ...]:
    """Return the way from a sequence to an identity column: the old one steps aside until its position is read.

    The column's default is taken off by the table's own alteration, which comes first.
    """
    name = qualified(before["schema"], before["name"])
    resting = identifier(aside(before["name"], "replaced"))
    old = f"{identifier(before['schema'])}.{resting}"
    return (
        f"ALTER SEQUENCE {name} OWNED BY NONE",
        f"ALTER SEQUENCE {name} RENAME TO {resting}",
        *(command.text for command in split_statements(desired.definition)),
        _handed_over(old, name),
        f"DROP SEQUENCE {old}",
    )


def _from_identity(before: Row, desired: Entry) -> tuple[str, ...]:
    """Return the way from an identity column to a sequence of the same name, which goes on where that one stands."""
    name = qualified(before["schema"], before["name"])
    resting = identifier(aside(before["name"], "replaced"))
    table = qualified(before["table_schema"], before["table_name"])
    return (
        f"ALTER SEQUENCE {name} RENAME TO {resting}",
        *(command.text for command in split_statements(desired.definition)),
        _handed_over(f"{identifier(before['schema'])}.{resting}", name),
        f"ALTER TABLE {table} ALTER COLUMN {identifier(before['column_name'])} DROP IDENTITY",
    )


def _handed_over(old: str, new: str) -> str:
    """Return the command that brings a sequence to the position of another one."""
    return f"SELECT pg_catalog.setval({_regclass(new)}, last_value, is_called) FROM {old}"


def _regclass(name: str) -> str:
    return f"{literal(name).strip()}::pg_catalog.regclass"
