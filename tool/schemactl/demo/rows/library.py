"""Rows of the library: books, folders up to three levels deep, tags, and which book is where."""

from __future__ import annotations

from schemactl.demo.rows.source import Book, Owned, Row, RowSource, TableRows, by_user, text_array

_TITLES = (
    *(
        "A Field Guide to Rivers",
        "The Quiet Machine",
        "L'Étranger, annotated",
        "Thinking in Graphs",
        "紅樓夢 (selections)",
    ),
    *(
        "Gärten im Winter",
        "O Livro das Marés",
        'Statistics 101: "real" data',
        "Война и мир, том I",
        "Cells & Organisms",
    ),
    *("The 7% Solution", "C:\\Temp, a memoir", "Maps of the Moon 🌙", "Notes on Harmony", "Compilers, line by line"),
)
_LANGUAGES = ("en", "de", "fr")
_FOLDERS = ("Semester", "To read", "Research", "Fiction", "Archive", "Work")
_TAGS = ("exam", "favourite", "draft", "history", "maths", "biology", "poetry", "reference", "someday", "shared")
_COLOURS = ("#3B82F6", "#EF4444", "#10B981", "#F59E0B")
_CATEGORIES = ("general", "subject", "status")
_PDF_SHARE = 0.7


def library_rows(source: RowSource, users: tuple[str, ...]) -> tuple[list[Book], list[TableRows]]:
    """Return the books, and the rows of books, folders, tags and both assignments."""
    books = [_book(source, number, users) for number in range(source.count(500))]
    folders = _folders(source, users)
    tags = tuple(_tag(source, number, users) for number in range(source.count(200)))
    return books, [
        TableRows(table="user_books", rows=tuple(_book_row(source, number, book) for number, book in enumerate(books))),
        TableRows(table="user_collections", rows=folders),
        TableRows(table="book_tags", rows=tags),
        TableRows(table="book_collections", rows=_placements(source, books, _owned(folders))),
        TableRows(table="book_tag_assignments", rows=_assignments(source, books, _owned(tags))),
    ]


def _book(source: RowSource, number: int, users: tuple[str, ...]) -> Book:
    # The first is a PDF whatever the dice say, so that even the smallest scale has one to share with a document.
    kind = "pdf" if number == 0 or source.chance(_PDF_SHARE) else "text"
    # Everybody has a book; beyond that, some read far more than others.
    user = users[number] if number < len(users) else users[int(len(users) * source.random.random() ** 1.4)]
    file_name = f"book-{number}.{'pdf' if kind == 'pdf' else 'txt'}"
    return Book(
        id=source.identifier(),
        user_id=user,
        title=f"{source.pick(_TITLES)} {number + 1}",
        file_name=file_name,
        file_type=kind,
        s3_key=f"books/{user}/{file_name}",
        created_at=source.days_ago(300, 10),
        pages=20 + source.below(600),
    )


def _book_row(source: RowSource, number: int, book: Book) -> Row:
    is_text = book.file_type == "text"
    size = 20_000 + source.below(80_000_000)
    page = 1 + source.below(book.pages)
    opened = source.after(book.created_at, 250) if source.chance(0.8) else None
    cleaned = (source.text(12), 'He said "yes".\nAnd left: C:\\.')
    return {
        "id": book.id,
        "user_id": book.user_id,
        "title": book.title,
        "file_name": book.file_name,
        "file_type": book.file_type,
        "file_size": size,
        "total_pages": book.pages,
        "text_content": source.text(120) if is_text else None,
        "last_read_page": page if opened else 1,
        "reading_progress": f"{100 * page / book.pages:.2f}" if opened else "0.00",
        "created_at": book.created_at,
        "updated_at": opened or book.created_at,
        "last_read_at": opened,
        "s3_key": None if is_text and number % 2 else book.s3_key,
        "is_favorite": source.chance(0.2),
        "custom_metadata": {"language": source.pick(_LANGUAGES)} if number % 3 == 0 else {},
        # Two books in five are older than the wider column, and nobody filled it afterwards.
        "file_size_bytes": None if number % 5 in (0, 1) else size,
        "notes_count": source.below(4),
        "tts_last_position": {"page": page, "paragraph": 2} if number % 4 == 0 else {},
        "page_texts_cleaned": text_array(cleaned) if number % 10 == 0 else None,
    }


def _folders(source: RowSource, users: tuple[str, ...]) -> tuple[Row, ...]:
    """Return folders in which most go into the one made before for the same user, three levels deep at most."""
    newest: dict[str, str] = {}
    folders: list[Row] = []
    for number in range(source.count(150)):
        user, identifier = users[number % len(users)], source.identifier()
        made = source.days_ago(200)
        folders.append(
            {
                "id": identifier,
                "user_id": user,
                "name": source.pick(_FOLDERS),
                "parent_id": newest.get(user) if source.chance(0.7) else None,
                "color": source.pick(_COLOURS),
                "is_favorite": source.chance(0.1),
                "display_order": number % 7,
                "created_at": made,
                "updated_at": made,
            }
        )
        newest[user] = identifier
    return tuple(folders)


def _tag(source: RowSource, number: int, users: tuple[str, ...]) -> Row:
    made = source.days_ago(200)
    return {
        "id": source.identifier(),
        "user_id": users[number % len(users)],
        "name": f"{_TAGS[number % len(_TAGS)]}-{number // len(users)}",
        "color": source.pick(_COLOURS),
        "category": source.pick(_CATEGORIES),
        "usage_count": source.below(9),
        "created_at": made,
        "updated_at": made,
    }


def _placements(source: RowSource, books: list[Book], folders: list[Owned]) -> tuple[Row, ...]:
    return tuple(
        {
            "book_id": book.id,
            "collection_id": folder.id,
            "added_at": source.after(book.created_at, 30),
            "display_order": source.below(20),
        }
        for book, folder in _pairs(source, books, folders, source.count(597))
    )


def _assignments(source: RowSource, books: list[Book], tags: list[Owned]) -> tuple[Row, ...]:
    return tuple(
        {"book_id": book.id, "tag_id": tag.id, "assigned_at": source.after(book.created_at, 30)}
        for book, tag in _pairs(source, books, tags, source.count(798))
    )


def _owned(rows: tuple[Row, ...]) -> list[Owned]:
    return [Owned(str(row["id"]), str(row["user_id"])) for row in rows]


def _pairs(source: RowSource, books: list[Book], others: list[Owned], wanted: int) -> list[tuple[Book, Owned]]:
    """Return that many different pairs of a book and another row of the same user, or all there are."""
    of_user = by_user(others)
    possible = [(book, other) for book in books for other in of_user.get(book.user_id, [])]
    return source.random.sample(possible, min(wanted, len(possible)))
