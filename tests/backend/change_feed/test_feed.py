"""`GET /v1/changes`: which changes a user gets, and its cursors."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest

from sami.auth.key_hash import Peppers
from sami.change_feed import queries
from sami.records.cursor import LogCursor
from tests.backend.change_feed.scenario import Connection
from tests.factories.world import HeldKey, Person, World


@pytest.fixture
async def sql(module_database: str) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(module_database)
    yield connection
    await connection.close()


@pytest.fixture
async def world(shared_world: World) -> World:
    return shared_world


class Feed:
    def __init__(self, client: httpx.AsyncClient, key: HeldKey, **parameters: str) -> None:
        self._client, self._key = client, key
        self._parameters = parameters

    async def read(self, **parameters: Any) -> dict[str, Any]:
        """Returns the next page. The first call only gets a cursor."""
        given = self._parameters | parameters
        response = await self._client.get("/v1/changes", params=given, headers=self._key.headers)
        assert response.status_code == 200, response.text
        page: dict[str, Any] = response.json()
        assert ("Link" in response.headers) == page["has_more"]
        self._parameters["cursor"] = page["next_cursor"]
        return page

    async def read_all(self) -> list[tuple[str, str]]:
        """Returns (change, record id) of all changes since the last call."""
        changes: list[tuple[str, str]] = []
        while True:
            page = await self.read()
            changes += [(each["change"], each["record_id"]) for each in page["data"]]
            if not page["has_more"]:
                return changes


async def feed_of(client: httpx.AsyncClient, world: World, person: Person) -> Feed:
    feed = Feed(client, await world.key(person, "read"))
    assert await feed.read_all() == [], "it begins now"
    return feed


async def test_a_slow_transaction_is_not_skipped(
    api: httpx.AsyncClient, world: World, me: Person, sql: Connection
) -> None:
    contact = str(await world.contact(me))
    feed = await feed_of(api, world, me)
    slow = sql.transaction()
    await slow.start()
    await sql.execute("UPDATE contacts SET last_name = 'Slow' WHERE id = $1", contact)
    quick = (await api.post("/v1/contacts", json={})).json()["id"]
    assert await feed.read_all() == [], "the slow transaction could still add an earlier change"
    await slow.commit()
    assert await feed.read_all() == [("updated", contact), ("created", quick)]


async def test_a_change_has_the_record_as_get_returns_it(api: httpx.AsyncClient, world: World, me: Person) -> None:
    feed = await feed_of(api, world, me)
    ids = await world.one_of_each(me)
    page = await feed.read(limit=100)
    assert page["has_more"] is False
    last = {each["type"]: each for each in page["data"]}
    for type_, path in (("contact", "contacts"), ("deal", "deals"), ("message", "messages"), ("pipeline", "pipelines")):
        assert last[type_]["record"] == (await api.get(f"/v1/{path}/{last[type_]['record_id']}")).json()
    pipeline = ids["pipeline"]
    stage = (await api.get(f"/v1/pipelines/{pipeline}/stages/{ids['stage']}")).json()
    assert last["stage"]["record"] == stage
    assert await feed.read_all() == []


async def test_only_those_who_lost_sight_of_a_record_get_access_lost(
    api: httpx.AsyncClient, world: World, me: Person
) -> None:
    team = await world.team(me.workspace_id)
    owner, mate = [await world.person(me.workspace_id, teams=[team]) for _ in range(2)]
    feeds = [await feed_of(api, world, person) for person in (owner, mate, me)]
    contact = str(await world.contact(owner, "team"))
    admin = (await world.key(owner)).headers
    assert [await feed.read_all() for feed in feeds] == [[("created", contact)], [("created", contact)], []]
    await api.patch(f"/v1/contacts/{contact}", json={"visibility": "private"}, headers=admin)
    assert [await feed.read_all() for feed in feeds] == [[("updated", contact)], [("access_lost", contact)], []]
    await api.delete(f"/v1/contacts/{contact}?permanent=true", headers=admin)
    assert [await feed.read_all() for feed in feeds] == [[("deleted", contact)], [], []]


async def test_teams_and_roles_decide_which_changes_a_user_gets(
    api: httpx.AsyncClient, world: World, me: Person, sql: Connection
) -> None:
    team = await world.team(me.workspace_id)
    owner = await world.person(me.workspace_id, teams=[team])
    private = str(await world.contact(owner, "private"))
    contact = await world.contact(owner, "team")
    stage = await world.stage(me.workspace_id, await world.pipeline(me.workspace_id))
    deal = await world.deal(owner, stage, contact_id=contact)
    message = str(await world.message(owner, deal_id=deal))
    feed = await feed_of(api, world, me)
    through = [str(contact), str(deal), message]
    await sql.execute("INSERT INTO team_members VALUES ($1, $2, $3)", me.workspace_id, team, me.id)
    assert await feed.read_all() == [("access_changed", each) for each in through]
    await sql.execute("DELETE FROM teams WHERE id = $1", team)
    assert await feed.read_all() == [*(("access_lost", each) for each in through[:2]), ("access_changed", message)], (
        "the message no longer shows the deal"
    )
    await sql.execute("UPDATE users SET role = 'admin' WHERE id = $1", me.id)
    assert sorted(await feed.read_all()) == sorted(("access_changed", each) for each in (private, *through))
    await sql.execute("UPDATE users SET name = 'M.' WHERE id = $1", me.id)
    assert await feed.read_all() == []


async def test_a_record_shown_and_hidden_in_one_transaction_is_not_reported_to_others(
    api: httpx.AsyncClient, world: World, me: Person, sql: Connection
) -> None:
    other = await world.person(me.workspace_id)
    feed = await feed_of(api, world, other)
    async with sql.transaction():
        contact = await sql.fetchval(
            "INSERT INTO contacts (workspace_id, id, owner_id, visibility, search)"
            " VALUES ($1, gen_random_uuid(), $2, 'workspace', '') RETURNING id",
            me.workspace_id,
            me.id,
        )
        await sql.execute("UPDATE contacts SET visibility = 'private' WHERE id = $1", contact)
    assert await feed.read_all() == []


async def test_stages_are_deleted_and_restored_with_their_pipeline(
    api: httpx.AsyncClient, world: World, sql: Connection
) -> None:
    admin = await world.person(await world.workspace(), role="admin")
    made = await world.pipeline(admin.workspace_id)
    pipeline, stage = str(made), str(await world.stage(admin.workspace_id, made))
    feed, headers = await feed_of(api, world, admin), (await world.key(admin)).headers
    await api.delete(f"/v1/pipelines/{pipeline}", headers=headers)
    assert await feed.read_all() == [("deleted", pipeline), ("deleted", stage)]
    await api.post(f"/v1/pipelines/{pipeline}/restore", headers=headers)
    assert await feed.read_all() == [("restored", pipeline), ("restored", stage)]


async def test_a_feed_of_some_types_has_no_others(api: httpx.AsyncClient, world: World, me: Person) -> None:
    feed = Feed(api, await world.key(me, "read"), type="message,stage")
    await feed.read()
    await world.one_of_each(me)
    assert {each["type"] for each in (await feed.read())["data"]} == {"message", "stage"}


async def test_a_call_scans_a_limited_number_of_changes(
    api: httpx.AsyncClient, world: World, me: Person, sql: Connection
) -> None:
    other = await world.person(me.workspace_id)
    feed = await feed_of(api, world, me)
    await sql.execute(
        "INSERT INTO contacts (workspace_id, id, owner_id, visibility, search)"
        " SELECT $1, gen_random_uuid(), $2, 'private', '' FROM generate_series(1, $3)",
        me.workspace_id,
        other.id,
        queries.SCAN_LIMIT,
    )
    own = str(await world.contact(me))
    page = await feed.read()
    assert (page["data"], page["has_more"]) == ([], True)
    assert await feed.read_all() == [("created", own)]


async def test_pages_follow_each_other(api: httpx.AsyncClient, world: World, me: Person) -> None:
    feed = await feed_of(api, world, me)
    made = [str(await world.contact(me)) for _ in range(5)]
    pages = [await feed.read(limit=2) for _ in range(3)]
    assert [[each["record_id"] for each in page["data"]] for page in pages] == [made[:2], made[2:4], made[4:]]
    assert [page["has_more"] for page in pages] == [True, True, False]


async def test_a_cursor_works_only_for_its_user_and_types(api: httpx.AsyncClient, world: World, me: Person) -> None:
    cursor = (await api.get("/v1/changes")).json()["next_cursor"]
    others = (await world.key(await world.person(me.workspace_id))).headers
    identity, history, xid, entry, *seal = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    # With the last two, a new user could read about records that were deleted before they came.
    forged = ([None, history, xid, entry, *seal], [identity, history, "0", "0", *seal], [identity, history, "0", "0"])
    forged_cursors = [base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in forged]
    invalid = ((cursor[:-2], {}), ("eA", {}), (cursor, {"type": "deal"}), *((each, {}) for each in forged_cursors))
    for wrong, more in invalid:
        response = await api.get("/v1/changes", params={"cursor": wrong, **more})
        assert (response.status_code, response.json()["code"]) == (400, "invalid_cursor")
    response = await api.get("/v1/changes", params={"cursor": cursor}, headers=others)
    assert response.json()["code"] == "invalid_cursor"


async def test_a_cursor_is_expired_when_the_log_no_longer_continues_from_it(
    api: httpx.AsyncClient, world: World, me: Person, sql: Connection, peppers: Peppers
) -> None:
    """Entries after it were deleted, or it is from another history or from the future of the database."""
    identity = repr(("changes", me.workspace_id, me.id))
    before = (await api.get("/v1/changes")).json()["next_cursor"]
    await world.contact(me)
    await sql.execute("DELETE FROM record_changes WHERE workspace_id = $1", me.workspace_id)
    after = (await api.get("/v1/changes")).json()["next_cursor"]
    known = LogCursor.decode(after, identity, peppers)
    strange = [
        LogCursor(history, xid, 0).encode(identity, peppers)
        for history, xid in (("1/1", known.xid), (known.history, known.xid + 10**6))
    ]
    for cursor in (before, *strange):
        response = await api.get("/v1/changes", params={"cursor": cursor})
        assert (response.status_code, response.json()["code"]) == (410, "cursor_expired")
    assert (await api.get("/v1/changes", params={"cursor": after})).status_code == 200
