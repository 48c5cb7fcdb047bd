"""The migration guide: what a deploy will do, what it asks first, how it is verified, and how to go back."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from schemactl.document.intents_section import due, rows_section
from schemactl.document.links import Links
from schemactl.document.markdown import block, code, codes, counted, folded, items, listed, page, table, words
from schemactl.document.phases_section import phases_section
from schemactl.errors import ExitCode
from schemactl.model.catalogue import CATALOGUE
from schemactl.model.intent import Intent
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import Plan
from schemactl.model.statement import Phase
from schemactl.plan.summary import hazards_by_severity
from schemactl.postgres.quoting import qualified
from schemactl.render.words import allowances, fold, question_words


def migration_page(plan: Plan, intents: Sequence[Intent], links: Links) -> str:
    """Return the guide. Nothing in it depends on when or where the plan was made.

    Args:
        plan: The way from the live database to the declared schema.
        intents: What was declared; those that play no part in the plan are left out.
        links: To the reference, as seen from this page.
    """
    if plan.empty:
        return page("# Migration guide", "The live database is as declared: a deploy does nothing.")
    taken = due(intents, plan)
    return page(
        "# Migration guide",
        "What the next deploy does to the live database, made from the plan that `schemactl diff` shows. What callers "
        "have to change is on the page [API changes](api-changes.md).",
        _overview(plan),
        "## Before",
        *_before(plan),
        "## What happens to the rows",
        rows_section(taken, links),
        "## Phase by phase",
        "All of it goes in one run, or in steps: `schemactl apply --phase expand` ends before rows are moved, `--phase "
        "migrate` before anything is removed that old code needs, `--phase contract` does the rest.",
        phases_section(plan),
        "## Locks",
        _locks(plan),
        "## How it is verified",
        items(_checks(plan)),
        "## How to go back",
        *_back(plan, taken),
    )


def _overview(plan: Plan) -> str:
    signs = [change.sign for change in plan.changes]
    words_of = {"+": "made", "~": "changed", "-": "removed"}
    objects = listed([f"{signs.count(sign):,} {word}" for sign, word in words_of.items() if sign in signs])
    phases = [(phase, sum(s.phase is phase for s in plan.statements)) for phase in Phase]
    counts = listed([f"{count:,} in {phase}" for phase, count in phases if count])
    return items(
        (
            f"{counted(len(plan.changes), 'object')}: {objects}.",
            f"{counted(len(plan.statements), 'statement')}: {counts}.",
            _transactions(plan),
            _proof(plan),
        )
    )


def _transactions(plan: Plan) -> str:
    together = [group for group in plan.groups if group.transactional]
    alone = len(plan.groups) - len(together)
    outside = f" {counted(alone, 'statement')} cannot run inside one and stand alone." if alone else ""
    if len(together) == 1:
        return f"One transaction: all of it happens or nothing.{outside}"
    sizes = Counter(len(group.statements) for group in together)
    cut = listed([f"{count:,} of {counted(size, 'statement')}" for size, count in sorted(sizes.items(), reverse=True)])
    return f"{counted(len(together), 'transaction')}, {cut}; what is committed stays.{outside}"


def _proof(plan: Plan) -> str:
    if plan.proof is None or not plan.proof.converged:
        return "**Not proven**: it did not lead to the declared schema on a copy."
    return "Proven: on a copy of the live schema exactly these statements led to the declared schema."


def _before(plan: Plan) -> Iterator[str]:
    if plan.unplanned:
        yield "**Cannot be planned.** Nothing is applied as long as this is so:\n\n" + items(
            f"{words(d.message)}. {words(d.hint)}" for d in plan.unplanned
        )
    yield (
        "Look at the plan, keep it, and apply what you looked at. If the database changed in between, `apply` refuses "
        "the plan before it sends anything:\n\n" + block("console", "\n".join(_commands(plan)))
    )
    losses = [hazard for hazard in plan.hazards if hazard.blocking]
    if losses:
        yield "**Rows that are lost.** Each has to be allowed by name, unless there are no rows:\n\n" + items(
            dict.fromkeys(f"{code(hazard.object)}: {words(hazard.message)} ({hazard.id})" for hazard in losses)
        )
    if plan.preflight:
        yield "**Asked of the live rows first.** A number other than 0 stops the deploy before the first statement:"
        yield table(
            ("What would stand in the way", "Question"),
            ((words(question_words(question)), code(question.sql)) for question in plan.preflight),
        )
    hazards = list(_hazards(plan))
    if hazards:
        yield "**What deserves a look**\n\n" + table(("Hazard", "How often", "What happens", "On"), hazards)
    remarks = [d for d in fold(plan.diagnostics) if d not in plan.unplanned]
    if remarks:
        yield "**Remarks**\n\n" + items(f"{words(d.message)}. {words(d.hint)}" for d in remarks)


def _commands(plan: Plan) -> Iterator[str]:
    yield "$ schemactl diff --out plan.json"
    yield f"$ schemactl apply {' '.join(('--plan plan.json', *allowances(plan)))}"
    yield "$ schemactl drift"


def _hazards(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Yield the hazards that stop nobody, by id: how often, and on what."""
    found: dict[str, list[tuple[str, str]]] = {}
    for _, hazard in hazards_by_severity(plan):
        if not hazard.blocking:
            found.setdefault(f"{hazard.id} {hazard.name}", []).append((hazard.object, hazard.message))
    for name, cases in found.items():
        objects = list(dict.fromkeys(thing for thing, _ in cases))
        messages = {message.replace(thing, "the table") for thing, message in cases}
        said = cases[0][1] if len(objects) == 1 else messages.pop()
        message = said if len(objects) == 1 or (not messages and name.startswith("SC2")) else _WHEN[name]
        shown = codes(objects) if len(objects) <= _MOST_NAMED else counted(len(objects), "object")
        yield words(name), f"{len(cases):,}", words(message), shown


