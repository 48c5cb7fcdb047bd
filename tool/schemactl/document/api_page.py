"""The page of API changes: what callers have to write differently, with the call before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemactl.document.api_changes import CALLED, ApiChanges, Lost, Merged, Moved, RoutineChange
from schemactl.document.calls import Calls
from schemactl.document.links import Links, shown, signature
from schemactl.document.markdown import code, codes, counted, items, listed, page, table, words
from schemactl.document.reference import Constraint, ForeignKey, Name
from schemactl.document.security_section import privilege_words, role_words


def api_page(changes: ApiChanges, links: Links, calls: Calls) -> str:
    """Return the page.

    Args:
        changes: What breaks.
        links: To the reference, as seen from this page.
        calls: How callers write their calls.
    """
    sections = (
        _moved(changes.moved, links, calls),
        _merged(changes.merged, links, calls),
        _removed(changes, calls),
        _columns(changes, links),
        _refused(changes, links),
        _routines(changes.routines, links, calls),
        _uncallable(changes, links),
        _rights(changes, links),
    )
    return page(
        "# API changes",
        "What callers of the live database have to write differently once the declared schema is there. Made by "
        "comparing the two; what takes the place of what is said by the declarations, nothing is guessed.",
        _overview(changes),
        *sections,
        "" if any(sections) else "Nothing that callers use changes.",
    )


def _overview(changes: ApiChanges) -> str:
    counts = (
        (len(changes.moved), "table or view has another name", "tables and views have another name"),
        (len(changes.merged), "table became part of another", "tables became part of another"),
        (len(changes.removed), "table or view is gone", "tables and views are gone"),
        (len(changes.columns), "column has changed", "columns have changed"),
        (len(changes.refused), "new rule for rows", "new rules for rows"),
        (len(changes.routines), "function is gone or has changed", "functions are gone or have changed"),
        (
            len(changes.uncallable),
            "call is refused to a role that was allowed to make it",
            "calls are refused to roles that were allowed to make them",
        ),
    )
    return items(counted(*count) for count in counts if count[0])


def _section(title: str, *parts: str) -> str:
    body = [part for part in parts if part]
    return "\n\n".join((f"## {title}", *body)) if body else ""


def _moved(moved: Sequence[Moved], links: Links, calls: Calls) -> str:
    rows = [(code(shown(one.old)), links.relation(one.new), _until(one)) for one in moved]
    changed = [(calls.read(one.old), calls.read(one.new)) for one in moved]
    schemas = sorted({one.new.schema for one in moved} - {one.old.schema for one in moved})
    return _section(
        "Moved and renamed tables",
        table(("Before", "After", "Old name"), rows),
        calls.schema_note(schemas) if rows else "",
        calls.before_and_after(changed),
    )


def _until(one: Moved) -> str:
    return "serves old callers until the contract phase" if one.alias else "gone at once"


def _merged(merged: Sequence[Merged], links: Links, calls: Calls) -> str:
    return _section("Merged tables", *(part for one in merged for part in _one_merge(one, links, calls)))


def _one_merge(one: Merged, links: Links, calls: Calls) -> Iterator[str]:
    merge = one.merge
    keys = listed([code(key) for key in merge.key])
    yield f"### {code(shown(one.old))}"
    yield (
        f"Its rows are in {links.relation(one.new)} now; {keys} {'is' if len(merge.key) == 1 else 'are'} the same. "
        "A row that existed on both sides is one row."
    )
    yield calls.before_and_after([(calls.read(one.old), calls.read(one.new))])
    rows = [(code(name), "as it was") for name in one.same]
    rows += [(code(name), code(expression)) for name, expression in merge.columns.items()]
    yield table((f"Column of {code(shown(one.new))}", f"Value, of {code(shown(one.old))}"), rows)
    if one.unnamed:
        yield f"Columns of {code(shown(one.old))} that exist under their name no more: {codes(one.unnamed)}."
    if merge.reject_when:
        yield (
            f"Not carried over, and kept in {code(f'{merge.quarantine_schema}.{merge.quarantine_table}')} instead:\n\n"
            + items(f"{words(reason)}: {code(condition)}" for reason, condition in merge.reject_when.items())
        )


def _removed(changes: ApiChanges, calls: Calls) -> str:
    rows = (
        (code(shown(one.name)), str(one.shape), calls.read(one.name) and code(calls.read(one.name)), words(one.comment))
        for one in changes.removed
    )
    return _section("Removed tables and views", table(("Name", "Was a", "Call that fails", "Held"), rows))


def _columns(changes: ApiChanges, links: Links) -> str:
    rows = (
        (links.relation(one.relation), code(one.column), words(one.what), code(one.after)) for one in changes.columns
    )
    return _section("Columns", table(("Table", "Column", "What changed", "Now"), rows))


def _refused(changes: ApiChanges, links: Links) -> str:
    rows = ((links.relation(one.relation), _rule(one.rule, links)) for one in changes.refused)
    secured = ", ".join(links.relation(name) for name in changes.secured)
    return _section(
        "New rules for rows",
        "Rows that break one of these are refused." if changes.refused else "",
        table(("Table", "Rule"), rows),
        f"Row security is on now for {secured}: callers see and change what a policy allows." if secured else "",
    )


def _rule(rule: Constraint | ForeignKey, links: Links) -> str:
    match rule:
        case ForeignKey():
            return (
                f"{codes(rule.columns)} must be found in {links.relation(rule.target)} ({codes(rule.target_columns)})"
            )
        case Constraint(kind="unique"):
            return f"{codes(rule.columns)} must be unique"
        case Constraint():
            return code(rule.definition)


def _routines(changes: Sequence[RoutineChange], links: Links, calls: Calls) -> str:
    rows = ((code(signature(one.old)), _what(one, calls), _instead(one, links)) for one in changes)
    renewed = [(calls.call(one.old), calls.call(one.now[0])) for one in changes if len(one.now) == 1]
    return _section("Functions", table(("Before", "What changed", "Use"), rows), calls.before_and_after(renewed))


def _what(one: RoutineChange, calls: Calls) -> str:
    same = one.removed and any(calls.call(new) == calls.call(one.old) for new in one.now)
    return "removed; the same call finds the other one" if same else "; ".join(words(what) for what in one.what)


def _instead(one: RoutineChange, links: Links) -> str:
    return " or ".join(links.routine(new) for new in one.now) or "nothing"


def _uncallable(changes: ApiChanges, links: Links) -> str:
    lines = []
    for role, found in groupby(changes.uncallable, key=lambda pair: pair[0]):
        names = [links.routine(routine, shown(routine.name)) for _, routine in found]
        lines.append(f"{role_words(role)}: {'every function' if role in changes.voiceless else ', '.join(names)}")
    return _section("Functions a role may no longer call", items(lines))


def _rights(changes: ApiChanges, links: Links) -> str:
    """Return the rights that are gone, tables that lost the same together."""
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (role, relation), losses in groupby(sorted(changes.lost, key=_holder), key=_holder):
        if role in changes.powerless:
            together[role, CALLED] = ["every table and view"]
            continue
        found = tuple(losses)
        privileges = tuple(name for name in CALLED if any(loss.privilege == name for loss in found))
        together.setdefault((role, privileges), []).append(f"{links.relation(relation)}{_kept(found)}")
    rows = (
        (role_words(role), privilege_words(privileges), ", ".join(relations))
        for (role, privileges), relations in together.items()
    )
    return _section("Rights on tables a role no longer has", table(("Role", "No longer", "On"), rows))


def _holder(loss: Lost) -> tuple[str, Name]:
    return (loss.role, loss.relation)


def _kept(losses: Sequence[Lost]) -> str:
    kept = [f"{one.privilege.lower()} of {codes(one.kept)}" for one in losses if one.kept]
    return f" (keeps {'; '.join(kept)})" if kept else ""
