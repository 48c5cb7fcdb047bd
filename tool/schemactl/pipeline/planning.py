"""Both sides of a comparison, and the plan from one to the other: what `diff`, `apply` and `drift` have in common."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from schemactl import __version__
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.hazard import HazardPolicy
from schemactl.model.online import OnlinePolicy
from schemactl.model.plan import Plan
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase
from schemactl.model.trash import TrashPolicy
from schemactl.pipeline.say import Say
from schemactl.plan.extent import by_name, with_sizes
from schemactl.plan.fingerprint import fingerprint
from schemactl.plan.preflight import questions
from schemactl.plan.sources import with_sources
from schemactl.plan.weigh import weighed
from schemactl.postgres.connect import connect
from schemactl.postgres.reading import reading
from schemactl.propose.aliases import aliased, standing, with_aliases
from schemactl.propose.compare import differs
from schemactl.propose.intents import AskLive, Intents
from schemactl.propose.reversal import carried_out
from schemactl.settings import Settings
from schemactl.sources import Desired, Workshop, is_file, is_sql, read_desired, reading_live, workshop

if TYPE_CHECKING:
    from schemactl.rehearse.ground import Bench
    from schemactl.rehearse.planner import Planned


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Both sides of a comparison, the workshop they were read in, and what settings say of forms, hazards and drops."""

    live: Snapshot
    desired: Desired
    shop: Workshop
    online: OnlinePolicy
    hazards: HazardPolicy
    trash: TrashPolicy


def diff(live: str, desired: str, settings: Settings, say: Say, phase: Phase | None = None) -> Plan:
    """Return the proven plan from a live to a desired state.

    Args:
        live: A URL, a snapshot file or SQL files; empty for libpq's own variables.
        desired: A target, SQL files, a URL or a snapshot file; empty for the target in the settings.
        settings: See there. `say`: told what is going on.
        phase: Where the plan ends: before rows are moved, before what old code needs is removed, or after all of it,
            aliases included. None for all but the aliases.

    Raises:
        SchemactlError: See `schemactl.errors`; nothing was written anywhere.
    """
    with workshop(settings, live) as shop:
        return plan_both(read_both(live, desired, settings, shop, say), live, say, phase)


def read_both(live: str, desired: str, settings: Settings, shop: Workshop, say: Say) -> Both:
    """Return both sides, read at the same time; see `diff` for the arguments and errors."""
    say("reading the live database and building the desired state")
    with reading_live(live, shop) as reading:
        shop.prefer(reading.facts)
        wanted = read_desired(desired, settings, shop, reading.facts.login)
        wanted = dataclasses.replace(wanted, diagnostics=(*reading.diagnostics, *wanted.diagnostics))
        return _with_jobs(
            Both(
                live=reading.snapshot(),
                desired=wanted,
                shop=shop,
                online=settings.online_policy,
                hazards=settings.hazard_policy,
                trash=settings.trash_policy,
            )
        )


def _with_jobs(both: Both) -> Both:
    """Return both sides with the declared cron jobs as entries, as far as the live database can have any."""
    from schemactl.propose.jobs import with_jobs

    desired = both.desired
    found = with_jobs(both.live, desired.snapshot, desired.scope, desired.cron_jobs)
    remarks = (*desired.diagnostics, *found.diagnostics)
    desired = dataclasses.replace(desired, snapshot=found.snapshot, scope=found.scope, diagnostics=remarks)
    return dataclasses.replace(both, desired=dataclasses.replace(desired, notes=(*desired.notes, *found.notes)))


def plan_both(both: Both, live: str, say: Say, phase: Phase | None) -> Plan:
    """Return the proven plan between both sides.

    Args:
        both: The sides. `live`: where the live one came from, to ask it whether data steps are due.
        say: Told what is going on. `phase`: see `diff`.
    """
    scope, shop = both.desired.scope, both.shop
    intents = intents_of(both, _asker(live), phase)
    wanted = with_aliases(intents.aliases, both.live, both.desired.snapshot)
    nothing = _in_sync(both, intents)
    if not differs(both.live, wanted, scope) and not intents.due_alone():
        return nothing
    say("planning, rehearsing and proving on the scratch server")
    from schemactl.rehearse.planner import plan_changes

    bench = bench_of(shop, both.live)
    planned = plan_changes(
        bench, both.live, wanted, scope.beside(both.live), intents, online=both.online, trash=both.trash
    )
    sizes = by_name(both.live.facts.sizes)
    groups = with_sources(with_sizes(planned.groups, sizes), both.desired.notes)
    groups = weighed(groups, both.hazards, sizes, both.desired.waivers)
    return dataclasses.replace(
        nothing,
        desired_fingerprint=_expected(both.live, planned, scope),
        changes=planned.changes,
        groups=groups,
        preflight=questions(groups),
        diagnostics=(*planned.diagnostics, *_standins(shop, planned), *nothing.diagnostics),
        proof=planned.proof,
        renames=carried_out(intents.declared, (s for group in groups for s in group.statements)),
    )


