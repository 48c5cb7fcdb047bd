-- The totals of a user, as of the last refresh.
CREATE FUNCTION public.get_user_activity_summary(user_uuid uuid)
RETURNS TABLE (
    tier text,
    total_books bigint,
    favorite_books bigint,
    books_with_notes bigint,
    total_notes bigint,
    notes_last_7_days bigint,
    total_pomodoro_sessions bigint,
    total_study_seconds bigint,
    sessions_last_7_days bigint,
    total_collections bigint,
    total_tags bigint,
    last_activity_at timestamptz
)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        summary.tier, summary.total_books, summary.favorite_books, summary.books_with_notes, summary.total_notes,
        summary.notes_last_7_days, summary.total_pomodoro_sessions, summary.total_study_seconds,
        summary.sessions_last_7_days, summary.total_collections, summary.total_tags, summary.last_activity_at
    FROM public.user_activity_summary AS summary
    WHERE summary.user_id = user_uuid
        AND public.acts_for(user_uuid)  -- row security does not reach materialized views
$$;
