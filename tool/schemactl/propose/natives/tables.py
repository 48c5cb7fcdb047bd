"""Tables: columns, checks, storage parameters, row security force, replica identity, inheritance, persistence.

Plain columns go to migra, everything else is written here, by name and aspect, from the catalogs of both sides.
Source: PostgreSQL manual, ALTER TABLE.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.statement import ROW_LIMIT, Phase, RowQuestion, Trait, TransactionRule, Verb
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose import columns, migra
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.columns import Aspect, ColumnChange, alter_prefix, option_clauses
from schemactl.propose.compare import RelationPair
from schemactl.propose.intents import fills_nulls
from schemactl.propose.natives import rebuilds
from schemactl.propose.natives.sequences import option_clauses as option_clauses_of
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.relations import Check, Relation
from schemactl.propose.sides import Sides

_REPLICA = {"d": "DEFAULT", "n": "NOTHING", "f": "FULL"}


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings relations that exist on both sides into the desired shape."""
    # A parent's alteration reaches its children, so children are looked at once their parents are done.
    pending = {pair.live.sql_name for pair in sides.comparison.relations if pair.differs}
    for pair in sides.comparison.relations:
        position = sides.created_at(pair.address)
        if not pair.differs or rebuilds.needed(pair) or pending.intersection(pair.live.ancestors):
            continue
        if pair.live.kind == "v":
            changes = columns.changed_aspects(pair.live, pair.desired, sides.clone.version)
            yield from (_column(pair, c, position, "") for c in changes if c.aspect is Aspect.DEFAULT)
            continue
        for command in _adopted_names(pair):
            yield _alter(pair, command, "takes the constraint names of its new parent", position)
        identities = _identities(sides, pair)
        for change in columns.changed_aspects(pair.live, pair.desired, sides.clone.version):
            yield _column(pair, _without_values(sides, pair, change), position, identities.get(change.name, ""))
        yield from _checks(pair, position, holds_rows=pair.address not in sides.made)
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


def _column(pair: RelationPair, change: ColumnChange, position: int, identity: str) -> Proposal:
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
        traits=_traits(change),
    )


def _traits(change: ColumnChange) -> frozenset[Trait]:
    """Return what a column change means for existing rows."""
    after = change.after
    if change.aspect is Aspect.ADD and after is not None and after.not_null:
        filled = after.expression or after.identity
        return frozenset({Trait.ADDS_COLUMN} if filled else {Trait.ADDS_COLUMN, Trait.REQUIRES_VALUE})
    if change.aspect is Aspect.ADD:
        return frozenset({Trait.ADDS_COLUMN})
    renamed = change.before is not None and change.before.not_null_kind == "VALID"
    return frozenset({Trait.READS_ALL_ROWS}) if _tightens(change) and not renamed else frozenset()


def _tightens(change: ColumnChange) -> bool:
    """Return whether rows that exist may break the alteration, so that backfills must come first."""
    return change.aspect is Aspect.NOT_NULL and change.after is not None and bool(change.after.not_null)


def _not_null(change: ColumnChange) -> list[str]:
    """Return the commands for NOT NULL, which since PostgreSQL 18 may be named, NO INHERIT or NOT VALID."""
    before, after = change.before, change.after
    if before is None or after is None:
        raise ValueError("NOT NULL is altered on a column that both sides have")
    prefix, name = alter_prefix(change.relation), identifier(change.name)
    if before.not_null_kind == after.not_null_kind != "":
        old, new = identifier(before.not_null_name), identifier(after.not_null_name)
        return [f"{prefix} RENAME CONSTRAINT {old} TO {new}"]
    if before.not_null_kind == "NOT VALID" and after.not_null_kind == "VALID":
        return [f"{prefix} VALIDATE CONSTRAINT {identifier(before.not_null_name)}"]
    drop = [f"{prefix} ALTER COLUMN {name} DROP NOT NULL"] if before.not_null else []
    if not after.not_null:
        return drop
    if after.not_null == "NOT NULL":
        return [*drop, f"{prefix} ALTER COLUMN {name} SET NOT NULL"]
    flags = {"NO INHERIT": " NO INHERIT", "NOT VALID": " NOT VALID"}.get(after.not_null_kind, "")
    return [*drop, f"{prefix} ADD CONSTRAINT {identifier(after.not_null_name)} NOT NULL {name}{flags}"]


