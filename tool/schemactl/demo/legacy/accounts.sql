-- Accounts: profiles, what they spent, feature flags, and the API's own performance log.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE TABLE public.profiles (
    id                     uuid PRIMARY KEY REFERENCES auth.users (id),
    email                  text NOT NULL UNIQUE,
    full_name              text,
    tier                   text DEFAULT 'free' CHECK (tier IN ('free', 'pro', 'premium', 'enterprise')),
    credits                integer DEFAULT 100,
    stripe_customer_id     text,
    stripe_subscription_id text,
    subscription_status    text,
    created_at             timestamptz DEFAULT now(),
    updated_at             timestamptz DEFAULT now(),
    ocr_count_monthly      integer DEFAULT 0,
    ocr_last_reset         timestamp DEFAULT now()
);
COMMENT ON TABLE public.profiles IS 'One row per signed-up user, made by a trigger on auth.users.';
COMMENT ON COLUMN public.profiles.ocr_count_monthly IS 'Pages recognised since ocr_last_reset';

CREATE INDEX idx_profiles_ocr_reset ON public.profiles (ocr_last_reset);

CREATE TRIGGER update_profiles_updated_at
    BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own profile" ON public.profiles
    FOR INSERT WITH CHECK (auth.uid() = id);
CREATE POLICY "Users can read own profile" ON public.profiles
    FOR SELECT USING (auth.uid() = id);
CREATE POLICY "Users can update own profile" ON public.profiles
    FOR UPDATE USING (auth.uid() = id);


CREATE TABLE public.usage_records (
    id           uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id      uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    action_type  text NOT NULL,
    credits_used integer NOT NULL DEFAULT 1,
    metadata     jsonb DEFAULT '{}',
    created_at   timestamptz DEFAULT now()
);
COMMENT ON TABLE public.usage_records IS 'Credits spent, one row per billed action.';

CREATE INDEX idx_usage_records_action_type ON public.usage_records (action_type);
CREATE INDEX idx_usage_records_created_at ON public.usage_records (created_at DESC);
CREATE INDEX idx_usage_records_user_id ON public.usage_records (user_id);

ALTER TABLE public.usage_records ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Service can insert usage records" ON public.usage_records
    FOR INSERT WITH CHECK (true);
CREATE POLICY "Users can read own usage" ON public.usage_records
    FOR SELECT USING (auth.uid() = user_id);


CREATE TABLE public.feature_flags (
    id                 uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    name               text NOT NULL UNIQUE,
    description        text,
    enabled            boolean DEFAULT false,
    rollout_percentage numeric DEFAULT 0 CHECK (rollout_percentage BETWEEN 0 AND 100),
    user_whitelist     uuid[] DEFAULT '{}',
    environment        text DEFAULT 'production' CHECK (environment IN ('development', 'staging', 'production')),
    created_at         timestamptz DEFAULT now(),
    updated_at         timestamptz DEFAULT now()
);
COMMENT ON TABLE public.feature_flags IS 'Gradual roll-outs, read by the API at start-up.';


ALTER TABLE public.feature_flags ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can read feature flags" ON public.feature_flags
    FOR SELECT USING (true);


CREATE TABLE public.query_performance_log (
    id                uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id           uuid REFERENCES public.profiles (id) ON DELETE CASCADE,
    query_type        text NOT NULL,
    execution_time_ms numeric NOT NULL,
    rows_returned     bigint,
    cache_hit         boolean DEFAULT false,
    filters           jsonb,
    created_at        timestamptz DEFAULT now()
);
COMMENT ON TABLE public.query_performance_log IS 'How long the API''s queries took.';

CREATE INDEX idx_query_performance_log_created_at ON public.query_performance_log (created_at);
CREATE INDEX idx_query_performance_log_execution_time ON public.query_performance_log (execution_time_ms);
CREATE INDEX idx_query_performance_log_user_id ON public.query_performance_log (user_id);

ALTER TABLE public.query_performance_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can read own query performance logs" ON public.query_performance_log
    FOR SELECT USING (auth.uid() = user_id);


CREATE TABLE public.performance_alerts (
    id                 uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    alert_type         text NOT NULL CHECK (alert_type IN ('slow_query', 'large_payload', 'high_error_rate')),
    user_id            uuid REFERENCES public.profiles (id) ON DELETE CASCADE,
    query_type         text,
    execution_time_ms  numeric,
    payload_size_bytes bigint,
    error_count        bigint,
    threshold_value    numeric,
    message            text,
    resolved           boolean DEFAULT false,
    created_at         timestamptz DEFAULT now(),
    resolved_at        timestamptz
);
COMMENT ON TABLE public.performance_alerts IS 'Raised when a query or payload passed its limit.';

CREATE INDEX idx_performance_alerts_created_at ON public.performance_alerts (created_at);
CREATE INDEX idx_performance_alerts_resolved ON public.performance_alerts (resolved);
CREATE INDEX idx_performance_alerts_user_id ON public.performance_alerts (user_id);

ALTER TABLE public.performance_alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can read own performance alerts" ON public.performance_alerts
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own performance alerts" ON public.performance_alerts
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TRIGGER on_auth_user_created
    AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.handle_new_user();

INSERT INTO public.feature_flags (id, name, description, enabled, rollout_percentage, created_at, updated_at) VALUES
    ('5a0c5f5e-0f0e-4b6a-9d53-5c1f6f0e0001', 'server_side_search', 'Search the library in the database', true, 100,
        '2025-09-01 08:00+00', '2025-09-01 08:00+00'),
    ('5a0c5f5e-0f0e-4b6a-9d53-5c1f6f0e0002', 'keyset_pagination', 'Page by last row instead of OFFSET', true, 50,
        '2025-09-01 08:00+00', '2025-09-20 08:00+00'),
    ('5a0c5f5e-0f0e-4b6a-9d53-5c1f6f0e0003', 'query_monitoring', 'Log slow queries and raise alerts', true, 100,
        '2025-09-08 08:00+00', '2025-09-08 08:00+00'),
    ('5a0c5f5e-0f0e-4b6a-9d53-5c1f6f0e0004', 'memory_graph', 'Show how memories hang together', false, 0,
        '2025-10-05 08:00+00', '2025-10-05 08:00+00');
