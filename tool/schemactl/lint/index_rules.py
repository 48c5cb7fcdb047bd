"""Rules on indexes: the ones that are missing, and the ones that are paid for and do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from schemactl.lint.database import Database
from schemactl.lint.rule import Row, Rule
from schemactl.model.diagnostic import Level

_DESCENDING_NULLS_FIRST = 3
"""Both bits of ``pg_index.indoption``; flipping both is reading the index backwards."""


def _duplicates(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for _, indexes in _by_table(rows):
        for index in indexes:
            twins = [other for other in indexes if other is not index and _same(index, other) and _serves(other, index)]
            if twins:
                yield {**index, "other": min(twins, key=_worth)["part"]}


def _prefixes(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for _, indexes in _by_table(rows):
        for index in indexes:
            longer = [other for other in indexes if _is_prefix(index, other)]
            if longer:
                yield {**index, "other": min(longer, key=lambda other: (len(other["keys"]), other["part"]))["part"]}


def _unbounded(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    return ({**row, "columns": ", ".join(row["unbounded"])} for row in rows if row["unbounded"])


def _by_table(rows: Iterable[Row]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    for table, indexes in groupby(rows, key=lambda row: (row["schema"], row["relation"])):
        yield table, list(indexes)


def _same(index: Row, other: Row) -> bool:
    """Return whether two indexes hold the same entries in the same order."""
    return all(index[name] == other[name] for name in ("method", "keys", "options", "included", "predicate"))


def _serves(other: Row, index: Row) -> bool:
    """Return whether an equal index makes this one useless: it promises at least as much and is worth more."""
    if index["unique"] and not other["unique"]:
        return False
    if index["unique"] and index["nulls_not_distinct"] and not (other["nulls_not_distinct"] or other["primary"]):
        return False
    return _worth(other) < _worth(index)


def _worth(index: Row) -> tuple[bool, bool, bool, str]:
    """Sort the index to keep first: the primary key, a constraint's, a unique one, then by name."""
    return (not index["primary"], not index["of_constraint"], not index["unique"], index["part"])


def _is_prefix(index: Row, other: Row) -> bool:
    """Return whether an index is the beginning of another one, read forwards or backwards."""
    width = len(index["keys"])
    if index["unique"] or index["of_constraint"] or index["method"] != "btree" or other["method"] != "btree":
        return False
    begins = len(other["keys"]) > width and other["keys"][:width] == index["keys"]
    if not begins or index["predicate"] != other["predicate"]:
        return False
    held = {*(key.rsplit(" ", 2)[0] for key in other["keys"]), *other["included"]}
    start = other["options"][:width]
    backwards = [option ^ _DESCENDING_NULLS_FIRST for option in start]
    return index["options"] in (start, backwards) and held.issuperset(index["included"])


FOREIGN_KEY_WITHOUT_INDEX = Rule(
    id="SL201",
    name="foreign-key-without-index",
    level=Level.WARNING,
    finds="A foreign key whose columns lead no index of the referencing table.",
    why="Every DELETE and every change of the key in the referenced table reads the whole referencing table, under a "
    "lock.",
    fix="Add an index that begins with the foreign key's columns.",
    query="foreign_keys_without_index",
    message="foreign key {part} of {where} ({columns}) has no index, so every DELETE from {referenced} reads all of "
    "{where}",
)

DUPLICATE_INDEX = Rule(
    id="SL202",
    name="duplicate-index",
    level=Level.WARNING,
    finds="An index with the same columns, order and condition as another one, or as that of a constraint.",
    why="Every write pays for both, and nothing reads faster.",
    fix="Drop it.",
    query="indexes",
    message="index {part} on {where} is the same as {other}",
    judge=_duplicates,
)

PREFIX_INDEX = Rule(
    id="SL203",
    name="prefix-index",
    level=Level.WARNING,
    finds="A plain B-tree index whose columns are the first ones of a longer index with the same condition. Sizes are "
    "not compared: a short index in front of a very wide one may be worth its price.",
    why="The longer one answers the same questions; every write pays for both.",
    fix="Drop it, or waive this with the measurement that shows its use.",
    query="indexes",
    message="index {part} on {where} is the beginning of {other}",
    judge=_prefixes,
)

UNBOUNDED_INCLUDE = Rule(
    id="SL204",
    name="unbounded-include",
    level=Level.WARNING,
    finds="An index that INCLUDEs a column of unbounded size: text, jsonb, bytea, arrays. A column with a CHECK on "
    "its length or on a list of values counts as bounded.",
    why="An entry above about 2700 bytes makes INSERT fail (a B-tree entry must fit three to a page), and the index "
    "grows with the texts.",
    fix="Leave the column out; a query that needs it reads the table.",
    query="indexes",
    message="index {part} on {where} includes {columns}, whose size has no bound",
    judge=_unbounded,
)

RULES = (FOREIGN_KEY_WITHOUT_INDEX, DUPLICATE_INDEX, PREFIX_INDEX, UNBOUNDED_INCLUDE)
