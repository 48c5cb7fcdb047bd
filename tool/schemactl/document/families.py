"""Families: what is declared in one file is read together, so it gets one page."""

from __future__ import annotations

import os.path
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from schemactl.document.markdown import slug
from schemactl.document.reference import Name, NamedType, Reference, Relation, Routine
from schemactl.model.declaration import CronEntry, SourceNote

_UNKNOWN = "\0"
"""Begins the key of objects whose file nobody knows; the schema's name follows. No path holds this character."""

_FOLDER_OF_UNKNOWN = "other"
_INIT = "__init__"
_PACKAGE = "package"
"""Name of the page of what a package's own file declares."""

_SORTS = {
    "TABLE": "relation",
    "VIEW": "relation",
    "MATERIALIZED VIEW": "relation",
    "FOREIGN TABLE": "relation",
    "FUNCTION": "routine",
    "PROCEDURE": "routine",
    "AGGREGATE": "routine",
}
"""pg_dump's words to ours; all others count as types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Objects declared in one file.

    Attributes:
        path: Of its page below the folder of the reference, without an ending: ``public/library``.
        title: Its name for people.
        source: The file, or empty for what nobody knows the file of.
        introduction: What the file says about itself, in its own words.
    """

    path: str
    title: str
    source: str
    introduction: str
    relations: tuple[Relation, ...]
    routines: tuple[Routine, ...]
    types: tuple[NamedType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """A database and how its pages are cut.

    Attributes:
        anchors: Where each object is described: the path of its family and the anchor on that page, by kind and name.
        schedules: Scheduled commands.
    """

    reference: Reference
    families: tuple[Family, ...]
    schedules: tuple[CronEntry, ...] = ()
    anchors: Mapping[tuple[str, Name], tuple[str, str]] = field(default_factory=dict)


def arrange(
    reference: Reference,
    notes: Iterable[SourceNote] = (),
    introductions: Mapping[str, str] | None = None,
    schedules: Iterable[CronEntry] = (),
) -> Documented:
    """Return a database cut into families.

    Args:
        reference: The database.
        notes: Where its objects were declared; an object without a note goes to a family of its schema.
        introductions: Path of a file, as in the notes, to what it says about itself.
        schedules: Scheduled commands.
    """
    places = {(_SORTS.get(note.kind, "type"), note.schema, note.name): note.source.path for note in notes}
    grouped: dict[str, _Members] = defaultdict(_Members)
    for relation in reference.relations:
        grouped[_place("relation", _top(relation, reference), places)].relations.append(relation)
    for routine in reference.routines:
        grouped[_place("routine", routine.name, places)].routines.append(routine)
    for one in reference.types:
        grouped[_place("type", one.name, places)].types.append(one)
    base = _base(source for source in grouped if not source.startswith(_UNKNOWN))
    paths = _paths(sorted(grouped), base)
    titles = _titles(paths)
    families = tuple(
        Family(
            path=paths[source],
            title=titles[source],
            source="" if source.startswith(_UNKNOWN) else _shown(source, base),
            introduction=(introductions or {}).get(source, ""),
            relations=tuple(sorted(grouped[source].relations, key=_rank)),
            routines=tuple(grouped[source].routines),
            types=tuple(grouped[source].types),
        )
        for source in sorted(grouped, key=paths.__getitem__)
    )
    return Documented(reference=reference, families=families, schedules=tuple(schedules), anchors=_anchors(families))


class _Members:
    def __init__(self) -> None:
        self.relations: list[Relation] = []
        self.routines: list[Routine] = []
        self.types: list[NamedType] = []


def routine_key(routine: Routine) -> Name:
    """Return a name that tells a function from others of its name."""
    return Name(routine.name.schema, f"{routine.name.name}({', '.join(routine.input_types)})")


def _place(sort: str, name: Name, places: Mapping[tuple[str, str, str], str]) -> str:
    return places.get((sort, name.schema, name.name), f"{_UNKNOWN}{name.schema}")


def _top(relation: Relation, reference: Reference) -> Name:
    """Return the table a partition is a partition of, whose page describes it; otherwise the relation itself."""
    name, parent = relation.name, relation.parent
    while parent is not None:
        name = parent
        above = reference.relation(parent)
        parent = above.parent if above else None
    return name


def _rank(relation: Relation) -> tuple[bool, bool, Name]:
    """Return the order of a page: tables, partitions after the others, then views."""
    return (not relation.shape.holds_rows, relation.parent is not None, relation.name)


def _base(sources: Iterable[str]) -> str:
    """Return the folder all files lie in."""
    folders = {str(PurePosixPath(source).parent) for source in sources}
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # absolute and relative paths together
        return ""


def _paths(sources: Iterable[str], base: str) -> dict[str, str]:
    """Return the path of every page; where two files would share one, the later is numbered."""
    used: Counter[str] = Counter()
    paths = {}
    for source in sources:
        path = _path(source, base)
        used[path.lower()] += 1
        paths[source] = path if used[path.lower()] == 1 else f"{path}--{used[path.lower()]}"
    return paths


def _path(source: str, base: str) -> str:
    if source.startswith(_UNKNOWN):
        return f"{_FOLDER_OF_UNKNOWN}/{slug(source.removeprefix(_UNKNOWN))}"
    relative = PurePosixPath(source).with_suffix("")
    if base and relative.is_relative_to(base):
        relative = relative.relative_to(base)
    parts = [slug(part) for part in relative.parts if part not in ("/", "..")]
    if parts == [_INIT]:
        parts = [slug(PurePosixPath(base).name)]
    return "/".join(_PACKAGE if part == _INIT else part for part in parts)


def _shown(source: str, base: str) -> str:
    """Return a file's path as it is shown: never with a folder of the machine the pages were made on."""
    path = PurePosixPath(source)
    if not path.is_absolute():
        return source
    return str(path.relative_to(PurePosixPath(base).parent)) if base else path.name


def _titles(paths: Mapping[str, str]) -> dict[str, str]:
    """Return the title of every page; where several would have the same, each names its folder."""
    titles = {source: _title(path, source) for source, path in paths.items()}
    often = Counter(titles.values())
    return {
        source: f"{title} ({paths[source].rpartition('/')[0]})" if often[title] > 1 and "/" in paths[source] else title
        for source, title in titles.items()
    }


def _title(path: str, source: str) -> str:
    if source.startswith(_UNKNOWN):
        return f"Schema {source.removeprefix(_UNKNOWN)}"
    name = path.removesuffix(f"/{_PACKAGE}").rpartition("/")[2].replace("_", " ").replace("-", " ").strip()
    return name[:1].upper() + name[1:]


def _anchors(families: Iterable[Family]) -> dict[tuple[str, Name], tuple[str, str]]:
    """Return the anchor of every object; where two names give the same one, the later is numbered."""
    found: dict[tuple[str, Name], tuple[str, str]] = {}
    for family in families:
        used: Counter[str] = Counter()
        keys = [("relation", relation.name) for relation in family.relations]
        keys += [("routine", routine_key(routine)) for routine in family.routines]
        keys += [("type", one.name) for one in family.types]
        for kind, name in keys:
            anchor = (
                slug(f"{name.schema}.{name.name}") if kind == "relation" else slug(f"{kind}-{name.schema}.{name.name}")
            )
            used[anchor] += 1
            found[kind, name] = (family.path, anchor if used[anchor] == 1 else f"{anchor}--{used[anchor]}")
    return found
