"""Hazards: derived from what a statement does and from the locks it was seen to take, never stored by hand.

The ids follow one catalogue: SC1xx loses rows or may fail on rows, SC2xx blocks other sessions, SC3xx breaks callers,
SC4xx changes who may do what.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemactl.model.hazard import Hazard, Severity
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement, Trait, Verb
from schemactl.plan.held import held_modes
from schemactl.postgres.quoting import qualified

_AUTHORISATION = frozenset({"ACL", "DEFAULT ACL", "POLICY", "ROW SECURITY"})


def with_hazards(groups: tuple[TransactionGroup, ...]) -> tuple[TransactionGroup, ...]:
    """Return the groups with the hazards of every statement filled in.

    Nobody can wait for a table that the same plan creates: locks on it are left out.
    """
    statements = [statement for group in groups for statement in group.statements]
    created = frozenset(
        qualified(s.address.schema, s.address.name)
        for s in statements
        if s.verb is Verb.CREATE and s.address.kind in _RELATIONS
    )

    def seen(statement: Statement) -> Statement:
        locks = tuple(lock for lock in statement.locks if lock.relation not in created)
        return dataclasses.replace(statement, locks=locks)

    return tuple(
        _judged(dataclasses.replace(group, statements=tuple(seen(statement) for statement in group.statements)))
        for group in groups
    )


def _judged(group: TransactionGroup) -> TransactionGroup:
    judged, slow = [], _last_over_rows(group)
    for place, (statement, held) in enumerate(zip(group.statements, held_modes(group), strict=True)):
        found = tuple(_hazards(statement, _Held(modes=held, long=place <= slow)))
        judged.append(dataclasses.replace(statement, hazards=found))
    return dataclasses.replace(group, statements=tuple(judged))


def _last_over_rows(group: TransactionGroup) -> int:
    """Return the place of the last statement that reads or writes all rows of a table, or -1."""
    places = (
        place
        for place, statement in enumerate(group.statements)
        if any(lock.rewritten or lock.scanned for lock in statement.locks)
    )
    return max(places, default=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What the transaction of a statement holds while it runs.

    Attributes:
        modes: The strongest mode by relation. `long`: whether it has yet to read or write all rows of some table.
    """

    modes: Mapping[str, LockMode]
    long: bool


def _hazards(statement: Statement, held: _Held) -> Iterator[Hazard]:
    for part in statement.parts:
        yield from _loss(part)
    for lock in statement.locks:
        yield from _blocking(statement, lock, held)
    for part in statement.parts:
        yield from _may_fail(part)
    yield from _replication(statement)
    if statement.address.kind in _AUTHORISATION and statement.verb is not Verb.CREATE:
        yield Hazard(
            id="SC401",
            name="authorisation-changed",
            severity=Severity.AUTHZ,
            object=str(statement.address),
            message="Who may read or change rows is altered.",
            advice="Have a second pair of eyes on it.",
        )


_ELSEWHERE = "Declare where they go (merged_from, backfill, renamed_from), or allow it by name."
_ROWS = ("SC101", "drop-table", "The rows of {lost} are removed.", _ELSEWHERE)
_VALUES = ("SC102", "drop-column", "The values of {lost} are removed.", _ELSEWHERE)
_ATTRIBUTES = ("SC102", "drop-column", "Attributes of the values of {lost} are removed.", _ELSEWHERE)
_DIGITS = (
    "SC103",
    "narrowing",
    "The values of {lost} are rounded or cut.",
    "Keep them in another column first, or allow it by name.",
)


def _loss(statement: Statement) -> Iterator[Hazard]:
    for lost in statement.loses:
        id_, name, message, advice = _kind_of_loss(statement, lost)
        yield Hazard(
            id=id_, name=name, severity=Severity.LOSS, object=lost, message=message.format(lost=lost), advice=advice
        )


def _kind_of_loss(statement: Statement, lost: str) -> tuple[str, str, str, str]:
    address = statement.address
    if Trait.ROUNDS_VALUES in statement.traits:
        return _DIGITS
    if address.kind in ("TYPE", "DOMAIN"):
        return _ATTRIBUTES
    return _VALUES if statement.column or lost.startswith(f"{address.schema}.{address.name}.") else _ROWS


