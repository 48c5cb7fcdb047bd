"""The pages of the reference: one per family, and the index of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.document.entities import Diagram, diagram
from schemactl.document.families import Documented, Family
from schemactl.document.links import Links, shown
from schemactl.document.markdown import block, code, counted, folded, items, listed, page, table, words
from schemactl.document.mermaid import mermaid
from schemactl.document.reference import Namespace, Relation, Trigger
from schemactl.document.relation_section import partition_line, relation_section, trigger_moment
from schemactl.document.routine_section import executors, routine_section, type_section
from schemactl.document.security_section import by_role, role_words
from schemactl.document.svg import svg

INDEX = "README"
_LEGEND = (
    "A dashed line is a reference that may be null, `?` marks a column that may be. Tables with a dashed frame are "
    "described elsewhere."
)


def reference_pages(documented: Documented) -> Mapping[str, str]:
    """Return all files of the reference by their path below its folder: the index, pages and diagrams."""
    files = {f"{INDEX}.md": _index(documented)}
    for family in documented.families:
        drawn = diagram(family, documented.reference)
        files[f"{family.path}.md"] = _family(family, documented, drawn)
        if drawn.cards:
            files[f"{family.path}.svg"] = svg(drawn)
    return files


def _family(family: Family, documented: Documented, drawn: Diagram) -> str:
    links = Links(documented, family.path)
    tables = [one for one in family.relations if one.shape.holds_rows and not one.parent]
    partitions = [one for one in family.relations if one.parent]
    views = [one for one in family.relations if not one.shape.holds_rows]
    parts = [
        f"# {words(family.title)}",
        words(family.introduction),
        f"Declared in {code(family.source)}. {_counts(family)} · {links.family(INDEX, 'all families')}",
        _contents(family, links),
    ]
    if drawn.cards:
        name = family.path.rpartition("/")[2]
        source = folded("The diagram as Mermaid", block("mermaid", mermaid(drawn)))
        parts += [f"![The tables of {words(family.title)} and what they refer to]({name}.svg)", _LEGEND, source]
    parts += _chapter("Tables", (relation_section(one, links) for one in tables))
    parts += _chapter("Partitions", [items(partition_line(one, links) for one in partitions)] if partitions else [])
    parts += _chapter("Views", (relation_section(one, links) for one in views))
    parts += _chapter("Functions", (routine_section(one, links) for one in family.routines))
    parts += _chapter("Types", (type_section(one, links) for one in family.types))
    return page(*parts)


def _chapter(title: str, sections: Iterator[str] | list[str]) -> list[str]:
    body = list(sections)
    return [f"## {title}", *body] if body else []


def _counts(family: Family) -> str:
    tables = sum(one.shape.holds_rows and not one.parent for one in family.relations)
    partitions = sum(one.parent is not None for one in family.relations)
    views = len(family.relations) - tables - partitions
    found = (
        (tables, "table", ""),
        (partitions, "partition", ""),
        (views, "view", ""),
        (len(family.routines), "function", ""),
        (len(family.types), "type", ""),
    )
    return listed([counted(count, *noun) for count, *noun in found if count])


def _contents(family: Family, links: Links) -> str:
    rows = [(links.relation(one.name), words(one.comment)) for one in family.relations if not one.parent]
    rows += [(links.routine(one), words(one.comment)) for one in family.routines]
    rows += [(links.type(one.name), words(one.comment)) for one in family.types]
    return table(("Name", "Meaning"), rows)


def _index(documented: Documented) -> str:
    links = Links(documented, INDEX)
    reference = documented.reference
    families = (
        (links.family(one.path, words(one.title)), code(one.source), _counts(one), words(one.introduction))
        for one in documented.families
    )
    return page(
        "# Schema reference",
        "Every table, view, function and type of the declared database, read from the catalogs of a server on which "
        "the declarations were run. Roles are shown without the owner, who may do everything.",
        table(("Family", "Declared in", "Holds", "About"), families),
        *_titled("Schemas", table(("Schema", "May use it", "Meaning"), map(_namespace, reference.namespaces))),
        *_titled("Tables and views", table(("Name", "Kind", "Meaning"), _relations(documented, links))),
        *_titled("Functions", table(("Name", "Who may call it", "Meaning"), _routines(documented, links))),
        *_titled("Types", table(("Name", "Kind", "Meaning"), _types(documented, links))),
        *_titled(
            "Triggers on tables of others", table(("Table", "When", "Runs"), _foreign_triggers(documented, links))
        ),
        *_titled("Schedules", table(("Job", "When", "Command"), _schedules(documented))),
        *_titled("Extensions", table(("Extension", "Schema"), ((code(n), code(s)) for n, s in reference.extensions))),
    )


def _titled(title: str, body: str) -> tuple[str, ...]:
    return (f"## {title}", body) if body else ()


def _namespace(one: Namespace) -> tuple[str, str, str]:
    users = [role_words(role) for role, rights in by_role(one.rights) if any(r.privilege == "USAGE" for r in rights)]
    return code(one.name), listed(users) or "nobody but the owner", words(one.comment)


def _relations(documented: Documented, links: Links) -> Iterator[tuple[str, str, str]]:
    for one in documented.reference.relations:
        if not one.parent:
            yield links.relation(one.name), _kind(one, documented), words(one.comment)


def _kind(relation: Relation, documented: Documented) -> str:
    count = len(documented.reference.partitions(relation.name))
    return f"{relation.shape}, {counted(count, 'partition')}" if relation.partition_key else str(relation.shape)


def _routines(documented: Documented, links: Links) -> Iterator[tuple[str, str, str]]:
    for one in documented.reference.routines:
        yield links.routine(one), executors(one), words(one.comment)


def _types(documented: Documented, links: Links) -> Iterator[tuple[str, str, str]]:
    for one in documented.reference.types:
        yield links.type(one.name), one.kind, words(one.comment)


def _foreign_triggers(documented: Documented, links: Links) -> Iterator[tuple[str, str, str]]:
    for one in documented.reference.foreign_triggers:
        yield code(shown(one.relation)), _moment(one), links.functions_named(one.function)


def _moment(trigger: Trigger) -> str:
    return f"{code(trigger.name)}: {trigger_moment(trigger)}"


def _schedules(documented: Documented) -> Iterator[tuple[str, str, str]]:
    for job in documented.schedules:
        yield words(job.name), code(job.schedule), code(job.command)
