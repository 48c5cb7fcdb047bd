-- Counts one more use of cached speech.
CREATE FUNCTION public.increment_tts_cache_access(cache_id uuid) RETURNS void
LANGUAGE sql SET search_path = ''
AS $$
    UPDATE public.tts_audio_cache AS cached
    SET access_count = coalesce(cached.access_count, 0) + 1, last_accessed_at = now()
    WHERE cached.id = cache_id
$$;
