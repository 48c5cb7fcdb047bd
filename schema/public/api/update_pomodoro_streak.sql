-- Counts a session: the next day continues a streak, the same day does not, a gap begins a new one.
CREATE FUNCTION public.update_pomodoro_streak(p_user_id uuid, p_session_date date) RETURNS void
LANGUAGE sql SET search_path = ''
AS $$
    INSERT INTO public.pomodoro_streaks AS streak
        (user_id, current_streak, longest_streak, last_session_date, weekly_progress, week_start_date)
    VALUES (p_user_id, 1, 1, p_session_date, 1, date_trunc('week', p_session_date)::date)
    ON CONFLICT (user_id) DO UPDATE SET
        (current_streak, longest_streak, last_session_date, weekly_progress, week_start_date) = (
            SELECT
                counted.days,
                greatest(streak.longest_streak, counted.days),
                greatest(streak.last_session_date, p_session_date),
                CASE
                    WHEN excluded.week_start_date < streak.week_start_date THEN streak.weekly_progress
                    WHEN excluded.week_start_date = streak.week_start_date THEN coalesce(streak.weekly_progress, 0) + 1
                    ELSE 1
                END,
                greatest(streak.week_start_date, excluded.week_start_date)
            FROM (
                SELECT CASE
                    WHEN p_session_date = streak.last_session_date + 1 THEN coalesce(streak.current_streak, 0) + 1
                    WHEN p_session_date <= streak.last_session_date THEN greatest(streak.current_streak, 1)
                    ELSE 1
                END AS days
            ) AS counted
        )
$$;
