-- Timed sessions: one reader in four uses them, some all day.

INSERT INTO public.pomodoro_sessions (
    id, user_id, book_id, started_at, ended_at, duration_seconds, mode, completed, created_at, updated_at
)
SELECT
    pg_temp.key('session', drawn.n), reader.id, book.id, started.at, started.at + make_interval(secs => spent.seconds),
    spent.seconds, spent.mode, pg_temp.dice(drawn.n, 53) < 0.8, started.at,
    started.at + make_interval(secs => spent.seconds)
FROM (
    SELECT n, 1 + floor(0.25 * pg_temp.size_of('readers') * pg_temp.dice(n, 50) ^ 1.5)::integer AS reader
    FROM generate_series(1, pg_temp.size_of('pomodoro_sessions')) AS n
) AS drawn
JOIN readers AS reader USING (reader)
JOIN books AS book ON book.reader = drawn.reader
    AND book.rank = 1 + floor(reader.books * pg_temp.dice(drawn.n, 51) ^ 4)::integer
CROSS JOIN LATERAL (SELECT pg_temp.pick(drawn.n, 52, '{work,work,shortBreak,longBreak}')) AS kind (mode)
CROSS JOIN LATERAL (SELECT
    kind.mode,
    floor(CASE kind.mode WHEN 'work' THEN 1500 WHEN 'shortBreak' THEN 300 ELSE 900 END
        * (0.3 + 0.7 * pg_temp.dice(drawn.n, 54)))::integer
) AS spent (mode, seconds)
CROSS JOIN LATERAL (SELECT pg_temp.moment(drawn.n, 55, 365)) AS started (at)
ORDER BY started.at;
