"""All families of rows, in an order in which every row finds what it refers to."""

from __future__ import annotations

from schemactl.demo.rows.accounts import account_rows
from schemactl.demo.rows.chat import chat_rows
from schemactl.demo.rows.documents import document_rows
from schemactl.demo.rows.library import library_rows
from schemactl.demo.rows.pomodoro import pomodoro_rows
from schemactl.demo.rows.reading import reading_rows
from schemactl.demo.rows.source import RowSource, TableRows


def all_rows(source: RowSource) -> list[TableRows]:
    """Return the rows of every table, referenced tables first: 17,189 at scale 1."""
    users, accounts = account_rows(source)
    books, library = library_rows(source, users)
    documents, uploads = document_rows(source, books)
    memories, chat = chat_rows(source, users, documents)
    return [
        *accounts,
        *library,
        *uploads,
        *chat,
        *reading_rows(source, books, memories),
        *pomodoro_rows(source, users, books),
    ]
