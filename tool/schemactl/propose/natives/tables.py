"""Tables: columns, checks, storage parameters, row security force, replica identity, inheritance, persistence.

Plain columns go to migra, everything else is written here, by name and aspect, from the catalogs of both sides.
Source: PostgreSQL manual, ALTER TABLE.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.statement import Phase, RowQuestion, Trait, TransactionRule, Verb
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose import columns, migra, misfits
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.columns import Aspect, ColumnChange, alter_prefix, option_clauses
from schemactl.propose.compare import RelationPair
from schemactl.propose.generic_options import options_clause
from schemactl.propose.intents import fills_nulls
from schemactl.propose.natives import checks, constraint_names, own_definitions, rebuilds
from schemactl.propose.natives.sequences import option_clauses as option_clauses_of
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.relations import Relation
from schemactl.propose.row_questions import RowsOf, ask_rows
from schemactl.propose.sides import Sides
from schemactl.propose.steps import awaited_types

_REPLICA = {"d": "DEFAULT", "n": "NOTHING", "f": "FULL"}


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings relations that exist on both sides into the desired shape."""
    # A parent's alteration reaches its children, so children are looked at once their parents are done.
    pending = {pair.live.sql_name for pair in sides.comparison.relations if pair.differs}
    renames = constraint_names.find(sides)
    yield from constraint_names.propose(sides, renames)
    for pair in sides.comparison.relations:
        position = sides.created_at(pair.address)
        if not pair.differs or rebuilds.needed(pair) or pending.intersection(pair.live.ancestors):
            continue
        if pair.live.kind == "v":
            changes = columns.changed_aspects(pair.live, pair.desired, sides.clone.version)
            yield from (_column(sides, pair, c, position, "") for c in changes if c.aspect is Aspect.DEFAULT)
            continue
        for command in _adopted_names(pair):
            yield _alter(pair, command, "takes the constraint names of its new parent", position)
        identities = _identities(sides, pair)
        for change in columns.changed_aspects(pair.live, pair.desired, sides.clone.version):
            yield _column(sides, pair, _without_values(sides, pair, change), position, identities.get(change.name, ""))
        holds_rows = pair.live.kind != "f" and pair.address not in sides.made
        renamed = renames[pair.address].names if pair.address in renames else {}
        yield from checks.propose(pair, position, renamed, holds_rows=holds_rows)
        yield from own_definitions.propose(pair, position)
        for cause, command in _properties(pair.live, pair.desired):
            yield _alter(pair, command, cause, position)


def _adopted_names(pair: RelationPair) -> Iterator[str]:
    """Yield renames of NOT NULL constraints before a table gets a parent: afterwards they are inherited and fixed."""
    if set(pair.desired.ancestors) <= set(pair.live.ancestors):
        return
    for name, column in pair.live.columns.items():
        after = pair.desired.columns.get(name)
        if after and column.not_null_name and after.not_null_name and column.not_null_name != after.not_null_name:
            old, new = identifier(column.not_null_name), identifier(after.not_null_name)
            yield f"{alter_prefix(pair.live)} RENAME CONSTRAINT {old} TO {new}"


def _identities(sides: Sides, pair: RelationPair) -> dict[str, str]:
    """Return the identity clause of new identity columns, which rows that exist need at once to get their values."""
    added = [sides.comparison.desired[a] for a in sides.comparison.added if a.kind == "SEQUENCE"]
    oids = [entry.oid for entry in added if pair.address in entry.dependencies]
    clauses = {}
    for row in sides.desired.ask_for("sequences", oids):
        if row["identity"]:
            word = "ALWAYS" if row["identity"] == "a" else "BY DEFAULT"
            name = qualified(row["schema"], row["name"])
            options = f"SEQUENCE NAME {name} {option_clauses_of(row)}"
            clauses[row["column_name"]] = f"GENERATED {word} AS IDENTITY ({options})"
    return clauses


def _without_values(sides: Sides, pair: RelationPair, change: ColumnChange) -> ColumnChange:
    """Return a change as it is; a column that a backfill fills is added empty, and the rest of it in later rounds.

    A default would give all rows a value that the backfill then takes for theirs, unless it says itself which rows it
    is about. NOT NULL comes once the values are there.
    """
    fill = sides.filled.get((pair.address, change.name))
    if fill is None or change.aspect is not Aspect.ADD or change.after is None or pair.address in sides.made:
        return change
    keeps_default = change.after.generated or not fills_nulls(fill)
    expression = change.after.expression if keeps_default else ""
    bare = dataclasses.replace(change.after, not_null="", not_null_kind="", not_null_name="", expression=expression)
    return dataclasses.replace(change, after=bare)