def _checks(pair: RelationPair, position: int, *, holds_rows: bool) -> Iterator[Proposal]:
    """Yield check constraints dropped, validated or added; inherited ones are their parent's business."""
    live, desired, prefix = pair.live, pair.desired, alter_prefix(pair.live)
    for name, check in live.checks.items():
        wanted = desired.checks.get(name)
        same = wanted is not None and (wanted.definition, wanted.validated) == (check.definition, check.validated)
        if same or (check.inherited and not check.local):
            continue
        if wanted and not check.validated and wanted.definition == check.definition.removesuffix(" NOT VALID"):
            command = f"{prefix} VALIDATE CONSTRAINT {identifier(name)}"
            validated = _check(pair, name, command, "is not validated", position)
            question = _violations(pair.live, check)
            yield dataclasses.replace(
                validated, phase=Phase.CONTRACT, transaction=TransactionRule.LAST, question=question
            )
            continue
        command = f"{prefix} DROP CONSTRAINT {identifier(name)}"
        drop = _check(pair, name, command, "differs or is not declared", position)
        yield dataclasses.replace(drop, stage=Stage.DROP_EARLY)
    # A table takes its checks along to a parent it does not have yet.
    inherits = set(desired.ancestors) <= set(live.ancestors)
    for name, check in desired.checks.items():
        before = live.checks.get(name)
        same = before is not None and (before.definition, before.validated) == (check.definition, check.validated)
        if same or (check.inherited and not check.local and inherits):
            continue
        if before and not before.validated and check.definition == before.definition.removesuffix(" NOT VALID"):
            continue
        command = f"{prefix} ADD CONSTRAINT {identifier(name)} {check.definition}"
        created = _check(pair, name, command, "is missing", position)
        # Reads no row under the strong lock; the next round validates it.
        careful = ((f"{command} NOT VALID",),) if holds_rows and _can_be_validated_later(check) else ()
        yield dataclasses.replace(
            created, verb=Verb.CREATE, phase=Phase.CONTRACT, alternatives=(*careful, *created.alternatives)
        )


def _violations(table: Relation, check: Check) -> RowQuestion | None:
    """Return the question how many rows break a check; None where it uses what the live database may not have yet."""
    if not check.built_in:
        return None
    source = f"{'ONLY ' if check.alone else ''}{table.sql_name}"
    rows = f"SELECT FROM {source} WHERE NOT ({check.condition}) LIMIT {ROW_LIMIT}"
    return RowQuestion(
        sql=f"SELECT count(*) FROM ({rows}) AS found",
        message=f"{{count}} rows of {table.sql_name} break {identifier(check.name)}",
        reads=tuple((Address("TABLE", table.schema, table.name), column) for column in ("", *check.columns)),
    )


def _can_be_validated_later(check: Check) -> bool:
    return check.validated and not check.definition.endswith("NOT ENFORCED")


def _check(pair: RelationPair, name: str, command: str, cause: str, position: int) -> Proposal:
    """Return an alteration of the table under the address of one of its checks."""
    address = Address("CHECK CONSTRAINT", pair.live.schema, f"{pair.live.name} {name}", pair.live.name)
    return dataclasses.replace(_alter(pair, command, f"check {name} {cause}", position), address=address)


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
    for clause in option_clauses(live.options, desired.options):
        yield "storage parameters differ", f"{prefix} {clause}"
    for clause in option_clauses(live.toast_options, desired.toast_options, "toast."):
        yield "storage parameters differ", f"{prefix} {clause}"
    yield from _ancestry(live, desired)
    if live.force_row_security != desired.force_row_security:
        word = "FORCE" if desired.force_row_security else "NO FORCE"
        yield "forced row security differs", f"{prefix} {word} ROW LEVEL SECURITY"
    replica = (desired.replica_identity, desired.replica_index)
    if (live.replica_identity, live.replica_index) != replica:
        form = _REPLICA.get(desired.replica_identity) or f"USING INDEX {identifier(desired.replica_index)}"
        yield "replica identity differs", f"{prefix} REPLICA IDENTITY {form}"


def _ancestry(live: Relation, desired: Relation) -> Iterator[tuple[str, str]]:
    """Yield cause and command for parents and row type."""
    prefix = alter_prefix(live)
    for parent in live.parents:
        if parent not in desired.parents:
            yield f"does not inherit from {parent}", f"{prefix} NO INHERIT {parent}"
    for parent in desired.parents:
        if parent not in live.parents:
            yield f"inherits from {parent}", f"{prefix} INHERIT {parent}"
    if live.of_type != desired.of_type:
        yield "row type differs", f"{prefix} {f'OF {desired.of_type}' if desired.of_type else 'NOT OF'}"
