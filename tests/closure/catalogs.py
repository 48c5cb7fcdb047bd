"""What the catalogs of a database say, in words that two databases have in common: names instead of oids."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.coverage.columns import Fate, labels_for

if TYPE_CHECKING:
    import psycopg

TAG = re.compile(r"__([a-z0-9_]+?)__")
"""How the objects of a flip are told from others: its name is a part of theirs, or of their schema's."""

COUNTED = (Fate.MANAGED, Fate.REFUSED)
"""Columns in which databases may differ for a user: those with another fate are not compared."""

_FIRST_NORMAL_OID = 16384

_COLUMNS = """
SELECT c.relname::text, a.attname::text, pg_catalog.format_type(a.atttypid, NULL),
       (SELECT k.pktable::text FROM pg_catalog.pg_get_catalog_foreign_keys() AS k
        WHERE k.fktable = c.oid AND a.attname::text = k.fkcols[cardinality(k.fkcols)]
          AND k.pkcols[cardinality(k.pkcols)] = 'oid' LIMIT 1)
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND c.relkind = 'r' AND a.attnum > 0
ORDER BY 1, a.attnum
"""

_KEYS = {
    "pg_aggregate": "aggfnoid::oid",
    "pg_attribute": "attrelid",
    "pg_depend": "objid",
    "pg_description": "objoid",
    "pg_foreign_table": "ftrelid",
    "pg_index": "indexrelid",
    "pg_inherits": "inhrelid",
    "pg_partitioned_table": "partrelid",
    "pg_range": "rngtypid",
    "pg_seclabel": "objoid",
    "pg_sequence": "seqrelid",
    "pg_ts_config_map": "mapcfg",
}
"""Catalogs without an oid of their own, and the column that tells new objects from PostgreSQL's own."""

_OBJECTS = {
    ("pg_depend", "objid"): "(pg_catalog.pg_identify_object(classid, objid, objsubid)).identity",
    ("pg_depend", "refobjid"): "(pg_catalog.pg_identify_object(refclassid, refobjid, refobjsubid)).identity",
    ("pg_description", "objoid"): "(pg_catalog.pg_identify_object(classoid, objoid, objsubid)).identity",
}
_EXPRESSIONS = {
    ("pg_attrdef", "adbin"): "pg_catalog.pg_get_expr(adbin, adrelid)",
    ("pg_class", "relpartbound"): "pg_catalog.pg_get_expr(relpartbound, oid)",
    ("pg_constraint", "conbin"): "pg_catalog.pg_get_expr(conbin, conrelid)",
    ("pg_inherits", "inhseqno"): "inhparent::pg_catalog.regclass || ' ' || (SELECT count(*)"
    " FROM pg_catalog.pg_inherits AS i WHERE i.inhrelid = pg_inherits.inhrelid AND i.inhseqno <= pg_inherits.inhseqno)",
    ("pg_index", "indexprs"): "pg_catalog.pg_get_expr(indexprs, indrelid)",
    ("pg_index", "indpred"): "pg_catalog.pg_get_expr(indpred, indrelid)",
    ("pg_partitioned_table", "partexprs"): "pg_catalog.pg_get_expr(partexprs, partrelid)",
    ("pg_policy", "polqual"): "pg_catalog.pg_get_expr(polqual, polrelid)",
    ("pg_policy", "polwithcheck"): "pg_catalog.pg_get_expr(polwithcheck, polrelid)",
    ("pg_policy", "polroles"): "array(SELECT r::pg_catalog.regrole FROM unnest(polroles) AS r)",
    ("pg_proc", "proargdefaults"): "pg_catalog.pg_get_expr(proargdefaults, 0)",
    ("pg_proc", "prosqlbody"): "pg_catalog.pg_get_function_sqlbody(oid)",
    ("pg_publication_rel", "prqual"): "pg_catalog.pg_get_expr(prqual, prrelid)",
    ("pg_rewrite", "ev_qual"): "substring(pg_catalog.pg_get_ruledef(oid) FROM 'WHERE (.*) DO')",
    ("pg_rewrite", "ev_action"): "substring(pg_catalog.pg_get_ruledef(oid) FROM 'DO +(?:INSTEAD)?(.*)')",
    ("pg_statistic_ext", "stxexprs"): "pg_catalog.pg_get_statisticsobjdef_expressions(oid)",
    ("pg_trigger", "tgqual"): "substring(pg_catalog.pg_get_triggerdef(oid) FROM 'WHEN (.*) EXECUTE')",
    ("pg_type", "typdefaultbin"): "NULL",
}
"""Columns that hold parsed SQL, and how PostgreSQL writes it."""

_PRIVILEGES = {
    ("pg_class", "relacl"): "CASE relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END, relowner",
    ("pg_foreign_data_wrapper", "fdwacl"): "'F', fdwowner",
    ("pg_foreign_server", "srvacl"): "'S', srvowner",
    ("pg_language", "lanacl"): "'l', lanowner",
    ("pg_namespace", "nspacl"): "'n', nspowner",
    ("pg_proc", "proacl"): "'f', proowner",
    ("pg_type", "typacl"): "'T', typowner",
}
"""Grants, and the built-in ones that NULL stands for."""

_UNORDERED = frozenset(
    {"attfdwoptions", "attoptions", "fdwoptions", "ftoptions", "reloptions", "srvoptions", "umoptions"}
)

