CREATE TABLE public."select" ("from" integer PRIMARY KEY, "User" text);
CREATE TABLE public."ünïcödé ☃" ("größe" integer);
CREATE TABLE public."aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" ("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" integer);
CREATE TYPE public."cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc1" AS ENUM ('a', 'b');
CREATE TABLE public."table" ("column" public."cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc1");
