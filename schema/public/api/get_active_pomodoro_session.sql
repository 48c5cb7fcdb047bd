-- The session a user has not ended yet, with the seconds since its start.
CREATE FUNCTION public.get_active_pomodoro_session(user_uuid uuid)
RETURNS TABLE (id uuid, book_id uuid, started_at timestamptz, mode text, duration_seconds bigint)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        session.id, session.book_id, session.started_at, session.mode,
        extract(epoch FROM now() - session.started_at)::bigint
    FROM public.pomodoro_sessions AS session
    WHERE session.user_id = user_uuid AND session.ended_at IS NULL
    ORDER BY session.started_at DESC
    LIMIT 1
$$;
