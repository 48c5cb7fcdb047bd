"""What the tables stand on: the vector type and the schema ``chat``.

Roles, ``auth.users`` and ``auth.uid()`` are the platform's and are only referred to.
"""

from __future__ import annotations

from schema.base import metadata
from schemactl import Extension, Grant, Schema

Extension("vector", metadata, schema="public")

Schema(
    "chat",
    metadata,
    # Without it every statement of the API ends in "permission denied for schema chat"; anon has no business here.
    grants=[Grant("usage", to=["authenticated", "service_role"])],
    comment="Conversations with the assistant and what it remembers; the library stays in public.",
)
