"""Everybody's keys, for workspace admins: to see and to revoke, never to use or copy."""

from typing import Any

import httpx
import pytest

from tests.backend.keys.calls import create, replace, revoke, use
from tests.backend.keys.conftest import SignIn
from tests.factories.world import Person, World


async def listed(panel: httpx.AsyncClient, **parameters: Any) -> list[dict[str, Any]]:
    """All pages."""
    found: list[dict[str, Any]] = []
    while True:
        answer = await panel.get("/api/workspace/keys", params=parameters)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["data"]
        assert page["has_more"] == (page["next_cursor"] is not None)
        if not page["has_more"]:
            return found
        parameters["cursor"] = page["next_cursor"]


def names(keys: list[dict[str, Any]]) -> list[str]:
    return [key["name"] for key in keys]


async def test_admins_see_everybodys_keys_and_whose_they_are(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, me: Person, sign_in: SignIn, world: World
) -> None:
    mine = await create(panel, name="Maya's")
    theirs = await create(admins_panel, name="Ada's")
    await create(await sign_in(await world.person(await world.workspace("Other"))), name="Elsewhere")
    found = await listed(admins_panel)
    assert names(found) == ["Ada's", "Maya's"]
    assert found[1]["owner"] == {"id": str(me.id), "name": "Maya", "email": me.email, "active": True}
    for key in (mine, theirs):
        answer = await admins_panel.get(f"/api/workspace/keys/{key['id']}")
        assert answer.json() in found
        assert "key" not in answer.json()
        assert key["key"] not in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/workspace/keys"),
        ("GET", "/api/workspace/keys/{id}"),
        ("GET", "/api/workspace/keys/{id}/usage"),
        ("POST", "/api/workspace/keys/{id}/revoke"),
        ("GET", "/api/workspace/audit"),
    ],
)
async def test_members_are_told_whom_to_ask(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, method: str, path: str
) -> None:
    mine, theirs = await create(panel), await create(admins_panel)
    for key in (mine, theirs):
        answer = await panel.request(method, path.format(id=key["id"]))
        assert answer.status_code == 403
        assert answer.json()["code"] == "admin_required"
        assert "Ada" in answer.json()["detail"]
        assert answer.json()["who_can_fix"] == [{"who": "workspace_admin", "name": "Ada"}]
        assert await use(panel, key["key"]) == 200


async def test_a_member_is_not_sent_to_an_admin_that_there_is_not(panel: httpx.AsyncClient) -> None:
    answer = await panel.get("/api/workspace/keys")
    assert answer.json()["code"] == "admin_required"
    assert answer.json()["detail"].endswith("Your workspace currently has no active admin.")
    assert answer.json()["who_can_fix"] == []


async def test_a_demoted_admin_is_one_no_more(admins_panel: httpx.AsyncClient, world: World, admin: Person) -> None:
    await world.demote(admin)
    assert (await admins_panel.get("/api/workspace/keys")).status_code == 403


async def test_admins_revoke_anybodys_key_at_once(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, admin: Person
) -> None:
    key = await create(panel)
    assert await use(panel, key["key"]) == 200
    answer = await admins_panel.post(f"/api/workspace/keys/{key['id']}/revoke")
    assert answer.json()["status"] == "revoked"
    assert answer.json()["revoked_by"] == {"id": str(admin.id), "name": "Ada"}
    assert await use(panel, key["key"]) == 401
    again = await admins_panel.post(f"/api/workspace/keys/{key['id']}/revoke")
    assert again.json()["revoked_at"] == answer.json()["revoked_at"]
    [mine] = (await panel.get("/api/keys")).json()["data"]
    assert mine["revoked_by"]["name"] == "Ada"


async def test_admins_of_another_workspace_see_nothing(panel: httpx.AsyncClient, sign_in: SignIn, world: World) -> None:
    key = await create(panel)
    stranger = await sign_in(await world.person(await world.workspace("Other"), role="admin"))
    assert await listed(stranger) == []
    for method, path in [("GET", ""), ("GET", "/usage"), ("POST", "/revoke")]:
        answer = await stranger.request(method, f"/api/workspace/keys/{key['id']}{path}")
        assert answer.json()["code"] == "not_found"
    assert await use(panel, key["key"]) == 200


async def test_every_key_is_on_exactly_one_page(admins_panel: httpx.AsyncClient, me: Person, world: World) -> None:
    made = [(await world.key(me, name=str(number))).id for number in range(7)]
    for limit in (1, 3, 7, 100):
        assert [key["id"] for key in await listed(admins_panel, limit=limit)] == [str(id) for id in reversed(made)]


async def test_finding_keys(panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, me: Person) -> None:
    zapier = await create(panel, name="Zapier Straße 100%")
    retired = await create(panel, name="Retired")
    old = await create(admins_panel, name="Nightly export")
    await replace(admins_panel, old)
    await revoke(panel, retired)

    async def find(**parameters: Any) -> set[str]:
        return set(names(await listed(admins_panel, **parameters)))

    assert await find(q="zapier") == await find(q="STRASSE") == await find(q="100%") == {"Zapier Straße 100%"}
    assert await find(q=zapier["prefix"]) == {"Zapier Straße 100%"}
    assert await find(q="maya") == await find(owner_id=str(me.id)) == {"Zapier Straße 100%", "Retired"}
    assert await find(q="%") == {"Zapier Straße 100%"}
    assert await find(q="_") == set()
    assert await find(status="revoked") == {"Retired"}
    assert await find(status="active") == {"Zapier Straße 100%", "Nightly export"}
    assert await find(status="active", q="retired") == set()


@pytest.mark.parametrize("parameters", [{"limit": 0}, {"limit": 101}, {"cursor": "x"}, {"status": "x"}, {"q": "\0"}])
async def test_bad_parameters_are_refused(admins_panel: httpx.AsyncClient, parameters: dict[str, Any]) -> None:
    answer = await admins_panel.get("/api/workspace/keys", params=parameters)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_parameter")


async def test_a_deactivated_owner_is_marked(
    admins_panel: httpx.AsyncClient, panel: httpx.AsyncClient, world: World, me: Person
) -> None:
    await create(panel)
    await world.deactivate(me)
    [key] = await listed(admins_panel)
    assert key["owner"]["active"] is False
