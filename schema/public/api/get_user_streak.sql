-- The days in a row of a user, and how far the weekly goal is.
CREATE FUNCTION public.get_user_streak(p_user_id uuid)
RETURNS TABLE (
    current_streak integer,
    longest_streak integer,
    last_session_date date,
    weekly_goal integer,
    weekly_progress integer,
    week_start_date date
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        coalesce(streak.current_streak, 0), coalesce(streak.longest_streak, 0), streak.last_session_date,
        coalesce(streak.weekly_goal, 15), coalesce(streak.weekly_progress, 0), streak.week_start_date
    FROM public.pomodoro_streaks AS streak
    WHERE streak.user_id = p_user_id
$$;
