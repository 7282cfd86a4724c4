"""Concurrent operations in their worst order: another connection holds the lock that matters."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sami.db.locks import lock_number
from sami.directory import service as directory
from tests.factories.world import PASSWORD, HeldKey, World
from tests.fixtures.calls import CALLS, KINDS
from tests.fixtures.service import live_service

pytestmark = pytest.mark.one_app


@pytest.fixture
async def other(database_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Opens another connection to the database."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def wait_until_blocked(call: "asyncio.Task[Any]", connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Returns when the call waits for a lock that the connection holds. Fails the test if it finishes instead."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    while not await connection.fetchval(waiting):
        assert not call.done()


@pytest.fixture
async def key(world: World) -> HeldKey:
    return await world.key(await world.person(await world.workspace()))


@pytest.mark.parametrize(
    ("who", "path", "body"),
    [
        ("owner", "/api/keys/{id}/revoke", None),
        ("owner", "/api/keys/{id}/replace", {"grace": "0"}),
        ("admin", "/api/workspace/keys/{id}/revoke", None),
    ],
)
async def test_revoking_takes_effect_first_and_then_waits_for_writes_in_progress(
    client: httpx.AsyncClient, key: HeldKey, world: World, other: Any, who: str, path: str, body: object
) -> None:
    person = key.owner if who == "owner" else await world.person(key.owner.workspace_id, role="admin")
    await client.post("/api/session", json={"email": person.email, "password": PASSWORD})
    async with other.transaction():
        # A write by the key's user holds this lock while its transaction is open.
        await other.execute("SELECT pg_advisory_xact_lock_shared($1)", lock_number("changing", key.owner.id))
        revoking = asyncio.create_task(client.post(path.format(id=key.id), json=body))
        await wait_until_blocked(revoking, other)
        assert (await client.get("/v1/me", headers=key.headers)).json()["code"] == "key_revoked"
        assert not revoking.done()
    assert (await revoking).is_success


async def test_a_replayed_replacement_also_waits_for_writes_in_progress(
    client: httpx.AsyncClient, key: HeldKey, other: Any
) -> None:
    """The first response may have been lost while the service was still waiting."""
    await client.post("/api/session", json={"email": key.owner.email, "password": PASSWORD})
    address, headers = f"/api/keys/{key.id}/replace", {"Idempotency-Key": "once"}
    assert (await client.post(address, json={"grace": "0"}, headers=headers)).status_code == 201
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock_shared($1)", lock_number("changing", key.owner.id))
        again = asyncio.create_task(client.post(address, json={"grace": "0"}, headers=headers))
        await wait_until_blocked(again, other)
    assert (await again).status_code == 200


async def test_a_replacement_that_waited_for_a_revocation_is_refused(
    client: httpx.AsyncClient, key: HeldKey, other: Any
) -> None:
    await client.post("/api/session", json={"email": key.owner.email, "password": PASSWORD})
    async with other.transaction():
        await other.execute("UPDATE api_keys SET revoked_at = now(), revoked_by_id = user_id WHERE id = $1", key.id)
        replacing = asyncio.create_task(client.post(f"/api/keys/{key.id}/replace", json={"grace": "7d"}))
        await wait_until_blocked(replacing, other)
    assert (await replacing).json()["code"] == "already_revoked"
    assert len((await client.get("/api/keys")).json()["data"]) == 1


async def test_deactivating_a_user_waits_for_writes_in_progress(
    client: httpx.AsyncClient, key: HeldKey, other: Any, database_url: str
) -> None:
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock_shared($1)", lock_number("changing", key.owner.id))
        deactivating = asyncio.create_task(directory.deactivate_user(database_url, key.owner.email))
        await wait_until_blocked(deactivating, other)
        assert (await client.get("/v1/me", headers=key.headers)).json()["code"] == "owner_deactivated"
        assert not deactivating.done()
    await deactivating


async def test_a_write_that_waited_for_the_lock_checks_its_key_afterwards(
    client: httpx.AsyncClient, key: HeldKey, world: World, other: Any
) -> None:
    contact = await world.contact(key.owner)
    async with other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock($1)", lock_number("changing", key.owner.id))
        changing = asyncio.create_task(
            client.patch(f"/v1/contacts/{contact}", headers=key.headers, json={"job_title": "Late"})
        )
        await wait_until_blocked(changing, other)
        await world.revoke(key)
    assert (await changing).json()["code"] == "key_revoked"


async def test_a_write_does_not_overwrite_the_one_that_it_waited_for(
    client: httpx.AsyncClient, key: HeldKey, world: World, other: Any
) -> None:
    contact = await world.contact(key.owner)
    async with other.transaction():
        await other.execute("UPDATE contacts SET version = 2, job_title = 'First' WHERE id = $1", contact)
        second = asyncio.create_task(
            client.patch(
                f"/v1/contacts/{contact}", headers=key.headers | {"If-Match": '"1"'}, json={"job_title": "Second"}
            )
        )
        await wait_until_blocked(second, other)
    assert (await second).status_code == 412
    assert (await client.get(f"/v1/contacts/{contact}", headers=key.headers)).json()["job_title"] == "First"


async def test_a_failed_commit_fails_the_call(
    client: httpx.AsyncClient, key: HeldKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: AsyncSession) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(AsyncSession, "commit", broken)
        response = await client.post("/v1/contacts", headers=key.headers, json={"first_name": "Lost"})
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert (await client.get("/v1/contacts", headers=key.headers)).json()["data"] == []


async def test_a_revoked_key_learns_only_that_it_is_revoked_and_its_calls_do_not_count_as_use(
    client: httpx.AsyncClient, key: HeldKey, world: World
) -> None:
    await client.post("/api/session", json={"email": key.owner.email, "password": PASSWORD})
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
    await client.post(f"/api/keys/{key.id}/revoke")
    before = (await client.get(f"/api/keys/{key.id}")).json()
    requests: list[dict[str, Any]] = [
        {},
        {"params": {"no_such": "1"}},
        {"params": {"limit": "many"}},
        {"params": {"cursor": "x"}},
        {"content": b"{", "headers": {"Content-Type": "application/json"}},
        {"content": b"x", "headers": {"Content-Type": "text/plain"}},
        {"content": b"x" * 1_100_000},
        {"json": {"no_such": 1}},
    ]
    for call in CALLS:
        for target in (str(UUID(int=1)), "no-id"):
            for each in requests:
                response = await client.request(
                    call.method,
                    call.path.format(**dict.fromkeys(KINDS, target)),
                    **each | {"headers": key.headers | each.get("headers", {})},
                )
                assert (response.status_code, response.json()["code"]) == (401, "key_revoked"), (call, each)
    after = (await client.get(f"/api/keys/{key.id}")).json()
    assert after | {"attempts": before["attempts"]} == before


async def test_slow_bodies_block_nobody_and_do_not_keep_a_revoked_key_working(
    database_url: str, world: World, key: HeldKey, tmp_path: Path
) -> None:
    """Half-sends more writes than there are connections, revokes the key, then sends the rest."""
    with live_service(database_url, tmp_path) as service:
        address = (httpx.URL(service.url).host, httpx.URL(service.url).port or 0)
        head = (
            f"POST /v1/contacts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key.text}\r\n"
            "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{"
        ).encode()
        half_sent = [socket.create_connection(address, timeout=20) for _ in range(25)]
        for connection in half_sent:
            connection.sendall(head)
        async with httpx.AsyncClient(base_url=service.url) as panel:
            signed_in = await panel.post("/api/session", json={"email": key.owner.email, "password": PASSWORD})
            assert signed_in.status_code == 200
            revoked = await panel.post(f"/api/keys/{key.id}/revoke")
            assert revoked.json()["status"] == "revoked"
        for connection in half_sent:
            connection.sendall(b"}")
        for connection in half_sent:
            response = connection.makefile("rb").read()
            assert response.startswith(b"HTTP/1.1 401"), response
            assert b"key_revoked" in response
            connection.close()
        assert "key revoked while a change is still running" not in service.log


async def test_a_deal_for_a_contact_waits_for_the_deletion_of_that_contact(
    client: httpx.AsyncClient, key: HeldKey, world: World, other: Any
) -> None:
    await world.stage(key.owner.workspace_id, await world.pipeline(key.owner.workspace_id))
    contact = await world.contact(key.owner)
    async with other.transaction():
        await other.execute("DELETE FROM contacts WHERE id = $1", contact)
        body = {"title": "Late", "contact_id": str(contact)}
        creating = asyncio.create_task(client.post("/v1/deals", headers=key.headers, json=body))
        await wait_until_blocked(creating, other)
    assert ((await creating).status_code, (await creating).json()["code"]) == (422, "reference_not_found")


@pytest.mark.parametrize("query", ["", "?permanent=true"])
async def test_deleting_a_pipeline_waits_for_a_deal_that_is_created_in_it(
    client: httpx.AsyncClient, world: World, other: Any, query: str
) -> None:
    admin = await world.person(await world.workspace(), role="admin")
    headers = (await world.key(admin)).headers
    pipeline = await world.pipeline(admin.workspace_id)
    stage = await world.stage(admin.workspace_id, pipeline)
    async with other.transaction():
        # Creating a deal takes this lock.
        await other.execute("SELECT FROM stages WHERE id = $1 FOR SHARE", stage)
        deleting = asyncio.create_task(client.delete(f"/v1/pipelines/{pipeline}{query}", headers=headers))
        await wait_until_blocked(deleting, other)
        await other.execute(
            "INSERT INTO deals (workspace_id, id, title, stage_id, owner_id, visibility, search)"
            " VALUES ($1, gen_random_uuid(), 'Early', $2, $3, 'workspace', ' early')",
            admin.workspace_id,
            stage,
            admin.id,
        )
    assert ((await deleting).status_code, (await deleting).json()["code"]) == (409, "in_use")


async def test_a_deal_is_not_created_in_a_pipeline_whose_deletion_it_waited_for(
    client: httpx.AsyncClient, key: HeldKey, world: World, other: Any
) -> None:
    pipeline = await world.pipeline(key.owner.workspace_id)
    stage = await world.stage(key.owner.workspace_id, pipeline)
    async with other.transaction():
        await other.execute("SELECT FROM stages WHERE id = $1 FOR UPDATE", stage)
        await other.execute("UPDATE pipelines SET deleted_at = now() WHERE id = $1", pipeline)
        body = {"title": "Late", "stage_id": str(stage)}
        creating = asyncio.create_task(client.post("/v1/deals", headers=key.headers, json=body))
        await wait_until_blocked(creating, other)
    assert ((await creating).status_code, (await creating).json()["code"]) == (422, "reference_not_found")
