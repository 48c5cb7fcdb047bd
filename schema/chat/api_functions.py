"""The functions on chat memories that the application calls.

They work on the tables of schema chat but stay in public, where their callers look for them: ``supabase.rpc`` without a
schema means public. Row security decides what they see, as for those of ``schema.public.api_functions``.
"""

from __future__ import annotations

from schema.base import metadata
from schemactl import Function

READERS = ("authenticated", "service_role")

Function.from_file(
    "api/get_similar_memories.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The memories of a user nearest to an embedding, by cosine similarity.",
)
Function.from_file(
    "api/get_related_memories.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The memories linked with one, whichever way the link points, strongest first.",
)