def _column(sides: Sides, pair: RelationPair, change: ColumnChange, position: int, identity: str) -> Proposal:
    question, may_not_fit = misfits.of_conversion(sides, pair, change)
    question = question or _own_nulls(change)
    trusted = migra.write(change) if migra.trusts(change) else []
    own = columns.write(change)
    alternatives: list[tuple[str, ...]] = [(command,) for command in own if command not in trusted]
    if change.aspect is Aspect.ADD and identity:
        alternatives = [(f"{own[0]} {identity}",)]
    if change.aspect is Aspect.OPTIONS:
        alternatives = [tuple(own)]
    if change.aspect is Aspect.NOT_NULL:
        alternatives = [tuple(_not_null(change))]
    if trusted:
        alternatives.insert(0, tuple(trusted))
    dropped = change.aspect is Aspect.DROP
    return Proposal(
        address=pair.address,
        alternatives=tuple(alternatives),
        verb=Verb.ALTER,
        cause=f"column {change.name} {change.aspect}",
        stage=Stage.DROP_LATE if dropped else Stage.SHAPE,
        position=position,
        proposer="migra" if trusted else "natives",
        phase=Phase.CONTRACT if dropped or _tightens(change) else Phase.EXPAND,
        column=change.name,
        target=(PG_CLASS, pair.live.oid),
        loses=(f"{pair.live.schema}.{pair.live.name}.{change.name}",) if change.loses_values else (),
        traits=_traits(change) | ({Trait.MAY_NOT_FIT} if may_not_fit else frozenset()),
        question=question,
        transaction=TransactionRule.LAST if _validates(change) else TransactionRule.NORMAL,
        after=frozenset() if dropped else awaited_types(sides, sides.comparison.desired[pair.address]),
    )


def _validates(change: ColumnChange) -> bool:
    """Return whether a NOT NULL that is NOT VALID is validated: all rows are read, under a weak lock."""
    kinds = [column.not_null_kind for column in (change.before, change.after) if column is not None]
    return change.aspect is Aspect.NOT_NULL and kinds == ["NOT VALID", "VALID"]


def _traits(change: ColumnChange) -> frozenset[Trait]:
    """Return what a column change means for existing rows."""
    after = change.after
    if change.relation.kind == "f":
        return frozenset()  # its rows live elsewhere and are not asked
    if change.aspect is Aspect.ADD and after is not None and after.not_null:
        filled = after.expression or after.identity
        return frozenset({Trait.ADDS_COLUMN} if filled else {Trait.ADDS_COLUMN, Trait.REQUIRES_VALUE})
    if change.aspect is Aspect.ADD:
        return frozenset({Trait.ADDS_COLUMN})
    if change.rounds_values:
        return frozenset({Trait.ROUNDS_VALUES})
    renamed = change.before is not None and change.before.not_null_kind == "VALID"
    return frozenset({Trait.READS_ALL_ROWS}) if _tightens(change) and not renamed else frozenset()


def _tightens(change: ColumnChange) -> bool:
    """Return whether rows that exist may break the alteration, so that backfills must come first."""
    after = change.after if change.aspect is Aspect.NOT_NULL else None
    return after is not None and after.not_null_kind in ("VALID", "NO INHERIT")


def _own_nulls(change: ColumnChange) -> RowQuestion | None:
    """Return the question about the table's own rows, where those of tables that inherit from it may be NULL."""
    relation = change.relation
    if not _tightens(change) or change.after is None or change.after.not_null_kind != "NO INHERIT":
        return None
    name = identifier(change.name)
    condition = f"r.{name} IS NOT DISTINCT FROM NULL"
    rows = RowsOf(
        schema=relation.schema, relation=relation.name, columns=(change.name,), condition=condition, alone=True
    )
    return ask_rows([rows], f"{{count}} rows of {relation.sql_name} have NULL in {name}, which is to be NOT NULL")