def _in_sync(both: Both, intents: Intents) -> Plan:
    """Return the plan for a database that is as desired."""
    scope = both.desired.scope
    start = fingerprint(both.live, scope)
    return Plan(
        live_fingerprint=start,
        desired_fingerprint=start,
        tool_version=__version__,
        live_version=both.live.facts.version,
        database=both.live.facts.database,
        changes=(),
        scope=scope,
        groups=(),
        preflight=(),
        diagnostics=(*both.desired.diagnostics, *_unknown_schemas(both), *in_transition(intents, both.live)),
        proof=None,
        phase=intents.phase,
    )


def intents_of(both: Both, ask_live: AskLive | None, phase: Phase | None) -> Intents:
    """Return the declared intents; old names are kept until the contract phase is asked for."""
    declared = both.desired.intents
    aliases = () if phase is Phase.CONTRACT else aliased(declared, both.desired.snapshot)
    return Intents(declared=declared, ask_live=ask_live, phase=phase, aliases=aliases)


def bench_of(shop: Workshop, live: Snapshot) -> Bench:
    """Return what rehearsals need: a server, pg_dump, the live login, and names for databases."""
    from schemactl.rehearse.ground import Bench
    from schemactl.scratch.server import database_name

    return Bench(server=shop.server, pg_dump=shop.pg_dump, login=live.facts.login, names=database_name)


def _asker(live: str) -> AskLive | None:
    """Return a way to ask the live database yes-or-no questions, or None when there is only a picture of it."""
    if is_file(live) or is_sql(live):
        return None

    def ask(query: str) -> bool:
        with reading(), connect(live) as connection:
            connection.execute("SET default_transaction_read_only = on")
            row = connection.execute(query.encode()).fetchone()
            return bool(row and row[0])

    return ask


def _expected(live: Snapshot, planned: Planned, scope: Scope) -> str:
    """Return the fingerprint after the plan: what the proof changed on the clone, and for the rest what live says now.

    PostgreSQL may print an expression otherwise once it was dumped and restored, so untouched objects keep live's
    words.
    """
    if planned.before is None or planned.result is None:
        return fingerprint(live, scope)
    before, after = planned.before.entries, planned.result.entries
    entries = {a: e for a, e in live.entries.items() if a not in before or a in after}
    entries |= {a: e for a, e in after.items() if a not in before or before[a].words != e.words}
    return fingerprint(Snapshot(entries=entries, facts=live.facts), scope)


def _unknown_schemas(both: Both) -> tuple[Diagnostic, ...]:
    """Name managed namespaces that neither side has: probably a slip of the pen, and then nothing is compared."""
    known = {a.name for side in (both.live, both.desired.snapshot) for a in side.entries if a.kind == "SCHEMA"}
    known |= {a.schema for side in (both.live, both.desired.snapshot) for a in side.entries} | {"public"}
    return tuple(
        Diagnostic(
            code="unknown-schema",
            level=Level.WARNING,
            message=f"schema {name} is to be managed, but neither side has it",
            hint="Correct `schemas` in [tool.schemactl] or --schemas.",
        )
        for name in sorted((both.desired.scope.schemas or frozenset()) - known)
    )


def in_transition(intents: Intents, live: Snapshot) -> tuple[Diagnostic, ...]:
    """Name the old names that still stand."""
    names = [f"{m.old_schema}.{m.old_name} for {m.schema}.{m.name}" for m in standing(intents.aliases, live)]
    if not names:
        return ()
    return (
        Diagnostic(
            code="in-transition",
            level=Level.NOTE,
            message=f"{'an old name still stands' if len(names) == 1 else 'old names still stand'}: {', '.join(names)}",
            hint="Once nobody uses the old names: `schemactl apply --phase contract`.",
        ),
    )


def _standins(shop: Workshop, planned: Planned) -> tuple[Diagnostic, ...]:
    """Name the extensions for which the scratch server used a stand-in."""
    if planned.proof is None:
        return ()
    return tuple(
        Diagnostic(
            code="stand-in",
            level=Level.NOTE,
            message=f"extension {name} was replaced by a stand-in on the scratch server",
            hint="Its functions have the same signatures there; what they compute was not tried.",
        )
        for name in sorted(shop.extensions.intersection(shop.server.standins))
    )
