-- Jobs of pg_cron with their last run. The login sees its own, a superuser all.
-- Parameters: none. pg_cron 1.4 and later. Order: job.
SELECT
    j.jobid AS id,
    COALESCE(j.jobname, '')::text AS name,
    j.schedule::text AS schedule,
    j.command::text AS command,
    j.database::text AS database,
    j.username::text AS login,
    j.active,
    r.status::text AS status,
    r.return_message::text AS message,
    r.start_time AS started_at,
    r.end_time AS ended_at
FROM cron.job AS j
LEFT JOIN LATERAL (
    SELECT d.* FROM cron.job_run_details AS d
    WHERE d.jobid = j.jobid AND d.status IN ('succeeded', 'failed') ORDER BY d.runid DESC LIMIT 1
) AS r ON true
ORDER BY j.jobid
