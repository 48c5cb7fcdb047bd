"""Rows of the accounts: users, profiles, credits spent, and the API's own performance log."""

from __future__ import annotations

from datetime import timedelta

from schemactl.demo.rows.source import Row, RowSource, TableRows

_NAMES = (
    *("Ada Okafor", "Bruno Levi", "Chiara Rossi", "Dmitri Sokolov", "Élodie Martin", "Farah Haddad", "Grzegorz Wójcik"),
    *("Hana Suzuki", "Ioana Popescu", "Jürgen Weiß", "Kwame Mensah", "Lucía Fernández", "Mei-Ling Chen"),
    *("Niamh O'Brien", "Øyvind Dahl", "Priya Raman"),
)
_TIERS = ("free", "free", "free", "pro", "pro", "premium", "enterprise")
_CREDITS_OF = {"chat_message": 1, "embedding": 2, "ocr_page": 3, "tts_minute": 2, "description": 5}
_ACTIONS = tuple(_CREDITS_OF)
_QUERIES = ("library_page", "search", "notes_of_page", "memory_lookup", "statistics")


def account_rows(source: RowSource) -> tuple[tuple[str, ...], list[TableRows]]:
    """Return the users' identifiers, and the rows of users, profiles, usage records and the performance tables."""
    profiles = tuple(_profile(source, number) for number in range(source.count(50)))
    users = tuple(str(profile["id"]) for profile in profiles)
    return users, [
        TableRows(schema="auth", table="users", rows=tuple(_account(profile) for profile in profiles)),
        TableRows(table="profiles", rows=profiles),
        TableRows(table="usage_records", rows=tuple(_usage(source, users) for _ in range(source.count(2000)))),
        TableRows(table="query_performance_log", rows=tuple(_query(source, users) for _ in range(source.count(500)))),
        TableRows(table="performance_alerts", rows=tuple(_alert(source, users) for _ in range(source.count(60)))),
    ]


def _profile(source: RowSource, number: int) -> Row:
    tier = source.pick(_TIERS)
    pays = tier != "free"
    return {
        "id": source.identifier(),
        "email": f"reader{number}@example.org",
        "full_name": _NAMES[number % len(_NAMES)],
        "tier": tier,
        "credits": source.below(500),
        "stripe_customer_id": f"cus_{source.below(1 << 48):012x}" if pays else None,
        "subscription_status": "active" if pays else None,
        "created_at": source.days_ago(400, 310),
        "updated_at": source.days_ago(30),
        "ocr_count_monthly": source.below(20),
        "ocr_last_reset": source.days_ago(45).replace(tzinfo=None),
    }


def _account(profile: Row) -> Row:
    return {
        "id": profile["id"],
        "aud": "authenticated",
        "role": "authenticated",
        "email": profile["email"],
        "email_confirmed_at": profile["created_at"],
        "last_sign_in_at": profile["updated_at"],
        "raw_user_meta_data": {"full_name": profile["full_name"]},
        "created_at": profile["created_at"],
        "updated_at": profile["created_at"],
    }


def _usage(source: RowSource, users: tuple[str, ...]) -> Row:
    action = source.pick(_ACTIONS)
    return {
        "id": source.identifier(),
        "user_id": source.pick(users),
        "action_type": action,
        "credits_used": _CREDITS_OF[action],
        "metadata": {"tokens": 50 + source.below(4000)} if action == "chat_message" else {},
        "created_at": source.days_ago(180),
    }


def _query(source: RowSource, users: tuple[str, ...]) -> Row:
    cached = source.chance(0.4)
    return {
        "id": source.identifier(),
        "user_id": source.pick(users),
        "query_type": source.pick(_QUERIES),
        "execution_time_ms": source.decimal(0.4, 9) if cached else source.decimal(15, 900),
        "rows_returned": source.below(200),
        "cache_hit": cached,
        "filters": {"limit": 50},
        "created_at": source.days_ago(60),
    }


def _alert(source: RowSource, users: tuple[str, ...]) -> Row:
    raised = source.days_ago(60, 2)
    resolved = source.chance(0.7)
    return {
        "id": source.identifier(),
        "alert_type": "slow_query",
        "user_id": source.pick(users),
        "query_type": source.pick(_QUERIES),
        "execution_time_ms": source.decimal(501, 4000),
        "threshold_value": 500,
        "message": "Query took over 500 ms",
        "resolved": resolved,
        "created_at": raised,
        "resolved_at": raised + timedelta(hours=5) if resolved else None,
    }
