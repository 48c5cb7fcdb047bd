"""On the way from legacy, rows that the new rules would refuse are corrected or set aside: none is lost."""

from __future__ import annotations

import pytest

from schemactl.declare.target import Target
from schemactl.model.intent import DataStep, MovedFrom
from tests.schema.conftest import ANN, BEN
from tests.schema.faults.side import Side

UNKNOWN = "00000000-0000-0000-0000-00000000000c"

ROWS = f"""
INSERT INTO public.conversation_memories (id, user_id, conversation_id, entity_type, entity_text) VALUES
    ('{ANN}', NULL, '{ANN}', 'Some Person!', 'hers, by her conversation'),
    ('{BEN}', '{BEN}', NULL, 'concept', 'his'),
    ('{UNKNOWN}', NULL, NULL, '***', 'nobody''s');
INSERT INTO public.memory_relationships (memory_from, memory_to, relationship_type) VALUES
    ('{ANN}', '{ANN}', 'Is caused by'),
    ('{ANN}', '{BEN}', 'between_two_readers'),
    ('{UNKNOWN}', '{UNKNOWN}', 'nobodys');
INSERT INTO public.memory_relationships (user_id, memory_from, memory_to, relationship_type) VALUES
    ('{BEN}', '{BEN}', '{UNKNOWN}', 'hangs_on_nobodys');
INSERT INTO public.memory_extraction_jobs (conversation_id, user_id) VALUES ('{ANN}', NULL), (NULL, NULL);
INSERT INTO public.action_cache (natural_language, action_schema, action_type) VALUES ('x', '[]', 'Open the book');
INSERT INTO public.action_cache (user_id, natural_language, action_schema, action_type) VALUES
    ('{ANN}', 'x', '[]', 'Open the book');
INSERT INTO public.pomodoro_achievements (achievement_type) VALUES ('explorer');
INSERT INTO public.query_performance_log (query_type, execution_time_ms) VALUES ('search', 1);
INSERT INTO public.performance_alerts (alert_type) VALUES ('slow_query');
INSERT INTO public.user_collections (id, user_id, name, parent_id) VALUES ('{BEN}', '{BEN}', 'Ice', '{ANN}');
"""

SET_ASIDE = {
    "action_cache": 1,
    "conversation_memories": 1,
    "memory_extraction_jobs": 1,
    "memory_relationships": 3,
    "performance_alerts": 1,
    "pomodoro_achievements": 1,
    "query_performance_log": 1,
}


@pytest.fixture
def migrated(legacy: Side, target: Target) -> Side:
    """Return the legacy database with such rows in it, after the tables moved and the data steps ran."""
    for table in SET_ASIDE:
        legacy.run(f"DELETE FROM public.{table}")
    legacy.run(ROWS)
    for intent in target.intents:
        if isinstance(intent, MovedFrom) and intent.kind == "TABLE" and intent.schema == "chat":
            legacy.run("CREATE SCHEMA IF NOT EXISTS chat")
            legacy.run(f"ALTER TABLE {intent.old_schema}.{intent.old_name} SET SCHEMA {intent.schema}")
    # A plan adds what is new before its data steps run; without this column no job can be updated.
    legacy.run("ALTER TABLE chat.memory_extraction_jobs ADD COLUMN updated_at timestamptz")
    for step in target.intents:
        if isinstance(step, DataStep) and step.name.startswith(("give", "lift", "set aside", "spell")):
            legacy.run(step.sql)
            assert not step.verify or legacy.value(step.verify) is True, step.name
    return legacy


def test_rows_of_nobody_are_set_aside(migrated: Side) -> None:
    """Each is in the quarantine table of its own table, with a reason, and nothing else is."""
    found = {
        table: migrated.value(f"SELECT count(*) FROM quarantine.{table} WHERE quarantine_reason <> ''")
        for (table,) in migrated.rows("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'quarantine'")
    }
    assert found == SET_ASIDE


def test_whoever_is_known_gets_the_row(migrated: Side) -> None:
    """The reader of a conversation owns its memories and jobs, and the reader of memories the links between them."""
    assert migrated.rows("SELECT id::text, user_id::text FROM chat.conversation_memories ORDER BY id") == [
        (ANN, ANN),
        (BEN, BEN),
    ]
    assert migrated.rows("SELECT user_id::text FROM chat.memory_relationships") == [(ANN,)]
    assert migrated.value("SELECT count(*) FROM chat.memory_extraction_jobs WHERE user_id IS NULL") == 0


def test_kinds_are_spelt_as_words_and_remember_how_they_were_spelt(migrated: Side) -> None:
    """The old spelling is in the metadata of the row."""
    memories = "SELECT entity_type, entity_metadata ->> 'spelt_entity_type' FROM {}.conversation_memories ORDER BY id"
    assert migrated.rows(memories.format("chat")) == [("some_person", "Some Person!"), ("concept", None)]
    assert migrated.rows(memories.format("quarantine")) == [("unknown", "***")]
    link = "SELECT relationship_type, metadata ->> 'spelt_relationship_type' FROM chat.memory_relationships"
    assert migrated.rows(link) == [("is_caused_by", "Is caused by")]
    assert migrated.rows("SELECT action_type FROM chat.action_cache") == [("open_the_book",)]


def test_a_folder_in_another_readers_folder_is_lifted_out(migrated: Side) -> None:
    """It stays, at the top of its own reader's tree."""
    assert migrated.rows(f"SELECT name, parent_id FROM public.user_collections WHERE id = '{BEN}'") == [("Ice", None)]


@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role"])
def test_nobody_reads_the_quarantine(migrated: Side, role: str) -> None:
    """What is set aside is for whoever runs the deploy."""
    assert migrated.is_refused("SELECT FROM quarantine.action_cache", role=role, user=ANN)
