"""What a target declares, kept between runs.

Importing and compiling 1,000 tables takes seconds; looking that no file changed since takes milliseconds (measured).
Only what a comparison needs is kept. The declarations themselves are loaded again when their database has to be built.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from schemactl.model.address import Address
from schemactl.model.declaration import CronEntry, Exemption, SourceLocation, SourceNote
from schemactl.model.intent import Backfill, DataStep, Intent, MergedFrom, MovedFrom, RenamedColumn, RenamedPart
from schemactl.model.waiver import Waiver
from schemactl.scratch.cache import cache_directory, digest
from schemactl.scratch.evidence import Evidence, witnessed

_FORMAT = 3
_INTENTS: dict[str, Any] = {
    kind.__name__: kind for kind in (MovedFrom, RenamedColumn, RenamedPart, MergedFrom, Backfill, DataStep)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A target without its declarations.

    Attributes:
        words: Digest of all commands, in order.
        intents, notes, exempt, roles, cron_jobs, waivers: As in the target.
    """

    words: str
    intents: tuple[Intent, ...]
    notes: tuple[SourceNote, ...]
    exempt: tuple[Exemption, ...]
    roles: tuple[str, ...]
    cron_jobs: tuple[CronEntry, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def cached_outline(specs: tuple[str, ...], load: Callable[[], Outline]) -> Outline:
    """Return the outline of some targets; they are loaded only if something they depend on changed.

    Args:
        specs: Names of the targets, in the working directory.
        load: Loads them; what it raises passes through and nothing is kept.
    """
    path = cache_directory() / f"target-{digest(str(Path.cwd()), *specs)}.json"
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(path.read_bytes())
        if kept["format"] == _FORMAT and _evidence(kept["evidence"]).holds:
            os.utime(path)  # tells the cache that it is in use
            return _outline(kept["outline"])
    outline, evidence = witnessed(load)
    if evidence is not None:
        document = {"format": _FORMAT, "evidence": asdict(evidence), "outline": _document(outline)}
        _write(path, json.dumps(document))
    return outline


def _write(path: Path, text: str) -> None:
    """Write a file as a whole, for our eyes only: the digest of the environment covers passwords."""
    descriptor, unfinished = tempfile.mkstemp(prefix="target-", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    Path(unfinished).replace(path)


def _evidence(document: dict[str, Any]) -> Evidence:
    files = {name: (changed, size) for name, (changed, size) in document["files"].items()}
    return Evidence(files=files, environment=document["environment"])


def _document(outline: Outline) -> dict[str, Any]:
    return {
        "words": outline.words,
        "intents": [(type(intent).__name__, asdict(intent)) for intent in outline.intents],
        "notes": [(n.schema, n.name, n.kind, n.source.path, n.source.line) for n in outline.notes],
        "exempt": [(tuple(asdict(e.address).values()), tuple(asdict(e.source).values())) for e in outline.exempt],
        "roles": outline.roles,
        "cron_jobs": [asdict(job) for job in outline.cron_jobs],
        "waivers": [asdict(waiver) for waiver in outline.waivers],
    }


def _outline(document: dict[str, Any]) -> Outline:
    return Outline(
        words=document["words"],
        intents=tuple(_intent(name, fields) for name, fields in document["intents"]),
        notes=tuple(
            [
                SourceNote(schema=schema, name=name, kind=kind, source=SourceLocation(path, line))
                for schema, name, kind, path, line in document["notes"]
            ]
        ),
        exempt=tuple(
            Exemption(address=Address(*address), source=SourceLocation(*source))
            for address, source in document["exempt"]
        ),
        roles=tuple(document["roles"]),
        cron_jobs=tuple(
            CronEntry(**{**job, "source": SourceLocation(**job["source"])}) for job in document["cron_jobs"]
        ),
        waivers=tuple(
            Waiver(**{**waiver, "source": SourceLocation(**waiver["source"])}) for waiver in document["waivers"]
        ),
    )


def _intent(name: str, fields: dict[str, Any]) -> Intent:
    source = SourceLocation(**fields.pop("source"))
    values = {field: tuple(value) if isinstance(value, list) else value for field, value in fields.items()}
    intent: Intent = _INTENTS[name](**values, source=source)
    return intent
