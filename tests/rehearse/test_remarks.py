"""Remarks on plans, made by planning real changes."""

from __future__ import annotations

from tests.fixtures.oracle import Oracle

_DATABASE = """
CREATE TEXT SEARCH DICTIONARY public.words (TEMPLATE = simple{});
CREATE TEXT SEARCH CONFIGURATION public.search (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION public.search ADD MAPPING FOR asciiword WITH public.words;
CREATE FUNCTION public.vector(text) RETURNS tsvector LANGUAGE sql IMMUTABLE
RETURN to_tsvector('public.search'::regconfig, $1);
CREATE TABLE public.notes (
    body text, lexemes tsvector GENERATED ALWAYS AS (to_tsvector('public.search'::regconfig, body)) STORED
);
CREATE INDEX by_vector ON public.notes USING gin (public.vector(body));
CREATE MATERIALIZED VIEW public.found AS SELECT public.vector(body) AS v FROM public.notes;
CREATE VIEW public.shown AS SELECT public.vector(body) AS v FROM public.notes;
"""


def test_what_keeps_old_lexemes_is_named(oracle: Oracle) -> None:
    """A dictionary altered in place leaves what was stored, and the plan names it, also behind functions."""
    with oracle.database(_DATABASE.format("")) as a, oracle.database(_DATABASE.format(", ACCEPT = false")) as b:
        planned = oracle.plan(oracle.look(a), oracle.look(b))
    [remark] = [remark for remark in planned.diagnostics if remark.code == "old-lexemes"]
    assert remark.message.endswith(
        "column public.notes.lexemes, index public.by_vector, materialized view public.found"
    )


def test_a_comment_on_a_configuration_says_nothing_of_lexemes(oracle: Oracle) -> None:
    """Only what changes the lexemes is worth a warning."""
    comment = "COMMENT ON TEXT SEARCH CONFIGURATION public.search IS 's';"
    with oracle.database(_DATABASE.format("")) as a, oracle.database(_DATABASE.format(""), comment) as b:
        planned = oracle.plan(oracle.look(a), oracle.look(b))
    assert "old-lexemes" not in {remark.code for remark in planned.diagnostics}
