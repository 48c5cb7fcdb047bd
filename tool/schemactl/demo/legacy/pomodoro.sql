-- Pomodoro: timed reading sessions, badges and streaks. Badges and streaks hang on auth.users, not on profiles.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE TABLE public.pomodoro_sessions (
    id               uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id          uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    book_id          uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    started_at       timestamptz NOT NULL DEFAULT now(),
    ended_at         timestamptz,
    duration_seconds integer,
    mode             text NOT NULL CHECK (mode IN ('work', 'shortBreak', 'longBreak')),
    completed        boolean DEFAULT false,
    created_at       timestamptz DEFAULT now(),
    updated_at       timestamptz DEFAULT now()
);
COMMENT ON TABLE public.pomodoro_sessions IS 'Work and break intervals spent on a book.';

CREATE INDEX idx_pomodoro_sessions_active ON public.pomodoro_sessions (user_id) WHERE ended_at IS NULL;
CREATE INDEX idx_pomodoro_sessions_book_id ON public.pomodoro_sessions (book_id);
CREATE INDEX idx_pomodoro_sessions_started_at ON public.pomodoro_sessions (started_at DESC);
CREATE INDEX idx_pomodoro_sessions_user_book ON public.pomodoro_sessions (user_id, book_id);
CREATE INDEX idx_pomodoro_sessions_user_id ON public.pomodoro_sessions (user_id);

CREATE TRIGGER trigger_update_book_pomodoro_totals
    BEFORE UPDATE ON public.pomodoro_sessions
    FOR EACH ROW WHEN (old.ended_at IS NULL AND new.ended_at IS NOT NULL)
    EXECUTE FUNCTION public.update_book_pomodoro_totals();
CREATE TRIGGER update_pomodoro_sessions_updated_at
    BEFORE UPDATE ON public.pomodoro_sessions FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.pomodoro_sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own pomodoro sessions" ON public.pomodoro_sessions
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own pomodoro sessions" ON public.pomodoro_sessions
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own pomodoro sessions" ON public.pomodoro_sessions
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own pomodoro sessions" ON public.pomodoro_sessions
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.pomodoro_achievements (
    id               uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id          uuid REFERENCES auth.users (id) ON DELETE CASCADE,
    achievement_type varchar(50) NOT NULL,
    unlocked_at      timestamptz DEFAULT now(),
    metadata         jsonb,
    UNIQUE (user_id, achievement_type)
);
COMMENT ON TABLE public.pomodoro_achievements IS 'Badges.';

CREATE INDEX idx_pomodoro_achievements_type ON public.pomodoro_achievements (achievement_type);
CREATE INDEX idx_pomodoro_achievements_unlocked_at ON public.pomodoro_achievements (unlocked_at);
CREATE INDEX idx_pomodoro_achievements_user_id ON public.pomodoro_achievements (user_id);

ALTER TABLE public.pomodoro_achievements ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can insert their own achievements" ON public.pomodoro_achievements
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can update their own achievements" ON public.pomodoro_achievements
    FOR UPDATE USING (auth.uid() = user_id);
CREATE POLICY "Users can view their own achievements" ON public.pomodoro_achievements
    FOR SELECT USING (auth.uid() = user_id);


CREATE TABLE public.pomodoro_streaks (
    user_id           uuid PRIMARY KEY REFERENCES auth.users (id) ON DELETE CASCADE,
    current_streak    integer DEFAULT 0,
    longest_streak    integer DEFAULT 0,
    last_session_date date,
    weekly_goal       integer DEFAULT 15,
    weekly_progress   integer DEFAULT 0,
    week_start_date   date,
    updated_at        timestamptz DEFAULT now()
);
COMMENT ON TABLE public.pomodoro_streaks IS 'Days in a row, and the weekly goal.';

CREATE INDEX idx_pomodoro_streaks_last_session ON public.pomodoro_streaks (last_session_date);
CREATE INDEX idx_pomodoro_streaks_user_id ON public.pomodoro_streaks (user_id);

ALTER TABLE public.pomodoro_streaks ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can insert their own streaks" ON public.pomodoro_streaks
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can update their own streaks" ON public.pomodoro_streaks
    FOR UPDATE USING (auth.uid() = user_id);
CREATE POLICY "Users can view their own streaks" ON public.pomodoro_streaks
    FOR SELECT USING (auth.uid() = user_id);
