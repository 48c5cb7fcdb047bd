"""What a statement is known to lock, read and write again, and what of that it exceeded in the proof.

The table is `locks.toml`. A statement that does less than is noted there is fine. One that does more is a surprise: a
new version of PostgreSQL, or a fault of ours, and people would wait for locks nobody announced.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.statement import Statement, Trait, Verb
from schemactl.postgres.phrases import Action, Phrase, read_phrase

_SAME = {"ALTER FOREIGN TABLE": "ALTER TABLE"}

_VERBS = ("CREATE", "ALTER", "DROP", "COMMENT ON", "GRANT ON", "REVOKE ON")

Members = Callable[[str], AbstractSet[str]]
"""Returns the partitions and children of a relation, all qualified and quoted where needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command that was measured.

    Attributes:
        sql: The command. `before`: one that has to run first, or empty.
        postgres: The first major version that knows it; 0 for all.
    """

    sql: str
    before: str = ""
    postgres: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One row of the table; see `locks.toml` for the fields."""

    says: tuple[str, ...]
    having: tuple[str, ...]
    lacking: tuple[str, ...]
    table: LockMode
    others: tuple[tuple[str, LockMode], ...]
    rewrites: frozenset[str]
    scans: frozenset[str]
    tried: tuple[Example, ...]
    unseen: frozenset[str]

    def fits(self, head: str, action: Action) -> bool:
        """Return whether an action of a command with this head is of this sort."""
        return (
            any(says == head or (says.startswith(f"{head} ") and action.says(says[len(head) :])) for says in self.says)
            and (not self.having or any(action.has(words) for words in self.having))
            and not any(action.has(words) for words in self.lacking)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The worst a statement is known to do.

    Attributes:
        subject: The relation it names; empty for none. `table`: the lock on that and on what hangs below it.
        others: The strongest lock on any other relation.
        rewrites, scans: Whether the subject, and whether others, are written again or read in full.
    """

    subject: str
    table: LockMode
    others: LockMode
    rewrites: tuple[bool, bool]
    scans: tuple[bool, bool]


@cache
def operations() -> tuple[Operation, ...]:
    """Return the table."""
    text = files("schemactl.rehearse").joinpath("locks.toml").read_text(encoding="utf-8")
    return tuple(_operation(row) for row in tomllib.loads(text)["operation"])


def _operation(row: dict[str, Any]) -> Operation:
    first = int(row.get("postgres", 0))
    tried = (item if isinstance(item, dict) else {"sql": item} for item in row["tried"])
    return Operation(
        says=(*row.get("says", ()), *(f"{verb} {kind}" for kind in row.get("about", ()) for verb in _VERBS)),
        having=tuple(row.get("having", ())),
        lacking=tuple(row.get("lacking", ())),
        table=_mode(row.get("table", "ACCESS SHARE")),
        others=tuple((role, _mode(mode)) for role, mode in row.get("others", {}).items()),
        rewrites=frozenset(row.get("rewrites", ())),
        scans=frozenset(row.get("scans", ())),
        tried=tuple(Example(**({"postgres": first} | item)) for item in tried),
        unseen=frozenset(row.get("unseen", ())),
    )


def _mode(words: str) -> LockMode:
    return LockMode[words.replace(" ", "_")]


def known_locks(sql: str) -> Known | None:
    """Return what a command is known to do; None when one of its actions is not in the table."""
    phrase = read_phrase(sql)
    head = _SAME.get(phrase.head, phrase.head)
    rows: list[Operation] = []
    for action in phrase.actions:
        found = [row for row in operations() if row.fits(head, action)]
        if not found:
            return None
        rows += found
    return _worst(phrase, rows)


def _worst(phrase: Phrase, rows: list[Operation]) -> Known:
    table = max(row.table for row in rows)
    others = max((mode for row in rows for _, mode in row.others), default=LockMode.ACCESS_SHARE)
    rewrites = frozenset[str]().union(*(row.rewrites for row in rows))
    scans = frozenset[str]().union(*(row.scans for row in rows))
    return Known(
        subject=phrase.subject,
        table=table,
        others=others,
        rewrites=("table" in rewrites, bool(rewrites - {"table"})),
        scans=("table" in scans, bool(scans - {"table"})),
    )


def surprises(statement: Statement, locks: tuple[RelationLock, ...], members: Members) -> tuple[str, ...]:
    """Return in words what a statement did beyond what is known of it; nothing for one that is not in the table.

    Args:
        statement: What ran. What users wrote themselves (data steps) is theirs.
        locks: What it was seen to do. `members`: asked only where a relation other than the one named is in question.
    """
    if not locks or (statement.verb is Verb.DATA and statement.proposer == "intents"):
        return ()
    known = known_locks(statement.sql)
    if known is None:
        return ()
    if Trait.READS_ALL_ROWS in statement.traits:  # announced by its proposer, and not what was seen
        known = replace(known, scans=(True, True))
    return tuple(_beyond(known, locks, members))


def _beyond(known: Known, locks: tuple[RelationLock, ...], members: Members) -> Iterator[str]:
    below: AbstractSet[str] | None = None
    for lock in locks:
        own = lock.relation == known.subject
        if not own and _excess(known, lock, own=False):
            below = members(known.subject) if below is None and known.subject else below or frozenset()
            own = lock.relation in below
        if excess := _excess(known, lock, own=own):
            yield f"{lock.relation}: {excess}"


def _excess(known: Known, lock: RelationLock, *, own: bool) -> str:
    """Return what a lock exceeds, in words; empty when it is as known or weaker."""
    mode = known.table if own else known.others
    place = 0 if own else 1
    if lock.mode > mode:
        return f"expected at most {mode.words}, observed {lock.mode.words}"
    if lock.rewritten and not known.rewrites[place]:
        return "expected no rewrite, observed one"
    if lock.scanned and not (known.scans[place] or known.rewrites[place]):
        return "expected that its rows are not read, observed that they are"
    return ""
