-- Operator families by oid with their loose members (those of their classes belong to these), in the words of ALTER OPERATOR
-- FAMILY: `definition` for ADD, `place` for DROP.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    f.oid::bigint AS oid,
    COALESCE((
        SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
            'word', m.word, 'place', m.place, 'definition', m.definition
        ) ORDER BY m.word DESC, m.number, m.definition)
        FROM (
            SELECT
                'OPERATOR' AS word,
                ao.amopstrategy AS number,
                pg_catalog.format(
                    '%%s (%%s, %%s)', ao.amopstrategy, pg_catalog.format_type(ao.amoplefttype, NULL),
                    pg_catalog.format_type(ao.amoprighttype, NULL)
                ) AS place,
                pg_catalog.format('%%s %%s', ao.amopstrategy, ao.amopopr::pg_catalog.regoperator) || COALESCE(
                    ' FOR ORDER BY ' || pg_catalog.quote_ident(sn.nspname) || '.' || pg_catalog.quote_ident(sf.opfname), ''
                ) AS definition
            FROM pg_catalog.pg_depend AS d
            JOIN pg_catalog.pg_amop AS ao ON ao.oid = d.objid
            LEFT JOIN pg_catalog.pg_opfamily AS sf ON sf.oid = ao.amopsortfamily
            LEFT JOIN pg_catalog.pg_namespace AS sn ON sn.oid = sf.opfnamespace
            WHERE d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
              AND d.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass AND d.refobjid = f.oid
            UNION ALL
            SELECT
                'FUNCTION',
                ap.amprocnum,
                pg_catalog.format(
                    '%%s (%%s, %%s)', ap.amprocnum, pg_catalog.format_type(ap.amproclefttype, NULL),
                    pg_catalog.format_type(ap.amprocrighttype, NULL)
                ),
                pg_catalog.format(
                    '%%s (%%s, %%s) %%s', ap.amprocnum, pg_catalog.format_type(ap.amproclefttype, NULL),
                    pg_catalog.format_type(ap.amprocrighttype, NULL), ap.amproc::pg_catalog.regprocedure
                )
            FROM pg_catalog.pg_depend AS d
            JOIN pg_catalog.pg_amproc AS ap ON ap.oid = d.objid
            WHERE d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
              AND d.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass AND d.refobjid = f.oid
        ) AS m
    ), '[]') AS members
FROM pg_catalog.pg_opfamily AS f
WHERE f.oid = ANY(%(oids)s)
