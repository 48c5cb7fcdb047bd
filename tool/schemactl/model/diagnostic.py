"""Something the reader should know that is not a statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemactl.model.address import Address
from schemactl.model.declaration import SourceLocation


class Level(StrEnum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A problem or a remark about one object.

    Attributes:
        code: Stable id, for example ``cannot-plan``, ``column-order``, ``stand-in``, ``stale-intent``.
        level: How much it matters.
        message: What was found, in a sentence.
        hint: What to do about it, or an empty string.
        address: The object, when there is one.
        source: Where it was declared, when known.
    """

    code: str
    level: Level
    message: str
    hint: str = ""
    address: Address | None = None
    source: SourceLocation | None = None