_MOST_NAMED = 12
_WHEN = {f"{sort.id} {sort.name}": f"{sort.when[0].upper()}{sort.when[1:]}." for sort in CATALOGUE}


def _locks(plan: Plan) -> str:
    """Return what waits for whom: the strongest locks on every table that existed before."""
    taken: dict[str, list[RelationLock]] = defaultdict(list)
    for statement in plan.statements:
        for lock in statement.locks:
            taken[lock.relation].append(lock)
    rows = [
        (code(relation), _strongest(locks), _strongest(_scanning(locks)), _strongest(_rewriting(locks)))
        for relation, locks in sorted(taken.items())
        if any(lock.mode.blocks_writes for lock in locks)
    ]
    if not rows:
        return "No statement keeps readers or writers of an existing table waiting."
    body = table(("Table", "Strongest lock", "All rows are read under", "All rows are written again under"), rows)
    return (
        "Measured on the copy, on tables that existed before. A lock is kept until its transaction ends. Readers wait "
        f"for {code(LockMode.ACCESS_EXCLUSIVE.words)} only, writers from {code(LockMode.SHARE.words)} on. Nobody has "
        "to queue behind `apply` for longer than `lock_timeout`: then it gives up, stays away and tries again.\n\n"
        + folded(f"{counted(len(rows), 'table')} with a lock that keeps others waiting", body)
    )


def _strongest(locks: Sequence[RelationLock]) -> str:
    return code(max(lock.mode for lock in locks).words) if locks else ""


def _scanning(locks: Sequence[RelationLock]) -> Sequence[RelationLock]:
    return [lock for lock in locks if lock.scanned]


def _rewriting(locks: Sequence[RelationLock]) -> Sequence[RelationLock]:
    return [lock for lock in locks if lock.rewritten]


def _checks(plan: Plan) -> Iterator[str]:
    yield (
        "Before the first statement the database is read again: if it is not the one the plan was made for, nothing is "
        "sent."
    )
    if plan.preflight:
        yield f"{counted(len(plan.preflight), 'question')} about the live rows must be answered with 0 (above)."
    verified = sum(bool(statement.verify) for statement in plan.statements)
    if verified:
        yield (
            f"{counted(verified, 'statement')} that move rows {'is' if verified == 1 else 'are'} followed by a query "
            "that must return true in the same transaction; otherwise all of it is rolled back. The queries stand with "
            "their statements above."
        )
    yield (
        "After the last statement the database is read once more and must be equal to what was promised; otherwise the "
        f"exit code is {ExitCode.PROOF_FAILED.value}."
    )
    yield "`schemactl drift` says at any later time whether it still is."


def _back(plan: Plan, intents: Sequence[Intent]) -> Iterator[str]:
    one = len(plan.groups) == 1 and plan.groups[0].transactional
    yield (
        "**Until the commit** nothing has happened: an error, a lost connection or a killed process leaves the "
        "database as it was."
        if one
        else "**If it stops half-way** the running transaction is rolled back, earlier ones stay. Run `schemactl diff` "
        "and `apply` again: the new plan starts from what the database is by then."
    )
    yield (
        "**Afterwards** the way back is a plan as well. Take a snapshot before the deploy; with it as the desired side "
        "schemactl plans, rehearses and proves the structure's way back:\n\n"
        + block(
            "console",
            "$ schemactl snapshot --out before.snapshot        # before the deploy\n"
            "$ schemactl diff --desired before.snapshot        # afterwards, to go back",
        )
    )
    losing = [statement for statement in plan.statements if statement.loses]
    if losing:
        tables = sorted({qualified(statement.address.schema, statement.address.name) for statement in losing})
        flags = " ".join(f"--table {shlex.quote(name)}" for name in tables)
        yield (
            f"**What does not come back by itself**: {codes(sorted({n for one in losing for n in one.loses}))}. Keep a "
            "copy of what they hold before:\n\n" + block("console", f"$ pg_dump --file removed.sql {flags}")
        )
    if intents:
        yield (
            "**Rows that were moved, merged or filled** stay where they are now: intents describe one direction. Going "
            "back for good means restoring the backup."
        )
