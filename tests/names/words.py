"""Names that PostgreSQL takes and that a tool which pastes texts together would not survive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A hostile name.

    Attributes:
        title: What is hostile about it.
        text: The name itself.
        role: The name of a role that goes with it, where PostgreSQL keeps the name itself for another use.
    """

    title: str
    text: str
    role: str = ""


TELLING = (
    Name(title="ends_quotes_and_lines", text='x"; DROP TABLE public.witness; --\r\nDROP SCHEMA public;\n\\! false'),
    Name(
        title="dollars_backslashes_placeholders",
        text="$$ $1 $x$ %s %(a)s {n} {} :x ? \\' \\'; DROP TABLE witness; E' \\",
    ),
    Name(title="bytes_63_of_many_scripts_like_a_tag", text=" TABLE public.A b Ä" + "表" * 9 + "\u202e🐘 _RETURN"),
)
"""Names that hold most of what is hostile, for every run of the tests."""

ALL = (
    *TELLING,
    Name(title="plain", text="plain"),
    Name(title="capitals_dots_quotes", text='Upper.Dotted "quoted" name'),
    Name(title="keyword", text="select"),
    Name(title="keyword_of_roles", text="current_user"),
    Name(title="no_role", text="none", role="plain"),
    Name(title="word_for_everybody", text="PUBLIC"),
    Name(title="null", text="NULL"),
    Name(title="opens_a_comment", text="/* comment"),
    Name(title="closes_a_comment", text="*/ DROP TABLE public.witness; --"),
    Name(title="line_comment", text="--"),
    Name(title="trailing_space", text="trailing "),
    Name(title="leading_space", text=" leading"),
    Name(title="space", text=" "),
    Name(title="three_words", text="a b c"),
    Name(title="kind_and_name", text="TABLE x"),
    Name(title="bytes_63", text="n" * 63),
    Name(title="bytes_62_cut_in_a_letter", text="é" * 31),
    Name(title="terminal_escapes", text="\x01\x1b[2J\x1b]0;owned\x07\x7f\t\u2028\u200b\ufeff"),
    Name(title="percent", text="%"),
    Name(title="semicolon", text=";"),
    Name(title="two_single_quotes", text="''"),
    Name(title="double_quote", text='"'),
    Name(title="quoted", text='"quoted"'),
    Name(title="quoted_as_a_literal", text="'literal'"),
    Name(title="dot", text="."),
    Name(title="backslash", text="\\"),
    Name(title="equals", text="a=b"),
    Name(title="comma", text="a, b"),
    Name(title="list_of_arguments", text="(integer, text)"),
    Name(title="array", text="{a,b}"),
    Name(title="number", text="-1"),
    Name(title="cast", text="x::text"),
    Name(title="qualified", text='public."x"'),
    Name(title="enum", text="ENUM ("),
    Name(title="markup", text="<b>&amp;|`*_[x](y)@all"),
    Name(title="not_normalised", text="e\u0301 \u00a0 \u212b"),
)
"""These and many more, for a soak."""
