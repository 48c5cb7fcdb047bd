"""A row belongs to its reader, and so does all it hangs on: nothing is given away, and nothing is hung on another's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.schema.api.conftest import ANNA, BEN, Connection, value
from tests.schema.rls.attempts import ACTORS, columns, is_refused, put_aside, undone
from tests.schema.rls.rights import read_rights

RIGHTS = read_rights()
WRITABLE = [relation for relation, rights in RIGHTS.items() if rights.own & set("IU")]
KEYED = [relation for relation in WRITABLE if {"I", "U"} <= RIGHTS[relation].own]

REFERENCES = """
SELECT own.attname, confrelid::regclass::text, other.attname, CASE WHEN cardinality(conkey) > 1 THEN conname ELSE '' END
FROM pg_catalog.pg_constraint, unnest(conkey, confkey) AS pair (own_number, other_number)
JOIN pg_catalog.pg_attribute AS own ON own.attnum = own_number
JOIN pg_catalog.pg_attribute AS other ON other.attnum = other_number
WHERE contype = 'f' AND conparentid = 0 AND own.attrelid = conrelid AND other.attrelid = confrelid
    AND conrelid = %s::regclass
"""


def references(database: Connection, relation: str) -> Iterator[tuple[str, str, str]]:
    """Yield every column that refers to a row of some reader, and the row of Ben's it could refer to instead.

    The third is the foreign key itself where it has the owner in it: then it refuses by itself.
    """
    for column, parent, key, watchful in database.execute(REFERENCES, [relation]).fetchall():
        bens = value(database, f"SELECT min({key}::text) FROM {parent} AS p WHERE p::text LIKE '%{BEN[:8]}%'")
        assert bens, f"Ben has no row in {parent}"
        yield column, bens, watchful


@pytest.mark.parametrize("relation", WRITABLE)
def test_no_row_is_written_that_hangs_on_another_readers(database: Connection, relation: str) -> None:
    """Anna's own row is refused once one of its references names a row of Ben's, be it an owner, a book or a folder."""
    tried = list(references(database, relation))
    assert tried, f"{relation} refers to nobody, so whose are its rows?"
    for column, bens, key in tried:
        with undone(database):
            command, values = put_aside(database, relation, **{column: bens})
            refused = is_refused(database, ACTORS["own"], command, values, by_key=key)
            assert refused, f"{relation}.{column}: Anna's new row hangs on Ben's"


@pytest.mark.parametrize("relation", WRITABLE)
def test_no_row_is_moved_to_another_reader(database: Connection, relation: str) -> None:
    """Anna can neither give a row of hers to Ben nor move it below something of his."""
    for column, bens, key in references(database, relation):
        command = f"UPDATE {relation} SET {column} = '{bens}'"
        refused = is_refused(database, ACTORS["own"], command, by_key=key)
        assert refused, f"{relation}.{column}: Anna's row now hangs on Ben's"


@pytest.mark.parametrize("relation", KEYED)
def test_no_upsert_takes_over_another_readers_row(database: Connection, relation: str) -> None:
    """Inserting over the key of a row of Ben's is refused; it does not become an update of his row."""
    key = value(
        database,
        "SELECT string_agg(quote_ident(attname), ', ') FROM pg_catalog.pg_index JOIN pg_catalog.pg_attribute"
        f" ON attrelid = indrelid AND attnum = ANY (indkey) WHERE indrelid = '{relation}'::regclass AND indisprimary",
    )
    bens = value(
        database,
        f"SELECT to_jsonb(k) FROM (SELECT {key} FROM {relation} AS r WHERE r::text LIKE '%{BEN[:8]}%' LIMIT 1) AS k",
    )
    command, values = put_aside(database, relation, **bens)
    first = columns(database, relation)[0]
    upsert = f"{command} ON CONFLICT ({key}) DO UPDATE SET {first} = excluded.{first}"
    assert is_refused(database, ACTORS["own"], upsert, values)


def test_a_whole_branch_of_folders_is_inserted_at_once(database: Connection) -> None:
    """A folder may lie in one that the same statement made a row before."""
    database.execute("SELECT set_config('request.jwt.claim.sub', %s, true)", [ANNA])
    database.execute("SET LOCAL ROLE authenticated")
    branch = database.execute(
        "INSERT INTO public.user_collections (id, user_id, name, parent_id) VALUES"
        " ('a0000000-0000-4000-8000-00000000c0aa', %(anna)s, 'above', NULL),"
        " ('a0000000-0000-4000-8000-00000000c0bb', %(anna)s, 'below', 'a0000000-0000-4000-8000-00000000c0aa')",
        {"anna": ANNA},
    )
    assert branch.rowcount == 2


BILLING = """
UPDATE public.profiles SET tier = 'enterprise'
UPDATE public.profiles SET credits = 999999
UPDATE public.profiles SET ocr_count_monthly = 0
UPDATE public.profiles SET subscription_status = 'active'
UPDATE public.profiles SET email = 'ben@example.org'
UPDATE public.profiles SET id = gen_random_uuid()
INSERT INTO public.profiles SELECT * FROM public.profiles ON CONFLICT (id) DO UPDATE SET tier = 'pro'
INSERT INTO public.profiles (id, email) SELECT id, email FROM public.profiles ON CONFLICT (email) DO NOTHING
MERGE INTO public.profiles AS mine USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET credits = 999999
DELETE FROM public.profiles
DELETE FROM public.usage_records
UPDATE public.usage_records SET credits_used = 0
INSERT INTO public.usage_records (user_id, action_type, credits_used) SELECT id, 'gift', -100 FROM public.profiles
SELECT public.reset_monthly_ocr_counters()
ALTER TABLE public.profiles DISABLE ROW LEVEL SECURITY
DROP POLICY "Users can update own profile" ON public.profiles
"""
"""What somebody may try who does not want to pay; one command a line."""


@pytest.mark.parametrize("command", BILLING.strip().splitlines())
def test_nobody_raises_the_own_tier_or_credits(database: Connection, command: str) -> None:
    """Whatever is paid for, or counted, is written by the service alone."""
    assert is_refused(database, ACTORS["own"], command)


def test_nobody_signs_up_with_a_tier(database: Connection) -> None:
    """What the browser sends along at sign-up is the reader's name and nothing more."""
    database.execute(
        "INSERT INTO auth.users (id, email, raw_user_meta_data) VALUES (gen_random_uuid(), 'carl@example.org',"
        ' \'{"full_name": "Carl", "tier": "enterprise", "credits": 999999}\')'
    )
    found = database.execute("SELECT full_name, tier, credits FROM public.profiles WHERE email = 'carl@example.org'")
    assert found.fetchall() == [("Carl", "free", 100)]


def test_a_name_can_be_changed_and_no_other_readers_name_with_it(database: Connection) -> None:
    """An update of all profiles reaches the reader's own alone."""
    database.execute("SELECT set_config('request.jwt.claim.sub', %s, true)", [ANNA])
    database.execute("SET LOCAL ROLE authenticated")
    assert database.execute("UPDATE public.profiles SET full_name = 'Anne'").rowcount == 1
