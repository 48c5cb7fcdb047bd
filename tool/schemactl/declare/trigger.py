"""Triggers on tables and views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.names import columns_list, split_name
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope, SqlText
from schemactl.model.declaration import Declaration, SourceNote
from schemactl.model.intent import RenamedPart
from schemactl.postgres.quoting import identifier, literal, qualified

if TYPE_CHECKING:
    from schemactl.declare.function import Function

_WHEN = re.compile(
    r"(?P<timing>before|after|instead of) (?P<events>(?:insert|update|delete|truncate)"
    r"(?: or (?:insert|update|delete|truncate))*)\Z"
)
_ENABLED = {"origin": "", "disabled": "DISABLE", "replica": "ENABLE REPLICA", "always": "ENABLE ALWAYS"}


class Trigger(TableItem):
    """A trigger.

    Args:
        name: Its name, unique on the table.
        when: ``before update``, ``after insert or delete``, ``instead of insert``.
        each: ``row`` or ``statement``.
        function: A declared function, or the name of one.
        of: Columns whose update fires it.
        condition: SQL condition over ``new`` and ``old``.
        arguments: Texts handed to the function.
        referencing: Transition tables, for example ``{"new": "new_rows"}``.
        constraint: Make it a constraint trigger; `deferrable` and `initially_deferred` apply to those only.
        enabled: ``origin`` (the normal state), ``disabled``, ``replica`` or ``always``.
        comment: Comment on the trigger.
        renamed_from: The trigger's former name.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        name: str,
        *,
        when: str,
        function: Function | str,
        each: str = "row",
        of: Iterable[str] = (),
        condition: SqlText | None = None,
        arguments: Iterable[str] = (),
        referencing: Mapping[str, str] | None = None,
        constraint: bool = False,
        deferrable: bool = False,
        initially_deferred: bool = False,
        enabled: str = "origin",
        comment: str | None = None,
        renamed_from: str | None = None,
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        self.name = name
        self.timing, self.events = self._moment(when)
        self.each = each
        self.function = function
        self.of = tuple(of)
        self.condition = condition
        self.arguments = tuple(arguments)
        self.referencing = dict(referencing or {})
        self.constraint = constraint
        self.deferrable = deferrable or initially_deferred
        self.initially_deferred = initially_deferred
        self.enabled = enabled
        self.comment = comment
        self.renamed_from = renamed_from
        if each not in {"row", "statement"}:
            raise self.refused(f"trigger {name}: unknown each={each!r}", 'Use "row" or "statement".')
        if enabled not in _ENABLED:
            raise self.refused(f"trigger {name}: unknown enabled={enabled!r}", f"Use one of {', '.join(_ENABLED)}.")

    def _moment(self, when: str) -> tuple[str, list[str]]:
        """Return timing and events of ``before insert or update``."""
        match = _WHEN.match(" ".join(when.lower().split()))
        if match is None:
            raise self.refused(
                f"trigger {self.name}: cannot read when={when!r}", 'Write "before update" or "after insert or delete".'
            )
        return match["timing"], match["events"].split(" or ")

    def contribute_to(self, relation: Relation, scope: Scope) -> Contributions:
        """Return CREATE TRIGGER, its state and its comment."""
        commands = ["\n".join(self._lines(relation, scope))]
        if state := _ENABLED[self.enabled]:
            commands.append(f"ALTER TABLE {relation.sql} {state} TRIGGER {identifier(self.name)}")
        if self.comment is not None:
            commands.append(f"COMMENT ON TRIGGER {identifier(self.name)} ON {relation.sql} IS {literal(self.comment)}")
        tag = f"{relation.name} {self.name}"
        yield Declaration(
            title=f"trigger {self.name} on {relation}", commands=tuple(commands), source=self.source, rank=Rank.TRIGGER
        )
        yield SourceNote(schema=relation.schema, name=tag, kind="TRIGGER", source=self.source)
        yield from self.exemption("TRIGGER", relation, tag, relation.name)
        if self.comment is not None:
            described = f"TRIGGER {identifier(self.name)} ON {identifier(relation.name)}"
            yield from self.exemption("COMMENT", relation, described, f"TRIGGER {tag}")
        if self.renamed_from:
            yield RenamedPart(
                kind="TRIGGER",
                schema=relation.schema,
                parent=relation.name,
                old_name=self.renamed_from,
                name=self.name,
                source=self.source,
            )

    def _lines(self, relation: Relation, scope: Scope) -> Iterator[str]:
        yield f"CREATE {'CONSTRAINT ' if self.constraint else ''}TRIGGER {identifier(self.name)}"
        events = [
            f"{event} of {columns_list(self.of)}" if event == "update" and self.of else event for event in self.events
        ]
        yield f"{self.timing.upper()} {' OR '.join(event.upper() if ' ' not in event else event for event in events)}"
        yield f"ON {relation.sql}"
        if self.deferrable:
            yield f"DEFERRABLE INITIALLY {'DEFERRED' if self.initially_deferred else 'IMMEDIATE'}"
        if self.referencing:
            tables = " ".join(
                f"{which.upper()} TABLE AS {identifier(name)}" for which, name in self.referencing.items()
            )
            yield f"REFERENCING {tables}"
        yield f"FOR EACH {self.each.upper()}"
        if self.condition is not None:
            yield f"WHEN ({scope.text(self.condition, self.source)})"
        arguments = ", ".join(literal(argument) for argument in self.arguments)
        yield f"EXECUTE FUNCTION {self._function()}({arguments})"

    def _function(self) -> str:
        if isinstance(self.function, str):
            return qualified(*split_name(self.function.removesuffix("()"), source=self.source))
        return self.function.sql
