"""Remarks that help the reader and decide nothing: what differs inside a table, and what looks like a rename.

A drop and a creation that look like a rename may be one; nothing is guessed, but the line to paste is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.columns import Aspect, changed_aspects
from schemactl.propose.compare import Comparison, RelationPair
from schemactl.propose.relations import Column


def differing_parts(pair: RelationPair, version: int) -> tuple[str, ...]:
    """Return what differs between the two sides of a table, in words, columns first."""
    columns = [f"column {c.name} {c.aspect}" for c in changed_aspects(pair.live, pair.desired, version)]
    checks = [
        f"check {name} {'is not declared' if name not in pair.desired.checks else 'is missing or differs'}"
        for name in sorted(pair.live.checks.keys() | pair.desired.checks.keys())
        if pair.live.checks.get(name) != pair.desired.checks.get(name)
    ]
    own = pair.defined_here_too
    too = [f"column {name} is defined here as well" for name in own.columns]
    too += [f"check {name} is defined here as well" for name in own.checks]
    too += [f"NOT NULL of column {name} is defined here as well" for name in own.not_nulls]
    return (*columns, *checks, *too)


def possible_renames(comparison: Comparison, version: int) -> Iterator[Diagnostic]:
    """Yield a note for every column and table that goes away while exactly one of the same shape appears."""
    for pair in comparison.relations:
        if pair.live.kind == "v":
            continue  # nothing to keep
        changes = changed_aspects(pair.live, pair.desired, version)
        gone = [c.before for c in changes if c.aspect is Aspect.DROP and c.before]
        new = [c.after for c in changes if c.aspect is Aspect.ADD and c.after]
        for column in gone:
            alike = [other for other in new if _same_type(column, other)]
            if len(alike) == 1 and sum(_same_type(other, column) for other in gone) == 1:
                yield _column_note(pair.address, column, alike[0])


def _same_type(one: Column, other: Column) -> bool:
    return (one.type, one.collation, bool(one.generated)) == (other.type, other.collation, bool(other.generated))


def _column_note(address: Address, gone: Column, new: Column) -> Diagnostic:
    table, names = qualified(address.schema, address.name), f"{identifier(gone.name)} TO {identifier(new.name)}"
    rename = f"ALTER TABLE {table} RENAME COLUMN {names}"
    return Diagnostic(
        code="possible-rename",
        level=Level.NOTE,
        message=f"column {gone.name} of {address.schema}.{address.name} goes and {new.name} of the same type comes",
        hint=f'If this is a rename, keep the values: write renamed_from("{gone.name}") in Column("{new.name}", ...), '
        f"or, where the schema is declared in SQL, run first {rename}",
        address=address,
    )
