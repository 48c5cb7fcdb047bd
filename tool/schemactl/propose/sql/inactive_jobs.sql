-- Names of the jobs that are switched off. PostgreSQL 13 and later, pg_cron 1.4 and later or its stand-in.
SELECT jobname::text AS name FROM cron.job WHERE NOT active AND jobname IS NOT NULL ORDER BY jobname
