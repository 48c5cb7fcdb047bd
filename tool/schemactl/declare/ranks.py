"""Coarse creation order of declarations. Inside a rank, and over ranks, what comes too early is tried again."""

from __future__ import annotations

from enum import IntEnum


class Rank(IntEnum):
    """Lower ranks are created first."""

    IN_ORDER = 0
    """Commands of plain SQL files: run first, strictly in order, never tried again."""
    SCHEMA = 10
    EXTENSION = 20
    TYPE = 30
    SEQUENCE = 40
    TABLE = 50
    PARTITION = 52
    SEQUENCE_OWNER = 54
    FUNCTION = 60
    SQL = 65
    VIEW = 70
    INDEX = 80
    FOREIGN_KEY = 82
    STATISTICS = 84
    TRIGGER = 86
    ROW_SECURITY = 88
    PUBLICATION = 90
    OWNER = 92
    REVOKE = 94
    """Before every grant, so that ``Revoke("all", ...)`` and ``Grant("select", ...)`` mean the same in either order."""
    GRANT = 95
    COMMENT = 96
    DEFAULT_PRIVILEGES = 98
    """Last, because they would change the rights on whatever is created after them."""
