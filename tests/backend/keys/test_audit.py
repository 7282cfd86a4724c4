"""The audit trail: who did what, when and from where."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from sami.db.database import Database
from sami.directory.service import deactivate_user
from tests.backend.keys.calls import create, replace, revoke, use
from tests.backend.keys.conftest import SignIn
from tests.factories.world import PASSWORD, Person, World

pytestmark = pytest.mark.one_app


async def events(panel: httpx.AsyncClient, address: str = "/api/audit", **parameters: Any) -> list[dict[str, Any]]:
    response = await panel.get(address, params=parameters)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def actions(found: list[dict[str, Any]]) -> list[str]:
    return [event["action"] for event in found]


async def test_everything_done_to_a_key_is_recorded_in_order(panel: httpx.AsyncClient, me: Person) -> None:
    old = await create(panel, name="Zapier", permission="write", expires_in="90d")
    await panel.patch(f"/api/keys/{old['id']}", json={"name": "Zapier production"})
    new = await replace(panel, old, "1h")
    await revoke(panel, old)

    found = await events(panel, key_id=old["id"])
    assert actions(found) == ["key_revoked", "key_replaced", "key_renamed", "key_created"]
    assert [event["detail"] for event in found] == [
        {},
        {
            "grace": "1h",
            "stops_at": found[1]["detail"]["stops_at"],
            "new_key_id": new["id"],
            "new_prefix": new["prefix"],
        },
        {"from": "Zapier", "to": "Zapier production"},
        {"name": "Zapier", "permission": "write", "expires_at": old["expires_at"], "replaces": None},
    ]
    for event in found:
        assert event["actor"] == event["user"] == {"id": str(me.id), "name": "Maya"}
        assert event["key"] == {"id": old["id"], "name": "Zapier production", "prefix": old["prefix"]}
        assert event["ip"] == "127.0.0.1"
        assert event["agent"].startswith("python-httpx/")
    [created] = await events(panel, key_id=new["id"])
    assert created["detail"]["replaces"] == old["prefix"]


async def test_signing_in_and_out_is_recorded(sign_in: SignIn, me: Person) -> None:
    first = await sign_in(me)
    await first.delete("/api/session")
    second = await sign_in(me)
    assert actions(await events(second)) == ["signed_in", "signed_out", "signed_in"]


async def test_calls_that_change_nothing_are_not_recorded(panel: httpx.AsyncClient) -> None:
    key = await create(panel)
    await panel.patch(f"/api/keys/{key['id']}", json={"name": key["name"]})
    for _ in range(2):
        await revoke(panel, key)
    await panel.patch(f"/api/keys/{key['id']}", json={"name": "Dead"})
    await panel.post(f"/api/keys/{key['id']}/replace", json={"grace": "1h"})
    await panel.post("/api/keys", json={"name": "", "permission": "read", "expires_in": "never"})
    assert actions(await events(panel)) == ["key_revoked", "key_created", "signed_in"]


async def test_a_key_revoked_by_an_admin_shows_in_the_trails_of_both_owner_and_admin(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, me: Person, admin: Person
) -> None:
    key = await create(panel)
    await admins_panel.post(f"/api/workspace/keys/{key['id']}/revoke")
    [in_own_trail, *_] = await events(panel)
    [in_workspace_trail, *_] = await events(admins_panel, "/api/workspace/audit")
    assert in_own_trail == in_workspace_trail
    assert in_own_trail["action"] == "key_revoked"
    assert (in_own_trail["actor"]["name"], in_own_trail["user"]["name"]) == ("Ada", "Maya")


async def test_members_see_their_own_events_and_admins_all_of_their_workspace(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, sign_in: SignIn, world: World
) -> None:
    members_key, admins_key = await create(panel), await create(admins_panel)
    stranger = await sign_in(await world.person(await world.workspace("Other"), role="admin"))
    await create(stranger)
    assert {event["user"]["name"] for event in await events(panel)} == {"Maya"}
    assert await events(panel, key_id=admins_key["id"]) == []
    assert {event["user"]["name"] for event in await events(admins_panel, "/api/workspace/audit")} == {"Maya", "Ada"}
    assert len(await events(admins_panel, "/api/workspace/audit", key_id=members_key["id"])) == 1
    assert actions(await events(stranger, "/api/workspace/audit")) == ["key_created", "signed_in"]


async def test_an_operators_action_has_no_actor(admins_panel: httpx.AsyncClient, me: Person, database_url: str) -> None:
    for _ in range(2):
        await deactivate_user(database_url, me.email)
    found = await events(admins_panel, "/api/workspace/audit")
    assert actions(found) == ["user_deactivated", "signed_in"]
    assert (found[0]["actor"], found[0]["user"]["name"]) == (None, "Maya")


async def test_every_event_is_on_exactly_one_page(panel: httpx.AsyncClient) -> None:
    for number in range(6):
        await create(panel, name=str(number))
    all_events = await events(panel)
    assert len(all_events) == 7
    for limit in (1, 2, 3, 7):
        pages: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = (await panel.get("/api/audit", params={"limit": limit, **cursor})).json()
            pages += page["data"]
            if not page["has_more"]:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert pages == all_events


@pytest.mark.parametrize("parameters", [{"limit": 0}, {"limit": 101}, {"cursor": "x"}, {"key_id": "x"}])
async def test_invalid_parameters_are_refused(panel: httpx.AsyncClient, parameters: dict[str, Any]) -> None:
    response = await panel.get("/api/audit", params=parameters)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")


async def test_calls_of_the_public_api_are_not_recorded(panel: httpx.AsyncClient, database: Database) -> None:
    key = await create(panel, permission="write")
    before = await events(panel)
    assert await use(panel, key["key"], method="POST", path="/v1/contacts", json={"first_name": "Ada"}) == 201
    assert await use(panel, key["key"]) == 200
    assert await events(panel) == before


async def test_neither_keys_nor_passwords_are_in_the_trail(panel: httpx.AsyncClient, database: Database) -> None:
    old = await create(panel)
    new = await replace(panel, old)
    async with database.transaction() as session:
        rows = list(await session.scalars(text("SELECT e::text FROM audit_events e")))
    assert rows
    for secret in (PASSWORD, old["key"], new["key"]):
        assert secret not in str(rows)
