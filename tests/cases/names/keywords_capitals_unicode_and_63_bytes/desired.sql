CREATE TABLE public."select" ("from" bigint PRIMARY KEY, "User" text NOT NULL DEFAULT 'x', "user" text);
CREATE INDEX "order" ON public."select" ("User" DESC);
CREATE TABLE public."ünïcödé ☃" ("größe" text, "Größe" integer);
CREATE VIEW public."Ω" AS SELECT "größe" AS "ω" FROM public."ünïcödé ☃";
CREATE TABLE public."aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" ("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" bigint NOT NULL, CONSTRAINT "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" CHECK ("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" > 0));
CREATE TYPE public."cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc1" AS ENUM ('a');
CREATE TABLE public."table" ("column" public."cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc1");
