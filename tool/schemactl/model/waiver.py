"""A rule's finding that somebody has looked at and wants to live with."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.declaration import SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """The decision that a rule does not count for one object.

    Attributes:
        rule: Id of the rule, ``SL003``, or of a hazard, ``SC211``.
        reason: Why the finding is fine, for whoever reads it next year.
        schema, name: The table, view, sequence or function it is for. A function may be named with its argument types.
        part: The column, policy, index, constraint or trigger it is for; empty for the object with all its parts.
        source: Where it was declared.
    """

    rule: str
    reason: str
    schema: str
    name: str
    part: str = ""
    source: SourceLocation
