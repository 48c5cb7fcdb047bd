"""Accounts: profiles, the credits they spend, and feature flags."""

from __future__ import annotations

from sqlalchemy import ARRAY, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Numeric, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from schema.base import (
    empty_object,
    id_column,
    metadata,
    no,
    own_policies,
    reader,
    rights,
    time_column,
    touched,
    user_column,
    zero,
)
from schemactl import Function, Grant, Policy, Trigger

profiles = Table(
    "profiles",
    metadata,
    # CASCADE, so that deleting an account deletes what belongs to it; without it, the platform cannot delete anybody.
    Column("id", UUID, ForeignKey("auth.users.id", ondelete="CASCADE"), primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("full_name", Text),
    Column("tier", Text, server_default="free"),
    Column("credits", Integer, server_default=text("100")),
    Column("stripe_customer_id", Text),
    Column("stripe_subscription_id", Text),
    Column("subscription_status", Text),
    time_column("created_at"),
    time_column("updated_at"),
    Column("ocr_count_monthly", Integer, server_default=zero, comment="Pages recognised since ocr_last_reset."),
    # Was without time zone. Its values were written by now() on a server in UTC, and sessions of a deploy run in UTC
    # too, so that changing the type keeps every moment.
    time_column("ocr_last_reset", comment="When the current month of text recognition began."),
    CheckConstraint("tier IN ('free', 'pro', 'premium', 'enterprise')", name="tier"),
    Index("idx_profiles_ocr_reset", "ocr_last_reset"),
    *rights("select"),
    # The tier and the credits are what people pay for: readers write their name and nothing else. They insert nothing:
    # signing up makes the profile, and ON CONFLICT (email) would tell them whose addresses are taken.
    Grant("update", to="authenticated", columns=["full_name"]),
    *own_policies("profile", "select", "update", own=f"id = {reader}"),
    touched("profiles"),
    schema="public",
    comment="One row per account, made by a trigger on auth.users.",
)

handle_new_user = Function.from_file(
    "functions/handle_new_user.sql",
    schema="public",
    metadata=metadata,
    execute_to=[],
    comment="Trigger: makes the profile of somebody who has just signed up.",
)

Trigger(
    "on_auth_user_created",
    when="after insert",
    each="row",
    function=handle_new_user,
    table="auth.users",
    metadata=metadata,
)

usage_records = Table(
    "usage_records",
    metadata,
    id_column(),
    user_column(),
    Column("action_type", Text, nullable=False),
    Column("credits_used", Integer, nullable=False, server_default=text("1")),
    Column("metadata", JSONB, server_default=empty_object),
    time_column("created_at"),
    Index("idx_usage_records_user_id", "user_id"),
    # Only the backend bills: it passes row security, so a policy for it would only open the table to everybody else.
    *rights("select"),
    *own_policies("usage", "select"),
    schema="public",
    comment="Credits spent, one row per billed action.",
)

feature_flags = Table(
    "feature_flags",
    metadata,
    id_column(),
    Column("name", Text, nullable=False, unique=True),
    Column("description", Text),
    Column("enabled", Boolean, server_default=no),
    Column("rollout_percentage", Numeric, server_default=zero),
    Column("user_whitelist", ARRAY(UUID), server_default=text("'{}'::uuid[]")),
    Column("environment", Text, server_default="production"),
    time_column("created_at"),
    time_column("updated_at"),
    CheckConstraint("rollout_percentage >= 0 AND rollout_percentage <= 100", name="rollout_percentage"),
    CheckConstraint("environment IN ('development', 'staging', 'production')", name="environment"),
    *rights(),
    # Everything but the whitelist, which names other readers.
    Grant(
        "select",
        to="authenticated",
        columns=[
            *("id", "name", "description", "enabled", "rollout_percentage", "environment"),
            *("created_at", "updated_at"),
        ],
    ),
    Policy("Users can read feature flags", command="select", to="authenticated", using="true"),
    touched("feature_flags"),
    schema="public",
    comment="Gradual roll-outs, read by the API at start-up.",
)
