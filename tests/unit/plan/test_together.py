"""Commands that go over the rows of one table become one command."""

from __future__ import annotations

from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Phase, Statement, Trait, Verb
from schemactl.plan.hazards.derive import with_hazards
from schemactl.plan.together import put_together
from tests.unit.builders import BOOKS, a_statement

REWRITE = RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE, rewritten=True)
SCAN = RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE, scanned=True)
TITLE = a_statement(
    "ALTER TABLE public.books ALTER COLUMN title TYPE text", cause="title differs", column="title", locks=(REWRITE,)
)
PAGES = a_statement(
    "ALTER TABLE public.books ALTER COLUMN pages TYPE integer",
    cause="pages differs",
    column="pages",
    locks=(REWRITE,),
    traits=frozenset({Trait.ROUNDS_VALUES}),
    loses=("public.books.pages",),
)
REQUIRED = a_statement(
    'alter table "public"."books" alter column "title" set not null',
    cause="title is required",
    column="title",
    phase=Phase.CONTRACT,
    locks=(SCAN,),
)


def _together(*statements: Statement) -> tuple[Statement, ...]:
    [group] = put_together((TransactionGroup(statements=statements),))
    return group.statements


def test_what_goes_over_the_rows_is_one_command_in_the_place_of_the_last() -> None:
    """Its actions keep their order, and it belongs to the latest phase of them."""
    between = a_statement("DROP VIEW public.v", verb=Verb.DROP)
    first, merged = _together(TITLE, between, PAGES, REQUIRED)
    assert first == between
    assert merged.sql == (
        "ALTER TABLE public.books\n    ALTER COLUMN title TYPE text,\n    ALTER COLUMN pages TYPE integer,\n"
        '    alter column "title" set not null'
    )
    assert merged.phase is Phase.CONTRACT
    assert [part.column for part in merged.parts] == ["title", "pages", "title"]


def test_what_each_part_loses_is_still_said() -> None:
    """The hazards are those of the parts, under the name of each column."""
    [merged] = _together(TITLE, PAGES)
    groups = (TransactionGroup(statements=(a_statement(**_fields(merged), locks=(REWRITE,)),)),)
    [judged] = with_hazards(groups)[0].statements
    assert [(hazard.id, hazard.object) for hazard in judged.hazards] == [
        ("SC107", "public.books.pages"),
        ("SC211", "public.books"),
    ]


def _fields(statement: Statement) -> dict[str, object]:
    names = ("sql", "address", "verb", "cause", "traits", "loses", "together")
    return {name: getattr(statement, name) for name in names}


def test_a_statement_about_rows_is_not_crossed() -> None:
    """A data step in between may count on the type it finds."""
    step = a_statement("UPDATE public.books SET pages = 1", verb=Verb.DATA, phase=Phase.MIGRATE)
    assert _together(TITLE, step, PAGES) == (TITLE, step, PAGES)


def test_one_column_written_twice_stays_two_commands() -> None:
    """The type and the expression of one column are altered one after the other."""
    again = a_statement(
        "ALTER TABLE public.books ALTER COLUMN title SET EXPRESSION AS (1)", column="title", locks=(REWRITE,)
    )
    assert _together(TITLE, again) == (TITLE, again)


def test_what_does_not_go_over_the_rows_stays_as_it_is() -> None:
    """A brief command is none the better for waiting in a long one."""
    brief = a_statement(
        "ALTER TABLE public.books ALTER COLUMN title SET DEFAULT 1",
        address=BOOKS,
        locks=(RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE),),
    )
    assert _together(brief, PAGES) == (brief, PAGES)


def test_a_scan_names_the_lock_its_transaction_holds() -> None:
    """An index is built under SHARE, but what its transaction took before is kept until it ends."""
    index = a_statement(
        "CREATE UNIQUE INDEX i ON public.books (title)",
        address=BOOKS,
        locks=(RelationLock("public.books", LockMode.SHARE, scanned=True),),
    )
    before = a_statement(locks=(RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE),))
    [group] = with_hazards((TransactionGroup(statements=(before, index)),))
    messages = [hazard.message for statement in group.statements for hazard in statement.hazards]
    assert messages == [
        (
            "public.books is locked against readers until its transaction has gone over all rows of a table."
            " A column changes its type, and no row is touched."
        ),
        "All rows of public.books are read while the transaction holds ACCESS EXCLUSIVE on it.",
        "It fails where rows repeat each other.",
    ]
