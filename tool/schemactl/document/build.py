"""The documents of a declared schema, made from the declarations and, where there is one, a live side. Wet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schemactl import pipeline
from schemactl.document.api_changes import compare_apis
from schemactl.document.api_page import api_page
from schemactl.document.calls import Calls
from schemactl.document.catalog import read_reference
from schemactl.document.families import Documented, arrange
from schemactl.document.introductions import read_introductions
from schemactl.document.links import Links
from schemactl.document.migration_page import migration_page
from schemactl.document.pages import reference_pages
from schemactl.document.reference import Reference
from schemactl.model.intent import Intent
from schemactl.model.plan import Plan
from schemactl.postgres.connect import connect
from schemactl.settings import Settings
from schemactl.sources import built_database, load_declared, reading_live, workshop

FOLDER = "schema"
"""Where the reference lies below the folder of the documents."""

MIGRATION = "migration.md"
API_CHANGES = "api-changes.md"

_LOGIN = "postgres"
"""Who owns everything while it is read; the owner is left out of what is documented."""

_SUPABASE = "supabase"

Say = Callable[[str], None]


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


def build_documents(request: DocumentsRequest, settings: Settings, say: Say) -> Mapping[str, str]:
    """Return all documents by their path: the reference always, the other pages as far as their side is given.

    Raises:
        UsageError, DeclarationError, ScratchError, ConnectionFailed...: See `schemactl.errors`.
    """
    documented, intents = _documented(request.desired, settings, say)
    files = {f"{FOLDER}/{path}": text for path, text in reference_pages(documented).items()}
    outside = Links(_below(documented), "index")
    plan = request.plan
    if plan is None and request.live:
        plan = pipeline.diff(request.live, request.desired, settings, say)
    if plan is not None:
        files[MIGRATION] = migration_page(plan, intents, outside)
    if request.live:
        changes = compare_apis(_live_reference(request.live, settings, say), documented.reference, intents)
        files[API_CHANGES] = api_page(changes, outside, Calls(supabase=settings.platform == _SUPABASE))
    return files


def _documented(desired: str, settings: Settings, say: Say) -> tuple[Documented, tuple[Intent, ...]]:
    from schemactl.declare.platform import platform_sql
    from schemactl.lint.sql_notes import notes_of

    say("building the declared state")
    target = load_declared(desired, settings)
    prelude = platform_sql(settings.platform, settings.root)
    with (
        workshop(settings) as shop,
        built_database(target.declarations, shop, prelude, _LOGIN) as name,
        connect(shop.server.conninfo(name, _LOGIN)) as connection,
    ):
        reference = read_reference(connection, settings.schemas)
    notes = target.notes or notes_of(target.declarations)
    introductions = read_introductions((note.source.path for note in notes), settings.root)
    return arrange(reference, notes, introductions, target.cron_jobs), target.intents


def _below(documented: Documented) -> Documented:
    """Return what is documented as pages see it that stand beside the folder of the reference."""
    anchors = {key: (f"{FOLDER}/{path}", anchor) for key, (path, anchor) in documented.anchors.items()}
    return Documented(
        reference=documented.reference,
        families=documented.families,
        schedules=documented.schedules,
        anchors=anchors,
    )


def _live_reference(live: str, settings: Settings, say: Say) -> Reference:
    """Return the live side as the same server puts it: rebuilt there from its snapshot, without rows."""
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
