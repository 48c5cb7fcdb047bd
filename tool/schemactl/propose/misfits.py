"""Which stored values a new type of their column would not take, as a condition to ask the live rows.

PostgreSQL converts by a cast of its own where it has one, else by the text of the value. Since PostgreSQL 16 it
can say beforehand whether it would read a text (`pg_input_is_valid`); before, the condition converts the value, and the
error is the answer. Source: PostgreSQL manual, CREATE CAST, Type Conversion, Data Validity Checking Functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.statement import RowQuestion
from schemactl.postgres.lexer import tokens
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal
from schemactl.propose.columns import Aspect, ColumnChange
from schemactl.propose.compare import RelationPair
from schemactl.propose.conversions import parts_of
from schemactl.propose.row_questions import RowsOf, ask_rows
from schemactl.propose.sides import Sides

_VALIDITY_SINCE = 160000
"""First server version with `pg_input_is_valid` (PostgreSQL 16 release notes)."""
_WHOLE = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
"""The whole-number types, each with the number above its greatest."""
_NUMBERS = frozenset({*_WHOLE, "numeric", "real", "double precision"})
_OWN_CASTS_FAIL = frozenset({"jsonb", "bit", "bit varying"})
"""Types whose own casts refuse some values in ways that are not told here."""
_ALL_FIT = "false"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How values get from one type to the other.

    Attributes:
        before, after: What the catalogs say of the types. `cast`: whether PostgreSQL has a cast of its own; None where
            the old type is not known to the desired database.
        version: ``server_version_num`` of the live server.
    """

    before: Row
    after: Row
    cast: bool | None
    version: int

    @property
    def by_text(self) -> bool:
        """Return whether values are read anew from their text."""
        spelled = self.before["category"] == "S" or self.before["kind"] == "e"
        to_text = self.after["category"] == "S" and not self.after["is_array"]
        return not to_text and (spelled or self.cast is False or self.before["is_array"] != self.after["is_array"])


def of_conversion(sides: Sides, pair: RelationPair, change: ColumnChange) -> tuple[RowQuestion | None, bool]:
    """Return the question how many values do not fit into the new type, and whether it may fail without one.

    Args:
        sides: Both databases. `pair`: the table. `change`: an alteration of one of its columns.
    """
    before, after = change.before, change.after
    retyped = change.aspect is Aspect.TYPE and change.relation.kind != "f"
    if not retyped or before is None or after is None or before.generated or after.generated:
        return None, False
    [old] = sides.clone.ask("stored_type", relation=pair.live.oid, column=change.name)
    [new] = sides.desired.ask("stored_type", relation=pair.desired.oid, column=change.name)
    known = sides.desired.ask("has_cast", before=old["element"], after=new["element"])
    way = _Way(before=old, after=new, cast=known[0]["found"] if known else None, version=sides.target_version)
    column = f"r.{identifier(change.name)}"
    condition = _misfit(way, column)
    if condition is None or condition == _ALL_FIT:
        return None, condition is None
    rows = RowsOf(schema=pair.live.schema, relation=pair.live.name, columns=(change.name,), condition=condition)
    what = "a value too long for" if new["category"] == "S" and not new["is_domain"] else "a value that is no"
    message = f"{{count}} rows of {pair.live.sql_name} hold {what} {after.type} in {identifier(change.name)}"
    enum = ((Address("TYPE", old["schema"], old["name"]), ""),) if old["kind"] == "e" else ()
    return ask_rows([rows], message, enum), False


def with_value(condition: str, value: str) -> str:
    """Return the condition of a domain's check with an expression in the place of VALUE.

    PostgreSQL prints the word in capitals, which no name is without quotes.
    """
    return "".join(f"({value})" if (kind, text) == ("word", "VALUE") else text for kind, text in tokens(condition))


