"""Sealed documents: JSON that names its format and carries a SHA-256 over everything else in it.

A file that was cut off or changed by hand is noticed. That guards against accidents: whoever can write the file can
also compute the sum.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from schemactl.model.document import DocumentError, Json, canonical


class ChangedDocument(DocumentError):
    """A sealed document was changed after it was written."""


def seal(form: str, members: Mapping[str, Json]) -> str:
    """Return the text of a document of this format, with its checksum. It is plain ASCII and ends with a line end."""
    body: dict[str, Json] = {"format": form, **members}
    return json.dumps({**body, "sha256": _digest(body)}, indent=2) + "\n"


def unseal(form: str, text: str) -> dict[str, Json]:
    """Return the members of a sealed document, without its checksum.

    Raises:
        ChangedDocument: The checksum does not match.
        DocumentError: The text is not JSON, or not of this format.
    """
    try:
        document = json.loads(text, object_pairs_hook=_members)
    except DocumentError:
        raise
    except RecursionError:
        raise DocumentError("it is nested too deeply") from None
    except ValueError as error:
        raise DocumentError(f"it is not JSON: {error}") from error
    if not isinstance(document, dict) or document.get("format") != form:
        raise DocumentError(f"its format is not {form}")
    checksum = document.pop("sha256", None)
    if checksum is None:
        raise DocumentError("it has no checksum")
    if checksum != _digest(document):
        raise ChangedDocument("its checksum does not match what is in it")
    return document


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Return a JSON object; a name given twice is refused, because readers disagree on which one counts."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DocumentError("a name is given twice in one object")
    return members


def _digest(body: Mapping[str, Json]) -> str:
    return hashlib.sha256(canonical(dict(body)).encode()).hexdigest()
