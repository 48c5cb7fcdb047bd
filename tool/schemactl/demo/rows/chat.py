"""Rows of the chat: conversations, messages, and the memories drawn from them.

At scale 1, 30 of the 600 memories name a document that never existed: nothing in the database forbids it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import NamedTuple

from schemactl.demo.rows.source import Document, Owned, Row, RowSource, TableRows, by_user

_MODELS = ("gemini-2.0-flash", "gemini-1.5-pro")
_ENTITIES = ("concept", "person", "action", "document", "preference")
_LINKS = ("relates_to", "causes", "contradicts", "part_of")
_JOB_STATES = ("completed", "completed", "completed", "pending", "processing", "failed")
_ENDED_STATES = ("completed", "failed")
_DANGLING = 30


class Conversation(NamedTuple):
    """What messages and memories need to know of a conversation."""

    id: str
    user_id: str
    document: Document | None
    created_at: datetime


def chat_rows(
    source: RowSource, users: tuple[str, ...], documents: list[Document]
) -> tuple[list[Owned], list[TableRows]]:
    """Return the memories, and the rows of all six chat tables."""
    conversations = [_conversation(source, users, documents) for _ in range(source.count(300))]
    messages = _messages(source, conversations)
    said = _identifiers_by_conversation(messages)
    dangling = source.count(_DANGLING)
    memories = tuple(
        _memory(source, source.pick(conversations), said, dangles=number < dangling)
        for number in range(source.count(600))
    )
    owned = [Owned(str(memory["id"]), str(memory["user_id"])) for memory in memories]
    return owned, [
        TableRows(table="conversations", rows=tuple(_conversation_row(source, each) for each in conversations)),
        TableRows(table="messages", rows=messages),
        TableRows(table="conversation_memories", rows=memories),
        TableRows(table="memory_relationships", rows=_links(source, owned)),
        TableRows(table="action_cache", rows=tuple(_action(source, users) for _ in range(source.count(150)))),
        TableRows(
            table="memory_extraction_jobs", rows=tuple(_job(source, conversations) for _ in range(source.count(150)))
        ),
    ]


def _conversation(source: RowSource, users: tuple[str, ...], documents: list[Document]) -> Conversation:
    document = source.pick(documents) if source.chance(0.7) else None
    return Conversation(
        id=source.identifier(),
        user_id=document.user_id if document else source.pick(users),
        document=document,
        created_at=source.after(document.created_at, 60) if document else source.days_ago(200, 5),
    )


def _conversation_row(source: RowSource, conversation: Conversation) -> Row:
    document = conversation.document
    return {
        "id": conversation.id,
        "user_id": conversation.user_id,
        "document_id": document.id if document else None,
        "title": f"About {document.title}" if document else source.text(4),
        "metadata": {"pinned": True} if source.chance(0.1) else {},
        "created_at": conversation.created_at,
        "updated_at": source.after(conversation.created_at, 5),
    }


def _messages(source: RowSource, conversations: list[Conversation]) -> tuple[Row, ...]:
    """Return messages dealt out in rounds, so that in every conversation the speakers alternate."""
    rounds = enumerate(islice(cycle(conversations), source.count(3000)))
    return tuple(_message(source, conversation, number // len(conversations)) for number, conversation in rounds)


def _message(source: RowSource, conversation: Conversation, turn: int) -> Row:
    asks = turn % 2 == 0
    return {
        "id": source.identifier(),
        "conversation_id": conversation.id,
        "role": "user" if asks else "assistant",
        "content": source.text(12 if asks else 45),
        "tokens_used": None if asks else 40 + source.below(900),
        "model": None if asks else source.pick(_MODELS),
        "metadata": {},
        "created_at": min(source.as_of, conversation.created_at + timedelta(minutes=turn)),
    }


def _identifiers_by_conversation(messages: tuple[Row, ...]) -> Mapping[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for message in messages:
        grouped.setdefault(str(message["conversation_id"]), []).append(str(message["id"]))
    return grouped


def _memory(source: RowSource, conversation: Conversation, said: Mapping[str, list[str]], *, dangles: bool) -> Row:
    named = conversation.document.id if conversation.document else None
    return {
        "id": source.identifier(),
        "user_id": conversation.user_id,
        "conversation_id": conversation.id,
        "entity_type": source.pick(_ENTITIES),
        "entity_text": source.text(6),
        "entity_metadata": {"confidence": round(source.random.random(), 2)},
        "source_message_id": source.pick(said[conversation.id]),
        "document_id": source.identifier() if dangles else named,
        "embedding": source.vector(),
        "created_at": source.after(conversation.created_at, 2),
    }


def _links(source: RowSource, memories: list[Owned]) -> tuple[Row, ...]:
    of_user = by_user(memories)
    return tuple(_link(source, start, of_user) for start in source.random.choices(memories, k=source.count(500)))


def _link(source: RowSource, start: Owned, of_user: Mapping[str, list[Owned]]) -> Row:
    return {
        "id": source.identifier(),
        "user_id": start.user_id,
        "memory_from": start.id,
        "memory_to": source.pick(of_user[start.user_id]).id,
        "relationship_type": source.pick(_LINKS),
        "strength": source.decimal(0.1, 1),
        "metadata": {},
        "created_at": source.days_ago(60),
    }


def _action(source: RowSource, users: tuple[str, ...]) -> Row:
    first = source.days_ago(90)
    return {
        "id": source.identifier(),
        "user_id": source.pick(users),
        "natural_language": source.text(7),
        "action_schema": {"action": "search", "arguments": {"q": source.text(3), "limit": 10}},
        "action_type": "search",
        "embedding": source.vector(),
        "hit_count": source.below(12),
        "last_used_at": source.after(first, 30),
        "created_at": first,
    }


def _job(source: RowSource, conversations: list[Conversation]) -> Row:
    conversation, status = source.pick(conversations), source.pick(_JOB_STATES)
    queued = source.after(conversation.created_at, 3)
    return {
        "id": source.identifier(),
        "conversation_id": conversation.id,
        "user_id": conversation.user_id,
        "status": status,
        "error_message": "the model returned no entities" if status == "failed" else None,
        "created_at": queued,
        "completed_at": min(source.as_of, queued + timedelta(seconds=40)) if status in _ENDED_STATES else None,
    }
