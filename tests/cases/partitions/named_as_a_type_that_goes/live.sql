CREATE TYPE public.orders AS (a integer);
