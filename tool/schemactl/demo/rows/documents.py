"""Rows of the second document model, with everything that stands in the way of merging it into the library.

At scale 1, of 200 documents: 20 share their id with a book (15 of these have content where the book has none), 24 have
a type the library has no word for, 140 have metadata. All types are MIME types; the library knows ``pdf`` and ``text``.
"""

from __future__ import annotations

from datetime import timedelta

from schemactl.demo.rows.source import Book, Document, Row, RowSource, TableRows

_READABLE = ("application/pdf", "application/pdf", "application/pdf", "text/plain", "text/markdown")
_UNREADABLE = ("image/png", "application/epub+zip", "image/jpeg", "application/msword")
_SHARED, _SHARED_WITH_CONTENT, _FAILED = 20, 15, 24
_METADATA_IN_TEN = 7


def document_rows(source: RowSource, books: list[Book]) -> tuple[list[Document], list[TableRows]]:
    """Return the documents the app could read, and the rows of documents, embeddings and cached answers.

    Documents of an unreadable type failed on upload: no chunk, answer, conversation or memory refers to one.
    """
    total = source.count(200)
    twins = [book for book in books if book.file_type == "pdf"][: min(source.count(_SHARED), total)]
    failures = min(source.count(_FAILED), total - len(twins))
    with_content = source.count(_SHARED_WITH_CONTENT)
    shared = [_shared(source, book, has_content=number < with_content) for number, book in enumerate(twins)]
    failed = [_uploaded(source, number, books, has_content=False) for number in range(failures)]
    others = [
        _uploaded(source, number, books, has_content=source.chance(0.75))
        for number in range(failures, total - len(twins))
    ]
    rows = [_row(source, document, number, "application/pdf") for number, document in enumerate(shared)]
    rows += [_failed_row(source, document, len(rows) + number) for number, document in enumerate(failed)]
    rows += [_readable_row(source, document, number) for number, document in enumerate(others, start=len(rows))]
    readable = shared + others
    return readable, [
        TableRows(table="documents", rows=tuple(rows)),
        TableRows(table="document_embeddings", rows=_chunks(source, readable)),
        TableRows(table="response_cache", rows=tuple(_answer(source, n, readable) for n in range(source.count(100)))),
    ]


def _shared(source: RowSource, book: Book, *, has_content: bool) -> Document:
    content = source.text(80) if has_content else None
    return Document(book.id, book.user_id, book.title, content, book.created_at)


def _uploaded(source: RowSource, number: int, books: list[Book], *, has_content: bool) -> Document:
    return Document(
        id=source.identifier(),
        user_id=source.pick(books).user_id,
        title=f"Upload {number + 1}",
        content=source.text(90) if has_content else None,
        created_at=source.days_ago(250, 20),
    )


def _readable_row(source: RowSource, document: Document, number: int) -> Row:
    return _row(source, document, number, _READABLE[number % len(_READABLE)])


def _failed_row(source: RowSource, document: Document, number: int) -> Row:
    row = _row(source, document, number, _UNREADABLE[number % len(_UNREADABLE)])
    return {**row, "embedding_status": "failed"}


def _row(source: RowSource, document: Document, number: int, file_type: str) -> Row:
    scanned = file_type == "application/pdf" and number % 4 == 0
    done = "completed" if document.content else "pending"
    return {
        "id": document.id,
        "user_id": document.user_id,
        "title": document.title,
        "file_name": f"upload-{number}",
        "file_size": 5_000 + source.below(30_000_000),
        "file_type": file_type,
        "s3_key": f"uploads/{document.user_id}/{number}",
        "content": document.content,
        "embedding_status": done,
        "metadata": {"language": "en", "source": "upload"} if number % 10 < _METADATA_IN_TEN else {},
        "created_at": document.created_at,
        "updated_at": source.after(document.created_at, 20),
        "needs_ocr": scanned,
        "ocr_status": done if scanned else "not_needed",
        "ocr_metadata": {"pages": 2 + source.below(40)} if scanned and document.content else None,
    }


def _chunks(source: RowSource, documents: list[Document]) -> tuple[Row, ...]:
    """Return chunks of the documents that have text, dealt out in rounds."""
    written = [document for document in documents if document.content]
    rounds = ((number // len(written), written[number % len(written)]) for number in range(source.count(800)))
    return tuple(
        {
            "id": source.identifier(),
            "document_id": document.id,
            "chunk_index": chunk,
            "chunk_text": source.text(25),
            "pinecone_id": f"{document.id}#{chunk}",
            "metadata": {"tokens": 30},
            "created_at": document.created_at,
        }
        for chunk, document in rounds
    )


def _answer(source: RowSource, number: int, documents: list[Document]) -> Row:
    asked = source.days_ago(30)
    return {
        "id": source.identifier(),
        "cache_key": f"answer:{number}",
        "document_id": source.pick(documents).id if source.chance(0.8) else None,
        "query": source.text(8),
        "response": source.text(40),
        "hits": number % 9,
        "expires_at": asked + timedelta(days=7),
        "created_at": asked,
    }
