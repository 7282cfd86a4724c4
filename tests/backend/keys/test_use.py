"""The usage of a key: calls by day, the permission that they needed, and attempts after the key is dead."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from sami.db.database import Database
from sami.services import Services
from sami.usage import recorder
from tests.backend.keys.calls import create, read, revoke, use
from tests.backend.keys.conftest import SignIn
from tests.factories.world import Person, World

pytestmark = pytest.mark.one_app


@pytest.fixture(autouse=True)
def no_automatic_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves it to each test when usage is written."""
    monkeypatch.setattr(recorder, "FLUSH_SECONDS", 3600.0)


@pytest.fixture
def services(app: FastAPI) -> Services:
    services: Services = app.state.services
    return services


async def usage_by_day(panel: httpx.AsyncClient, key: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Returns the key's calls and refusals of 30 days, today's last."""
    response = await panel.get(f"/api/keys/{key['id']}/usage")
    assert response.status_code == 200, response.text
    found = response.json()
    return found["calls"], found["refusals"]


async def test_each_call_counts_once_as_accepted_or_refused(panel: httpx.AsyncClient, services: Services) -> None:
    key = await create(panel)
    statuses = [
        await use(panel, key["key"]),
        await use(panel, key["key"], path="/v1/contacts"),
        await use(panel, key["key"], path="/v1/contacts/00000000-0000-7000-8000-000000000000"),
        await use(panel, key["key"], path="/v1/contacts?unknown=1"),
        await use(panel, key["key"], method="POST", path="/v1/contacts", json={"first_name": "Not allowed"}),
        await use(panel, key["key"], path="/v1/users"),
    ]
    assert statuses == [200, 200, 404, 400, 403, 403]
    await services.recorder.flush()
    calls, refusals = await usage_by_day(panel, key)
    assert (calls[-1], refusals[-1]) == (4, 2)
    assert len(calls) == len(refusals) == 30
    assert sum(calls) + sum(refusals) == len(statuses)
    found = await read(panel, key)
    assert (found["calls"], found["attempts"]["count"]) == (4, 0)


async def test_usage_covers_30_days_in_utc(panel: httpx.AsyncClient, database: Database, me: Person) -> None:
    key, unused = await create(panel), await create(panel, name="Unused")
    today = datetime.now(UTC).date()
    # By the clock of a process that counts, it may already be tomorrow.
    days_ago = {-1: 2, 0: 5, 1: 6, 29: 5, 30: 4}
    async with database.transaction() as session:
        for ago, number in days_ago.items():
            await session.execute(
                text("INSERT INTO key_usage_days VALUES (:workspace, :key, :day, :calls, 1)"),
                {"workspace": me.workspace_id, "key": key["id"], "day": today - timedelta(ago), "calls": number},
            )
    calls, refusals = await usage_by_day(panel, key)
    assert calls == [5, *[0] * 27, 6, 7]
    assert refusals == [1, *[0] * 27, 1, 2]
    everything = (await panel.get("/api/keys/usage")).json()
    assert everything == {
        "since": str(today - timedelta(29)),
        "data": [{"id": key["id"], "calls": calls, "refusals": refusals}],
    }
    assert await usage_by_day(panel, unused) == ([0] * 30, [0] * 30)


@pytest.mark.parametrize(
    ("method", "path", "body", "needed"),
    [
        ("GET", "/v1/contacts", None, "read"),
        ("POST", "/v1/contacts", {"first_name": "Ada"}, "write"),
        ("POST", "/v1/contacts", {"first_name": "Ada", "visibility": "private"}, "write"),
        ("POST", "/v1/contacts/batch", {"items": [{"first_name": "Ada"}]}, "write"),
        ("PATCH", "/v1/contacts/{contact}", {"first_name": "Ada"}, "write"),
        ("PATCH", "/v1/contacts/{contact}", {"visibility": "private"}, "admin"),
        ("DELETE", "/v1/contacts/{contact}", None, "write"),
        ("DELETE", "/v1/contacts/{contact}?permanent=true", None, "admin"),
        ("GET", "/v1/contacts?expand=owner", None, "admin"),
        ("GET", "/v1/users", None, "admin"),
    ],
)
async def test_the_needed_permission_follows_from_the_calls(
    panel: httpx.AsyncClient, world: World, me: Person, method: str, path: str, body: object, needed: str
) -> None:
    contact = await world.contact(me)
    key = await create(panel, permission="admin")
    assert (await read(panel, key))["needed_permission"] is None
    status = await use(panel, key["key"], method=method, path=path.format(contact=contact), json=body)
    assert status < 300
    assert (await read(panel, key))["needed_permission"] == needed


async def test_refused_calls_need_no_permission(panel: httpx.AsyncClient, services: Services) -> None:
    key = await create(panel)
    for status, needed in ((403, None), (200, "read"), (403, "read")):
        method = "GET" if status == 200 else "POST"
        assert await use(panel, key["key"], method=method, path="/v1/contacts", json={"first_name": "Ada"}) == status
        await services.recorder.flush()
        assert (await read(panel, key))["needed_permission"] == needed


async def test_attempts_with_a_revoked_key_show_the_last_address_and_client(
    panel: httpx.AsyncClient, services: Services, world: World, me: Person
) -> None:
    key = await create(panel)
    assert await use(panel, key["key"], agent="Zapier") == 200
    used = await read(panel, await revoke(panel, key))
    for agent in ("Zapier", "thief/2"):
        assert await use(panel, key["key"], agent=agent) == 401
    await services.recorder.flush()
    found = await read(panel, key)
    assert found["attempts"]["count"] == 2
    assert found["attempts"]["last_agent"] == "thief/2"
    assert found["attempts"]["last_ip"] == "127.0.0.1"
    assert found["attempts"]["last_at"] > found["revoked_at"]
    assert (await usage_by_day(panel, key))[1][-1] == 2
    last_used = ("last_used_at", "last_used_agent", "last_used_ip", "calls")
    assert [found[member] for member in last_used] == [used[member] for member in last_used], "attempts don't count"


async def test_attempts_with_an_expired_key_are_counted(
    panel: httpx.AsyncClient, services: Services, world: World, me: Person
) -> None:
    held = await world.key(me)
    await world.expire(held)
    assert await use(panel, held.text) == 401
    await services.recorder.flush()
    found = await read(panel, {"id": held.id})
    assert found["attempts"]["count"] == 1
    assert found["last_used_at"] is None


async def test_attempts_with_the_wrong_secret_are_not_counted(panel: httpx.AsyncClient, services: Services) -> None:
    key, other = await create(panel), await create(panel, name="Other")
    await revoke(panel, key)
    mixed = key["prefix"] + other["key"].removeprefix(other["prefix"])
    assert await use(panel, mixed) == 401
    assert await use(panel, key["key"][:-1] + "~") == 401
    await services.recorder.flush()
    assert (await read(panel, key))["attempts"]["count"] == 0
    assert await usage_by_day(panel, key) == ([0] * 30, [0] * 30)


async def test_people_see_the_usage_of_their_own_keys_only(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, world: World
) -> None:
    key = await create(panel)
    assert await use(panel, key["key"]) == 200
    assert (await admins_panel.get(f"/api/keys/{key['id']}/usage")).status_code == 404
    assert (await admins_panel.get("/api/keys/usage")).json()["data"] == []
    # An admin sees it under the workspace's address.
    assert (await admins_panel.get(f"/api/workspace/keys/{key['id']}/usage")).json()["calls"][-1] == 1


async def test_counting_a_call_does_not_write_to_the_database(
    panel: httpx.AsyncClient, database: Database, services: Services, world: World, me: Person
) -> None:
    held = await world.key(me, "read")
    assert await use(panel, held.text) == 200

    async def written() -> object:
        async with database.transaction() as session:
            rows = await session.execute(text("SELECT xmin::text, u::text FROM key_usage u"))
            return rows.all()

    before = await written()
    for _ in range(50):
        assert await use(panel, held.text) == 200
        assert await use(panel, held.text, path="/v1/users") == 403
    assert await written() == before
    pending = services.recorder._pending[held.id]
    assert (pending.calls, sum(day.refusals for day in pending.days.values())) == (50, 50)


async def test_an_admin_of_another_workspace_does_not_see_the_usage(
    panel: httpx.AsyncClient, sign_in: SignIn, world: World
) -> None:
    key = await create(panel)
    assert await use(panel, key["key"]) == 200
    stranger = await sign_in(await world.person(await world.workspace("Other"), role="admin"))
    for address in (f"/api/keys/{key['id']}/usage", f"/api/workspace/keys/{key['id']}/usage"):
        assert (await stranger.get(address)).json()["code"] == "not_found"
