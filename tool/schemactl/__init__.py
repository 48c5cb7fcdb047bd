"""schemactl keeps a PostgreSQL database equal to a schema declared in Python.

The names below are what schema modules use, beside SQLAlchemy's own. They are loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemactl.declare.comment import Comment
    from schemactl.declare.cron import CronJob, Every
    from schemactl.declare.default_privileges import DefaultPrivileges
    from schemactl.declare.dialect import SqlType
    from schemactl.declare.extended_statistics import Statistics
    from schemactl.declare.extension import Extension
    from schemactl.declare.function import Function, Procedure
    from schemactl.declare.grant import Grant, Revoke
    from schemactl.declare.intents import backfill, data_step, fill_nulls, merged_from, moved_from, renamed_from
    from schemactl.declare.named_type import CompositeType, Domain, Enum
    from schemactl.declare.owner import Owner
    from schemactl.declare.partition import Partition
    from schemactl.declare.policy import Policy
    from schemactl.declare.publication import Publication
    from schemactl.declare.role import Role
    from schemactl.declare.row_security import RowSecurity
    from schemactl.declare.schema import Schema
    from schemactl.declare.sequence import Sequence
    from schemactl.declare.sql import Sql
    from schemactl.declare.table import External
    from schemactl.declare.trigger import Trigger
    from schemactl.declare.view import MaterializedView, View
    from schemactl.declare.waive import Waive

__version__ = "0.1.0"

__all__ = [
    "Comment",
    "CompositeType",
    "CronJob",
    "DefaultPrivileges",
    "Domain",
    "Enum",
    "Every",
    "Extension",
    "External",
    "Function",
    "Grant",
    "MaterializedView",
    "Owner",
    "Partition",
    "Policy",
    "Procedure",
    "Publication",
    "Revoke",
    "Role",
    "RowSecurity",
    "Schema",
    "Sequence",
    "Sql",
    "SqlType",
    "Statistics",
    "Trigger",
    "View",
    "Waive",
    "backfill",
    "data_step",
    "fill_nulls",
    "merged_from",
    "moved_from",
    "renamed_from",
]

_HOMES = {
    "Comment": "comment",
    "CompositeType": "named_type",
    "CronJob": "cron",
    "DefaultPrivileges": "default_privileges",
    "Domain": "named_type",
    "Enum": "named_type",
    "Every": "cron",
    "Extension": "extension",
    "External": "table",
    "Function": "function",
    "Grant": "grant",
    "MaterializedView": "view",
    "Owner": "owner",
    "Partition": "partition",
    "Policy": "policy",
    "Procedure": "function",
    "Publication": "publication",
    "Revoke": "grant",
    "Role": "role",
    "RowSecurity": "row_security",
    "Schema": "schema",
    "Sequence": "sequence",
    "Sql": "sql",
    "SqlType": "dialect",
    "Statistics": "extended_statistics",
    "Trigger": "trigger",
    "View": "view",
    "Waive": "waive",
    "backfill": "intents",
    "data_step": "intents",
    "fill_nulls": "intents",
    "merged_from": "intents",
    "moved_from": "intents",
    "renamed_from": "intents",
}
"""Public name to the module of `schemactl.declare` that defines it."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first used: the command line must not wait for SQLAlchemy."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"schemactl.declare.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
