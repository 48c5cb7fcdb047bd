"""What cannot be moved, or by whom, is said before anything is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemactl.errors import Blocked, PermissionMissing, ServerError, StoreError, UsageError
from schemactl.vectors.store import normalise_store
from tests.vectors.conftest import ROWS, Notes

TABLES = """
CREATE TABLE public.required (id uuid PRIMARY KEY, v public.vector(2) NOT NULL);
CREATE TABLE public.keyless (id uuid, v public.vector(2));
CREATE TABLE public.two_keys (a integer, b integer, v public.vector(2), PRIMARY KEY (a, b));
CREATE TABLE public.odd_key (id numeric PRIMARY KEY, v public.vector(2));
CREATE TABLE public.sparse (id uuid PRIMARY KEY, v public.sparsevec(2));
CREATE TABLE public.bits (id uuid PRIMARY KEY, v bit(2));
CREATE TABLE public.any_size (id uuid PRIMARY KEY, v public.vector);
CREATE TABLE public.plain (id uuid PRIMARY KEY, v public.vector(2));
CREATE TABLE public.derived (id uuid PRIMARY KEY, v public.vector(2) GENERATED ALWAYS AS ('[1,2]') STORED);
CREATE TABLE public.parent (id uuid PRIMARY KEY, v public.vector(2));
CREATE TABLE public.child () INHERITS (public.parent);
CREATE VIEW public.seen AS SELECT * FROM public.plain;
"""
REASONS = {
    "public.required.v": "it is NOT NULL",
    "public.keyless.v": "no primary key",
    "public.two_keys.v": "a primary key of 2 columns",
    "public.odd_key.v": "of type numeric",
    "public.sparse.v": "its type is public.sparsevec",
    "public.bits.v": "its type is bit",
    "public.any_size.v": "says no dimensions",
    "public.derived.v": "it is generated",
    "public.parent.v": "inherit",
    "public.seen.v": "not a column of a table",
    "public.plain.w": "there is no column",
    "plain.v": "not a column",
    'public."plain.v': "not a column",
    "public.plain.v": "nothing says how vectors of public.plain.v are compared",
}


def test_columns_that_cannot_be_moved(notes: Notes) -> None:
    """Each is refused by name with its reason, and nothing is made in the store."""
    notes.run(TABLES)
    for column, reason in REASONS.items():
        with pytest.raises(UsageError, match=reason) as caught:
            notes.out(column=column)
        assert caught.value.hint, column
    assert notes.stored() == {}


@pytest.mark.parametrize(
    "address", ["", "redis://host", "qdrant://", "qdrant://https://host", "https://me:secret@host"]
)
def test_addresses_that_make_no_sense(address: str) -> None:
    """Other stores and addresses with passwords are refused, and the password is not repeated."""
    with pytest.raises(UsageError) as caught:
        normalise_store(address)
    assert "secret" not in f"{caught.value}{caught.value.hint}"


def test_nothing_comes_back_that_never_went(notes: Notes) -> None:
    """Without a ledger, or an entry in it, back, status and prune say so."""
    for move in (notes.back, notes.status, notes.prune):
        with pytest.raises(UsageError, match="were ever moved out"):
            move()


def test_a_column_has_one_place(notes: Notes) -> None:
    """While vectors are out, the column goes nowhere else; afterwards it may."""
    notes.out()
    for changes in ({"store": "qdrant:///elsewhere"}, {"collection": "other"}):
        with pytest.raises(UsageError, match="are in collection"):
            notes.out(**changes)
    notes.back()
    assert notes.out(collection="other").moved == ROWS


def test_two_columns_cannot_share_a_collection(notes: Notes) -> None:
    """Their points could have the same ids."""
    notes.run("CREATE TABLE public.more (id uuid PRIMARY KEY, v public.vector(8))")
    notes.run("CREATE INDEX ON public.more USING hnsw (v public.vector_cosine_ops)")
    notes.out(collection="shared")
    with pytest.raises(StoreError, match="is there already"):
        notes.out(column="public.more.v", collection="shared")


def test_dimensions_that_changed_meanwhile(notes: Notes) -> None:
    """A column that was declared anew does not get vectors that do not fit."""
    notes.out()
    notes.run("ALTER TABLE public.notes ALTER embedding TYPE public.vector(4)")
    with pytest.raises(UsageError, match="with 8 dimensions"):
        notes.back()


@pytest.fixture
def as_login(notes: Notes) -> Iterator[Callable[..., Notes]]:
    """Return a maker of logins: the same database and store, seen by a role of these rights."""
    made: list[str] = []

    def make(*grants: str) -> Notes:
        role = f"mover_{notes.value('SELECT oid FROM pg_database WHERE datname = current_database()')}"
        notes.run(f"CREATE ROLE {role} LOGIN")
        made.append(role)
        database = notes.value("SELECT quote_ident(current_database())")
        for grant in grants:
            notes.run(grant.format(role=role, database=database))
        return Notes(conninfo=make_conninfo(notes.conninfo, user=role), directory=notes.directory)

    yield make
    for role in made:
        notes.run(f"REASSIGN OWNED BY {role} TO postgres; DROP OWNED BY {role}; DROP ROLE {role}")


OWNER = ("ALTER TABLE public.notes OWNER TO {role}", "GRANT CREATE ON DATABASE {database} TO {role}")
TOUCHED = """
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.updated_at := now(); RETURN new; END';
CREATE TRIGGER touched BEFORE UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER owned BEFORE UPDATE OF owner ON public.notes FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER removed BEFORE DELETE ON public.notes FOR EACH ROW EXECUTE FUNCTION public.touch();
"""


def test_the_owner_of_the_table_needs_nothing_else(notes: Notes, as_login: Callable[..., Notes]) -> None:
    """A plain role that owns the table, and may make the ledger's schema, moves vectors both ways."""
    before = notes.vectors()
    owner = as_login(*OWNER)
    assert owner.out().moved == ROWS
    assert owner.back().restored == ROWS
    assert notes.vectors() == before


