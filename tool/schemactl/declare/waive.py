"""Saying that a finding of `schemactl check`, or a hazard of a change, is fine, beside the object, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import MetaData, Table
from sqlalchemy.schema import SchemaItem

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.scope import Scope
from schemactl.declare.source_lines import line_of_name
from schemactl.errors import DeclarationError
from schemactl.model.declaration import SourceLocation
from schemactl.model.hazard import BLOCKING, CATALOGUE, IDS
from schemactl.model.waiver import Waiver

_RULE = re.compile(r"SL\d{3}\Z")
_LOSSES = frozenset(sort.id for sort in CATALOGUE if sort.severity in BLOCKING)
_INFO = "waive"


class Waive(TableItem):
    """Leaves out what a rule finds, or says that a hazard is fine.

    Args:
        rule: Id of the rule, ``SL003``, or of a hazard, ``SC211``; what loses rows is allowed for one run only.
        reason: Why it is fine.
        of: One column, policy, index, constraint or trigger of the table; without it the table and everything on it.
        on: For use outside ``Table(...)``: a table, or the name of any object: ``public.my_view``,
            ``public.my_function``, ``public.my_function(uuid)``.
        metadata: Where it is kept when `on` is a name.
    """

    def __init__(
        self,
        rule: str,
        reason: str,
        *,
        of: str = "",
        on: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        name, bracket, arguments = on.partition("(") if isinstance(on, str) else (on, "", "")
        super().__init__(name, metadata)
        _refuse_nonsense(rule, reason, self.source)
        self.rule = rule
        self.reason = reason
        self.part = of
        self.arguments = bracket + arguments

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return the waiver."""
        yield Waiver(
            rule=self.rule,
            reason=self.reason,
            schema=relation.schema,
            name=relation.name + self.arguments,
            part=self.part,
            source=self.source,
        )


def written_in_info(item: SchemaItem, relation: Relation, part: str, source: SourceLocation) -> Iterator[Waiver]:
    """Yield the waivers a table, column, constraint or index carries as ``info={"waive": {"SL003": "reason"}}``.

    Args:
        item: What carries them.
        relation: The table or view it belongs to. `part`: its own name, empty for the table itself.
        source: Where the relation was declared.

    Raises:
        DeclarationError: They are not a mapping of rules to reasons.
    """
    waived = item.info.get(_INFO, {})
    if not waived:
        return
    place = line_of_name(source, part) if part else source
    if not isinstance(waived, Mapping):
        raise DeclarationError(
            f'info["{_INFO}"] of {relation} is no mapping of rules to reasons',
            hint='Write info={"waive": {"SL003": "why this is fine"}}.',
            source=place,
        )
    for rule, reason in waived.items():
        _refuse_nonsense(rule, reason, place)
        yield Waiver(rule=rule, reason=reason, schema=relation.schema, name=relation.name, part=part, source=place)


def _refuse_nonsense(rule: object, reason: object, source: SourceLocation) -> None:
    if not isinstance(rule, str) or not (_RULE.match(rule) or rule in IDS):
        raise DeclarationError(
            f"{rule!r} is no rule's id",
            hint="Write the id that `schemactl check` or a plan shows, such as SL003 or SC211.",
            source=source,
        )
    if rule in _LOSSES:
        raise DeclarationError(
            f"{rule} loses rows or values, which nobody can waive beforehand",
            hint="Allow it by name for the one run: --allow.",
            source=source,
        )
    if not isinstance(reason, str) or not reason.strip():
        raise DeclarationError(
            f"the waiver of {rule} gives no reason", hint="Say why the finding is fine.", source=source
        )
