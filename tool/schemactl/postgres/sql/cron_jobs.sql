-- Jobs with a name. Of those with the same one, which belong to different roles, the login's own comes first.
-- Row security shows each login its own rows; row_security must be on, or the query is refused. pg_cron 1.4
-- and later, or its stand-in, which names no database.
SELECT
    jobname::text AS name,
    schedule,
    command,
    CASE WHEN database IN (pg_catalog.current_database(), '') THEN '' ELSE database END AS elsewhere,
    active,
    username::text AS owner,
    username = current_user AND database IN (pg_catalog.current_database(), '') AS mine
FROM cron.job
WHERE jobname IS NOT NULL
ORDER BY jobname, username <> current_user, username
