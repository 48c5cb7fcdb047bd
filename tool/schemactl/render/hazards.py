"""The catalogue of hazards, for people and as a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import assert_never

from schemactl.model.catalogue import Severity, Sort
from schemactl.model.document import to_document
from schemactl.render.form import AuditFormat
from schemactl.render.text import Ink

_STOPS = {Severity.LOSS: "until allowed by name, unless there are no rows", Severity.MAY_FAIL: "if rows are in the way"}
_INTRODUCTION = (
    "What the ids in plans mean. SC1xx loses rows or may fail on rows, SC2xx keeps other sessions waiting,\n"
    "SC3xx breaks callers, SC4xx changes who may do what, or leaves something to do elsewhere. A hazard is\n"
    "milder than it can be at worst where the table is new or small, or where the plan does the safe way\n"
    "already; what is for the record alone (`note`) only the JSON document tells."
)
_BOLD, _RED, _YELLOW = "1", "31", "33"


def render_catalogue(sorts: Iterable[Sort], form: AuditFormat, *, colour: bool = False) -> str:
    """Return the catalogue. `colour` counts only for text."""
    found = tuple(sorts)
    match form:
        case AuditFormat.TEXT:
            return "\n".join(_text(found, Ink(colour))) + "\n"
        case AuditFormat.JSON:
            hazards = [to_document(sort) for sort in found]
            return json.dumps({"format": "schemactl-hazards/1", "hazards": hazards}, indent=2) + "\n"
        case AuditFormat.MARKDOWN:
            return "\n".join(_markdown(found)) + "\n"
    assert_never(form)


def _text(sorts: tuple[Sort, ...], ink: Ink) -> Iterator[str]:
    for sort in sorts:
        style = _RED if sort.severity in (Severity.LOSS, Severity.OUTAGE) else _YELLOW
        yield f"{ink(sort.id, _BOLD)}  {ink(f'{sort.severity:<8}', style)}  {sort.name}: {sort.when}"
        yield f"{' ' * 17}{sort.advice}"


def _markdown(sorts: tuple[Sort, ...]) -> Iterator[str]:
    """Yield a page; all texts in it are ours, so that nothing need be escaped."""
    yield from ("# Hazards", "", _INTRODUCTION, "")
    yield "| Id | What happens | At worst | Stops `apply` | What to do |"
    yield "|---|---|---|---|---|"
    for sort in sorts:
        stops = _STOPS.get(sort.severity, "if the settings say so")
        yield f"| {sort.id} {sort.name} | {sort.when} | {sort.severity} | {stops} | {sort.advice} |"