def _not_null(change: ColumnChange) -> list[str]:
    """Return the commands for NOT NULL, which since PostgreSQL 18 may be named, NO INHERIT or NOT VALID."""
    before, after = change.before, change.after
    if before is None or after is None:
        raise ValueError("NOT NULL is altered on a column that both sides have")
    prefix, name = alter_prefix(change.relation), identifier(change.name)
    if before.not_null_kind == after.not_null_kind != "":
        return []  # Only its name differs.
    if {before.not_null_kind, after.not_null_kind} == {"VALID", "NO INHERIT"}:
        word = "INHERIT" if after.not_null_kind == "VALID" else "NO INHERIT"
        return [f"{prefix} ALTER CONSTRAINT {identifier(before.not_null_name)} {word}"]
    if before.not_null_kind == "NOT VALID" and after.not_null_kind == "VALID":
        return [f"{prefix} VALIDATE CONSTRAINT {identifier(before.not_null_name)}"]
    drop = [f"{prefix} ALTER COLUMN {name} DROP NOT NULL"] if before.not_null else []
    if not after.not_null:
        return drop
    if after.not_null == "NOT NULL":
        return [*drop, f"{prefix} ALTER COLUMN {name} SET NOT NULL"]
    flags = {"NO INHERIT": " NO INHERIT", "NOT VALID": " NOT VALID"}.get(after.not_null_kind, "")
    return [*drop, f"{prefix} ADD CONSTRAINT {identifier(after.not_null_name)} NOT NULL {name}{flags}"]


def _alter(pair: RelationPair, command: str, cause: str, position: int) -> Proposal:
    return Proposal(
        address=pair.address,
        alternatives=one(command),
        verb=Verb.ALTER,
        cause=cause,
        stage=Stage.SHAPE,
        position=position,
        proposer="natives",
        target=(PG_CLASS, pair.live.oid),
    )


def _properties(live: Relation, desired: Relation) -> Iterator[tuple[str, str]]:
    """Yield cause and command for everything that is neither a column nor a check."""
    prefix = alter_prefix(live)
    if live.persistence != desired.persistence:
        yield "persistence differs", f"{prefix} SET {'UNLOGGED' if desired.persistence == 'u' else 'LOGGED'}"
    if live.access_method != desired.access_method and desired.access_method:
        yield "access method differs", f"{prefix} SET ACCESS METHOD {identifier(desired.access_method)}"
    if live.tablespace != desired.tablespace:
        yield "tablespace differs", f"{prefix} SET TABLESPACE {identifier(desired.tablespace or 'pg_default')}"
    for clause in option_clauses(live.options, desired.options):
        yield "storage parameters differ", f"{prefix} {clause}"
    for clause in option_clauses(live.toast_options, desired.toast_options, "toast."):
        yield "storage parameters differ", f"{prefix} {clause}"
    if clause := options_clause(live.foreign_options, desired.foreign_options):
        yield "foreign options differ", f"{prefix} {clause}"
    yield from _ancestry(live, desired)
    if live.force_row_security != desired.force_row_security:
        word = "FORCE" if desired.force_row_security else "NO FORCE"
        yield "forced row security differs", f"{prefix} {word} ROW LEVEL SECURITY"
    replica = (desired.replica_identity, desired.replica_index)
    if (live.replica_identity, live.replica_index) != replica:
        form = _REPLICA.get(desired.replica_identity) or f"USING INDEX {identifier(desired.replica_index)}"
        yield "replica identity differs", f"{prefix} REPLICA IDENTITY {form}"


def _staying(live: tuple[str, ...], desired: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parents that are already in their place: a new one comes last, so all behind it have to come again."""
    staying: list[str] = []
    for parent in desired:
        if parent not in live or (staying and live.index(parent) < live.index(staying[-1])):
            break
        staying.append(parent)
    return tuple(staying)


def _ancestry(live: Relation, desired: Relation) -> Iterator[tuple[str, str]]:
    """Yield cause and command for parents and row type."""
    prefix = alter_prefix(live)
    staying = _staying(live.parents, desired.parents)
    for parent in live.parents:
        if parent not in staying:
            yield f"does not inherit from {parent} in this place", f"{prefix} NO INHERIT {parent}"
    for parent in desired.parents:
        if parent not in staying:
            yield f"inherits from {parent}", f"{prefix} INHERIT {parent}"
    if live.of_type != desired.of_type:
        yield "row type differs", f"{prefix} {f'OF {desired.of_type}' if desired.of_type else 'NOT OF'}"
