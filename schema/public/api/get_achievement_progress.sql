-- How near a user is to each badge.
CREATE FUNCTION public.get_achievement_progress(p_user_id uuid)
RETURNS TABLE (
    achievement_type varchar,
    current_progress bigint,
    target_progress bigint,
    is_unlocked boolean,
    progress_percentage numeric
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    WITH reached AS (
        SELECT
            count(*) AS sessions,
            count(DISTINCT session.book_id) AS books,
            (
                SELECT coalesce(max(streak.longest_streak), 0) FROM public.pomodoro_streaks AS streak
                WHERE streak.user_id = p_user_id
            ) AS days
        FROM public.pomodoro_sessions AS session
        WHERE session.user_id = p_user_id AND session.completed
    )
    SELECT
        goal.badge::varchar,
        goal.progress,
        goal.target,
        EXISTS (
            SELECT FROM public.pomodoro_achievements AS unlocked
            WHERE unlocked.user_id = p_user_id AND unlocked.achievement_type = goal.badge
        ),
        round(least(100.0, 100.0 * goal.progress / goal.target), 1)
    FROM reached
    CROSS JOIN LATERAL (VALUES
        ('first_steps', reached.sessions, 1::bigint),
        ('consistent_reader', reached.days, 7),
        ('marathon_reader', reached.sessions, 100),
        ('explorer', reached.books, 10)
    ) AS goal (badge, progress, target)
$$;