def _misfit(way: _Way, value: str) -> str | None:
    """Return what holds for values that do not fit: never true where all fit, None where it cannot be told."""
    base = _base_misfit(way, value)
    checks: Sequence[tuple[str, bool]] = way.after["checks"]
    if base is None or not all(built_in for _, built_in in checks):
        return None
    converted = value if way.before["base"] == way.after["base"] else f"{value}::{way.after['base']}"
    if way.by_text:
        converted = f"{value}::text::{way.after['base']}"
    broken = [f"NOT ({with_value(condition, converted)})" for condition, _ in checks]
    if checks and way.after["kind"] == "e":
        return None  # The enum need not be in the live database.
    if way.after["not_null"]:
        broken.append(f"{value} IS NOT DISTINCT FROM NULL")
    if not broken:
        return base
    return f"CASE WHEN {base} THEN true ELSE {' OR '.join(broken)} END"


def _base_misfit(way: _Way, value: str) -> str | None:
    """Return the condition without the domains of the new type."""
    before, after = way.before, way.after
    if before["base"] == after["base"]:
        return _ALL_FIT
    if before["is_array"] and after["is_array"]:
        inner = _element_misfit(way, "e.v", parts_of(after["base"])[1])
        elements = f"EXISTS (SELECT FROM pg_catalog.unnest({value}{_as_text(before, '[]')}) AS e (v) WHERE {inner})"
        return inner if inner in (None, _ALL_FIT) else elements
    if before["is_array"] or after["is_array"]:
        return _unreadable(value, after["base"], way.version) if after["built_in"] and after["is_array"] else None
    return _element_misfit(way, value, parts_of(after["base"])[1])


def _as_text(before: Row, brackets: str) -> str:
    """Return a cast of enums to text: nothing compares the elements of their arrays with words."""
    return f"::text{brackets}" if before["kind"] == "e" else ""


def _element_misfit(way: _Way, value: str, modifiers: tuple[int, ...]) -> str | None:
    """Return the condition for one value, or one element of an array."""
    before, after = way.before, way.after
    if after["kind"] == "e":
        labels = ", ".join(literal(label).strip() for label in after["labels"])
        return f"{value}::text <> ALL (ARRAY[{labels}]::text[])" if not way.cast else None
    if after["category"] == "S" and after["built_in"]:
        too_long = f"pg_catalog.length(pg_catalog.rtrim({value}::text, ' ')) > {modifiers[0] if modifiers else 0}"
        return too_long if modifiers else _ALL_FIT
    if {before["element"], after["element"]} <= _NUMBERS:
        return _out_of_range(before["element"], after["element"], value, modifiers)
    if way.by_text and after["built_in"] and after["kind"] == "b":
        # A cast of its own may read what the type itself does not.
        return _unreadable(value, _element_type(after), way.version) if not way.cast else None
    return _ALL_FIT if way.cast and before["element"] not in _OWN_CASTS_FAIL else None


def _element_type(type_: Mapping[str, object]) -> str:
    return str(type_["base"]).removesuffix("[]")


def _unreadable(value: str, type_: str, version: int) -> str:
    """Return the condition that the text of a value is none of a type; before PostgreSQL 16 an error says so."""
    if version >= _VALIDITY_SINCE:
        return f"NOT pg_catalog.pg_input_is_valid({value}::text, {literal(type_).strip()})"
    return f"pg_catalog.num_nonnulls({value}::text::{type_}) > 1"


def _out_of_range(before: str, after: str, value: str, modifiers: tuple[int, ...]) -> str:
    """Return the condition that a number has no room in another type, rounded as an assignment rounds it."""
    if after in _WHOLE:
        bound = _WHOLE[after]
        if _WHOLE.get(before, bound + 1) <= bound:
            return _ALL_FIT
        rounded = value if before in _WHOLE else f"pg_catalog.round({value})"
        return f"NOT ({rounded} >= -{bound} AND {rounded} < {bound})"
    if after != "numeric" or not modifiers:
        return _ALL_FIT
    precision, scale = modifiers
    number = f"{value}::numeric"
    rounded = f"pg_catalog.abs(pg_catalog.round({number}, {scale}))"
    return f"({number} <> 'NaN'::numeric AND {rounded} >= 1e{precision - scale})"
