"""Replacing a key: the new key takes its place, and the old one keeps working for a grace period."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from sami.auth.claims import Claim
from sami.auth.permission import Permission
from sami.client import Client
from sami.db.database import Database
from sami.usage.recorder import Recorder
from tests.backend.keys.calls import create, read, replace, revoke, use
from tests.backend.keys.conftest import SignIn
from tests.factories.world import HeldKey, Person, World

pytestmark = pytest.mark.one_app

GRACES = {"1h": timedelta(hours=1), "24h": timedelta(hours=24), "7d": timedelta(days=7)}


def parse_time(text: str | None) -> datetime:
    assert text is not None
    return datetime.fromisoformat(text)


async def test_the_new_key_has_the_old_ones_name_permission_and_expiry(panel: httpx.AsyncClient) -> None:
    old = await create(panel, permission="write", expires_in="90d")
    new = await replace(panel, old)
    assert new["key"].startswith(new["prefix"] + "_")
    assert [new[member] for member in ("name", "permission", "expires_at", "status")] == [
        old["name"],
        "write",
        old["expires_at"],
        "active",
    ]
    assert new["replaces"] == {"id": old["id"], "name": old["name"], "prefix": old["prefix"]}
    found = await read(panel, old)
    assert found["replaced_by"] == {"id": new["id"], "name": new["name"], "prefix": new["prefix"]}
    assert found["status"] == "active"
    assert found["calls_since_replaced"] == 0
    assert await use(panel, old["key"]) == 200
    assert await use(panel, new["key"]) == 200


@pytest.mark.parametrize("grace", GRACES)
async def test_the_old_key_expires_at_the_end_of_its_grace_period(panel: httpx.AsyncClient, grace: str) -> None:
    old = await create(panel)
    await replace(panel, old, grace)
    found = await read(panel, old)
    assert parse_time(found["expires_at"]) - parse_time(found["replaced_at"]) == GRACES[grace]


async def test_after_the_grace_period_the_old_key_is_refused_and_the_new_one_works(
    panel: httpx.AsyncClient, world: World, me: Person
) -> None:
    old = await create(panel)
    new = await replace(panel, old, "1h")
    await world.expire(HeldKey(old["id"], old["key"], me))
    assert await use(panel, old["key"]) == 401
    assert await use(panel, new["key"]) == 200
    assert (await read(panel, old))["status"] == "expired"


@pytest.mark.parametrize("grace", GRACES)
@pytest.mark.parametrize("lifetime", [timedelta(minutes=30), timedelta(hours=23), timedelta(days=30), None])
async def test_neither_key_outlives_the_old_keys_expiry(
    panel: httpx.AsyncClient, world: World, me: Person, grace: str, lifetime: timedelta | None
) -> None:
    held = await world.key(me, "read", expires_in=lifetime)
    before = await read(panel, {"id": str(held.id)})
    new = await replace(panel, before, grace)
    after = await read(panel, before)
    assert new["expires_at"] == before["expires_at"]
    end = parse_time(after["replaced_at"]) + GRACES[grace]
    assert parse_time(after["expires_at"]) == (min(end, parse_time(before["expires_at"])) if lifetime else end)


@pytest.mark.parametrize("zero", ["0", 0])
async def test_without_grace_the_old_key_is_revoked_at_once(panel: httpx.AsyncClient, zero: object) -> None:
    old = await create(panel)
    new = await replace(panel, old, zero)
    found = await read(panel, old)
    assert found["status"] == "revoked"
    assert found["revoked_by"]["name"] == "Maya"
    assert found["replaced_by"]["id"] == new["id"]
    assert await use(panel, old["key"]) == 401
    assert await use(panel, new["key"]) == 200


@pytest.mark.parametrize("which", ["old", "new"])
async def test_either_key_can_be_revoked_at_any_time(panel: httpx.AsyncClient, which: str) -> None:
    old = await create(panel)
    new = await replace(panel, old, "7d")
    revoked, other = (old, new) if which == "old" else (new, old)
    await revoke(panel, revoked)
    assert await use(panel, revoked["key"]) == 401
    assert await use(panel, other["key"]) == 200


async def test_the_replacement_can_be_replaced_during_the_first_keys_grace_period(
    panel: httpx.AsyncClient,
) -> None:
    first = await create(panel)
    second = await replace(panel, first)
    third = await replace(panel, second)
    assert [await use(panel, key["key"]) for key in (first, second, third)] == [200, 200, 200]
    assert (await read(panel, first))["replaced_by"]["id"] == second["id"]
    assert (await read(panel, second))["replaced_by"]["id"] == third["id"]


async def test_a_replaced_key_frees_its_name(panel: httpx.AsyncClient) -> None:
    old = await create(panel)
    new = await replace(panel, old)
    response = await panel.patch(f"/api/keys/{new['id']}", json={"name": "Other"})
    assert response.status_code == 200
    await create(panel, name=old["name"])


async def test_the_replacement_holds_the_name(panel: httpx.AsyncClient) -> None:
    old = await create(panel)
    await replace(panel, old)
    response = await panel.post("/api/keys", json={"name": old["name"], "permission": "read", "expires_in": "never"})
    assert response.json()["code"] == "name_taken"


async def test_a_revoked_or_expired_key_cannot_be_replaced(panel: httpx.AsyncClient, world: World, me: Person) -> None:
    for ending, code in [("revoke", "already_revoked"), ("expire", "already_expired")]:
        held = await world.key(me)
        await getattr(world, ending)(held)
        await refused(panel, held.id, code)


async def test_a_key_can_be_replaced_only_once(panel: httpx.AsyncClient) -> None:
    old = await create(panel)
    responses = await asyncio.gather(
        *(panel.post(f"/api/keys/{old['id']}/replace", json={"grace": "1h"}) for _ in "123")
    )
    assert sorted(response.status_code for response in responses) == [201, 409, 409]
    await refused(panel, old["id"], "already_replaced")
    assert len((await panel.get("/api/keys")).json()["data"]) == 2


async def test_revoking_and_replacing_concurrently_never_leave_the_old_key_working(panel: httpx.AsyncClient) -> None:
    for _ in range(5):
        old = await create(panel)
        replaced, revoked = await asyncio.gather(
            panel.post(f"/api/keys/{old['id']}/replace", json={"grace": "7d"}),
            panel.post(f"/api/keys/{old['id']}/revoke"),
        )
        assert revoked.status_code == 200
        assert replaced.status_code in (201, 409)
        assert await use(panel, old["key"]) == 401
        if replaced.status_code == 201:
            await revoke(panel, replaced.json())


async def test_a_replayed_replacement_makes_one_key_and_reveals_it_once(panel: httpx.AsyncClient) -> None:
    old = await create(panel)
    address, headers = f"/api/keys/{old['id']}/replace", {"Idempotency-Key": "once"}
    first = await panel.post(address, json={"grace": "1h"}, headers=headers)
    again = await panel.post(address, json={"grace": "1h"}, headers=headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json() == {member: value for member, value in first.json().items() if member != "key"}
    another = await create(panel, name="Another")
    for path, body in [
        (address, {"grace": "7d"}),
        (f"/api/keys/{another['id']}/replace", {"grace": "1h"}),
        ("/api/keys", {"name": "New", "permission": "read", "expires_in": "never"}),
    ]:
        other = await panel.post(path, json=body, headers=headers)
        assert other.json()["code"] == "idempotency_mismatch"


@pytest.mark.parametrize("grace", ["", "2h", "00", None, 1, -1, 0.5, False, [], "7D"])
async def test_invalid_grace_periods_are_refused(panel: httpx.AsyncClient, grace: Any) -> None:
    old = await create(panel)
    response = await panel.post(f"/api/keys/{old['id']}/replace", json={"grace": grace})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/grace"
    assert (await read(panel, old))["replaced_at"] is None


async def test_nobody_can_replace_somebody_elses_key(
    panel: httpx.AsyncClient, admins_panel: httpx.AsyncClient, sign_in: SignIn, world: World
) -> None:
    key = await create(panel)
    stranger = await sign_in(await world.person(await world.workspace("Other"), role="admin"))
    for other in (admins_panel, stranger):
        response = await other.post(f"/api/keys/{key['id']}/replace", json={"grace": "1h"})
        assert response.json()["code"] == "not_found"


async def test_only_calls_after_the_replacement_count_as_calls_since(panel: httpx.AsyncClient, app: FastAPI) -> None:
    old = await create(panel)
    for _ in range(5):
        assert await use(panel, old["key"]) == 200
    await replace(panel, old)
    recorder = app.state.services.recorder
    await recorder.flush()
    assert (await read(panel, old))["calls_since_replaced"] == 0
    for _ in range(3):
        assert await use(panel, old["key"]) == 200
    await recorder.flush()
    assert (await read(panel, old))["calls_since_replaced"] == 3


async def test_calls_that_another_process_writes_late_do_not_count_as_calls_since(
    panel: httpx.AsyncClient, database: Database, world: World, me: Person
) -> None:
    held = await world.key(me)
    other = Recorder(database)
    claim = Claim(me.workspace_id, held.id, me.id, Permission.READ)
    for _ in range(4):
        await other.record_accepted(claim, Client("192.0.2.1", "other"), Permission.READ)
    await replace(panel, {"id": held.id})
    await other.flush()
    found = await read(panel, {"id": held.id})
    assert (found["calls"], found["calls_since_replaced"]) == (4, 0)


async def refused(panel: httpx.AsyncClient, key_id: object, code: str) -> None:
    response = await panel.post(f"/api/keys/{key_id}/replace", json={"grace": "24h"})
    assert (response.status_code, response.json()["code"]) == (409, code)
