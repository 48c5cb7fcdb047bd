"""One table or view of a family's page: columns, keys, indexes, references, rights, triggers, partitions."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.document.links import Links, shown
from schemactl.document.markdown import block, code, codes, counted, folded, items, one_line, table, words
from schemactl.document.reference import Column, ForeignKey, Index, Relation, Trigger
from schemactl.document.security_section import row_security, who_may
from schemactl.document.type_names import short_type
from schemactl.model.declaration import CronEntry


def relation_section(relation: Relation, links: Links) -> str:
    """Return everything there is to say about one relation."""
    parts = (
        f"{links.anchor('relation', relation.name)}\n\n### {code(shown(relation.name))}",
        words(relation.comment),
        items(_facts(relation, links)),
        _columns(relation, links),
        _constraints(relation),
        _foreign_keys(relation, links),
        _indexes(relation),
        _referenced_by(relation, links),
        row_security(relation),
        who_may(relation),
        _triggers(relation, links),
        folded("Query", block("sql", relation.query)) if relation.query else "",
    )
    return "\n\n".join(part for part in parts if part)


def partition_line(relation: Relation, links: Links) -> str:
    """Return what a partition is in one line; all else it has from its table."""
    parent = f" of {links.relation(relation.parent)}" if relation.parent else ""
    further = f", cut further by {code(relation.partition_key)}" if relation.partition_key else ""
    comment = f". {words(relation.comment)}" if relation.comment else ""
    anchor = links.anchor("relation", relation.name)
    return f"{anchor}{code(shown(relation.name))}: partition{parent} {code(relation.bound)}{further}{comment}"


def _facts(relation: Relation, links: Links) -> Iterator[str]:
    if relation.shape.value not in ("table", "view"):
        yield f"A {relation.shape}."
    if relation.partition_key:
        parts = links.documented.reference.partitions(relation.name)
        yield f"Partitioned by {code(relation.partition_key)}: {counted(len(parts), 'partition')}" + (
            f", {', '.join(links.relation(part.name) for part in parts)}." if parts else "."
        )
    if relation.unlogged:
        yield "Unlogged: its rows do not survive a crash."
    if relation.invoker:
        yield "Reads with the rights and the row security of whoever asks (`security_invoker`)."
    elif relation.shape.value == "view":
        yield "Reads with the rights of its owner."
    yield from (_schedule(job) for job in links.documented.schedules if job.name == _job_name(relation))


def _job_name(relation: Relation) -> str:
    """Return what the schedule of a materialized view is called (`schemactl.declare.view`)."""
    return f"refresh {relation.name.schema}.{relation.name.name}"


def _schedule(job: CronEntry) -> str:
    return f"Refreshed by cron at {code(job.schedule)}: {code(job.command)}."


def _columns(relation: Relation, links: Links) -> str:
    references = {key.columns[0]: key for key in relation.foreign_keys if len(key.columns) == 1}
    rows = (
        (
            code(column.name),
            code(short_type(column.type)),
            "yes" if column.required else "",
            _value(column),
            " ".join(_remarks(relation, column, references.get(column.name), links)),
        )
        for column in relation.columns
    )
    return table(("Column", "Type", "Required", "Default", "Meaning"), rows)


def _value(column: Column) -> str:
    if column.identity:
        return f"numbered ({column.identity})"
    return f"computed: {code(column.generated)}" if column.generated else code(column.default)


def _remarks(relation: Relation, column: Column, key: ForeignKey | None, links: Links) -> Iterator[str]:
    if column.name in relation.primary_key:
        yield "**key**" if len(relation.primary_key) == 1 else "**key (part)**"
    if key:
        yield f"→ {links.relation(key.target)}"
    if column.comment:
        yield words(column.comment)


def _constraints(relation: Relation) -> str:
    rows = (
        (
            constraint.kind,
            codes(constraint.columns) if constraint.kind in ("primary key", "unique") else code(constraint.definition),
            code(constraint.name),
            words(constraint.comment),
        )
        for constraint in relation.constraints
    )
    return _titled("Constraints", table(("Kind", "On", "Name", "Why"), rows))


def _foreign_keys(relation: Relation, links: Links) -> str:
    rows = (
        (
            codes(key.columns),
            f"{links.relation(key.target)} ({codes(key.target_columns)})",
            key.on_delete,
            "" if key.on_update == "no action" else key.on_update,
            code(key.name),
            words(key.comment),
        )
        for key in relation.foreign_keys
    )
    return _titled("Foreign keys", table(("Columns", "Refer to", "On delete", "On update", "Name", "Why"), rows))


def _indexes(relation: Relation) -> str:
    rows = (
        (code(index.name), _indexed(index), code(index.predicate), words(index.comment)) for index in relation.indexes
    )
    return _titled("Indexes", table(("Name", "On", "Where", "Why"), rows))


def _indexed(index: Index) -> str:
    kind = " ".join(filter(None, ("unique" * index.unique, index.method if index.method != "btree" else "")))
    include = f" including {codes(index.include)}" if index.include else ""
    return f"{kind} {codes(index.columns)}{include}".strip()


def _referenced_by(relation: Relation, links: Links) -> str:
    lines = (
        f"{links.relation(other.name)} ({codes(key.columns)}), on delete {key.on_delete}"
        for other, key in links.documented.reference.incoming(relation.name)
        if other.parent is None
    )
    return _titled("Referenced by", items(lines))


def _triggers(relation: Relation, links: Links) -> str:
    rows = (
        (code(trigger.name), trigger_moment(trigger), links.functions_named(trigger.function), words(trigger.comment))
        for trigger in relation.triggers
    )
    return _titled("Triggers", table(("Name", "When", "Runs", "Why"), rows))


def trigger_moment(trigger: Trigger) -> str:
    """Return when a trigger fires, in words."""
    columns = f" of {codes(trigger.columns)}" if trigger.columns else ""
    each = "each row" if trigger.each_row else "each statement"
    condition = f", if {code(_condition(trigger.definition))}" if trigger.conditional else ""
    return f"{trigger.timing.lower()} {' or '.join(trigger.events).lower()}{columns}, for {each}{condition}"


def _condition(definition: str) -> str:
    """Return the condition of a trigger's definition, which ``pg_get_expr`` does not print on its own.

    Source: ``pg_get_triggerdef`` in PostgreSQL's ruleutils.c writes ``WHEN (...) EXECUTE FUNCTION`` in this order.
    """
    text = one_line(definition)
    return text.partition(" WHEN (")[2].rpartition(") EXECUTE FUNCTION")[0]


def _titled(title: str, body: str) -> str:
    return f"**{title}**\n\n{body}" if body else ""