def _blocking(statement: Statement, lock: RelationLock, held: _Held) -> Iterator[Hazard]:
    mode = held.modes[lock.relation]
    under = f"under {mode.words}" if mode is lock.mode else f"while the transaction holds {mode.words} on it"
    if lock.rewritten:
        yield Hazard(
            id="SC211",
            name="table-rewrite",
            severity=Severity.OUTAGE,
            object=lock.relation,
            message=f"All rows of {lock.relation} are written again {under}.",
            advice="Run it in a quiet hour, or add a new column and fill it in batches.",
        )
    elif lock.scanned and mode.blocks_writes:
        yield Hazard(
            id=_SCAN_IDS.get(statement.address.kind, "SC203"),
            name="scan-under-lock",
            severity=Severity.OUTAGE,
            object=lock.relation,
            message=f"All rows of {lock.relation} are read {under}.",
            advice=_SCAN_ADVICE.get(statement.address.kind, _SCAN_ADVICE["TABLE"]),
        )
    elif lock.mode is LockMode.ACCESS_EXCLUSIVE:
        until = "until its transaction has gone over all rows of a table" if held.long else "for a moment"
        yield Hazard(
            id="SC227",
            name="brief-exclusive-lock",
            severity=Severity.BRIEF,
            object=lock.relation,
            message=f"{lock.relation} is locked against readers {until}.",
            advice="lock_timeout and retries keep the wait of other sessions short.",
        )


_RELATIONS = frozenset({"TABLE", "MATERIALIZED VIEW", "VIEW", "FOREIGN TABLE"})
_SCAN_ADVICE = {
    "TABLE": "Add a check constraint NOT VALID, validate it, then set NOT NULL: it is not read again.",
    "INDEX": "On a big table build the index concurrently before the deploy.",
    "CONSTRAINT": "On a big table build a unique index concurrently before the deploy and add the key with it.",
    "FK CONSTRAINT": "On a big table add it NOT VALID first and validate it in a later deploy.",
    "CHECK CONSTRAINT": "On a big table add it NOT VALID first and validate it in a later deploy.",
    "MATERIALIZED VIEW": "Nobody reads a view that is filled for the first time.",
}
_SCAN_IDS = {"INDEX": "SC201", "FK CONSTRAINT": "SC205", "CHECK CONSTRAINT": "SC204", "CONSTRAINT": "SC208"}


_REPLICATION = {
    ("PUBLICATION", Verb.DROP): (
        "SC301",
        "publication-dropped",
        "Whoever subscribed to {name} gets nothing from it any more.",
        "If it is made anew: run ALTER SUBSCRIPTION ... REFRESH PUBLICATION on every subscriber afterwards.",
    ),
    ("SUBSCRIPTION", Verb.DROP): (
        "SC302",
        "subscription-dropped",
        "The slot of {name} stays on the publisher and keeps its WAL there.",
        "Drop it there: SELECT pg_drop_replication_slot(...).",
    ),
    ("SUBSCRIPTION", Verb.CREATE): (
        "SC303",
        "subscription-not-started",
        "Nothing is replicated to {name} yet: it is made disabled, and without a slot on the publisher.",
        "Make the slot there, then run ALTER SUBSCRIPTION ... ENABLE and ALTER SUBSCRIPTION ... REFRESH PUBLICATION.",
    ),
}


def _replication(statement: Statement) -> Iterator[Hazard]:
    found = _REPLICATION.get((statement.address.kind, statement.verb))
    if found:
        id_, name, message, advice = found
        yield Hazard(
            id=id_,
            name=name,
            severity=Severity.BREAK,
            object=str(statement.address),
            message=message.format(name=statement.address.name),
            advice=advice,
        )


def _may_fail(statement: Statement) -> Iterator[Hazard]:
    if Trait.REQUIRES_VALUE in statement.traits:
        yield Hazard(
            id="SC110",
            name="add-required-column",
            severity=Severity.MAY_FAIL,
            object=f"{statement.address.schema}.{statement.address.name}.{statement.column}",
            message="A column without a default must not be NULL: this fails when the table holds rows.",
            advice="Give it a default, or add it nullable, declare a backfill and NOT NULL afterwards.",
        )
    if Trait.MAY_NOT_FIT in statement.traits:
        column = f".{statement.column}" if statement.column else ""
        yield Hazard(
            id="SC111",
            name="rows-may-not-fit",
            severity=Severity.MAY_FAIL,
            object=f"{statement.address.schema}.{statement.address.name}{column}",
            message="It fails when a row does not fit, which cannot be asked beforehand.",
            advice="Try it on a copy of the database; what fails is rolled back.",
        )