@pytest.mark.parametrize(
    ("grants", "words"),
    [
        ((), "lacks"),
        (("GRANT SELECT ON public.notes TO {role}",), "lacks"),
        (OWNER[:1], "the ledger of moved vectors cannot be created"),
        (
            (
                "GRANT SELECT, UPDATE ON public.notes TO {role}",
                OWNER[1],
                "ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY",
            ),
            "row-level security",
        ),
    ],
    ids=["no right", "only reading", "no right to make the ledger", "row security hides rows"],
)
def test_rights_that_are_missing_are_named(
    notes: Notes, as_login: Callable[..., Notes], grants: tuple[str, ...], words: str
) -> None:
    """A login that may not see or change every row is refused, and nothing was moved."""
    before = notes.vectors()
    with pytest.raises(PermissionMissing, match=words) as caught:
        as_login(*grants).out()
    assert caught.value.hint
    assert notes.vectors() == before


def test_triggers_see_nothing_unless_they_are_to(notes: Notes, as_login: Callable[..., Notes]) -> None:
    """Who may silence triggers does; who may not is refused, or lets them fire; those of other columns never do."""
    notes.run(TOUCHED)
    stamped = "SELECT count(*) FROM public.notes WHERE updated_at > '2020-01-01'"
    assert notes.out().silenced == ("touched",)
    assert notes.back().silenced == ("touched",)
    assert notes.value(stamped) == 0
    owner = as_login(*OWNER, "ALTER SCHEMA schemactl OWNER TO {role}")
    notes.run(f"GRANT ALL ON ALL TABLES IN SCHEMA schemactl TO {conninfo_to_dict(owner.conninfo)['user']}")
    with pytest.raises(PermissionMissing, match="would fire: touched"):
        owner.out()
    assert owner.out(fire_triggers=True).silenced == ()
    assert notes.value(stamped) == ROWS


def test_triggers_that_fire_always_are_named(notes: Notes) -> None:
    """A trigger no session can silence needs a word of its own."""
    notes.run(TOUCHED + "ALTER TABLE public.notes ENABLE ALWAYS TRIGGER touched")
    with pytest.raises(Blocked, match="fire always: touched"):
        notes.out()


@pytest.mark.parametrize("body", ["new.embedding := old.embedding; RETURN new;", "RETURN NULL;"])
def test_a_table_that_keeps_its_vectors(notes: Notes, body: str) -> None:
    """When a trigger undoes the removal nothing is entered into the ledger: the vector is not out."""
    before = notes.vectors()
    notes.run(
        f"CREATE FUNCTION public.keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {body} END';"
        "CREATE TRIGGER kept BEFORE UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION public.keep()"
    )
    with pytest.raises(ServerError, match="does not let its vectors go"):
        notes.out(fire_triggers=True)
    assert (notes.vectors(), notes.entries()) == (before, {})
