"""`trash`, `restore` and `purge`: what was dropped and is kept for a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from schemactl.model.trash import Kept, Restored, Trash
from schemactl.postgres.connect import connect
from schemactl.postgres.reading import reading
from schemactl.settings import Settings

if TYPE_CHECKING:
    from schemactl.apply.events import Event


def trash(live: str) -> Trash:
    """Return what is in the trash of a live database, oldest first.

    Raises:
        ConnectionFailed, PermissionMissing: The database cannot be read.
    """
    from schemactl.apply.trash import read_trash

    with reading(), connect(live) as connection:
        return read_trash(connection)


def restore(live: str, name: str, settings: Settings, on_event: Callable[[Event], None]) -> tuple[Restored, ...]:
    """Bring something back from the trash; see `schemactl.apply.trash.restore`."""
    from schemactl.apply.clock import SystemClock
    from schemactl.apply.trash import restore
    from schemactl.pipeline.applying import options_of

    return restore(live, name, options=options_of(settings), clock=SystemClock(), on_event=on_event)


def purge(
    live: str,
    settings: Settings,
    *,
    names: tuple[str, ...],
    older_than: timedelta | None,
    confirm: Callable[[tuple[Kept, ...]], bool],
    on_event: Callable[[Event], None],
) -> tuple[Kept, ...]:
    """Delete things from the trash and return them: by name, or those that are there for so long, or whose time is up.

    Args:
        live: The live database. `settings`: how to behave towards other sessions.
        names: Which; empty for all whose time it is.
        older_than: For how long they must have been there; None for the time noted with each.
        confirm: Shown them first, and returns whether to go on.
        on_event: Told about waiting.

    Raises:
        UsageError: A name is not in the trash.
        LockNotObtained, ServerError, PermissionMissing, ConnectionFailed: See `schemactl.errors`.
    """
    from schemactl.apply.clock import SystemClock
    from schemactl.apply.trash import find_kept, purge
    from schemactl.pipeline.applying import options_of

    now = datetime.now(tz=UTC)

    def due(kept: Kept) -> bool:
        return kept.since + older_than <= now if older_than is not None else kept.until <= now

    def chosen(found: Trash) -> tuple[Kept, ...]:
        if names:
            return tuple({kept.name: kept for kept in (find_kept(found, name) for name in names)}.values())
        return tuple(filter(due, found.things))

    seen = chosen(trash(live))
    if not seen or not confirm(seen):
        return ()
    shown = {(kept.name, kept.since) for kept in seen}

    def confirmed(found: Trash) -> tuple[Kept, ...]:
        return tuple(kept for kept in found.things if (kept.name, kept.since) in shown)

    return purge(live, confirmed, options=options_of(settings), clock=SystemClock(), on_event=on_event)
