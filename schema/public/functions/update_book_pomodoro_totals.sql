-- Keeps the session totals of a book: every session counts, its time once it has ended. What a session contributed before
-- is taken away and what it contributes now is added, so that concurrent sessions of one book cannot overwrite each other.
-- AFTER the row was written: what an AFTER trigger returns is ignored, so it can never swallow the update that ends a
-- session.
CREATE FUNCTION public.update_book_pomodoro_totals() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE public.user_books
        SET
            pomodoro_sessions_count = greatest(coalesce(pomodoro_sessions_count, 0) - 1, 0),
            total_pomodoro_sessions =
                greatest(coalesce(total_pomodoro_sessions, 0) - (OLD.ended_at IS NOT NULL)::integer, 0),
            total_pomodoro_time_seconds = greatest(
                coalesce(total_pomodoro_time_seconds, 0)
                - CASE WHEN OLD.ended_at IS NULL THEN 0 ELSE coalesce(OLD.duration_seconds, 0) END,
                0
            )
        WHERE id = OLD.book_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE public.user_books
        SET
            pomodoro_sessions_count = coalesce(pomodoro_sessions_count, 0) + 1,
            total_pomodoro_sessions = coalesce(total_pomodoro_sessions, 0) + (NEW.ended_at IS NOT NULL)::integer,
            total_pomodoro_time_seconds =
                coalesce(total_pomodoro_time_seconds, 0)
                + CASE WHEN NEW.ended_at IS NULL THEN 0 ELSE coalesce(NEW.duration_seconds, 0) END,
            last_pomodoro_at = greatest(last_pomodoro_at, NEW.ended_at)
        WHERE id = NEW.book_id;
    END IF;
    RETURN NULL;
END
$$
