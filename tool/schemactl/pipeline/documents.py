"""`docs`: the documents of a declared schema, made from the declarations and, where there is one, a live side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemactl.model.plan import Plan
from schemactl.pipeline.declared import declared_database, require_schemas
from schemactl.pipeline.planning import diff
from schemactl.pipeline.say import Say
from schemactl.postgres.connect import connect
from schemactl.settings import Settings
from schemactl.sources import reading_live, workshop

if TYPE_CHECKING:
    from schemactl.document.families import Documented
    from schemactl.document.reference import Reference
    from schemactl.model.intent import Intent

_SUPABASE = "supabase"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsRequest:
    """What `docs` was asked for.

    Attributes:
        desired: A target or SQL files; empty for the target in the settings.
        live: The live side, for migration guide and API changes; empty for none.
        plan: A plan made earlier, for the migration guide; None to make one where there is a live side.
    """

    desired: str = ""
    live: str = ""
    plan: Plan | None = None


def documents(request: DocumentsRequest, settings: Settings, say: Say) -> Mapping[str, str]:
    """Return all documents by their path: the reference always, the other pages as far as their side is given.

    Raises:
        UsageError, DeclarationError, ScratchError, ConnectionFailed...: See `schemactl.errors`.
    """
    from schemactl.document.api_changes import compare_apis
    from schemactl.document.api_page import api_page
    from schemactl.document.calls import Calls
    from schemactl.document.folder import API_CHANGES, MIGRATION, links_from_above, reference_files
    from schemactl.document.migration_page import migration_page

    documented, intents = _documented(request.desired, settings, say)
    files = reference_files(documented)
    links = links_from_above(documented)
    plan = request.plan
    if plan is None and request.live:
        plan = diff(request.live, request.desired, settings, say)
    if plan is not None:
        files[MIGRATION] = migration_page(plan, intents, links)
    if request.live:
        changes = compare_apis(_live_reference(request.live, settings, say), documented.reference, intents)
        files[API_CHANGES] = api_page(changes, links, Calls(supabase=settings.platform == _SUPABASE))
    return files


def _documented(desired: str, settings: Settings, say: Say) -> tuple[Documented, tuple[Intent, ...]]:
    from schemactl.document.catalog import read_reference
    from schemactl.document.families import arrange
    from schemactl.document.introductions import read_introductions
    from schemactl.lint.sql_notes import notes_of

    with declared_database(desired, settings, say) as (target, connection):
        require_schemas(connection, settings)
        reference = read_reference(connection, settings.schemas)
    notes = target.notes or notes_of(target.declarations)
    introductions = read_introductions((note.source.path for note in notes), settings.root)
    return arrange(reference, notes, introductions, target.cron_jobs), target.intents


def _live_reference(live: str, settings: Settings, say: Say) -> Reference:
    """Return the live side as the same server puts it: rebuilt there from its snapshot, without rows."""
    from schemactl.document.catalog import read_reference
    from schemactl.rehearse.clone import build
    from schemactl.scratch.server import database_name

    say("rebuilding the live side")
    with workshop(settings, live) as shop, reading_live(live, shop) as reading:
        shop.prefer(reading.facts)
        snapshot, server = reading.snapshot(), shop.server
        login = snapshot.facts.login
        server.ensure_roles(shop.roles, superuser=login)
        name = database_name("live")
        try:
            build(server, name, snapshot, frozenset(snapshot.entries), login)
            with connect(server.conninfo(name, login)) as connection:
                return read_reference(connection, settings.schemas)
        finally:
            server.drop_database(name)
