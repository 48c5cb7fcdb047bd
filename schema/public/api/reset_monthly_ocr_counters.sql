-- Starts a new month of text recognition for whoever is due.
CREATE FUNCTION public.reset_monthly_ocr_counters() RETURNS void
LANGUAGE sql SET search_path = ''
AS $$
    UPDATE public.profiles SET ocr_count_monthly = 0, ocr_last_reset = now()
    WHERE ocr_last_reset < now() - interval '1 month'
$$;
