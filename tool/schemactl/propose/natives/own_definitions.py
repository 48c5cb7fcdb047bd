"""What a table inherits and is to define itself as well, so that it stays when the parent's goes.

ADD CONSTRAINT and SET NOT NULL find what is inherited and only note that it is defined here too. A column becomes the
table's own when its last parent is left; what is to stay inherited alone is held meanwhile by a parent made for that.
Source: PostgreSQL manual, ALTER TABLE, INHERIT and NO INHERIT; measured for what they do to pg_attribute.attislocal.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.statement import Verb
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.columns import alter_prefix
from schemactl.propose.compare import RelationPair
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.relations import Column


def propose(pair: RelationPair, position: int) -> Iterator[Proposal]:
    """Yield what makes inherited columns, checks and NOT NULLs the table's own as well."""
    prefix, own = alter_prefix(pair.live), pair.defined_here_too
    for name in own.checks:
        command = f"{prefix} ADD CONSTRAINT {identifier(name)} {pair.desired.checks[name].definition}"
        yield _step(pair, position, one(command), f"check {name} is defined here as well")
    for name in (name for name in own.not_nulls if name not in own.columns):
        command = f"{prefix} ALTER COLUMN {identifier(name)} SET NOT NULL"
        yield _step(pair, position, one(command), f"NOT NULL of column {name} is defined here as well")
    if own.columns and pair.live.parents == pair.desired.parents:
        names = ", ".join(own.columns)
        yield _step(pair, position, _ways(pair), f"defines as well what it inherits: {names}")


def _step(pair: RelationPair, position: int, ways: tuple[tuple[str, ...], ...], cause: str) -> Proposal:
    return Proposal(
        address=pair.address,
        alternatives=ways,
        verb=Verb.ALTER,
        cause=cause,
        stage=Stage.SHAPE,
        position=position,
        proposer="natives",
        target=(PG_CLASS, pair.live.oid),
    )


def _ways(pair: RelationPair) -> tuple[tuple[str, ...], ...]:
    """Return the ways out of the parents and back: with what must not become the table's own held, or all together."""
    prefix = alter_prefix(pair.live)
    leave = [f"{prefix} NO INHERIT {parent}" for parent in pair.live.parents]
    come_back = [f"{prefix} INHERIT {parent}" for parent in pair.live.parents]
    together = (*leave, *_not_null_names(pair), *come_back)
    held = list(_held(pair))
    if not held:
        return (together,)
    holder = qualified(pair.live.schema, aside(pair.live.name, "inherited"))
    careful = (
        f"CREATE TABLE {holder} ({', '.join(held)})",
        f"{prefix} INHERIT {holder}",
        *together,
        f"{prefix} NO INHERIT {holder}",
        f"DROP TABLE {holder}",
    )
    return (careful, together)


def _not_null_names(pair: RelationPair) -> Iterator[str]:
    """Yield renames of NOT NULL constraints that become the table's own: an inherited one keeps its parent's name."""
    for name in pair.defined_here_too.columns:
        before, after = pair.live.columns[name].not_null_name, pair.desired.columns[name].not_null_name
        if before and after and before != after:
            yield f"{alter_prefix(pair.live)} RENAME CONSTRAINT {identifier(before)} TO {identifier(after)}"


def _held(pair: RelationPair) -> Iterator[str]:
    """Yield the columns and checks that stay inherited alone; a check needs all of its columns there."""
    columns = {name: column for name, column in pair.live.columns.items() if _stays_inherited(pair, column)}
    yield from map(_column, columns.values())
    for name, check in pair.live.checks.items():
        alone = check.inherited and not check.local and name not in pair.defined_here_too.checks
        if columns and alone and columns.keys() >= set(check.columns):
            yield f"CONSTRAINT {identifier(name)} {check.definition}"


def _stays_inherited(pair: RelationPair, column: Column) -> bool:
    return column.inherited and not column.local and column.name not in pair.defined_here_too.columns


def _column(column: Column) -> str:
    """Return a column that holds an inherited one: what PostgreSQL compares between parent and child."""
    words = [identifier(column.name), column.type]
    words += [f"COLLATE {column.collation}"] if column.collation else []
    if column.generated:
        words.append(f"GENERATED ALWAYS AS ({column.expression}) {'STORED' if column.generated == 's' else 'VIRTUAL'}")
    words += ["NOT NULL"] if column.not_null_kind == "VALID" and not column.not_null_local else []
    return " ".join(words)
