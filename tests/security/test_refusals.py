"""Every refusal says what is missing and who can fix it; it is true, and nobody learns more than they know."""

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

#: Where the body and not the route asks for the right.
ASSIGNING = [
    replace(call, json={**call.json, "visibility": "private"}, permission="admin")
    for call in CALLS
    if call.operation in ("update_contact", "update_deal", "update_message")
]


def right_of(call: Call) -> str:
    """What the call needs, in the words of `GET /v1/me`."""
    records = call.path.split("/")[2]
    if records in ("me", "webhooks", "changes"):
        # What a key made itself, and what has happened to what it reads, it may read by any right.
        return "webhooks:subscribe" if call.changes else "profile:read"
    return f"{records}:{_doing(call)}"


def _doing(call: Call) -> str:
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


def refusal(answer: httpx.Response) -> dict[str, Any] | None:
    """Of the call, or of the one item of a batch."""
    body = answer.json() if answer.content else {}
    if answer.status_code == 200 and answer.request.url.path.endswith("/batch"):
        body = body["data"][0].get("error", {})
    assert answer.is_success or answer.status_code == 403, answer.text
    return body if body.get("status") == 403 else None


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
async def test_a_key_is_let_in_where_its_rights_say_and_else_told_what_would_let_it_in(
    client: httpx.AsyncClient, world: World, role: Role, permission: Permission
) -> None:
    me = await world.person(await world.workspace(), role=role, name="Maya")
    await world.person(me.workspace_id, role="admin", name="Ada")
    key = await world.key(me, permission)
    ids = await world.one_of_each(me, key=key)
    mine = (await client.get("/v1/me", headers=key.headers)).json()["rights"]
    assert mine == rights(permission, role)
    for call in (*ASSIGNING, *CALLS):
        answer = await call.send(client, key.headers, ids)
        problem = refusal(answer)
        assert (problem is None) == (right_of(call) in mine), (call, answer.text)
        if problem is None:
            continue
        if problem["fix"] == "create_key":
            # What a parameter or the body asks for beyond the route is looked at when the key is good for the route.
            beyond = call in ASSIGNING or ("permanent" in call.path and not call.configuration)
            needed = "write" if beyond and permission is Permission.READ else call.permission
            assert problem["required"] == needed
            assert beyond or right_of(call) in rights(Permission(needed), role)
            assert f"permission={needed}" in problem["fix_url"]
            assert problem["who_can_fix"] == [{"who": "key_owner", "name": "Maya"}]
        else:
            assert problem["fix"] == "ask_admin"
            assert right_of(call) in rights(Permission.ADMIN, Role.ADMIN)
            assert right_of(call) not in rights(Permission.ADMIN, role)
            assert problem["who_can_fix"] == [{"who": "workspace_admin", "name": "Ada"}]
        assert all(each["name"] in problem["detail"] for each in problem["who_can_fix"])


def test_no_right_is_listed_that_no_call_needs() -> None:
    asked = {right_of(call) for call in (*ASSIGNING, *CALLS)}
    assert asked | {"webhooks:subscribe"} == set(RIGHTS)


async def test_who_can_change_a_record_is_named_to_those_who_may_know(client: httpx.AsyncClient, world: World) -> None:
    me = await world.person(await world.workspace(), name="Me")
    for name in ("Dora", "Cleo", "Ada", "Bea"):
        await world.person(me.workspace_id, role="admin", name=name)
    await world.person(me.workspace_id, role="admin", name="Aaron Gone", active=False)
    await world.person(await world.workspace("Other"), role="admin", name="Aaron Elsewhere")
    owner = await world.person(me.workspace_id, name="Tom Owner")
    contact = str(await world.contact(owner))
    admins = [{"who": "workspace_admin", "name": name} for name in ("Ada", "Bea", "Cleo")]

    async def refused(key: HeldKey) -> list[dict[str, Any]]:
        """Of one record, and of an item of a batch."""
        one = await client.patch(f"/v1/contacts/{contact}", headers=key.headers, json={"first_name": "X"})
        items = {"items": [{"id": contact, "first_name": "X"}]}
        batch = await client.post("/v1/contacts/batch", headers=key.headers, json=items)
        return [one.json(), batch.json()["data"][0]["error"]]

    for problem in await refused(await world.key(me, "admin")):
        assert (problem["code"], problem["fix"]) == ("record_not_editable", "ask_owner")
        assert problem["who_can_fix"] == [{"who": "record_owner", "name": "Tom Owner"}, *admins]
        assert problem["detail"].endswith("Ask Tom Owner or Ada or Bea or Cleo.")
    writer = await world.key(me, "write")
    for problem in await refused(writer):
        # It may not list users, and so not learn their names one by one.
        assert problem["who_can_fix"] == [{"who": "record_owner"}, *admins]
        assert "Tom" not in problem["detail"]
    await world.deactivate(owner)
    for problem in await refused(writer):
        assert problem["who_can_fix"] == admins


@pytest.mark.parametrize("name", ["Zapier", "Zapier (read)", "N" * 80])
async def test_the_page_that_a_refusal_leads_to_makes_the_key(module_database: str, world: World, name: str) -> None:
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


@pytest.mark.parametrize("dead", ["revoked", "expired"])
async def test_a_dead_key_learns_that_it_is_dead_and_nothing_else(
    client: httpx.AsyncClient, world: World, dead: str
) -> None:
    me = await world.person(await world.workspace(), name="Maya")
    key = await world.key(me, "read", expires_in=timedelta(0) if dead == "expired" else None)
    if dead == "revoked":
        await world.revoke(key)
    answer = await client.post("/v1/pipelines", headers=key.headers, json={"name": "Repairs"})
    assert (answer.status_code, answer.json()["code"]) == (401, f"key_{dead}")
    assert ("expired_at" in answer.json()) == (dead == "expired")
    assert not answer.json().keys() & {"fix", "who_can_fix", "fix_url", "required", "actual"}
    assert "Maya" not in answer.text
