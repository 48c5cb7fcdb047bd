"""Where each document lies, and how pages beside the reference link into it."""

from __future__ import annotations

import dataclasses

from schemactl.document.families import Documented
from schemactl.document.links import Links
from schemactl.document.pages import reference_pages

FOLDER = "schema"
"""Where the reference lies below the folder of the documents."""

MIGRATION = "migration.md"
API_CHANGES = "api-changes.md"


def reference_files(documented: Documented) -> dict[str, str]:
    """Return the files of the reference by their path below the folder of the documents."""
    return {f"{FOLDER}/{path}": text for path, text in reference_pages(documented).items()}


def links_from_above(documented: Documented) -> Links:
    """Return the links of pages that stand beside the folder of the reference."""
    anchors = {key: (f"{FOLDER}/{path}", anchor) for key, (path, anchor) in documented.anchors.items()}
    return Links(dataclasses.replace(documented, anchors=anchors), "index")
