"""The statements of a plan, phase by phase: counted where they are many of a kind, printed where they matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from textwrap import dedent

from schemactl.document.markdown import block, code, codes, counted, folded, table, words
from schemactl.model.plan import Plan
from schemactl.model.statement import Phase, Statement, Verb
from schemactl.plan.summary import lock_words

_MEANINGS = {
    Phase.EXPAND: "What is new is added, what has another name is moved; rights and functions become as declared.",
    Phase.MIGRATE: "Rows are moved, merged and filled while old and new columns stand side by side.",
    Phase.CONTRACT: "What nobody declares any more goes, and rules that the rows fulfil by now are switched on.",
}
_VERBS = {
    Verb.CREATE: "made",
    Verb.ALTER: "changed",
    Verb.DROP: "removed",
    Verb.MOVE: "moved",
    Verb.DATA: "rows changed",
}
_KINDS = {
    "ACL": "grants",
    "FK CONSTRAINT": "foreign key",
    "INDEX ATTACH": "index of a partition attached",
    "TABLE ATTACH": "partition attached",
}
"""Words for kinds whose name in pg_dump tells people little."""

_UNNAMED = frozenset({"ACL", "COMMENT", "INDEX ATTACH", "TABLE ATTACH"})
"""Kinds that are counted and not named: what they belong to is."""

_MOST_PRINTED = 200
_LONGEST_SQL = 30
"""Lines of a statement that are printed."""

Numbered = tuple[int, Statement]


def phases_section(plan: Plan) -> str:
    """Return all phases that have statements, in their order."""
    numbered = list(enumerate(plan.statements, 1))
    parts: list[str] = []
    for phase in Phase:
        found = [(number, statement) for number, statement in numbered if statement.phase is phase]
        if found:
            parts += _phase(phase, found)
    return "\n\n".join(parts)


def _phase(phase: Phase, found: Sequence[Numbered]) -> Iterator[str]:
    yield f"### {phase.capitalize()}: {counted(len(found), 'statement')}"
    yield _MEANINGS[phase]
    yield _counts([statement for _, statement in found])
    printed = [one for one in found if phase is not Phase.EXPAND or one[1].verb in (Verb.MOVE, Verb.DATA)]
    if len(printed) <= _MOST_PRINTED:
        yield from (_printed(number, statement) for number, statement in printed)
    else:
        printed = []
    shown = {number for number, _ in printed}
    named = [one for number, one in found if number not in shown and one.address.kind not in _UNNAMED]
    if named:
        yield folded("The objects by name, but for grants and comments", _named(named))


def _counts(statements: Sequence[Statement]) -> str:
    verbs = [verb for verb in _VERBS if any(statement.verb is verb for statement in statements)]
    kinds = sorted({statement.address.kind for statement in statements})
    rows = (
        (
            _kind_words(kind),
            *(_count(sum(s.address.kind == kind and s.verb is verb for s in statements)) for verb in verbs),
        )
        for kind in kinds
    )
    return table(("Kind", *(_VERBS[verb] for verb in verbs)), rows)


def _kind_words(kind: str) -> str:
    return _KINDS.get(kind, kind.lower())


def _count(number: int) -> str:
    return f"{number:,}" if number else ""


def _printed(number: int, statement: Statement) -> str:
    lines = _dedented(statement.sql).splitlines()
    sql = "\n".join((*lines[:_LONGEST_SQL], *(["-- ..."] if len(lines) > _LONGEST_SQL else [])))
    verify = f"\n-- must be true right after it:\n{_dedented(statement.verify)};" if statement.verify else ""
    locks = [lock_words(lock) for lock in statement.locks if lock.mode.blocks_writes]
    lock = f" Lock: {codes(locks)}." if locks else ""
    return f"**{number}** · {words(statement.cause)} ({code(str(statement.address))}).{lock}\n\n" + block(
        "sql", f"{sql};{verify}"
    )


def _dedented(sql: str) -> str:
    """Return SQL without the indentation of the Python it was written in."""
    first, _, rest = sql.strip().partition("\n")
    return f"{first}\n{dedent(rest)}" if rest else first


def _named(statements: Sequence[Statement]) -> str:
    """Return the objects by kind; what is removed and made again in the same phase is named once."""
    verbs: dict[tuple[str, str], set[Verb]] = defaultdict(set)
    for statement in statements:
        address = statement.address
        name = f"{address.schema}.{address.name}" if address.schema else address.name
        verbs[_kind_words(address.kind), name].add(statement.verb)
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, name), done in sorted(verbs.items()):
        together[kind, _done(done)].append(name)
    rows = ((kind, done, codes(names)) for (kind, done), names in sorted(together.items()))
    return table(("Kind", "What", "Objects"), rows)


def _done(verbs: set[Verb]) -> str:
    if {Verb.CREATE, Verb.DROP} <= verbs:
        return "made anew"
    return " and ".join(_VERBS[verb] for verb in _VERBS if verb in verbs)
