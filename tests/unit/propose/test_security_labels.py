"""Security labels need a provider, which no server here has: the words are looked at alone."""

from __future__ import annotations

from schemactl.propose.natives.security_labels import removal


def test_a_label_is_removed_by_setting_it_to_null() -> None:
    """The catalog's words for the object are used as they are, the provider is quoted."""
    row = {"provider": "se linux", "object_type": "COLUMN", "name": 'public.t."a b"'}
    assert removal(row) == 'SECURITY LABEL FOR "se linux" ON COLUMN public.t."a b" IS NULL'
