-- A schema in which every name is an attack on Markdown, SVG or Mermaid, and every reference goes in a circle.
CREATE SCHEMA "a|b`c";
COMMENT ON SCHEMA "a|b`c" IS 'one
two | three ``four`` <script>alert(1)</script> [link](http://evil.example) @someone';
CREATE TYPE "a|b`c"."mood; DROP" AS ENUM ('so|so', E'line\nbreak', '`tick`', '');
CREATE DOMAIN "a|b`c".small AS integer DEFAULT 1 NOT NULL CHECK (value < 10);
CREATE TABLE "a|b`c"."ta<b>le ""quoted"" %\x" (
    "id | `id`" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "self" bigint REFERENCES "a|b`c"."ta<b>le ""quoted"" %\x",
    "line
break" text DEFAULT 'a | b `c` <d>',
    "Größe 日本語" "a|b`c"."mood; DROP" NOT NULL UNIQUE,
    doubled bigint GENERATED ALWAYS AS ("id | `id`" * 2) STORED,
    CHECK ("line
break" <> 'x || y' OR "line
break" ~ '`')
);
COMMENT ON TABLE "a|b`c"."ta<b>le ""quoted"" %\x" IS E'# no heading\n\n- no list\n| no | table |\n<b>no html</b> ![no](image.png)';
CREATE TABLE "a|b`c".egg (id bigint PRIMARY KEY, hen bigint);
CREATE TABLE "a|b`c".hen (id bigint PRIMARY KEY REFERENCES "a|b`c".egg, egg bigint UNIQUE REFERENCES "a|b`c".egg);
ALTER TABLE "a|b`c".egg ADD FOREIGN KEY (hen) REFERENCES "a|b`c".hen;
ALTER TABLE "a|b`c"."ta<b>le ""quoted"" %\x" ADD COLUMN hen bigint NOT NULL REFERENCES "a|b`c".hen;
ALTER TABLE "a|b`c"."ta<b>le ""quoted"" %\x" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "p | `1` <i>" ON "a|b`c"."ta<b>le ""quoted"" %\x" FOR UPDATE TO PUBLIC
    USING ("line
break" || 'a|b' <> '`') WITH CHECK (true);
CREATE FUNCTION "a|b`c"."f | `1`"("arg | 1" text DEFAULT 'a|`b`', OUT "o<ut>" text) LANGUAGE sql AS $$ SELECT $1 $$;
COMMENT ON FUNCTION "a|b`c"."f | `1`"(text) IS 'returns <img src=x onerror=alert(1)> | what *it* got';
