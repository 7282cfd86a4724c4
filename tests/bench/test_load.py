"""The benchmark's data is what its description says."""

import asyncpg
import httpx
import pytest

from sami.auth.key_hash import Peppers
from tests.bench import data
from tests.bench.data import Sizes
from tests.bench.load import NotEmpty, load

SIZES = Sizes(contacts=600, keys=200, workspaces=5, in_big=0.9)


def headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def test_a_loaded_database_works_like_any_other(
    database_url: str, client: httpx.AsyncClient, peppers: Peppers
) -> None:
    connection = await asyncpg.connect(database_url)
    indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 'contacts' ORDER BY 1"
    migrated = await connection.fetch(indexes)
    loaded = await load(database_url, peppers.newest, SIZES)
    assert await connection.fetch(indexes) == migrated
    await connection.close()

    admin, member = headers(loaded.admin_key), headers(loaded.member_key)
    counts = [(await client.get("/v1/contacts/count", headers=key)).json()["count"] for key in (admin, member)]
    assert counts[0] == SIZES.contacts_in_big == 540
    assert 270 < counts[1] < 540, "a member sees many, but not all"
    newest = (await client.get("/v1/contacts", headers=admin)).json()["data"][0]
    assert newest["id"] == str(loaded.newest)
    rare = (await client.get("/v1/contacts", params={"q": data.RARE_WORD}, headers=admin)).json()["data"]
    assert len(rare) == data.RARE_HITS
    common = await client.get("/v1/contacts/count", params={"q": data.COMMON_WORD}, headers=admin)
    assert 30 < common.json()["count"] < 100


async def test_keys_and_contacts_follow_from_their_number(
    database_url: str, client: httpx.AsyncClient, peppers: Peppers
) -> None:
    await load(database_url, peppers.newest, SIZES)
    for number, permission in ((3, "read"), (SIZES.people + 3, "write"), (2 * SIZES.people + 3, "admin")):
        me = (await client.get("/v1/me", headers=headers(data.key(number).text))).json()
        assert me["key"]["id"] == str(data.key_id(number))
        assert me["key"]["permission"] == permission
        assert me["user"]["id"] == str(data.user_id(3))
        assert me["workspace"]["id"] == str(data.workspace_id(0))
    in_big = next(number for number in range(SIZES.contacts) if data.is_in_big(SIZES, number))
    elsewhere = next(number for number in range(SIZES.contacts) if not data.is_in_big(SIZES, number))
    statuses = [
        (
            await client.get(f"/v1/contacts/{data.contact_id(SIZES, number)}", headers=headers(data.key(0).text))
        ).status_code
        for number in (in_big, elsewhere)
    ]
    assert statuses == [200, 404]


async def test_computable_keys_are_only_loaded_into_an_empty_database(database_url: str, peppers: Peppers) -> None:
    await load(database_url, peppers.newest, SIZES)
    with pytest.raises(NotEmpty):
        await load(database_url, peppers.newest, SIZES)
