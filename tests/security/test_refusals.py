"""Every refusal says truthfully what is missing and who can fix it, and reveals nothing that its caller can't know."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from sami.app import create_app
from sami.auth.permission import RIGHTS, Permission, rights
from sami.models.user import Role
from tests.factories.world import PASSWORD, HeldKey, World
from tests.fixtures.calls import CALLS, Call
from tests.fixtures.service import ORIGIN, settings_for

#: Calls that need more than their route does, because of their body.
ASSIGNING = [
    replace(call, json={**call.json, "visibility": "private"}, permission="admin")
    for call in CALLS
    if call.operation in ("update_contact", "update_deal", "update_message")
]


def right_of(call: Call) -> str:
    """Returns the right that the call needs, as `GET /v1/me` names it."""
    records = call.path.split("/")[2]
    if records in ("me", "webhooks", "changes"):
        # Every key may read its own webhooks, and the changes to records that it can read.
        return "webhooks:subscribe" if call.changes else "profile:read"
    return f"{records}:{_action(call)}"


def _action(call: Call) -> str:
    if not call.changes:
        return "read"
    if call.configuration:
        return "configure"
    if call in ASSIGNING:
        return "assign"
    if call.path.endswith("/restore"):
        return "restore"
    if call.method == "DELETE":
        return "delete_permanently" if "permanent" in call.path else "delete"
    return "write"


@pytest.fixture
def client(shared_client: httpx.AsyncClient) -> httpx.AsyncClient:
    return shared_client


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


def refusal(response: httpx.Response) -> dict[str, Any] | None:
    """Returns the 403 problem of a call, or of a batch's only item; None if it was accepted."""
    body = response.json() if response.content else {}
    if response.status_code == 200 and response.request.url.path.endswith("/batch"):
        body = body["data"][0].get("error", {})
    assert response.is_success or response.status_code == 403, response.text
    return body if body.get("status") == 403 else None


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
async def test_a_key_can_do_what_its_rights_say_and_otherwise_learns_what_is_missing(
    client: httpx.AsyncClient, world: World, role: Role, permission: Permission
) -> None:
    me = await world.person(await world.workspace(), role=role, name="Maya")
    await world.person(me.workspace_id, role="admin", name="Ada")
    key = await world.key(me, permission)
    ids = await world.one_of_each(me, key=key)
    own_rights = (await client.get("/v1/me", headers=key.headers)).json()["rights"]
    assert own_rights == rights(permission, role)
    for call in (*ASSIGNING, *CALLS):
        response = await call.send(client, key.headers, ids)
        problem = refusal(response)
        assert (problem is None) == (right_of(call) in own_rights), (call, response.text)
        if problem is None:
            continue
        if problem["fix"] == "create_key":
            # What a parameter or the body needs is checked only after what the route needs.
            more_than_route = call in ASSIGNING or ("permanent" in call.path and not call.configuration)
            needed = "write" if more_than_route and permission is Permission.READ else call.permission
            assert problem["required"] == needed
            assert more_than_route or right_of(call) in rights(Permission(needed), role)
            assert f"permission={needed}" in problem["fix_url"]
            assert problem["who_can_fix"] == [{"who": "key_owner", "name": "Maya"}]
        else:
            assert problem["fix"] == "ask_admin"
            assert right_of(call) in rights(Permission.ADMIN, Role.ADMIN)
            assert right_of(call) not in rights(Permission.ADMIN, role)
            assert problem["who_can_fix"] == [{"who": "workspace_admin", "name": "Ada"}]
        assert all(each["name"] in problem["detail"] for each in problem["who_can_fix"])


def test_every_listed_right_is_needed_by_some_call() -> None:
    needed = {right_of(call) for call in (*ASSIGNING, *CALLS)}
    assert needed | {"webhooks:subscribe"} == set(RIGHTS)


async def test_the_people_who_can_help_are_named_to_callers_who_may_know_their_names(
    client: httpx.AsyncClient, world: World
) -> None:
    me = await world.person(await world.workspace(), name="Me")
    for name in ("Dora", "Cleo", "Ada", "Bea"):
        await world.person(me.workspace_id, role="admin", name=name)
    await world.person(me.workspace_id, role="admin", name="Aaron Gone", active=False)
    await world.person(await world.workspace("Other"), role="admin", name="Aaron Elsewhere")
    owner = await world.person(me.workspace_id, name="Tom Owner")
    contact = str(await world.contact(owner))
    admins = [{"who": "workspace_admin", "name": name} for name in ("Ada", "Bea", "Cleo")]

    async def refused(key: HeldKey) -> list[dict[str, Any]]:
        """Returns the problems of changing one record, and of changing it in a batch."""
        single = await client.patch(f"/v1/contacts/{contact}", headers=key.headers, json={"first_name": "X"})
        items = {"items": [{"id": contact, "first_name": "X"}]}
        batch = await client.post("/v1/contacts/batch", headers=key.headers, json=items)
        return [single.json(), batch.json()["data"][0]["error"]]

    for problem in await refused(await world.key(me, "admin")):
        assert (problem["code"], problem["fix"]) == ("record_not_editable", "ask_owner")
        assert problem["who_can_fix"] == [{"who": "record_owner", "name": "Tom Owner"}, *admins]
        assert problem["detail"].endswith("Ask Tom Owner or Ada or Bea or Cleo.")
    writer = await world.key(me, "write")
    for problem in await refused(writer):
        # This key may not list users, so it must not collect their names one by one.
        assert problem["who_can_fix"] == [{"who": "record_owner"}, *admins]
        assert "Tom" not in problem["detail"]
    await world.deactivate(owner)
    for problem in await refused(writer):
        assert problem["who_can_fix"] == admins


@pytest.mark.parametrize("name", ["Zapier", "Zapier (read)", "N" * 80])
async def test_the_page_that_a_refusal_links_to_creates_the_missing_key(
    module_database: str, world: World, name: str
) -> None:
    me = await world.person(await world.workspace())
    app = create_app(settings_for(module_database, public_url=ORIGIN))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        problem = (await client.post("/v1/contacts", headers=(await world.key(me, "read", name=name)).headers)).json()
        page, _, preset = problem["fix_url"].partition("?")
        assert page == f"{ORIGIN}/settings/api-keys"
        assert problem["fix_url"] in problem["detail"]
        form = dict(parse_qsl(preset))
        assert form.pop("create") == "1"
        await client.post("/api/session", json={"email": me.email, "password": PASSWORD})
        made = await client.post("/api/keys", json=form | {"expires_in": "30d"})
        assert made.status_code == 201, made.text
        again = await client.post("/v1/contacts", headers={"X-API-Key": made.json()["key"]}, json={})
        assert again.status_code == 201


@pytest.mark.parametrize("state", ["revoked", "expired"])
async def test_a_dead_key_learns_only_why_it_is_refused(client: httpx.AsyncClient, world: World, state: str) -> None:
    me = await world.person(await world.workspace(), name="Maya")
    key = await world.key(me, "read", expires_in=timedelta(0) if state == "expired" else None)
    if state == "revoked":
        await world.revoke(key)
    response = await client.post("/v1/pipelines", headers=key.headers, json={"name": "Repairs"})
    assert (response.status_code, response.json()["code"]) == (401, f"key_{state}")
    assert ("expired_at" in response.json()) == (state == "expired")
    assert not response.json().keys() & {"fix", "who_can_fix", "fix_url", "required", "actual"}
    assert "Maya" not in response.text
