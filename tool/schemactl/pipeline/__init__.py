"""The corridor: one function per command that takes more than one room; only this room knows their order.

What a function needs from other rooms is imported when it runs: `diff` must not wait for the modules of `docs`.
"""

from schemactl.pipeline.applying import ApplyRequest, apply
from schemactl.pipeline.declared import check, types
from schemactl.pipeline.documents import DocumentsRequest, documents
from schemactl.pipeline.planning import diff
from schemactl.pipeline.reverting import RevertRequest, revert
from schemactl.pipeline.say import Say
from schemactl.pipeline.trash import purge, restore, trash
from schemactl.pipeline.watching import audit, coverage, drift, history, snapshot

__all__ = [
    "ApplyRequest",
    "DocumentsRequest",
    "RevertRequest",
    "Say",
    "apply",
    "audit",
    "check",
    "coverage",
    "diff",
    "documents",
    "drift",
    "history",
    "purge",
    "restore",
    "revert",
    "snapshot",
    "trash",
    "types",
]
