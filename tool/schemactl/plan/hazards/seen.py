"""A statement as the families of hazards see it: what it says, what it holds, and what else the plan does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.catalogue import CATALOGUE, Severity
from schemactl.model.hazard import Hazard
from schemactl.model.lock import LockMode
from schemactl.model.statement import Statement, Verb
from schemactl.postgres.phrases import Phrase, read_phrase
from schemactl.postgres.quoting import qualified

RELATIONS = frozenset({"TABLE", "MATERIALIZED VIEW", "VIEW", "FOREIGN TABLE"})
_SORTS = {sort.id: sort for sort in CATALOGUE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the whole plan does, as far as a statement's hazards depend on it.

    Attributes:
        created: Relations the plan makes, qualified and quoted: nobody can wait for them.
        made: Addresses of all the plan makes.
        filled: Relations it moves rows into.
        partitions: Tables that are partitions of others before the plan.
        constraints: Tables and names of constraints it adds.
        columns: Tables and names of columns it adds.
        exchanged: Tables and names of columns that get another name, and that another one gets.
        indexed: Tables it makes an index on.
        closed: Routines, as addresses print them, whose rights it sets.
    """

    created: frozenset[str]
    made: frozenset[Address]
    filled: frozenset[str]
    partitions: frozenset[str]
    constraints: frozenset[tuple[str, str]]
    columns: frozenset[tuple[str, str]]
    exchanged: frozenset[tuple[str, str]]
    indexed: frozenset[str]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One statement in its place.

    Attributes:
        statement: Its locks are those on relations that are there before the plan.
        phrase: What it says.
        before, held: The strongest mode its transaction holds by relation, before it and while it runs.
        long: Whether the transaction has yet to read or write all rows of some table.
        plan: The rest of the plan.
    """

    statement: Statement
    phrase: Phrase
    before: Mapping[str, LockMode]
    held: Mapping[str, LockMode]
    long: bool
    plan: Circumstances

    def says(self, pattern: str) -> bool:
        """Return whether one of its actions begins with these words."""
        return any(action.says(pattern) for action in self.phrase.actions)

    def has(self, words: str) -> bool:
        """Return whether these words stand in one of its actions."""
        return any(action.has(words) for action in self.phrase.actions)

    @property
    def on_new_table(self) -> bool:
        """Return whether it is about a table the plan makes."""
        address = self.statement.address
        own = (
            self.phrase.subject,
            *(qualified(address.schema, name) for name in (address.name, address.parent) if name),
        )
        return not self.plan.created.isdisjoint(own)


def hazard(
    identity: str, subject: str, message: str, *, severity: Severity | None = None, applied: bool = False
) -> Hazard:
    """Return a hazard of a sort of the catalogue.

    Args:
        identity: The id. `subject`: the object concerned. `message`: what happens, a sentence.
        severity: Where it is milder than the sort at its worst.
        applied: Whether the plan has done what is advised already.
    """
    sort = _SORTS[identity]
    return Hazard(
        id=identity,
        name=sort.name,
        severity=severity or sort.severity,
        object=subject,
        message=message,
        advice=sort.advice,
        applied=applied,
    )


def circumstances(statements: Iterable[Statement], partitions: frozenset[str]) -> Circumstances:
    """Return what a plan does as a whole; `partitions` as in `Circumstances`."""
    plan = tuple(statements)
    phrases = [(statement, read_phrase(statement.sql)) for statement in plan]
    actions = [(phrase.subject, action) for _, phrase in phrases for action in phrase.actions]
    created = [s for s in plan if s.verb is Verb.CREATE and s.address.kind in RELATIONS]
    return Circumstances(
        created=frozenset(qualified(s.address.schema, s.address.name) for s in created),
        made=frozenset(s.address for s, phrase in phrases if phrase.head.startswith("CREATE ")),
        filled=frozenset(
            name
            for s, phrase in phrases
            if s.verb is Verb.DATA
            for name in (phrase.subject, qualified(s.address.schema, s.address.name) if s.address.name else "")
        ),
        partitions=partitions,
        constraints=frozenset((table, action.part_after("ADD CONSTRAINT")) for table, action in actions),
        columns=frozenset((table, action.part_after("ADD COLUMN")) for table, action in actions),
        exchanged=frozenset((table, action.part_after("RENAME COLUMN")) for table, action in actions)
        & frozenset((table, action.part_after("RENAME COLUMN ~ TO")) for table, action in actions),
        indexed=frozenset(phrase.subject for _, phrase in phrases if phrase.head == "CREATE INDEX"),
        closed=frozenset(
            f"{s.address.schema}.{s.address.name.partition(' ')[2]}" for s in plan if s.address.kind == "ACL"
        ),
    )
