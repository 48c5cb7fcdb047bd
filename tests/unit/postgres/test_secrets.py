"""Reports show commands without the passwords in them."""

from __future__ import annotations

import pytest

from schemactl.postgres.secrets import without_secrets


@pytest.mark.parametrize(
    ("kind", "sql", "shown"),
    [
        (
            "USER MAPPING",
            """ALTER USER MAPPING FOR a SERVER s OPTIONS (ADD "user" 'me', SET password E'x\\\\\\'y', DROP z)""",
            """ALTER USER MAPPING FOR a SERVER s OPTIONS (ADD "user" 'me', SET password '***', DROP z)""",
        ),
        (
            "SERVER",
            """CREATE SERVER s TYPE 't' FOREIGN DATA WRAPPER w OPTIONS (host 'h', "API_Key" 'it''s, secret')""",
            """CREATE SERVER s TYPE 't' FOREIGN DATA WRAPPER w OPTIONS (host 'h', "API_Key" '***')""",
        ),
        (
            "SUBSCRIPTION",
            "CREATE SUBSCRIPTION s CONNECTION 'host=h password=x' PUBLICATION p WITH (slot_name = 's')",
            "CREATE SUBSCRIPTION s CONNECTION '***' PUBLICATION p WITH (slot_name = 's')",
        ),
        ("TABLE", "COMMENT ON TABLE t IS 'password'", "COMMENT ON TABLE t IS 'password'"),
    ],
)
def test_what_may_be_a_password_is_not_shown(kind: str, sql: str, shown: str) -> None:
    """Other values stay readable."""
    assert without_secrets(sql, kind) == shown
