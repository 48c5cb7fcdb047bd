"""Plans as files: what `diff --out` writes, `apply --plan` reads and `--format json` prints.

The document is ``{"format": "schemactl-plan/1", "summary": ..., "plan": {...}, "sha256": ...}``; ``plan`` has the
fields of `Plan` under their own names. A field that is added with a default keeps the format's number; any other change
raises it.
"""

from __future__ import annotations

from schemactl.errors import StalePlan, UsageError
from schemactl.model.document import DocumentError, from_document, to_document
from schemactl.model.plan import Plan
from schemactl.model.sealed import ChangedDocument, seal, unseal
from schemactl.plan.summary import summary_line

FORMAT = "schemactl-plan/1"
"""Name and version of the document."""

_AGAIN = "Make the plan anew: `schemactl diff --out plan.json`."


def encode_plan(plan: Plan) -> str:
    """Return a plan as a sealed JSON document, in plain ASCII."""
    return seal(FORMAT, {"summary": summary_line(plan), "plan": to_document(plan)})


def decode_plan(text: str) -> Plan:
    """Return the plan a document holds: exactly the one `encode_plan` was given.

    Raises:
        UsageError: The text is not a plan this version of schemactl can read.
        StalePlan: The plan was changed after it was written, so it is no longer the one that was proven.
    """
    try:
        return from_document(Plan, unseal(FORMAT, text).get("plan"))
    except ChangedDocument as error:
        raise StalePlan(f"the plan was changed after it was written: {error}", hint=_AGAIN) from error
    except DocumentError as error:
        raise UsageError(f"this is not a plan that can be read: {error}", hint=_AGAIN) from error
