-- Deletes speech nobody heard for 30 days, sparing the thousand most used of all users together.
CREATE FUNCTION public.cleanup_old_tts_cache() RETURNS void
LANGUAGE sql SET search_path = ''
AS $$
    DELETE FROM public.tts_audio_cache AS cached
    WHERE cached.last_accessed_at < now() - interval '30 days'
        AND NOT EXISTS (
            SELECT FROM (
                SELECT spared.id FROM public.tts_audio_cache AS spared
                ORDER BY spared.access_count DESC, spared.id
                LIMIT 1000
            ) AS most_used
            WHERE most_used.id = cached.id
        )
$$;
