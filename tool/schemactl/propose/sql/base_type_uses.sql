-- Whether anything but its own functions depends on a base type: DROP TYPE ... CASCADE would take that along.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: none.
WITH own AS (
    SELECT t.oid AS type, t.typarray AS array_type, ARRAY[
        t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typsubscript
    ]::oid[] AS functions
    FROM pg_catalog.pg_type AS t
    WHERE t.oid = %(oid)s
)
SELECT EXISTS (
    SELECT
    FROM own
    JOIN pg_catalog.pg_depend AS d
        ON (d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid IN (own.type, own.array_type))
        OR (d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = ANY (own.functions) AND EXISTS (
            SELECT FROM pg_catalog.pg_depend AS back
            WHERE back.classid = d.refclassid AND back.objid = d.refobjid
              AND back.refclassid = 'pg_catalog.pg_type'::regclass AND back.refobjid = own.type
        ))
    WHERE NOT (d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = ANY (own.functions))
      AND NOT (d.classid = 'pg_catalog.pg_type'::regclass AND d.objid IN (own.type, own.array_type))
) AS used
