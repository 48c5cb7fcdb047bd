"""Rows of reading: notes, highlights, speech, descriptions, and the links between books and notes.

At scale 1, 8 of the 400 links of notes point at something that does not exist: the column can name three kinds of rows,
so no foreign key watches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from schemactl.demo.rows.source import Book, Owned, Row, RowSource, TableRows, by_user

_LAYOUTS = ("cornell", "outline", "mindmap", "chart", "boxing", "freeform", None)
_COLOUR_OF = {"yellow": "#FEF08A", "green": "#BBF7D0", "pink": "#FBCFE8"}
_COLOURS = tuple(_COLOUR_OF)
_SCOPES = ("paragraph", "page", "selection")
_VOICES = ("en-US-Neural2-C", "en-GB-News-K", "de-DE-Neural2-B")
_LINK_KINDS = ("references", "illustrates", "contradicts", "complements", "exemplifies", "defines")
_LINK_TARGETS = ("note", "document", "memory")
_DANGLING = 8


def reading_rows(source: RowSource, books: list[Book], memories: list[Owned]) -> list[TableRows]:
    """Return the rows of notes, highlights, speech, descriptions, and both kinds of links."""
    notes = tuple(_note(source, source.pick(books)) for _ in range(source.count(1000)))
    highlights = tuple(_highlight(source, source.pick(books)) for _ in range(source.count(1500)))
    speech = tuple(_speech(source, source.pick(books)) for _ in range(source.count(400)))
    described = source.random.sample(books, min(source.count(250), len(books)))
    descriptions = tuple(_description(source, book) for book in described)
    targets = {
        "note": [str(note["id"]) for note in notes],
        "document": [book.id for book in books],
        "memory": [memory.id for memory in memories],
    }
    return [
        TableRows(table="user_notes", rows=notes),
        TableRows(table="user_highlights", rows=highlights),
        TableRows(table="tts_audio_cache", rows=speech),
        TableRows(table="document_descriptions", rows=descriptions),
        TableRows(table="document_relationships", rows=_book_links(source, books, descriptions)),
        TableRows(table="note_relationships", rows=_note_links(source, notes, targets)),
    ]


def _note(source: RowSource, book: Book) -> Row:
    layout = source.pick(_LAYOUTS)
    written = source.after(book.created_at, 200)
    return {
        "id": source.identifier(),
        "user_id": book.user_id,
        "book_id": book.id,
        "page_number": 1 + source.below(book.pages),
        "content": f"{source.text(18)}\n\n{source.text(9)}",
        "position_x": source.decimal(0, 600),
        "position_y": source.decimal(0, 800),
        "created_at": written,
        "updated_at": source.after(written, 20),
        "note_type": layout,
        "note_metadata": {"columns": 2} if layout == "cornell" else {},
        "is_ai_generated": source.chance(0.15),
    }


def _highlight(source: RowSource, book: Book) -> Row:
    colour = source.pick(_COLOURS)
    start = source.below(2000)
    orphaned = source.chance(0.04)
    made = source.after(book.created_at, 200)
    return {
        "id": source.identifier(),
        "user_id": book.user_id,
        "book_id": book.id,
        "page_number": 1 + source.below(book.pages),
        "highlighted_text": source.text(15),
        "color_id": colour,
        "color_hex": _COLOUR_OF[colour],
        "position_data": {"rects": [[start % 400, start % 700, 180, 14]]},
        "text_start_offset": start,
        "text_end_offset": start + 90,
        "is_orphaned": orphaned,
        "orphaned_reason": "page text changed" if orphaned else None,
        "created_at": made,
        "updated_at": made,
    }


def _speech(source: RowSource, book: Book) -> Row:
    text_hash = f"{source.below(1 << 128):032x}"
    made = source.after(book.created_at, 150)
    return {
        "id": source.identifier(),
        "user_id": book.user_id,
        "book_id": book.id,
        "content_hash": text_hash,
        "text_content": source.text(20),
        "scope_type": source.pick(_SCOPES),
        "page_number": 1 + source.below(book.pages),
        "paragraph_index": source.below(12),
        "audio_storage_url": f"https://speech.example/{text_hash}.mp3",
        "duration_seconds": source.decimal(3, 90),
        "file_size_bytes": 9_000 + source.below(900_000),
        "voice_name": source.pick(_VOICES),
        "provider": "google-cloud",
        "access_count": source.below(30),
        "last_accessed_at": source.after(made, 60),
        "created_at": made,
    }


def _description(source: RowSource, book: Book) -> Row:
    generated = source.chance(0.8)
    written = source.after(book.created_at, 30)
    return {
        "id": source.identifier(),
        "book_id": book.id,
        "user_id": book.user_id,
        "ai_generated_description": source.text(30) if generated else None,
        "user_entered_description": None if generated else source.text(14),
        "is_ai_generated": generated,
        "description_embedding": source.vector(),
        "last_auto_generated_at": written if generated else None,
        "created_at": written,
        "updated_at": written,
    }


def _book_links(source: RowSource, books: list[Book], descriptions: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return links between different pairs of books of the same user."""
    description_of = {str(row["book_id"]): str(row["id"]) for row in descriptions}
    possible = [pair for owned in by_user(books).values() for pair in permutations(owned, 2)]
    chosen = source.random.sample(possible, min(source.count(300), len(possible)))
    return tuple(_book_link(source, start, end, description_of) for start, end in chosen)


def _book_link(source: RowSource, start: Book, end: Book, description_of: Mapping[str, str]) -> Row:
    done = source.chance(0.8)
    made = source.days_ago(100)
    return {
        "id": source.identifier(),
        "user_id": start.user_id,
        "source_document_id": start.id,
        "related_document_id": end.id,
        "relationship_description": source.text(10) if done else None,
        "relevance_percentage": source.decimal(0, 100) if done else None,
        "relevance_calculation_status": "completed" if done else "pending",
        "created_at": made,
        "updated_at": made,
        "source_description_id": description_of.get(start.id),
        "related_description_id": description_of.get(end.id),
    }


def _note_links(source: RowSource, notes: tuple[Row, ...], targets: Mapping[str, list[str]]) -> tuple[Row, ...]:
    dangling = source.count(_DANGLING)
    links: list[Row] = []
    for number in range(source.count(400)):
        kind = _LINK_TARGETS[number % len(_LINK_TARGETS)]
        related = source.identifier() if number < dangling else source.pick(targets[kind])
        links.append(_note_link(source, source.pick(notes), kind, related))
    return tuple(links)


def _note_link(source: RowSource, note: Row, related_type: str, related_id: str) -> Row:
    return {
        "id": source.identifier(),
        "user_id": note["user_id"],
        "note_id": note["id"],
        "related_type": related_type,
        "related_id": related_id,
        "relationship_type": source.pick(_LINK_KINDS),
        "similarity_score": source.decimal(0.5, 1, places=4),
        "is_auto_detected": source.chance(0.6),
        "metadata": {},
        "created_at": source.days_ago(90),
    }
