"""The forms a result can be written in, as the command line names them."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What a report is written as."""

    TEXT = "text"
    SQL = "sql"
    JSON = "json"
    MARKDOWN = "markdown"


class CheckFormat(StrEnum):
    """What findings are written as. SQL has no place for them."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"


class HistoryFormat(StrEnum):
    """What the history is written as."""

    TEXT = "text"
    JSON = "json"


class AuditFormat(StrEnum):
    """What an audit's report is written as."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