_ROWS = {
    "pg_attribute": "attnum > 0 AND NOT attisdropped AND (coalesce(attstattarget, -1) >= 0 OR attrelid NOT IN"
    " (SELECT oid FROM pg_catalog.pg_class WHERE relkind IN ('i', 'I')))",
    "pg_depend": "deptype = 'x' OR deptype IN ('a', 'i') AND objid IN (SELECT seqrelid FROM pg_catalog.pg_sequence)",
    "pg_proc": "NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d"
    " WHERE d.objid = pg_proc.oid AND d.deptype IN ('i', 'e'))",
    "pg_subscription": "subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
    "pg_trigger": "NOT tgisinternal",
    "pg_type": "(typrelid = 0 OR 'c' = (SELECT relkind FROM pg_catalog.pg_class AS c WHERE c.oid = typrelid))"
    " AND typtype <> 'm' AND NOT EXISTS (SELECT FROM pg_catalog.pg_type AS e WHERE e.typarray = pg_type.oid)",
}
"""Which rows count: not those of the parts PostgreSQL makes for itself, such as row types and array types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the catalogs hold of the objects of each flip.

    Attributes:
        columns: Name of the flip and ``catalog.column`` to all values, for managed and refused columns.
        rows: Name of the flip and catalog to its rows, the same columns only.
    """

    columns: Mapping[tuple[str, str], Counter[str]]
    rows: Mapping[tuple[str, str], Counter[tuple[str, ...]]]

    def of(self, flip: str) -> dict[str, Counter[tuple[str, ...]]]:
        """Return the rows of one flip by catalog."""
        return {catalog: rows for (name, catalog), rows in self.rows.items() if name == flip}

    def differing(self, other: Contents, flip: str) -> frozenset[str]:
        """Return the managed columns whose values for a flip differ between two databases.

        Where one of them has more rows that is ``catalog.*``.
        """
        columns = {column for name, column in {*self.columns, *other.columns} if name == flip}
        none: Counter[str] = Counter()
        found = set()
        for column in columns:
            here, there = (side.columns.get((flip, column), none) for side in (self, other))
            if here.total() != there.total():
                found.add(f"{column.partition('.')[0]}.*")
            elif here != there:
                found.add(column)
        return frozenset(found)


def read_columns(connection: psycopg.Connection[Any]) -> dict[str, list[tuple[str, str, str | None]]]:
    """Return the columns of each catalog: name, type, and the catalog whose oids they hold."""
    found: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for catalog, column, type_, target in connection.execute(_COLUMNS).fetchall():
        found[catalog].append((column, type_, target))
    return dict(found)


def read_contents(connection: psycopg.Connection[Any], major: int) -> Contents:
    """Return what the catalogs of a database hold of the objects of the flips."""
    managed = {(label.catalog, label.column) for label in labels_for(major) if label.fate in COUNTED}
    columns: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows: dict[tuple[str, str], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for catalog, described in read_columns(connection).items():
        if catalog not in {c for c, _ in managed}:
            continue
        counted = [i for i, (name, _, _) in enumerate(described) if (catalog, name) in managed]
        for (row,) in connection.execute(_query(catalog, described).encode()).fetchall():
            found = TAG.search(" ".join(row))
            if found is None:
                continue
            flip = found.group(1)
            rows[flip, catalog][tuple(row[i] for i in counted)] += 1
            for i in counted:
                columns[flip, f"{catalog}.{described[i][0]}"][row[i]] += 1
    return Contents(columns=columns, rows=rows)


def _query(catalog: str, described: list[tuple[str, str, str | None]]) -> str:
    words = [f"coalesce(({_words(catalog, *column)})::text, '-')" for column in described if column[0] != "oid"]
    if len(words) < len(described):
        words.insert(0, "''")
    condition = _ROWS.get(catalog, "true")
    key = _KEYS.get(catalog, "oid")
    return (
        f"SELECT ARRAY[{', '.join(words)}] FROM pg_catalog.{catalog}"
        f" WHERE {key} >= {_FIRST_NORMAL_OID} AND ({condition})"
    )


def _words(catalog: str, column: str, type_: str, target: str | None) -> str:
    """Return the expression that puts a value into words."""
    special = _OBJECTS.get((catalog, column)) or _EXPRESSIONS.get((catalog, column))
    if special:
        return special
    if type_ == "aclitem[]":
        default = _PRIVILEGES.get((catalog, column))
        if not default:
            return f"array(SELECT a::text FROM unnest({column}) AS a ORDER BY 1)"
        value = f"coalesce({column}, pg_catalog.acldefault({default}))"
        owner = f"({default.rpartition(', ')[2]})::pg_catalog.regrole::text"
        return f"array(SELECT replace(a::text, {owner}, 'owner') FROM unnest({value}) AS a ORDER BY 1)"
    if column in _UNORDERED:
        return f"array(SELECT o FROM unnest({column}) AS o ORDER BY 1)"
    if target is None:
        return column
    if type_ in ("oid[]", "oidvector"):
        return (
            f"array(SELECT {_identity(target, 'o')} FROM unnest({column}::oid[]) WITH ORDINALITY AS u(o, n) ORDER BY n)"
        )
    return _identity(target, f"{column}::oid")


def _identity(target: str, oid: str) -> str:
    if target == "pg_authid":
        return f"{oid}::pg_catalog.regrole"
    identity = f"(pg_catalog.pg_identify_object('{target}'::pg_catalog.regclass, {oid}, 0)).identity"
    return f"CASE WHEN {oid} = 0 THEN '-' ELSE {identity} END"
