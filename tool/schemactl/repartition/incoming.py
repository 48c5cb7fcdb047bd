"""Foreign keys of other tables: each gets the columns that the twin's key has more than the source's.

A note that said ``(book_id)`` says ``(book_id, user_id)`` then: it must have a column of the same name, which is never
NULL where the key is not, and which agrees with the row it points at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemactl.errors import Blocked, CannotPlan
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.repartition.session import Session, query
from schemactl.repartition.values import Pair

_ACTIONS = {"a": "", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingKey:
    """A foreign key of another table, as it will be.

    Attributes:
        name: Its name, which it keeps. `child`: the table it is of, for a command.
        columns, referenced: Its columns after the swap, and those they point at.
        added: How many of them, at the end, it has only since.
        options: Its actions and when it is checked, for a command. `comment`: what was said of it.
    """

    name: str
    child: str
    columns: tuple[str, ...]
    referenced: tuple[str, ...]
    added: int
    options: str
    comment: str

    @property
    def drop(self) -> str:
        """Return the command that drops what it was."""
        return f"ALTER TABLE {self.child} DROP CONSTRAINT {identifier(self.name)}"

    @property
    def validate(self) -> str:
        """Return the command that proves it for rows that were there before. It stops neither readers nor writers."""
        return f"ALTER TABLE {self.child} VALIDATE CONSTRAINT {identifier(self.name)}"

    def create(self, table: str) -> Iterator[str]:
        """Yield the commands that make it, pointing at a table; NOT VALID, so that no row is read in the window."""
        yield (
            f"ALTER TABLE {self.child} ADD CONSTRAINT {identifier(self.name)} FOREIGN KEY ({_listed(self.columns)})"
            f" REFERENCES {table} ({_listed(self.referenced)}){self.options} NOT VALID"
        )
        if self.comment:
            yield f"COMMENT ON CONSTRAINT {identifier(self.name)} ON {self.child} IS {literal(self.comment)}"


def read_incoming(session: Session, pair: Pair) -> tuple[IncomingKey, ...]:
    """Return the foreign keys that point at the source, as they will point at the twin.

    Raises:
        CannotPlan: One of them cannot; every one is named.
    """
    unique = [row[3] for row in session.rows(query("unique_keys"), oid=pair.twin.oid) if row[2]]
    found, reasons = [], []
    for row in session.rows(query("incoming"), oid=pair.source.oid):
        key, reason = _incoming(session, row, unique)
        found.append(key)
        reasons += [f"foreign key {row[0]} of {row[1]}.{row[2]}: {reason}"] if reason else []
    if reasons:
        raise CannotPlan(
            f"foreign keys cannot follow {pair.source} to {pair.twin}:" + "".join(f"\n  - {one}" for one in reasons),
            hint=f"Declare on these tables the columns that the twin's key needs ({', '.join(pair.added_key)}), "
            "filled and NOT NULL, and apply.",
        )
    return tuple(found)


def require_agreement(session: Session, pair: Pair, keys: tuple[IncomingKey, ...]) -> None:
    """Make sure that rows of other tables agree with the rows they point at in the columns that are added.

    Raises:
        Blocked: Some do not; they are counted.
    """
    for key in keys:
        if not key.added:
            continue
        pairs = list(zip(key.columns, key.referenced, strict=True))
        same = " AND ".join(f"c.{identifier(ours)} = s.{identifier(theirs)}" for ours, theirs in pairs[: -key.added])
        other = " OR ".join(
            f"c.{identifier(ours)} IS DISTINCT FROM s.{identifier(theirs)}" for ours, theirs in pairs[-key.added :]
        )
        query = f"FROM {key.child} AS c JOIN {pair.source.sql} AS s ON {same} WHERE {other}"
        number = session.value(f"SELECT count(*) {query}")
        if number:
            raise Blocked(
                f"{number} rows of {key.child} contradict {pair.source} in {_listed(key.columns[-key.added :])}, "
                f"which foreign key {key.name} will check",
                hint=f"They are: SELECT c.* {query}",
            )


def _incoming(session: Session, row: tuple[Any, ...], unique: list[list[str]]) -> tuple[IncomingKey, str]:
    name, schema, child, child_oid, partitioned, columns, referenced, *actions, validated, comment = row
    key = min((u for u in unique if set(referenced) <= set(u)), key=len, default=None)
    added = [column for column in key or () if column not in referenced]
    reason = ""
    if partitioned:
        reason = "it is one of a partitioned table, on which it cannot be made without reading all rows"
    elif key is None:
        reason = f"the twin has no unique key that holds {', '.join(referenced)}"
    elif not validated:
        reason = "it is not validated; validate or drop it first"
    elif added:
        reason = _unfit(session, child_oid, columns, added, full_match=actions[-1])
    incoming = IncomingKey(
        name=name,
        child=qualified(schema, child),
        columns=(*columns, *added),
        referenced=(*referenced, *added),
        added=len(added),
        options=_options(columns, added, actions),
        comment=comment or "",
    )
    return incoming, reason


def _unfit(session: Session, child: int, columns: list[str], added: list[str], *, full_match: bool) -> str:
    """Return why a foreign key cannot have more columns, or nothing."""
    there = {name: not_null for name, _, not_null, *_ in session.rows(query("columns"), oid=child)}
    lacking = [name for name in added if name not in there]
    if lacking:
        return f"its table has no column {', '.join(lacking)}"
    if any(not there[name] for name in added):
        return f"its column {', '.join(added)} may be NULL, which would switch the key off"
    if full_match and not all(there[name] for name in columns):
        return "it is MATCH FULL, which would refuse rows that point at nothing"
    return ""


def _options(columns: list[str], added: list[str], actions: list[Any]) -> str:
    on_update, on_delete, set_columns, deferrable, deferred, full_match = actions
    options = " MATCH FULL" if full_match else ""
    if _ACTIONS[on_update]:
        options += f" ON UPDATE {_ACTIONS[on_update]}"
    if _ACTIONS[on_delete]:
        options += f" ON DELETE {_ACTIONS[on_delete]}"
    if on_delete in ("n", "d") and (set_columns or added):
        # Only what pointed at the row is emptied, never the columns that were added.
        options += f" ({_listed(set_columns or columns)})"
    if deferrable:
        options += f" DEFERRABLE INITIALLY {'DEFERRED' if deferred else 'IMMEDIATE'}"
    return options


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(identifier(name) for name in names)
