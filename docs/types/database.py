"""Rows and functions of the database, as PostgREST sends and takes them.

Written by `schemactl types --language python`. Do not edit: change the declarations and
run it again.
"""

from typing import NotRequired, TypeAlias, TypedDict

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""Any value of JSON."""


class ChatActionCache(TypedDict):
    """A row of chat.action_cache.

    Actions by the request that led to them, to be found again by meaning.
    """

    id: str
    user_id: str
    natural_language: str
    action_schema: Json
    action_type: str
    embedding: str | None
    hit_count: int | None
    last_used_at: str | None
    created_at: str | None


class ChatActionCacheInsert(TypedDict):
    """What INSERT into chat.action_cache takes."""

    id: NotRequired[str]
    user_id: str
    natural_language: str
    action_schema: Json
    action_type: str
    embedding: NotRequired[str | None]
    hit_count: NotRequired[int | None]
    last_used_at: NotRequired[str | None]
    created_at: NotRequired[str | None]


class ChatActionCacheUpdate(TypedDict, total=False):
    """What UPDATE of chat.action_cache takes."""

    id: str
    user_id: str
    natural_language: str
    action_schema: Json
    action_type: str
    embedding: str | None
    hit_count: int | None
    last_used_at: str | None
    created_at: str | None


class ChatConversationMemories(TypedDict):
    """A row of chat.conversation_memories.

    Facts and entities taken from conversations, with embeddings.
    """

    id: str
    user_id: str
    conversation_id: str | None
    entity_type: str
    entity_text: str
    entity_metadata: Json
    source_message_id: str | None
    document_id: str | None
    embedding: str | None
    created_at: str | None


class ChatConversationMemoriesInsert(TypedDict):
    """What INSERT into chat.conversation_memories takes."""

    id: NotRequired[str]
    user_id: str
    conversation_id: NotRequired[str | None]
    entity_type: str
    entity_text: str
    entity_metadata: NotRequired[Json]
    source_message_id: NotRequired[str | None]
    document_id: NotRequired[str | None]
    embedding: NotRequired[str | None]
    created_at: NotRequired[str | None]


class ChatConversationMemoriesUpdate(TypedDict, total=False):
    """What UPDATE of chat.conversation_memories takes."""

    id: str
    user_id: str
    conversation_id: str | None
    entity_type: str
    entity_text: str
    entity_metadata: Json
    source_message_id: str | None
    document_id: str | None
    embedding: str | None
    created_at: str | None


class ChatConversations(TypedDict):
    """A row of chat.conversations.

    Chat threads, with or without a book.
    """

    id: str
    user_id: str
    document_id: str | None
    title: str | None
    metadata: Json
    created_at: str | None
    updated_at: str | None


class ChatConversationsInsert(TypedDict):
    """What INSERT into chat.conversations takes."""

    id: NotRequired[str]
    user_id: str
    document_id: NotRequired[str | None]
    title: NotRequired[str | None]
    metadata: NotRequired[Json]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class ChatConversationsUpdate(TypedDict, total=False):
    """What UPDATE of chat.conversations takes."""

    id: str
    user_id: str
    document_id: str | None
    title: str | None
    metadata: Json
    created_at: str | None
    updated_at: str | None


class ChatMemoryExtractionJobs(TypedDict):
    """A row of chat.memory_extraction_jobs.

    Queue of conversations whose memories are to be drawn.
    """

    id: str
    conversation_id: str | None
    user_id: str
    status: str | None
    error_message: str | None
    metadata: Json
    created_at: str | None
    completed_at: str | None
    updated_at: str | None


class ChatMemoryExtractionJobsInsert(TypedDict):
    """What INSERT into chat.memory_extraction_jobs takes."""

    id: NotRequired[str]
    conversation_id: NotRequired[str | None]
    user_id: str
    status: NotRequired[str | None]
    error_message: NotRequired[str | None]
    metadata: NotRequired[Json]
    created_at: NotRequired[str | None]
    completed_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class ChatMemoryExtractionJobsUpdate(TypedDict, total=False):
    """What UPDATE of chat.memory_extraction_jobs takes."""

    id: str
    conversation_id: str | None
    user_id: str
    status: str | None
    error_message: str | None
    metadata: Json
    created_at: str | None
    completed_at: str | None
    updated_at: str | None


class ChatMemoryRelationships(TypedDict):
    """A row of chat.memory_relationships.

    How two memories belong together.
    """

    id: str
    user_id: str
    memory_from: str | None
    memory_to: str | None
    relationship_type: str
    strength: float | None
    metadata: Json
    created_at: str | None


class ChatMemoryRelationshipsInsert(TypedDict):
    """What INSERT into chat.memory_relationships takes."""

    id: NotRequired[str]
    user_id: str
    memory_from: NotRequired[str | None]
    memory_to: NotRequired[str | None]
    relationship_type: str
    strength: NotRequired[float | None]
    metadata: NotRequired[Json]
    created_at: NotRequired[str | None]


class ChatMemoryRelationshipsUpdate(TypedDict, total=False):
    """What UPDATE of chat.memory_relationships takes."""

    id: str
    user_id: str
    memory_from: str | None
    memory_to: str | None
    relationship_type: str
    strength: float | None
    metadata: Json
    created_at: str | None


class ChatMessages(TypedDict):
    """A row of chat.messages.

    One turn of a conversation.
    """

    id: str
    conversation_id: str
    role: str
    content: str
    tokens_used: int | None
    model: str | None
    metadata: Json
    created_at: str | None


class ChatMessagesInsert(TypedDict):
    """What INSERT into chat.messages takes."""

    id: NotRequired[str]
    conversation_id: str
    role: str
    content: str
    tokens_used: NotRequired[int | None]
    model: NotRequired[str | None]
    metadata: NotRequired[Json]
    created_at: NotRequired[str | None]


class ChatMessagesUpdate(TypedDict, total=False):
    """What UPDATE of chat.messages takes."""

    id: str
    conversation_id: str
    role: str
    content: str
    tokens_used: int | None
    model: str | None
    metadata: Json
    created_at: str | None


class PublicAnalyticsRefreshes(TypedDict):
    """A row of public.analytics_refreshes.

    The last refresh of each materialized view, for analytics_freshness().
    """

    view_name: str
    refresh_every: str | None
    refreshed_at: str | None
    duration: str | None
    row_count: int | None
    failed_at: str | None
    failure: str | None


class PublicAnalyticsRefreshesInsert(TypedDict):
    """What INSERT into public.analytics_refreshes takes."""

    view_name: str
    refresh_every: NotRequired[str | None]
    refreshed_at: NotRequired[str | None]
    duration: NotRequired[str | None]
    row_count: NotRequired[int | None]
    failed_at: NotRequired[str | None]
    failure: NotRequired[str | None]


class PublicAnalyticsRefreshesUpdate(TypedDict, total=False):
    """What UPDATE of public.analytics_refreshes takes."""

    view_name: str
    refresh_every: str | None
    refreshed_at: str | None
    duration: str | None
    row_count: int | None
    failed_at: str | None
    failure: str | None


class PublicBookCollections(TypedDict):
    """A row of public.book_collections.

    Which book lies in which folder.
    """

    book_id: str
    collection_id: str
    added_at: str | None
    display_order: int | None
    user_id: str


class PublicBookCollectionsInsert(TypedDict):
    """What INSERT into public.book_collections takes."""

    book_id: str
    collection_id: str
    added_at: NotRequired[str | None]
    display_order: NotRequired[int | None]
    user_id: NotRequired[str]


class PublicBookCollectionsUpdate(TypedDict, total=False):
    """What UPDATE of public.book_collections takes."""

    book_id: str
    collection_id: str
    added_at: str | None
    display_order: int | None
    user_id: str


class PublicBookTagAssignments(TypedDict):
    """A row of public.book_tag_assignments.

    Which book has which tag.
    """

    book_id: str
    tag_id: str
    assigned_at: str | None
    user_id: str


class PublicBookTagAssignmentsInsert(TypedDict):
    """What INSERT into public.book_tag_assignments takes."""

    book_id: str
    tag_id: str
    assigned_at: NotRequired[str | None]
    user_id: NotRequired[str]


class PublicBookTagAssignmentsUpdate(TypedDict, total=False):
    """What UPDATE of public.book_tag_assignments takes."""

    book_id: str
    tag_id: str
    assigned_at: str | None
    user_id: str


class PublicBookTags(TypedDict):
    """A row of public.book_tags.

    Labels a reader made for books.
    """

    id: str
    user_id: str
    name: str
    color: str | None
    category: str | None
    usage_count: int | None
    created_at: str | None
    updated_at: str | None


class PublicBookTagsInsert(TypedDict):
    """What INSERT into public.book_tags takes."""

    id: NotRequired[str]
    user_id: str
    name: str
    color: NotRequired[str | None]
    category: NotRequired[str | None]
    usage_count: NotRequired[int | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicBookTagsUpdate(TypedDict, total=False):
    """What UPDATE of public.book_tags takes."""

    id: str
    user_id: str
    name: str
    color: str | None
    category: str | None
    usage_count: int | None
    created_at: str | None
    updated_at: str | None


class PublicCollectionHierarchyCache(TypedDict):
    """A row of public.collection_hierarchy_cache.

    The folder tree at any depth, with book counts, as of the last refresh.
    """

    user_id: str | None
    id: str | None
    name: str | None
    description: str | None
    parent_id: str | None
    color: str | None
    icon: str | None
    is_favorite: bool | None
    display_order: int | None
    created_at: str | None
    updated_at: str | None
    book_count: int | None
    level: int | None
    path: str | None


class PublicDocumentDescriptions(TypedDict):
    """A row of public.document_descriptions.

    What a book is about, in the reader's words or generated, with its embedding.
    """

    id: str
    book_id: str
    user_id: str
    ai_generated_description: str | None
    user_entered_description: str | None
    is_ai_generated: bool | None
    description_embedding: str | None
    last_auto_generated_at: str | None
    created_at: str | None
    updated_at: str | None


class PublicDocumentDescriptionsInsert(TypedDict):
    """What INSERT into public.document_descriptions takes."""

    id: NotRequired[str]
    book_id: str
    user_id: str
    ai_generated_description: NotRequired[str | None]
    user_entered_description: NotRequired[str | None]
    is_ai_generated: NotRequired[bool | None]
    description_embedding: NotRequired[str | None]
    last_auto_generated_at: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicDocumentDescriptionsUpdate(TypedDict, total=False):
    """What UPDATE of public.document_descriptions takes."""

    id: str
    book_id: str
    user_id: str
    ai_generated_description: str | None
    user_entered_description: str | None
    is_ai_generated: bool | None
    description_embedding: str | None
    last_auto_generated_at: str | None
    created_at: str | None
    updated_at: str | None


class PublicDocumentRelationships(TypedDict):
    """A row of public.document_relationships.

    How closely two books of a reader are related.
    """

    id: str
    user_id: str
    source_document_id: str
    related_document_id: str
    relationship_description: str | None
    relevance_percentage: float | None
    ai_generated_description: str | None
    relevance_calculation_status: str | None
    created_at: str | None
    updated_at: str | None
    source_description_id: str | None
    related_description_id: str | None


class PublicDocumentRelationshipsInsert(TypedDict):
    """What INSERT into public.document_relationships takes."""

    id: NotRequired[str]
    user_id: str
    source_document_id: str
    related_document_id: str
    relationship_description: NotRequired[str | None]
    relevance_percentage: NotRequired[float | None]
    ai_generated_description: NotRequired[str | None]
    relevance_calculation_status: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    source_description_id: NotRequired[str | None]
    related_description_id: NotRequired[str | None]


class PublicDocumentRelationshipsUpdate(TypedDict, total=False):
    """What UPDATE of public.document_relationships takes."""

    id: str
    user_id: str
    source_document_id: str
    related_document_id: str
    relationship_description: str | None
    relevance_percentage: float | None
    ai_generated_description: str | None
    relevance_calculation_status: str | None
    created_at: str | None
    updated_at: str | None
    source_description_id: str | None
    related_description_id: str | None


class PublicEmbeddingMetadata(TypedDict):
    """A row of public.embedding_metadata.

    Embeddings of books: where the vector of each part is kept and how often it is
    asked for.
    """

    id: str
    user_id: str
    book_id: str
    provider: str
    namespace: str | None
    vector_id: str
    collection: str | None
    embedding_model: str
    vector_dimensions: int
    chunk_index: int | None
    chunk_text: str | None
    chunk_count: int | None
    generated_at: str | None
    updated_at: str | None
    generation_cost_usd: float | None
    last_queried_at: str | None
    query_count: int | None


class PublicEmbeddingMetadataInsert(TypedDict):
    """What INSERT into public.embedding_metadata takes."""

    id: NotRequired[str]
    user_id: str
    book_id: str
    provider: str
    namespace: NotRequired[str | None]
    vector_id: str
    collection: NotRequired[str | None]
    embedding_model: NotRequired[str]
    vector_dimensions: NotRequired[int]
    chunk_index: NotRequired[int | None]
    chunk_text: NotRequired[str | None]
    chunk_count: NotRequired[int | None]
    generated_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    generation_cost_usd: NotRequired[float | None]
    last_queried_at: NotRequired[str | None]
    query_count: NotRequired[int | None]


class PublicEmbeddingMetadataUpdate(TypedDict, total=False):
    """What UPDATE of public.embedding_metadata takes."""

    id: str
    user_id: str
    book_id: str
    provider: str
    namespace: str | None
    vector_id: str
    collection: str | None
    embedding_model: str
    vector_dimensions: int
    chunk_index: int | None
    chunk_text: str | None
    chunk_count: int | None
    generated_at: str | None
    updated_at: str | None
    generation_cost_usd: float | None
    last_queried_at: str | None
    query_count: int | None


class PublicFeatureFlags(TypedDict):
    """A row of public.feature_flags.

    Gradual roll-outs, read by the API at start-up.
    """

    id: str
    name: str
    description: str | None
    enabled: bool | None
    rollout_percentage: float | None
    user_whitelist: list[str] | None
    environment: str | None
    created_at: str | None
    updated_at: str | None


class PublicFeatureFlagsInsert(TypedDict):
    """What INSERT into public.feature_flags takes."""

    id: NotRequired[str]
    name: str
    description: NotRequired[str | None]
    enabled: NotRequired[bool | None]
    rollout_percentage: NotRequired[float | None]
    user_whitelist: NotRequired[list[str] | None]
    environment: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicFeatureFlagsUpdate(TypedDict, total=False):
    """What UPDATE of public.feature_flags takes."""

    id: str
    name: str
    description: str | None
    enabled: bool | None
    rollout_percentage: float | None
    user_whitelist: list[str] | None
    environment: str | None
    created_at: str | None
    updated_at: str | None


class PublicNoteRelationships(TypedDict):
    """A row of public.note_relationships.

    Links from a note to another note, a book or a memory.
    """

    id: str
    user_id: str
    note_id: str
    related_type: str
    related_id: str
    relationship_type: str
    similarity_score: float | None
    is_auto_detected: bool | None
    metadata: Json
    created_at: str | None


class PublicNoteRelationshipsInsert(TypedDict):
    """What INSERT into public.note_relationships takes."""

    id: NotRequired[str]
    user_id: str
    note_id: str
    related_type: str
    related_id: str
    relationship_type: str
    similarity_score: NotRequired[float | None]
    is_auto_detected: NotRequired[bool | None]
    metadata: NotRequired[Json]
    created_at: NotRequired[str | None]


class PublicNoteRelationshipsUpdate(TypedDict, total=False):
    """What UPDATE of public.note_relationships takes."""

    id: str
    user_id: str
    note_id: str
    related_type: str
    related_id: str
    relationship_type: str
    similarity_score: float | None
    is_auto_detected: bool | None
    metadata: Json
    created_at: str | None


class PublicPerformanceAlerts(TypedDict):
    """A row of public.performance_alerts.

    Raised when a query or a payload passed its limit.
    """

    id: str
    alert_type: str
    user_id: str
    query_type: str | None
    execution_time_ms: float | None
    payload_size_bytes: int | None
    error_count: int | None
    threshold_value: float | None
    message: str | None
    resolved: bool | None
    created_at: str | None
    resolved_at: str | None


class PublicPerformanceAlertsInsert(TypedDict):
    """What INSERT into public.performance_alerts takes."""

    id: NotRequired[str]
    alert_type: str
    user_id: str
    query_type: NotRequired[str | None]
    execution_time_ms: NotRequired[float | None]
    payload_size_bytes: NotRequired[int | None]
    error_count: NotRequired[int | None]
    threshold_value: NotRequired[float | None]
    message: NotRequired[str | None]
    resolved: NotRequired[bool | None]
    created_at: NotRequired[str | None]
    resolved_at: NotRequired[str | None]


class PublicPerformanceAlertsUpdate(TypedDict, total=False):
    """What UPDATE of public.performance_alerts takes."""

    id: str
    alert_type: str
    user_id: str
    query_type: str | None
    execution_time_ms: float | None
    payload_size_bytes: int | None
    error_count: int | None
    threshold_value: float | None
    message: str | None
    resolved: bool | None
    created_at: str | None
    resolved_at: str | None


class PublicPomodoroAchievements(TypedDict):
    """A row of public.pomodoro_achievements.

    Badges.
    """

    id: str
    user_id: str
    achievement_type: str
    unlocked_at: str | None
    metadata: Json


class PublicPomodoroAchievementsInsert(TypedDict):
    """What INSERT into public.pomodoro_achievements takes."""

    id: NotRequired[str]
    user_id: str
    achievement_type: str
    unlocked_at: NotRequired[str | None]
    metadata: NotRequired[Json]


class PublicPomodoroAchievementsUpdate(TypedDict, total=False):
    """What UPDATE of public.pomodoro_achievements takes."""

    id: str
    user_id: str
    achievement_type: str
    unlocked_at: str | None
    metadata: Json


class PublicPomodoroSessions(TypedDict):
    """A row of public.pomodoro_sessions.

    Work and break intervals spent on a book.
    """

    id: str
    user_id: str
    book_id: str
    started_at: str
    ended_at: str | None
    duration_seconds: int | None
    mode: str
    completed: bool | None
    created_at: str | None
    updated_at: str | None


class PublicPomodoroSessionsInsert(TypedDict):
    """What INSERT into public.pomodoro_sessions takes."""

    id: NotRequired[str]
    user_id: str
    book_id: str
    started_at: NotRequired[str]
    ended_at: NotRequired[str | None]
    duration_seconds: NotRequired[int | None]
    mode: str
    completed: NotRequired[bool | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicPomodoroSessionsUpdate(TypedDict, total=False):
    """What UPDATE of public.pomodoro_sessions takes."""

    id: str
    user_id: str
    book_id: str
    started_at: str
    ended_at: str | None
    duration_seconds: int | None
    mode: str
    completed: bool | None
    created_at: str | None
    updated_at: str | None


class PublicPomodoroStatsDaily(TypedDict):
    """A row of public.pomodoro_stats_daily.

    Sessions per reader and day: today and the ninety days before.
    """

    user_id: str | None
    session_date: str | None
    total_sessions: int | None
    work_sessions: int | None
    break_sessions: int | None
    completed_sessions: int | None
    total_work_seconds: int | None
    avg_work_duration_seconds: float | None
    unique_books_studied: int | None


class PublicPomodoroStreaks(TypedDict):
    """A row of public.pomodoro_streaks.

    Days in a row, and the weekly goal.
    """

    user_id: str
    current_streak: int | None
    longest_streak: int | None
    last_session_date: str | None
    weekly_goal: int | None
    weekly_progress: int | None
    week_start_date: str | None
    updated_at: str | None


class PublicPomodoroStreaksInsert(TypedDict):
    """What INSERT into public.pomodoro_streaks takes."""

    user_id: str
    current_streak: NotRequired[int | None]
    longest_streak: NotRequired[int | None]
    last_session_date: NotRequired[str | None]
    weekly_goal: NotRequired[int | None]
    weekly_progress: NotRequired[int | None]
    week_start_date: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicPomodoroStreaksUpdate(TypedDict, total=False):
    """What UPDATE of public.pomodoro_streaks takes."""

    user_id: str
    current_streak: int | None
    longest_streak: int | None
    last_session_date: str | None
    weekly_goal: int | None
    weekly_progress: int | None
    week_start_date: str | None
    updated_at: str | None


class PublicProfiles(TypedDict):
    """A row of public.profiles.

    One row per account, made by a trigger on auth.users.
    """

    id: str
    email: str
    full_name: str | None
    tier: str | None
    credits: int | None
    stripe_customer_id: str | None
    stripe_subscription_id: str | None
    subscription_status: str | None
    created_at: str | None
    updated_at: str | None
    ocr_count_monthly: int | None
    ocr_last_reset: str | None


class PublicProfilesInsert(TypedDict):
    """What INSERT into public.profiles takes."""

    id: str
    email: str
    full_name: NotRequired[str | None]
    tier: NotRequired[str | None]
    credits: NotRequired[int | None]
    stripe_customer_id: NotRequired[str | None]
    stripe_subscription_id: NotRequired[str | None]
    subscription_status: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    ocr_count_monthly: NotRequired[int | None]
    ocr_last_reset: NotRequired[str | None]


class PublicProfilesUpdate(TypedDict, total=False):
    """What UPDATE of public.profiles takes."""

    id: str
    email: str
    full_name: str | None
    tier: str | None
    credits: int | None
    stripe_customer_id: str | None
    stripe_subscription_id: str | None
    subscription_status: str | None
    created_at: str | None
    updated_at: str | None
    ocr_count_monthly: int | None
    ocr_last_reset: str | None


class PublicQueryPerformanceLog(TypedDict):
    """A row of public.query_performance_log.

    How long the API's queries took.
    """

    id: str
    user_id: str
    query_type: str
    execution_time_ms: float
    rows_returned: int | None
    cache_hit: bool | None
    filters: Json
    created_at: str | None


class PublicQueryPerformanceLogInsert(TypedDict):
    """What INSERT into public.query_performance_log takes."""

    id: NotRequired[str]
    user_id: str
    query_type: str
    execution_time_ms: float
    rows_returned: NotRequired[int | None]
    cache_hit: NotRequired[bool | None]
    filters: NotRequired[Json]
    created_at: NotRequired[str | None]


class PublicQueryPerformanceLogUpdate(TypedDict, total=False):
    """What UPDATE of public.query_performance_log takes."""

    id: str
    user_id: str
    query_type: str
    execution_time_ms: float
    rows_returned: int | None
    cache_hit: bool | None
    filters: Json
    created_at: str | None


class PublicReadingStatsWeekly(TypedDict):
    """A row of public.reading_stats_weekly.

    Books and study time per reader and week: this one and the twelve before.
    """

    user_id: str | None
    week_start: str | None
    books_read: int | None
    total_progress: float | None
    avg_progress_per_book: float | None
    total_pages_read: int | None
    avg_session_duration_seconds: float | None
    total_study_time_seconds: float | None


class PublicTtsAudioCache(TypedDict):
    """A row of public.tts_audio_cache.

    Synthesised speech, found by its text, voice and speed.
    """

    id: str
    user_id: str
    book_id: str
    content_hash: str
    text_content: str
    scope_type: str
    page_number: int | None
    paragraph_index: int | None
    start_char: int | None
    end_char: int | None
    audio_data_base64: str | None
    audio_storage_url: str | None
    audio_format: str | None
    duration_seconds: float
    file_size_bytes: int | None
    voice_name: str
    voice_language: str | None
    voice_gender: str | None
    speaking_rate: float | None
    pitch: float | None
    volume_gain: float | None
    provider: str
    access_count: int | None
    last_accessed_at: str | None
    created_at: str | None


class PublicTtsAudioCacheInsert(TypedDict):
    """What INSERT into public.tts_audio_cache takes."""

    id: NotRequired[str]
    user_id: str
    book_id: str
    content_hash: str
    text_content: str
    scope_type: str
    page_number: NotRequired[int | None]
    paragraph_index: NotRequired[int | None]
    start_char: NotRequired[int | None]
    end_char: NotRequired[int | None]
    audio_data_base64: NotRequired[str | None]
    audio_storage_url: NotRequired[str | None]
    audio_format: NotRequired[str | None]
    duration_seconds: float
    file_size_bytes: NotRequired[int | None]
    voice_name: str
    voice_language: NotRequired[str | None]
    voice_gender: NotRequired[str | None]
    speaking_rate: NotRequired[float | None]
    pitch: NotRequired[float | None]
    volume_gain: NotRequired[float | None]
    provider: str
    access_count: NotRequired[int | None]
    last_accessed_at: NotRequired[str | None]
    created_at: NotRequired[str | None]


class PublicTtsAudioCacheUpdate(TypedDict, total=False):
    """What UPDATE of public.tts_audio_cache takes."""

    id: str
    user_id: str
    book_id: str
    content_hash: str
    text_content: str
    scope_type: str
    page_number: int | None
    paragraph_index: int | None
    start_char: int | None
    end_char: int | None
    audio_data_base64: str | None
    audio_storage_url: str | None
    audio_format: str | None
    duration_seconds: float
    file_size_bytes: int | None
    voice_name: str
    voice_language: str | None
    voice_gender: str | None
    speaking_rate: float | None
    pitch: float | None
    volume_gain: float | None
    provider: str
    access_count: int | None
    last_accessed_at: str | None
    created_at: str | None


class PublicUsageRecords(TypedDict):
    """A row of public.usage_records.

    Credits spent, one row per billed action.
    """

    id: str
    user_id: str
    action_type: str
    credits_used: int
    metadata: Json
    created_at: str | None


class PublicUsageRecordsInsert(TypedDict):
    """What INSERT into public.usage_records takes."""

    id: NotRequired[str]
    user_id: str
    action_type: str
    credits_used: NotRequired[int]
    metadata: NotRequired[Json]
    created_at: NotRequired[str | None]


class PublicUsageRecordsUpdate(TypedDict, total=False):
    """What UPDATE of public.usage_records takes."""

    id: str
    user_id: str
    action_type: str
    credits_used: int
    metadata: Json
    created_at: str | None


class PublicUserActivitySummary(TypedDict):
    """A row of public.user_activity_summary.

    Totals per reader, with those who have done nothing yet.
    """

    user_id: str | None
    tier: str | None
    total_books: int | None
    favorite_books: int | None
    books_with_notes: int | None
    total_notes: int | None
    notes_last_7_days: int | None
    total_pomodoro_sessions: int | None
    total_study_seconds: int | None
    sessions_last_7_days: int | None
    total_collections: int | None
    total_tags: int | None
    last_activity_at: str | None


class PublicUserBooks(TypedDict):
    """A row of public.user_books.

    The books of a reader: PDF and text files, with their text, reading state and
    totals.
    """

    id: str
    user_id: str
    title: str
    file_name: str
    file_type: str
    total_pages: int | None
    text_content: str | None
    tts_metadata: Json
    last_read_page: int | None
    reading_progress: float | None
    created_at: str | None
    updated_at: str | None
    last_read_at: str | None
    s3_key: str | None
    total_pomodoro_time_seconds: int | None
    total_pomodoro_sessions: int | None
    last_pomodoro_at: str | None
    is_favorite: bool | None
    custom_metadata: Json
    file_size_bytes: int | None
    notes_count: int | None
    pomodoro_sessions_count: int | None
    tts_last_position: Json
    page_texts_cleaned: list[str] | None
    content: str | None
    embedding_status: str | None
    needs_ocr: bool | None
    ocr_status: str | None
    ocr_metadata: Json


class PublicUserBooksInsert(TypedDict):
    """What INSERT into public.user_books takes."""

    id: NotRequired[str]
    user_id: str
    title: str
    file_name: str
    file_type: str
    total_pages: NotRequired[int | None]
    text_content: NotRequired[str | None]
    tts_metadata: NotRequired[Json]
    last_read_page: NotRequired[int | None]
    reading_progress: NotRequired[float | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    last_read_at: NotRequired[str | None]
    s3_key: NotRequired[str | None]
    total_pomodoro_time_seconds: NotRequired[int | None]
    total_pomodoro_sessions: NotRequired[int | None]
    last_pomodoro_at: NotRequired[str | None]
    is_favorite: NotRequired[bool | None]
    custom_metadata: NotRequired[Json]
    file_size_bytes: NotRequired[int | None]
    notes_count: NotRequired[int | None]
    pomodoro_sessions_count: NotRequired[int | None]
    tts_last_position: NotRequired[Json]
    page_texts_cleaned: NotRequired[list[str] | None]
    content: NotRequired[str | None]
    embedding_status: NotRequired[str | None]
    needs_ocr: NotRequired[bool | None]
    ocr_status: NotRequired[str | None]
    ocr_metadata: NotRequired[Json]


class PublicUserBooksUpdate(TypedDict, total=False):
    """What UPDATE of public.user_books takes."""

    id: str
    user_id: str
    title: str
    file_name: str
    file_type: str
    total_pages: int | None
    text_content: str | None
    tts_metadata: Json
    last_read_page: int | None
    reading_progress: float | None
    created_at: str | None
    updated_at: str | None
    last_read_at: str | None
    s3_key: str | None
    total_pomodoro_time_seconds: int | None
    total_pomodoro_sessions: int | None
    last_pomodoro_at: str | None
    is_favorite: bool | None
    custom_metadata: Json
    file_size_bytes: int | None
    notes_count: int | None
    pomodoro_sessions_count: int | None
    tts_last_position: Json
    page_texts_cleaned: list[str] | None
    content: str | None
    embedding_status: str | None
    needs_ocr: bool | None
    ocr_status: str | None
    ocr_metadata: Json


class PublicUserBooksDailyStats(TypedDict):
    """A row of public.user_books_daily_stats.

    Uploads per reader and day.
    """

    user_id: str | None
    upload_date: str | None
    total_books: int | None
    pdf_books: int | None
    text_books: int | None
    total_size_bytes: float | None
    avg_reading_progress: float | None
    favorite_books: int | None
    books_with_notes: int | None
    books_with_sessions: int | None


class PublicUserBooksPartitioned(TypedDict):
    """A row of public.user_books_partitioned.

    Twin of user_books, partitioned by reader; empty until the library moves.
    """

    id: str
    user_id: str
    title: str
    file_name: str
    file_type: str
    total_pages: int | None
    text_content: str | None
    tts_metadata: Json
    last_read_page: int | None
    reading_progress: float | None
    created_at: str | None
    updated_at: str | None
    last_read_at: str | None
    s3_key: str | None
    total_pomodoro_time_seconds: int | None
    total_pomodoro_sessions: int | None
    last_pomodoro_at: str | None
    is_favorite: bool | None
    custom_metadata: Json
    file_size_bytes: int | None
    notes_count: int | None
    pomodoro_sessions_count: int | None
    tts_last_position: Json
    page_texts_cleaned: list[str] | None
    content: str | None
    embedding_status: str | None
    needs_ocr: bool | None
    ocr_status: str | None
    ocr_metadata: Json


class PublicUserBooksPartitionedInsert(TypedDict):
    """What INSERT into public.user_books_partitioned takes."""

    id: NotRequired[str]
    user_id: str
    title: str
    file_name: str
    file_type: str
    total_pages: NotRequired[int | None]
    text_content: NotRequired[str | None]
    tts_metadata: NotRequired[Json]
    last_read_page: NotRequired[int | None]
    reading_progress: NotRequired[float | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    last_read_at: NotRequired[str | None]
    s3_key: NotRequired[str | None]
    total_pomodoro_time_seconds: NotRequired[int | None]
    total_pomodoro_sessions: NotRequired[int | None]
    last_pomodoro_at: NotRequired[str | None]
    is_favorite: NotRequired[bool | None]
    custom_metadata: NotRequired[Json]
    file_size_bytes: NotRequired[int | None]
    notes_count: NotRequired[int | None]
    pomodoro_sessions_count: NotRequired[int | None]
    tts_last_position: NotRequired[Json]
    page_texts_cleaned: NotRequired[list[str] | None]
    content: NotRequired[str | None]
    embedding_status: NotRequired[str | None]
    needs_ocr: NotRequired[bool | None]
    ocr_status: NotRequired[str | None]
    ocr_metadata: NotRequired[Json]


class PublicUserBooksPartitionedUpdate(TypedDict, total=False):
    """What UPDATE of public.user_books_partitioned takes."""

    id: str
    user_id: str
    title: str
    file_name: str
    file_type: str
    total_pages: int | None
    text_content: str | None
    tts_metadata: Json
    last_read_page: int | None
    reading_progress: float | None
    created_at: str | None
    updated_at: str | None
    last_read_at: str | None
    s3_key: str | None
    total_pomodoro_time_seconds: int | None
    total_pomodoro_sessions: int | None
    last_pomodoro_at: str | None
    is_favorite: bool | None
    custom_metadata: Json
    file_size_bytes: int | None
    notes_count: int | None
    pomodoro_sessions_count: int | None
    tts_last_position: Json
    page_texts_cleaned: list[str] | None
    content: str | None
    embedding_status: str | None
    needs_ocr: bool | None
    ocr_status: str | None
    ocr_metadata: Json


class PublicUserCollections(TypedDict):
    """A row of public.user_collections.

    Folders of books; a folder may lie in another.
    """

    id: str
    user_id: str
    name: str
    description: str | None
    parent_id: str | None
    color: str | None
    icon: str | None
    is_favorite: bool | None
    display_order: int | None
    created_at: str | None
    updated_at: str | None


class PublicUserCollectionsInsert(TypedDict):
    """What INSERT into public.user_collections takes."""

    id: NotRequired[str]
    user_id: str
    name: str
    description: NotRequired[str | None]
    parent_id: NotRequired[str | None]
    color: NotRequired[str | None]
    icon: NotRequired[str | None]
    is_favorite: NotRequired[bool | None]
    display_order: NotRequired[int | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicUserCollectionsUpdate(TypedDict, total=False):
    """What UPDATE of public.user_collections takes."""

    id: str
    user_id: str
    name: str
    description: str | None
    parent_id: str | None
    color: str | None
    icon: str | None
    is_favorite: bool | None
    display_order: int | None
    created_at: str | None
    updated_at: str | None


class PublicUserHighlights(TypedDict):
    """A row of public.user_highlights.

    Marked passages; orphaned when the page's text changed under them.
    """

    id: str
    user_id: str
    book_id: str
    page_number: int
    highlighted_text: str
    color_id: str
    color_hex: str
    position_data: Json
    text_start_offset: int | None
    text_end_offset: int | None
    text_context_before: str | None
    text_context_after: str | None
    is_orphaned: bool | None
    orphaned_reason: str | None
    created_at: str | None
    updated_at: str | None


class PublicUserHighlightsInsert(TypedDict):
    """What INSERT into public.user_highlights takes."""

    id: NotRequired[str]
    user_id: str
    book_id: str
    page_number: int
    highlighted_text: str
    color_id: str
    color_hex: str
    position_data: Json
    text_start_offset: NotRequired[int | None]
    text_end_offset: NotRequired[int | None]
    text_context_before: NotRequired[str | None]
    text_context_after: NotRequired[str | None]
    is_orphaned: NotRequired[bool | None]
    orphaned_reason: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class PublicUserHighlightsUpdate(TypedDict, total=False):
    """What UPDATE of public.user_highlights takes."""

    id: str
    user_id: str
    book_id: str
    page_number: int
    highlighted_text: str
    color_id: str
    color_hex: str
    position_data: Json
    text_start_offset: int | None
    text_end_offset: int | None
    text_context_before: str | None
    text_context_after: str | None
    is_orphaned: bool | None
    orphaned_reason: str | None
    created_at: str | None
    updated_at: str | None


class PublicUserNotes(TypedDict):
    """A row of public.user_notes.

    Notes pinned to a page.
    """

    id: str
    user_id: str
    book_id: str
    page_number: int
    content: str
    position_x: float | None
    position_y: float | None
    created_at: str | None
    updated_at: str | None
    note_type: str | None
    note_metadata: Json
    is_ai_generated: bool | None


class PublicUserNotesInsert(TypedDict):
    """What INSERT into public.user_notes takes."""

    id: NotRequired[str]
    user_id: str
    book_id: str
    page_number: int
    content: str
    position_x: NotRequired[float | None]
    position_y: NotRequired[float | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]
    note_type: NotRequired[str | None]
    note_metadata: NotRequired[Json]
    is_ai_generated: NotRequired[bool | None]


class PublicUserNotesUpdate(TypedDict, total=False):
    """What UPDATE of public.user_notes takes."""

    id: str
    user_id: str
    book_id: str
    page_number: int
    content: str
    position_x: float | None
    position_y: float | None
    created_at: str | None
    updated_at: str | None
    note_type: str | None
    note_metadata: Json
    is_ai_generated: bool | None


class PublicActsForArgs(TypedDict):
    """Arguments of public.acts_for.

    Whether the caller is a user, or bypasses row security; SECURITY DEFINER
    functions ask it.
    """

    user_uuid: str


PublicActsForReturns: TypeAlias = bool
"""What public.acts_for returns."""


class PublicAnalyticsFreshnessRow(TypedDict):
    """A row that public.analytics_freshness returns."""

    age: str | None
    failed_at: str | None
    failure: str | None
    is_stale: bool | None
    refresh_every: str | None
    refreshed_at: str | None
    view_name: str | None


PublicAnalyticsFreshnessReturns: TypeAlias = list[PublicAnalyticsFreshnessRow]
"""What public.analytics_freshness returns."""


class PublicBulkDeleteHighlightsArgs(TypedDict):
    """Arguments of public.bulk_delete_highlights.

    Deletes those of the given highlights that are the caller's own; returns how
    many.
    """

    highlight_ids: list[str]


PublicBulkDeleteHighlightsReturns: TypeAlias = int
"""What public.bulk_delete_highlights returns."""


class PublicCheckPerformanceAlertsArgs(TypedDict):
    """Arguments of public.check_performance_alerts.

    Raises alerts for a slow query, a large payload, or many very slow queries.
    """

    execution_time_ms_param: float
    payload_size_bytes_param: NotRequired[int]
    query_type_param: str
    user_uuid: str


PublicCheckPerformanceAlertsReturns: TypeAlias = None
"""What public.check_performance_alerts returns."""


class PublicCheckPomodoroAchievementsArgs(TypedDict):
    """Arguments of public.check_pomodoro_achievements.

    Gives a user the badges earned by now and returns the new ones.
    """

    p_session_data: Json
    p_user_id: str


class PublicCheckPomodoroAchievementsRow(TypedDict):
    """A row that public.check_pomodoro_achievements returns."""

    achievement_type: str | None
    unlocked: bool | None


PublicCheckPomodoroAchievementsReturns: TypeAlias = list[PublicCheckPomodoroAchievementsRow]
"""What public.check_pomodoro_achievements returns."""

PublicCleanupOldTtsCacheReturns: TypeAlias = None
"""What public.cleanup_old_tts_cache returns."""


class PublicCleanupUserDataArgs(TypedDict):
    """Arguments of public.cleanup_user_data.

    Erases a user: all rows of all tables, the account, and what was derived from
    them.
    """

    user_uuid: str


class PublicCleanupUserDataRow(TypedDict):
    """A row that public.cleanup_user_data returns."""

    rows_deleted: int | None
    table_name: str | None


PublicCleanupUserDataReturns: TypeAlias = list[PublicCleanupUserDataRow]
"""What public.cleanup_user_data returns."""


class PublicExplainSearchQueryArgs(TypedDict):
    """Arguments of public.explain_search_query.

    How long the first page of a library search takes, and how many disk pages it
    touches.
    """

    filters: NotRequired[Json]
    q: NotRequired[str]
    sort_field: NotRequired[str]
    user_uuid: str


class PublicExplainSearchQueryRow(TypedDict):
    """A row that public.explain_search_query returns."""

    buffer_hits: int | None
    buffer_reads: int | None
    execution_time_ms: float | None
    query_plan: str | None
    rows_returned: int | None


PublicExplainSearchQueryReturns: TypeAlias = list[PublicExplainSearchQueryRow]
"""What public.explain_search_query returns."""


class PublicGetAchievementProgressArgs(TypedDict):
    """Arguments of public.get_achievement_progress.

    How near a user is to each badge.
    """

    p_user_id: str


class PublicGetAchievementProgressRow(TypedDict):
    """A row that public.get_achievement_progress returns."""

    achievement_type: str | None
    current_progress: int | None
    is_unlocked: bool | None
    progress_percentage: float | None
    target_progress: int | None


PublicGetAchievementProgressReturns: TypeAlias = list[PublicGetAchievementProgressRow]
"""What public.get_achievement_progress returns."""


class PublicGetActivePomodoroSessionArgs(TypedDict):
    """Arguments of public.get_active_pomodoro_session.

    The session a user has not ended yet, with the seconds since its start.
    """

    user_uuid: str


class PublicGetActivePomodoroSessionRow(TypedDict):
    """A row that public.get_active_pomodoro_session returns."""

    book_id: str | None
    duration_seconds: int | None
    id: str | None
    mode: str | None
    started_at: str | None


PublicGetActivePomodoroSessionReturns: TypeAlias = list[PublicGetActivePomodoroSessionRow]
"""What public.get_active_pomodoro_session returns."""


class PublicGetAnnotationStatsArgs(TypedDict):
    """Arguments of public.get_annotation_stats.

    How many notes a user has, in how many books, and how many of the last thirty
    days.
    """

    user_uuid: str


class PublicGetAnnotationStatsRow(TypedDict):
    """A row that public.get_annotation_stats returns."""

    books_with_annotations: int | None
    recent_annotations: int | None
    total_annotations: int | None


PublicGetAnnotationStatsReturns: TypeAlias = list[PublicGetAnnotationStatsRow]
"""What public.get_annotation_stats returns."""


class PublicGetBookEmbeddingsArgs(TypedDict):
    """Arguments of public.get_book_embeddings.

    Where the vectors of a book are, chunk by chunk.
    """

    book_uuid: str


class PublicGetBookEmbeddingsRow(TypedDict):
    """A row that public.get_book_embeddings returns."""

    chunk_count: int | None
    chunk_index: int | None
    chunk_text: str | None
    embedding_model: str | None
    generated_at: str | None
    id: str | None
    provider: str | None
    vector_id: str | None


PublicGetBookEmbeddingsReturns: TypeAlias = list[PublicGetBookEmbeddingsRow]
"""What public.get_book_embeddings returns."""


class PublicGetBookHighlightsArgs(TypedDict):
    """Arguments of public.get_book_highlights.

    The caller's highlights of one book, page by page.
    """

    book_uuid: str
    include_orphaned: NotRequired[bool]


PublicGetBookHighlightsReturns: TypeAlias = list[PublicUserHighlights]
"""What public.get_book_highlights returns."""


class PublicGetBookStorageStatsArgs(TypedDict):
    """Arguments of public.get_book_storage_stats.

    How much room a user's books take, by type.
    """

    user_uuid: str


class PublicGetBookStorageStatsRow(TypedDict):
    """A row that public.get_book_storage_stats returns."""

    average_size_mb: float | None
    pdf_count: int | None
    text_count: int | None
    total_books: int | None
    total_size_bytes: int | None
    total_size_mb: float | None


PublicGetBookStorageStatsReturns: TypeAlias = list[PublicGetBookStorageStatsRow]
"""What public.get_book_storage_stats returns."""


class PublicGetCollectionHierarchyArgs(TypedDict):
    """Arguments of public.get_collection_hierarchy.

    The folder tree of a user, or the branch below one folder.
    """

    root_id: NotRequired[str]
    user_uuid: str


class PublicGetCollectionHierarchyRow(TypedDict):
    """A row that public.get_collection_hierarchy returns."""

    book_count: int | None
    color: str | None
    created_at: str | None
    description: str | None
    display_order: int | None
    icon: str | None
    id: str | None
    is_favorite: bool | None
    level: int | None
    name: str | None
    parent_id: str | None
    path: str | None


PublicGetCollectionHierarchyReturns: TypeAlias = list[PublicGetCollectionHierarchyRow]
"""What public.get_collection_hierarchy returns."""


class PublicGetCollectionHierarchyCachedArgs(TypedDict):
    """Arguments of public.get_collection_hierarchy_cached.

    The folder tree of a user as of the last refresh, or one folder and what is
    right below it.
    """

    root_id: NotRequired[str]
    user_uuid: str


class PublicGetCollectionHierarchyCachedRow(TypedDict):
    """A row that public.get_collection_hierarchy_cached returns."""

    book_count: int | None
    color: str | None
    created_at: str | None
    description: str | None
    display_order: int | None
    icon: str | None
    id: str | None
    is_favorite: bool | None
    level: int | None
    name: str | None
    parent_id: str | None
    path: str | None


PublicGetCollectionHierarchyCachedReturns: TypeAlias = list[PublicGetCollectionHierarchyCachedRow]
"""What public.get_collection_hierarchy_cached returns."""


class PublicGetDailyPomodoroStatsArgs(TypedDict):
    """Arguments of public.get_daily_pomodoro_stats.

    Sessions and minutes per day of the last days, newest first.
    """

    days_back: NotRequired[int]
    user_uuid: str


class PublicGetDailyPomodoroStatsRow(TypedDict):
    """A row that public.get_daily_pomodoro_stats returns."""

    break_sessions: int | None
    date: str | None
    total_sessions: int | None
    total_time_minutes: int | None
    work_sessions: int | None


PublicGetDailyPomodoroStatsReturns: TypeAlias = list[PublicGetDailyPomodoroStatsRow]
"""What public.get_daily_pomodoro_stats returns."""


class PublicGetDocumentCentricGraphArgs(TypedDict):
    """Arguments of public.get_document_centric_graph.

    A book, the books up to five links away, and their notes, one level below each.
    """

    book_uuid: str
    max_depth: NotRequired[int]
    user_uuid: str


class PublicGetDocumentCentricGraphRow(TypedDict):
    """A row that public.get_document_centric_graph returns."""

    depth_level: int | None
    node_content: str | None
    node_id: str | None
    node_type: str | None
    relationship_type: str | None
    similarity_score: float | None


PublicGetDocumentCentricGraphReturns: TypeAlias = list[PublicGetDocumentCentricGraphRow]
"""What public.get_document_centric_graph returns."""


class PublicGetDocumentDescriptionArgs(TypedDict):
    """Arguments of public.get_document_description.

    What a book is about: in the reader's words, else as generated, else an empty
    text.
    """

    book_uuid: str


PublicGetDocumentDescriptionReturns: TypeAlias = str
"""What public.get_document_description returns."""


class PublicGetDocumentRelationshipStatsArgs(TypedDict):
    """Arguments of public.get_document_relationship_stats.

    How many links a user's books have, from how many books, and their average
    relevance in percent.
    """

    user_id_param: str


class PublicGetDocumentRelationshipStatsRow(TypedDict):
    """A row that public.get_document_relationship_stats returns."""

    average_relevance: float | None
    documents_with_relations: int | None
    total_relationships: int | None


PublicGetDocumentRelationshipStatsReturns: TypeAlias = list[PublicGetDocumentRelationshipStatsRow]
"""What public.get_document_relationship_stats returns."""


class PublicGetEmbeddingStatsArgs(TypedDict):
    """Arguments of public.get_embedding_stats.

    What a user's vectors are, what they cost, and how often they are used.
    """

    user_uuid: str


class PublicGetEmbeddingStatsRow(TypedDict):
    """A row that public.get_embedding_stats returns."""

    avg_query_count_per_embedding: float | None
    embeddings_by_model: Json
    embeddings_by_provider: Json
    total_cost_usd: float | None
    total_embeddings: int | None
    total_queries: int | None


PublicGetEmbeddingStatsReturns: TypeAlias = list[PublicGetEmbeddingStatsRow]
"""What public.get_embedding_stats returns."""


class PublicGetHighlightStatsArgs(TypedDict):
    """Arguments of public.get_highlight_stats.

    How many highlights a user has, in how many books, and how many of the last
    seven days.
    """

    user_uuid: str


class PublicGetHighlightStatsRow(TypedDict):
    """A row that public.get_highlight_stats returns."""

    books_with_highlights: int | None
    recent_highlights: int | None
    total_highlights: int | None


PublicGetHighlightStatsReturns: TypeAlias = list[PublicGetHighlightStatsRow]
"""What public.get_highlight_stats returns."""


class PublicGetLibraryStatsArgs(TypedDict):
    """Arguments of public.get_library_stats.

    A library in four numbers; the reading time is that of the work sessions, in
    seconds.
    """

    user_uuid: str


class PublicGetLibraryStatsRow(TypedDict):
    """A row that public.get_library_stats returns."""

    average_progress: float | None
    total_books: int | None
    total_pages: int | None
    total_reading_time: int | None


PublicGetLibraryStatsReturns: TypeAlias = list[PublicGetLibraryStatsRow]
"""What public.get_library_stats returns."""


class PublicGetNoteRelationshipsArgs(TypedDict):
    """Arguments of public.get_note_relationships.

    What a note is linked to, with the linked text, most similar first.
    """

    note_uuid: str
    user_uuid: str


class PublicGetNoteRelationshipsRow(TypedDict):
    """A row that public.get_note_relationships returns."""

    content: str | None
    created_at: str | None
    is_auto_detected: bool | None
    related_id: str | None
    related_type: str | None
    relationship_id: str | None
    relationship_type: str | None
    similarity_score: float | None


PublicGetNoteRelationshipsReturns: TypeAlias = list[PublicGetNoteRelationshipsRow]
"""What public.get_note_relationships returns."""


class PublicGetPomodoroStatsByBookArgs(TypedDict):
    """Arguments of public.get_pomodoro_stats_by_book.

    The time spent on one book.
    """

    book_uuid: str


class PublicGetPomodoroStatsByBookRow(TypedDict):
    """A row that public.get_pomodoro_stats_by_book returns."""

    average_session_minutes: float | None
    break_sessions: int | None
    completed_sessions: int | None
    last_session_at: str | None
    total_sessions: int | None
    total_time_hours: int | None
    total_time_minutes: int | None
    total_time_seconds: int | None
    work_sessions: int | None


PublicGetPomodoroStatsByBookReturns: TypeAlias = list[PublicGetPomodoroStatsByBookRow]
"""What public.get_pomodoro_stats_by_book returns."""


class PublicGetPomodoroStatsDailyArgs(TypedDict):
    """Arguments of public.get_pomodoro_stats_daily.

    Sessions of a user per day of the last days, newest first, as of the last
    refresh.
    """

    days_back: NotRequired[int]
    user_uuid: str


class PublicGetPomodoroStatsDailyRow(TypedDict):
    """A row that public.get_pomodoro_stats_daily returns."""

    avg_work_duration_seconds: float | None
    break_sessions: int | None
    completed_sessions: int | None
    session_date: str | None
    total_sessions: int | None
    total_work_seconds: int | None
    unique_books_studied: int | None
    work_sessions: int | None


PublicGetPomodoroStatsDailyReturns: TypeAlias = list[PublicGetPomodoroStatsDailyRow]
"""What public.get_pomodoro_stats_daily returns."""


class PublicGetReadingStatsWeeklyArgs(TypedDict):
    """Arguments of public.get_reading_stats_weekly.

    Books and study time of a user per week, newest first, as of the last refresh.
    """

    user_uuid: str


class PublicGetReadingStatsWeeklyRow(TypedDict):
    """A row that public.get_reading_stats_weekly returns."""

    avg_progress_per_book: float | None
    avg_session_duration_seconds: float | None
    books_read: int | None
    total_pages_read: int | None
    total_progress: float | None
    total_study_time_seconds: float | None
    week_start: str | None


PublicGetReadingStatsWeeklyReturns: TypeAlias = list[PublicGetReadingStatsWeeklyRow]
"""What public.get_reading_stats_weekly returns."""


class PublicGetRelatedDocumentsWithDetailsArgs(TypedDict):
    """Arguments of public.get_related_documents_with_details.

    The books linked with one, whichever way the link points, most relevant (0 to 1)
    first.
    """

    source_document_id: str


class PublicGetRelatedDocumentsWithDetailsRow(TypedDict):
    """A row that public.get_related_documents_with_details returns."""

    created_at: str | None
    description: str | None
    id: str | None
    relationship_type: str | None
    relevance_score: float | None
    title: str | None


PublicGetRelatedDocumentsWithDetailsReturns: TypeAlias = list[PublicGetRelatedDocumentsWithDetailsRow]
"""What public.get_related_documents_with_details returns."""


class PublicGetRelatedMemoriesArgs(TypedDict):
    """Arguments of public.get_related_memories.

    The memories linked with one, whichever way the link points, strongest first.
    """

    limit_count: NotRequired[int]
    memory_uuid: str
    relationship_filter: NotRequired[list[str]]


class PublicGetRelatedMemoriesRow(TypedDict):
    """A row that public.get_related_memories returns."""

    entity_text: str | None
    entity_type: str | None
    related_memory_id: str | None
    relationship_type: str | None
    strength: float | None


PublicGetRelatedMemoriesReturns: TypeAlias = list[PublicGetRelatedMemoriesRow]
"""What public.get_related_memories returns."""


class PublicGetSimilarMemoriesArgs(TypedDict):
    """Arguments of public.get_similar_memories.

    The memories of a user nearest to an embedding, by cosine similarity.
    """

    limit_count: NotRequired[int]
    query_embedding: str
    similarity_threshold: NotRequired[float]
    user_uuid: str


class PublicGetSimilarMemoriesRow(TypedDict):
    """A row that public.get_similar_memories returns."""

    created_at: str | None
    entity_metadata: Json
    entity_text: str | None
    entity_type: str | None
    id: str | None
    similarity: float | None


PublicGetSimilarMemoriesReturns: TypeAlias = list[PublicGetSimilarMemoriesRow]
"""What public.get_similar_memories returns."""


class PublicGetTimeOfDayPatternsArgs(TypedDict):
    """Arguments of public.get_time_of_day_patterns.

    Sessions and minutes per hour of the day, over the last days.
    """

    days_back: NotRequired[int]
    user_uuid: str


class PublicGetTimeOfDayPatternsRow(TypedDict):
    """A row that public.get_time_of_day_patterns returns."""

    hour_of_day: int | None
    session_count: int | None
    total_time_minutes: int | None


PublicGetTimeOfDayPatternsReturns: TypeAlias = list[PublicGetTimeOfDayPatternsRow]
"""What public.get_time_of_day_patterns returns."""


class PublicGetUserAchievementsArgs(TypedDict):
    """Arguments of public.get_user_achievements.

    The badges of a user, newest first.
    """

    p_user_id: str


class PublicGetUserAchievementsRow(TypedDict):
    """A row that public.get_user_achievements returns."""

    achievement_type: str | None
    metadata: Json
    unlocked_at: str | None


PublicGetUserAchievementsReturns: TypeAlias = list[PublicGetUserAchievementsRow]
"""What public.get_user_achievements returns."""


class PublicGetUserActivitySummaryArgs(TypedDict):
    """Arguments of public.get_user_activity_summary.

    The totals of a user, as of the last refresh.
    """

    user_uuid: str


class PublicGetUserActivitySummaryRow(TypedDict):
    """A row that public.get_user_activity_summary returns."""

    books_with_notes: int | None
    favorite_books: int | None
    last_activity_at: str | None
    notes_last_7_days: int | None
    sessions_last_7_days: int | None
    tier: str | None
    total_books: int | None
    total_collections: int | None
    total_notes: int | None
    total_pomodoro_sessions: int | None
    total_study_seconds: int | None
    total_tags: int | None


PublicGetUserActivitySummaryReturns: TypeAlias = list[PublicGetUserActivitySummaryRow]
"""What public.get_user_activity_summary returns."""


class PublicGetUserBooksDailyStatsArgs(TypedDict):
    """Arguments of public.get_user_books_daily_stats.

    Uploads of a user per day, newest first, as of the last refresh.
    """

    user_uuid: str


class PublicGetUserBooksDailyStatsRow(TypedDict):
    """A row that public.get_user_books_daily_stats returns."""

    avg_reading_progress: float | None
    books_with_notes: int | None
    books_with_sessions: int | None
    favorite_books: int | None
    pdf_books: int | None
    text_books: int | None
    total_books: int | None
    total_size_bytes: float | None
    upload_date: str | None


PublicGetUserBooksDailyStatsReturns: TypeAlias = list[PublicGetUserBooksDailyStatsRow]
"""What public.get_user_books_daily_stats returns."""


class PublicGetUserPerformanceSummaryArgs(TypedDict):
    """Arguments of public.get_user_performance_summary.

    How fast a user's queries were lately, and which alerts came of it.
    """

    days_back: NotRequired[int]
    user_uuid: str


class PublicGetUserPerformanceSummaryRow(TypedDict):
    """A row that public.get_user_performance_summary returns."""

    active_alerts: int | None
    avg_execution_time_ms: float | None
    cache_hit_rate: float | None
    large_payload_count: int | None
    p95_execution_time_ms: float | None
    slow_query_count: int | None
    total_queries: int | None


PublicGetUserPerformanceSummaryReturns: TypeAlias = list[PublicGetUserPerformanceSummaryRow]
"""What public.get_user_performance_summary returns."""


class PublicGetUserReadingStatsArgs(TypedDict):
    """Arguments of public.get_user_reading_stats.

    How far a user has read, and how many books are favourites or have notes.
    """

    user_uuid: str


class PublicGetUserReadingStatsRow(TypedDict):
    """A row that public.get_user_reading_stats returns."""

    average_progress: float | None
    books_with_notes: int | None
    favorite_books: int | None
    total_books: int | None
    total_pages_read: int | None


PublicGetUserReadingStatsReturns: TypeAlias = list[PublicGetUserReadingStatsRow]
"""What public.get_user_reading_stats returns."""


class PublicGetUserStreakArgs(TypedDict):
    """Arguments of public.get_user_streak.

    The days in a row of a user, and how far the weekly goal is.
    """

    p_user_id: str


class PublicGetUserStreakRow(TypedDict):
    """A row that public.get_user_streak returns."""

    current_streak: int | None
    last_session_date: str | None
    longest_streak: int | None
    week_start_date: str | None
    weekly_goal: int | None
    weekly_progress: int | None


PublicGetUserStreakReturns: TypeAlias = list[PublicGetUserStreakRow]
"""What public.get_user_streak returns."""


class PublicGetUserUsageStatsArgs(TypedDict):
    """Arguments of public.get_user_usage_stats.

    What a user has done and spent, in total and this month.
    """

    user_uuid: str


class PublicGetUserUsageStatsRow(TypedDict):
    """A row that public.get_user_usage_stats returns."""

    actions_this_month: int | None
    credits_used_this_month: int | None
    most_used_action: str | None
    total_actions: int | None
    total_credits_used: int | None


PublicGetUserUsageStatsReturns: TypeAlias = list[PublicGetUserUsageStatsRow]
"""What public.get_user_usage_stats returns."""


class PublicGetWeeklyPomodoroSummaryArgs(TypedDict):
    """Arguments of public.get_weekly_pomodoro_summary.

    Sessions and hours per week of the last eight weeks, newest first; weeks begin
    on Monday.
    """

    user_uuid: str


class PublicGetWeeklyPomodoroSummaryRow(TypedDict):
    """A row that public.get_weekly_pomodoro_summary returns."""

    average_session_minutes: float | None
    break_sessions: int | None
    total_sessions: int | None
    total_time_hours: float | None
    week_start: str | None
    work_sessions: int | None


PublicGetWeeklyPomodoroSummaryReturns: TypeAlias = list[PublicGetWeeklyPomodoroSummaryRow]
"""What public.get_weekly_pomodoro_summary returns."""


class PublicHasBookEmbeddingsArgs(TypedDict):
    """Arguments of public.has_book_embeddings.

    Whether a book has been embedded.
    """

    book_uuid: str


PublicHasBookEmbeddingsReturns: TypeAlias = bool
"""What public.has_book_embeddings returns."""


class PublicIncrementEmbeddingQueryCountArgs(TypedDict):
    """Arguments of public.increment_embedding_query_count.

    Counts one more use of a vector.
    """

    embedding_uuid: str


PublicIncrementEmbeddingQueryCountReturns: TypeAlias = None
"""What public.increment_embedding_query_count returns."""


class PublicIncrementTtsCacheAccessArgs(TypedDict):
    """Arguments of public.increment_tts_cache_access.

    Counts one more use of cached speech.
    """

    cache_id: str


PublicIncrementTtsCacheAccessReturns: TypeAlias = None
"""What public.increment_tts_cache_access returns."""


class PublicIsFeatureEnabledArgs(TypedDict):
    """Arguments of public.is_feature_enabled.

    Whether a flag is on: for all, for a listed user, or for a share of the users.
    """

    environment_param: NotRequired[str]
    feature_name: str
    user_uuid: NotRequired[str]


PublicIsFeatureEnabledReturns: TypeAlias = bool
"""What public.is_feature_enabled returns."""


class PublicJsonbUuidElemsArgs(TypedDict):
    """Arguments of public.jsonb_uuid_elems.

    Turns a JSON array of uuid strings into rows.
    """

    arr: Json


PublicJsonbUuidElemsReturns: TypeAlias = list[str]
"""What public.jsonb_uuid_elems returns."""


class PublicLogQueryPerformanceArgs(TypedDict):
    """Arguments of public.log_query_performance.

    Notes how long one query took.
    """

    cache_hit_param: NotRequired[bool]
    execution_time_ms_param: float
    filters_param: NotRequired[Json]
    query_type_param: str
    rows_returned_param: NotRequired[int]
    user_uuid: str


PublicLogQueryPerformanceReturns: TypeAlias = None
"""What public.log_query_performance returns."""


class PublicLogQueryPerformanceWithAlertsArgs(TypedDict):
    """Arguments of public.log_query_performance_with_alerts.

    Notes how long one query took, and raises alerts unless the answer came from a
    cache.
    """

    cache_hit_param: NotRequired[bool]
    execution_time_ms_param: float
    filters_param: NotRequired[Json]
    payload_size_bytes_param: NotRequired[int]
    query_type_param: str
    rows_returned_param: NotRequired[int]
    user_uuid: str


PublicLogQueryPerformanceWithAlertsReturns: TypeAlias = None
"""What public.log_query_performance_with_alerts returns."""


class PublicMarkPageHighlightsOrphanedArgs(TypedDict):
    """Arguments of public.mark_page_highlights_orphaned.

    Marks the caller's highlights of a page whose text has changed; returns how
    many.
    """

    book_uuid: str
    page_num: int
    reason: NotRequired[str]


PublicMarkPageHighlightsOrphanedReturns: TypeAlias = int
"""What public.mark_page_highlights_orphaned returns."""

PublicRefreshAllAnalyticsViewsReturns: TypeAlias = None
"""What public.refresh_all_analytics_views returns."""


class PublicRefreshAnalyticsViewArgs(TypedDict):
    """Arguments of public.refresh_analytics_view.

    Refreshes one materialized view of the public schema, without making its readers
    wait, and notes when.
    """

    view_name: str


PublicRefreshAnalyticsViewReturns: TypeAlias = None
"""What public.refresh_analytics_view returns."""


class PublicRefreshAnalyticsViewsArgs(TypedDict):
    """Arguments of public.refresh_analytics_views.

    Refreshes some views as a schedule does: one that fails is noted and does not
    stop the others.
    """

    refresh_every: str
    view_names: list[str]


PublicRefreshAnalyticsViewsReturns: TypeAlias = int
"""What public.refresh_analytics_views returns."""

PublicRefreshCollectionHierarchyCacheReturns: TypeAlias = None
"""What public.refresh_collection_hierarchy_cache returns."""

PublicResetMonthlyOcrCountersReturns: TypeAlias = None
"""What public.reset_monthly_ocr_counters returns."""


class PublicSearchAnnotationsArgs(TypedDict):
    """Arguments of public.search_annotations.

    The notes of a user that hold a text, in whatever case, newest first.
    """

    q: NotRequired[str]
    user_uuid: str


class PublicSearchAnnotationsRow(TypedDict):
    """A row that public.search_annotations returns."""

    book_id: str | None
    content: str | None
    created_at: str | None
    id: str | None
    page_number: int | None
    position_x: float | None
    position_y: float | None


PublicSearchAnnotationsReturns: TypeAlias = list[PublicSearchAnnotationsRow]
"""What public.search_annotations returns."""


class PublicSearchUserBooksArgs(TypedDict):
    """Arguments of public.search_user_books.

    One page of a library: full text, filters, and keyset pagination.
    """

    after: NotRequired[Json]
    filters: NotRequired[Json]
    page_limit: NotRequired[int]
    q: NotRequired[str]
    sort_field: NotRequired[str]
    sort_order: NotRequired[str]
    user_uuid: str


class PublicSearchUserBooksRow(TypedDict):
    """A row that public.search_user_books returns."""

    created_at: str | None
    file_name: str | None
    file_size_bytes: int | None
    file_type: str | None
    id: str | None
    is_favorite: bool | None
    last_read_at: str | None
    last_read_page: int | None
    notes_count: int | None
    pomodoro_sessions_count: int | None
    reading_progress: float | None
    title: str | None
    total_pages: int | None
    updated_at: str | None


PublicSearchUserBooksReturns: TypeAlias = list[PublicSearchUserBooksRow]
"""What public.search_user_books returns."""


class PublicUpdatePomodoroStreakArgs(TypedDict):
    """Arguments of public.update_pomodoro_streak.

    Counts a session: the next day continues a streak, the same day does not, a gap
    begins a new one.
    """

    p_session_date: str
    p_user_id: str


PublicUpdatePomodoroStreakReturns: TypeAlias = None
"""What public.update_pomodoro_streak returns."""


class PublicUpdateReadingProgressArgs(TypedDict):
    """Arguments of public.update_reading_progress.

    Notes the page a reader has reached, and what share of the book that is.
    """

    book_uuid: str
    page_num: int
    total_pages: int


PublicUpdateReadingProgressReturns: TypeAlias = None
"""What public.update_reading_progress returns."""
