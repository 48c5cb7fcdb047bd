"""A required column that is filled from two older ones, which then go."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, MetaData, Table, Text

from schemactl import backfill

metadata = MetaData()
Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("buyer", Text, nullable=False),
    Column("total_cents", BigInteger, nullable=False),
    Column("first_name", Text),
    CheckConstraint("total_cents >= 0", name="orders_not_negative"),
    backfill("total_cents", "(total * 100)::bigint + fee", needs=["total", "fee"]),
    backfill("first_name", "split_part(buyer, ' ', 1)", only_when="first_name IS NULL"),
)
