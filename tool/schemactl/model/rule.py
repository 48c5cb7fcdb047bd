"""What a reader is told about a rule: the same words in documentation, reports and SARIF."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.diagnostic import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDescription:
    """A rule in words.

    Attributes:
        id: Stable id, ``SL001``; never given to another rule.
        name: Its name for people, ``definer-search-path``.
        level: How much a finding matters. An error makes `schemactl check` fail.
        finds: What it finds, in a sentence, with its limits where it is a heuristic.
        why: Why that matters.
        fix: What to do about it.
    """

    id: str
    name: str
    level: Level
    finds: str
    why: str
    fix: str
