"""Workspace admins can see and revoke everybody's keys, but never use or copy them."""

from typing import Any

import httpx
import pytest

from tests.backend.keys.calls import create, replace, revoke, use
from tests.backend.keys.conftest import SignIn
from tests.factories.world import Person, World

pytestmark = pytest.mark.one_app


async def list_all(panel: httpx.AsyncClient, **parameters: Any) -> list[dict[str, Any]]:
    """Returns the keys of all pages."""
    found: list[dict[str, Any]] = []
    while True:
        response = await panel.get("/api/workspace/keys", params=parameters)
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["data"]
        assert page["has_more"] == (page["next_cursor"] is not None)
        if not page["has_more"]:
            return found
        parameters["cursor"] = page["next_cursor"]


def names(keys: list[dict[str, Any]]) -> list[str]:
    return [key["name"] for key in keys]


async def test_admins_see_everybodys_keys_and_their_owners(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, me: Person, sign_in: SignIn, world: World
) -> None:
    members_key = await create(panel, name="Maya's")
    admins_key = await create(admins_panel, name="Ada's")
    await create(await sign_in(await world.person(await world.workspace("Other"))), name="Elsewhere")
    found = await list_all(admins_panel)
    assert names(found) == ["Ada's", "Maya's"]
    assert found[1]["owner"] == {"id": str(me.id), "name": "Maya", "email": me.email, "active": True}
    for key in (members_key, admins_key):
        response = await admins_panel.get(f"/api/workspace/keys/{key['id']}")
        assert response.json() in found
        assert "key" not in response.json()
        assert key["key"] not in response.text


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
async def test_members_learn_which_admins_they_can_ask(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, method: str, path: str
) -> None:
    members_key, admins_key = await create(panel), await create(admins_panel)
    for key in (members_key, admins_key):
        response = await panel.request(method, path.format(id=key["id"]))
        assert response.status_code == 403
        assert response.json()["code"] == "admin_required"
        assert "Ada" in response.json()["detail"]
        assert response.json()["who_can_fix"] == [{"who": "workspace_admin", "name": "Ada"}]
        assert await use(panel, key["key"]) == 200


async def test_a_member_learns_when_there_is_no_admin_to_ask(panel: httpx.AsyncClient) -> None:
    response = await panel.get("/api/workspace/keys")
    assert response.json()["code"] == "admin_required"
    assert response.json()["detail"].endswith("Your workspace currently has no active admin.")
    assert response.json()["who_can_fix"] == []


async def test_a_demoted_admin_loses_access_at_once(
    admins_panel: httpx.AsyncClient, world: World, admin: Person
) -> None:
    await world.demote(admin)
    assert (await admins_panel.get("/api/workspace/keys")).status_code == 403


async def test_admins_can_revoke_anybodys_key(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, admin: Person
) -> None:
    key = await create(panel)
    assert await use(panel, key["key"]) == 200
    response = await admins_panel.post(f"/api/workspace/keys/{key['id']}/revoke")
    assert response.json()["status"] == "revoked"
    assert response.json()["revoked_by"] == {"id": str(admin.id), "name": "Ada"}
    assert await use(panel, key["key"]) == 401
    again = await admins_panel.post(f"/api/workspace/keys/{key['id']}/revoke")
    assert again.json()["revoked_at"] == response.json()["revoked_at"]
    [listed] = (await panel.get("/api/keys")).json()["data"]
    assert listed["revoked_by"]["name"] == "Ada"


async def test_admins_of_another_workspace_see_nothing(panel: httpx.AsyncClient, sign_in: SignIn, world: World) -> None:
    key = await create(panel)
    stranger = await sign_in(await world.person(await world.workspace("Other"), role="admin"))
    assert await list_all(stranger) == []
    for method, path in [("GET", ""), ("GET", "/usage"), ("POST", "/revoke")]:
        response = await stranger.request(method, f"/api/workspace/keys/{key['id']}{path}")
        assert response.json()["code"] == "not_found"
    assert await use(panel, key["key"]) == 200


async def test_every_key_is_on_exactly_one_page(admins_panel: httpx.AsyncClient, me: Person, world: World) -> None:
    made = [(await world.key(me, name=str(number))).id for number in range(7)]
    for limit in (1, 3, 7, 100):
        assert [key["id"] for key in await list_all(admins_panel, limit=limit)] == [str(id) for id in reversed(made)]


async def test_keys_are_found_by_name_owner_prefix_and_status(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, me: Person
) -> None:
    zapier = await create(panel, name="Zapier Straße 100%")
    retired = await create(panel, name="Retired")
    old = await create(admins_panel, name="Nightly export")
    await replace(admins_panel, old)
    await revoke(panel, retired)

    async def find(**parameters: Any) -> set[str]:
        return set(names(await list_all(admins_panel, **parameters)))

    assert await find(q="zapier") == await find(q="STRASSE") == await find(q="100%") == {"Zapier Straße 100%"}
    assert await find(q=zapier["prefix"]) == {"Zapier Straße 100%"}
    assert await find(q="maya") == await find(owner_id=str(me.id)) == {"Zapier Straße 100%", "Retired"}
    assert await find(q="%") == {"Zapier Straße 100%"}
    assert await find(q="_") == set()
    assert await find(status="revoked") == {"Retired"}
    assert await find(status="active") == {"Zapier Straße 100%", "Nightly export"}
    assert await find(status="active", q="retired") == set()


@pytest.mark.parametrize("parameters", [{"limit": 0}, {"limit": 101}, {"cursor": "x"}, {"status": "x"}, {"q": "\0"}])
async def test_invalid_parameters_are_refused(admins_panel: httpx.AsyncClient, parameters: dict[str, Any]) -> None:
    response = await admins_panel.get("/api/workspace/keys", params=parameters)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")


async def test_a_deactivated_owner_is_marked(
    admins_panel: httpx.AsyncClient, panel: httpx.AsyncClient, world: World, me: Person
) -> None:
    await create(panel)
    await world.deactivate(me)
    [key] = await list_all(admins_panel)
    assert key["owner"]["active"] is False
