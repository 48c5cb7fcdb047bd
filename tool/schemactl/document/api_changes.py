"""What a change of schema breaks for callers: both sides as they see them, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemactl.document.reference import Column, Constraint, ForeignKey, Name, Reference, Relation, Routine
from schemactl.document.successors import Successors
from schemactl.document.type_names import short_type
from schemactl.model.intent import Intent, MergedFrom

CALLED = ("SELECT", "INSERT", "UPDATE", "DELETE")
"""The privileges an API has a use for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A relation with another name. `alias`: whether the old one goes on working until the contract phase."""

    old: Name
    new: Name
    alias: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A table whose rows are in another one now; `unnamed`: its columns that have no namesake there."""

    old: Name
    merge: MergedFrom
    same: tuple[str, ...]
    unnamed: tuple[str, ...]

    @property
    def new(self) -> Name:
        """Return the table that has the rows now."""
        return Name(self.merge.schema, self.merge.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChange:
    """A column that callers have to treat in another way; `what` says how, in words, `after` what to use."""

    relation: Name
    column: str
    what: str
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A rule that rows have to keep now."""

    relation: Name
    rule: Constraint | ForeignKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineChange:
    """A function callers know. `now`: what takes its place under that name; `what` says what differs, in words."""

    old: Routine
    now: tuple[Routine, ...]
    what: tuple[str, ...]

    @property
    def removed(self) -> bool:
        """Return whether no function takes these arguments any more."""
        return all(new.input_types != self.old.input_types for new in self.now)


@dataclass(frozen=True, slots=True, order=True)
class Lost:
    """A right some role had and has no more; `kept` names the columns on which it keeps it."""

    role: str
    privilege: str
    relation: Name
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiChanges:
    """Everything that breaks, each list in the order of names.

    Attributes:
        secured: Tables on which row security is new.
        uncallable: Roles and functions they could call and can no more.
        powerless: Roles without any right on any table or view. `voiceless`: roles that can call no function.
    """

    moved: tuple[Moved, ...] = ()
    merged: tuple[Merged, ...] = ()
    removed: tuple[Relation, ...] = ()
    columns: tuple[ColumnChange, ...] = ()
    refused: tuple[Refused, ...] = ()
    secured: tuple[Name, ...] = ()
    lost: tuple[Lost, ...] = ()
    routines: tuple[RoutineChange, ...] = ()
    uncallable: tuple[tuple[str, Routine], ...] = ()
    powerless: frozenset[str] = frozenset()
    voiceless: frozenset[str] = frozenset()


def compare_apis(live: Reference, desired: Reference, intents: Iterable[Intent] = ()) -> ApiChanges:
    """Return what breaks for callers on the way from one database to another.

    Args:
        live, desired: Both read from the same server, so that they print expressions alike. Partitions are nobody's
            business, and neither are functions that only triggers run.
        intents: What became of what.
    """
    successors = Successors(intents)
    pairs: list[tuple[Relation, Relation]] = []
    moved, merged, removed = [], [], []
    for old in (one for one in live.relations if not one.parent):
        new, merge = desired.relation(successors.relation(old)), successors.merge(old)
        if new is None:
            into = desired.relation(Name(merge.schema, merge.table)) if merge else None
            if merge and into:
                merged.append(_merged(old, into, merge))
            else:
                removed.append(old)
            continue
        pairs.append((old, new))
        if new.name != old.name:
            move = successors.move(old)
            moved.append(Moved(old=old.name, new=new.name, alias=bool(move and move.keep_alias)))
    return ApiChanges(
        moved=tuple(moved),
        merged=tuple(merged),
        removed=tuple(removed),
        columns=tuple(change for old, new in pairs for change in _columns(old, new, successors)),
        refused=tuple(rule for old, new in pairs for rule in _refused(old, new, successors)),
        secured=tuple(new.name for old, new in pairs if new.row_security and not old.row_security),
        lost=tuple(sorted(loss for old, new in pairs for loss in _lost(old, new))),
        routines=tuple(_routines(live, desired, successors)),
        uncallable=tuple(_uncallable(live, desired, successors)),
        powerless=_roles(live) - {right.role for one in desired.relations for right in one.rights},
        voiceless=_roles(live) - {role for one in desired.routines for role in one.executors},
    )


def _roles(reference: Reference) -> frozenset[str]:
    rights = {right.role for one in reference.relations for right in one.rights}
    return frozenset(rights.union(role for one in reference.routines for role in one.executors))


def _merged(old: Relation, into: Relation, merge: MergedFrom) -> Merged:
    names = {column.name for column in into.columns}
    same = tuple(column.name for column in old.columns if column.name in names and column.name not in merge.columns)
    unnamed = tuple(column.name for column in old.columns if column.name not in names)
    return Merged(old=old.name, merge=merge, same=same, unnamed=unnamed)


def _columns(old: Relation, new: Relation, successors: Successors) -> Iterator[ColumnChange]:
    now = {column.name: column for column in new.columns}
    known = set()
    for column in old.columns:
        name = successors.column(new.name, column.name)
        known.add(name)
        if name not in now:
            filled = ", ".join(successors.filled(new.name, column.name))
            yield ColumnChange(relation=new.name, column=column.name, what="removed", after=filled)
            continue
        for what, after in _differences(column, now[name]):
            yield ColumnChange(relation=new.name, column=column.name, what=what, after=after)
    for column in new.columns:
        if column.name not in known and _must_be_given(column):
            yield ColumnChange(relation=new.name, column=column.name, what="new, and rows must have it")


def _differences(old: Column, new: Column) -> Iterator[tuple[str, str]]:
    if new.name != old.name:
        yield "renamed", new.name
    if new.type != old.type:
        yield f"another type, was {short_type(old.type)}", short_type(new.type)
    if new.generated and not old.generated:
        yield "computed now, cannot be written", ""
    elif _must_be_given(new) and not _must_be_given(old):
        yield "must be given in new rows", ""
    elif new.required and not old.required:
        yield "null is refused", ""


def _must_be_given(column: Column) -> bool:
    return column.required and not (column.default or column.generated or column.identity)


def _refused(old: Relation, new: Relation, successors: Successors) -> Iterator[Refused]:
    """Yield the rules for rows that are new, by what they say and not by their names."""
    before = {_said(one) for one in old.constraints}
    for one in new.constraints:
        if one.kind != "primary key" and _said(one) not in before:
            yield Refused(relation=new.name, rule=one)
    pointed = {_renamed(key.columns, new.name, successors) for key in old.foreign_keys}
    for key in new.foreign_keys:
        if key.columns not in pointed:
            yield Refused(relation=new.name, rule=key)


def _renamed(columns: tuple[str, ...], relation: Name, successors: Successors) -> tuple[str, ...]:
    return tuple(successors.column(relation, column) for column in columns)


def _said(one: Constraint) -> tuple[object, ...]:
    return (one.kind, one.definition) if one.kind == "check" else (one.kind, frozenset(one.columns))


def _lost(old: Relation, new: Relation) -> Iterator[Lost]:
    whole = {(right.role, right.privilege) for right in new.rights if not right.column}
    single: dict[tuple[str, str], list[str]] = defaultdict(list)
    for right in new.rights:
        if right.column:
            single[right.role, right.privilege].append(right.column)
    for right in old.rights:
        held = (right.role, right.privilege)
        if right.column or right.privilege not in CALLED or held in whole or ("", right.privilege) in whole:
            continue
        yield Lost(*held, new.name, tuple(single.get(held, ())))


def _callable(reference: Reference) -> Iterator[Routine]:
    return (one for one in reference.routines if not one.for_triggers and one.kind in ("function", "procedure"))


def _routines(live: Reference, desired: Reference, successors: Successors) -> Iterator[RoutineChange]:
    now: dict[Name, list[Routine]] = defaultdict(list)
    for routine in _callable(desired):
        now[routine.name].append(routine)
    for old in _callable(live):
        named = now.get(successors.routine(old), [])
        new = next((one for one in named if one.input_types == old.input_types), None)
        what = tuple(_what_differs(old, new)) if new else ("removed",)
        if what:
            yield RoutineChange(old=old, now=(new,) if new else tuple(named), what=what)


def _what_differs(old: Routine, new: Routine) -> Iterator[str]:
    if old.name != new.name:
        yield "another name"
    if _returned(old) != _returned(new):
        yield "another result"
    for before, after in zip(old.inputs, new.inputs, strict=True):
        if before.name != after.name:
            yield f"argument {before.name or 'without a name'} is called {after.name or 'nothing'}"
        if before.default and not after.default:
            yield f"argument {after.name} must be given"


def _returned(routine: Routine) -> tuple[object, ...]:
    columns = tuple((one.name, one.type) for one in routine.arguments if one.mode in ("o", "b", "t"))
    return (columns,) if columns else (routine.result,)


def _uncallable(live: Reference, desired: Reference, successors: Successors) -> Iterator[tuple[str, Routine]]:
    """Yield roles and the functions they can call no more, as they are now; what was removed is listed elsewhere."""
    before = {(successors.routine(one), one.input_types): one for one in _callable(live)}
    roles = sorted({role for one in (*before.values(), *desired.routines) for role in one.executors if role})
    for role in roles:
        for routine in _callable(desired):
            old = before.get((routine.name, routine.input_types))
            if old and _may_call(role, old) and not _may_call(role, routine):
                yield role, routine


def _may_call(role: str, routine: Routine) -> bool:
    return role in routine.executors or "" in routine.executors
