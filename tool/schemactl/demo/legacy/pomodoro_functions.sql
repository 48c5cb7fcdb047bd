-- Functions on timed reading: sessions by day, week and hour, badges, and streaks.
-- check_pomodoro_achievements fails whenever it is called: a result column has the name of a table column.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE FUNCTION public.get_active_pomodoro_session(user_uuid uuid)
RETURNS TABLE (id uuid, book_id uuid, started_at timestamptz, mode text, duration_seconds bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT s.id, s.book_id, s.started_at, s.mode, extract(epoch FROM now() - s.started_at)::bigint
    FROM public.pomodoro_sessions AS s
    WHERE s.user_id = user_uuid AND s.ended_at IS NULL
    ORDER BY s.started_at DESC
    LIMIT 1
$$;
COMMENT ON FUNCTION public.get_active_pomodoro_session(uuid) IS 'The session a user has not ended yet.';


CREATE FUNCTION public.get_pomodoro_stats_by_book(book_uuid uuid)
RETURNS TABLE (
    total_sessions bigint,
    total_time_seconds bigint,
    total_time_minutes bigint,
    total_time_hours bigint,
    average_session_minutes numeric,
    completed_sessions bigint,
    work_sessions bigint,
    break_sessions bigint,
    last_session_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(duration_seconds), 0),
        coalesce(sum(duration_seconds), 0) / 60,
        coalesce(sum(duration_seconds), 0) / 3600,
        round(coalesce(avg(duration_seconds), 0) / 60, 1),
        count(*) FILTER (WHERE completed),
        count(*) FILTER (WHERE mode = 'work'),
        count(*) FILTER (WHERE mode <> 'work'),
        max(started_at)
    FROM public.pomodoro_sessions
    WHERE book_id = book_uuid
$$;


CREATE FUNCTION public.get_daily_pomodoro_stats(user_uuid uuid, days_back integer DEFAULT 7)
RETURNS TABLE (
    date date,
    total_sessions bigint,
    total_time_minutes bigint,
    work_sessions bigint,
    break_sessions bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        started_at::date,
        count(*),
        coalesce(sum(duration_seconds), 0) / 60,
        count(*) FILTER (WHERE mode = 'work'),
        count(*) FILTER (WHERE mode <> 'work')
    FROM public.pomodoro_sessions
    WHERE user_id = user_uuid AND started_at >= now() - days_back * interval '1 day'
    GROUP BY started_at::date
    ORDER BY started_at::date DESC
$$;


CREATE FUNCTION public.get_weekly_pomodoro_summary(user_uuid uuid)
RETURNS TABLE (
    week_start date,
    total_sessions bigint,
    total_time_hours numeric,
    work_sessions bigint,
    break_sessions bigint,
    average_session_minutes numeric
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        date_trunc('week', started_at)::date,
        count(*),
        round(coalesce(sum(duration_seconds), 0) / 3600.0, 2),
        count(*) FILTER (WHERE mode = 'work'),
        count(*) FILTER (WHERE mode <> 'work'),
        round(coalesce(avg(duration_seconds), 0) / 60, 1)
    FROM public.pomodoro_sessions
    WHERE user_id = user_uuid AND started_at >= now() - interval '8 weeks'
    GROUP BY date_trunc('week', started_at)
    ORDER BY date_trunc('week', started_at) DESC
$$;


CREATE FUNCTION public.get_time_of_day_patterns(user_uuid uuid, days_back integer DEFAULT 30)
RETURNS TABLE (hour_of_day integer, session_count bigint, total_time_minutes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT extract(hour FROM started_at)::integer, count(*), coalesce(sum(duration_seconds), 0) / 60
    FROM public.pomodoro_sessions
    WHERE user_id = user_uuid AND started_at >= now() - days_back * interval '1 day'
    GROUP BY 1
    ORDER BY 1
$$;


CREATE FUNCTION public.get_user_achievements(p_user_id uuid)
RETURNS TABLE (achievement_type varchar, unlocked_at timestamptz, metadata jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    SELECT badge.achievement_type, badge.unlocked_at, badge.metadata
    FROM pomodoro_achievements AS badge
    WHERE badge.user_id = p_user_id
    ORDER BY badge.unlocked_at DESC;
END
$$;


CREATE FUNCTION public.check_pomodoro_achievements(p_user_id uuid, p_session_data jsonb)
RETURNS TABLE (achievement_type varchar, unlocked boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
    finished bigint;
BEGIN
    SELECT count(*) INTO finished FROM pomodoro_sessions WHERE user_id = p_user_id AND completed;
    IF finished >= 1 THEN
        INSERT INTO pomodoro_achievements (user_id, achievement_type, metadata)
        VALUES (p_user_id, 'first_steps', p_session_data)
        ON CONFLICT (user_id, achievement_type) DO NOTHING;
    END IF;
    IF EXISTS (SELECT FROM pomodoro_streaks WHERE user_id = p_user_id AND current_streak >= 7) THEN
        INSERT INTO pomodoro_achievements (user_id, achievement_type, metadata)
        VALUES (p_user_id, 'consistent_reader', p_session_data)
        ON CONFLICT (user_id, achievement_type) DO NOTHING;
    END IF;
    RETURN QUERY
    SELECT achievement_type, true FROM pomodoro_achievements
    WHERE user_id = p_user_id AND unlocked_at > now() - interval '1 minute';
END
$$;


CREATE FUNCTION public.get_achievement_progress(p_user_id uuid)
RETURNS TABLE (
    achievement_type varchar,
    current_progress bigint,
    target_progress bigint,
    is_unlocked boolean,
    progress_percentage numeric
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
    sessions bigint;
    books bigint;
    streak bigint;
BEGIN
    SELECT count(*), count(DISTINCT s.book_id) INTO sessions, books
    FROM pomodoro_sessions AS s
    WHERE s.user_id = p_user_id AND s.completed;
    SELECT coalesce(max(s.longest_streak), 0) INTO streak FROM pomodoro_streaks AS s WHERE s.user_id = p_user_id;

    RETURN QUERY
    SELECT
        goal.badge::varchar,
        goal.reached,
        goal.target,
        EXISTS (SELECT FROM pomodoro_achievements AS a
            WHERE a.user_id = p_user_id AND a.achievement_type = goal.badge),
        round(least(100.0, 100.0 * goal.reached / goal.target), 1)
    FROM (VALUES
        ('first_steps', sessions, 1::bigint),
        ('consistent_reader', streak, 7::bigint),
        ('marathon_reader', sessions, 100::bigint),
        ('explorer', books, 10::bigint)
    ) AS goal (badge, reached, target);
END
$$;


CREATE FUNCTION public.get_user_streak(p_user_id uuid)
RETURNS TABLE (
    current_streak integer,
    longest_streak integer,
    last_session_date date,
    weekly_goal integer,
    weekly_progress integer,
    week_start_date date
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    SELECT
        coalesce(s.current_streak, 0), coalesce(s.longest_streak, 0), s.last_session_date,
        coalesce(s.weekly_goal, 15), coalesce(s.weekly_progress, 0), s.week_start_date
    FROM pomodoro_streaks AS s
    WHERE s.user_id = p_user_id;
END
$$;


-- A second session on one day counts as another day.
CREATE FUNCTION public.update_pomodoro_streak(p_user_id uuid, p_session_date date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
    week date := date_trunc('week', p_session_date)::date;
BEGIN
    INSERT INTO pomodoro_streaks AS s (
        user_id, current_streak, longest_streak, last_session_date, weekly_progress, week_start_date
    )
    VALUES (p_user_id, 1, 1, p_session_date, 1, week)
    ON CONFLICT (user_id) DO UPDATE SET
        current_streak = CASE WHEN p_session_date - s.last_session_date <= 1 THEN s.current_streak + 1 ELSE 1 END,
        longest_streak = greatest(
            s.longest_streak,
            CASE WHEN p_session_date - s.last_session_date <= 1 THEN s.current_streak + 1 ELSE 1 END
        ),
        last_session_date = p_session_date,
        weekly_progress = CASE WHEN s.week_start_date = week THEN s.weekly_progress + 1 ELSE 1 END,
        week_start_date = week,
        updated_at = now();
END
$$;
