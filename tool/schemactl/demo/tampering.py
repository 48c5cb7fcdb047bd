"""What somebody may do to a database by hand, on a Friday night, past every review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemactl.demo.checks import Finding
from schemactl.model.report import DriftReport


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMadeChange:
    """A change made past the declarations.

    Attributes:
        sql: The command. `words`: what was done.
        found: How a drift report must name it: the sign and the address.
        shown: What the difference it shows must hold.
    """

    sql: str
    words: str
    found: str
    shown: str


HAND_MADE = (
    HandMadeChange(
        sql='DROP POLICY "Users can read own messages" ON chat.messages',
        words="a dropped policy",
        found="- policy chat.messages Users can read own messages",
        shown="-CREATE POLICY",
    ),
    HandMadeChange(
        sql="ALTER TABLE public.profiles ADD COLUMN is_admin boolean DEFAULT false",
        words="an added column",
        found="~ table public.profiles",
        shown="+    is_admin boolean",
    ),
    HandMadeChange(
        sql=(
            "CREATE OR REPLACE FUNCTION public.touch_updated_at() RETURNS trigger\n"
            "  LANGUAGE plpgsql SET search_path = '' AS 'BEGIN RETURN NEW; END'"
        ),
        words="a changed function",
        found="~ function public.touch_updated_at()",
        shown="-    NEW.updated_at := now();",
    ),
)


def check_named(report: DriftReport) -> Iterator[Finding]:
    """Yield whether a drift report names each hand-made change, and nothing else."""
    named = {f"{change.sign} {change.address}" for change in report.changes}
    details = dict(report.details)
    for change in HAND_MADE:
        shown = change.shown in details.get(change.found[2:], "")
        yield Finding(claim=f"{change.words} is named", holds=change.found in named and shown, details=(change.found,))
    others = named - {change.found for change in HAND_MADE}
    yield Finding(claim="and nothing else is", holds=not others, details=tuple(sorted(others)))
