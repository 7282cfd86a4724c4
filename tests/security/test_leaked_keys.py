"""Anyone who finds a leaked key can revoke it, and learns nothing about it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from sami.app import create_app
from sami.auth import key_format
from sami.db.locks import lock_number
from sami.leaks import service
from sami.usage.write import WRITE
from tests.factories.world import PASSWORD, HeldKey, Person, World
from tests.fixtures.service import ORIGIN, settings_for
from tests.fixtures.statements import sent_statements
from tests.security.test_races import other

pytestmark = pytest.mark.one_app

__all__ = ["other"]

REPORT = "/v1/keys/revoke-leaked"


@pytest.fixture(autouse=True)
def _short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shortens the steps at which responses are sent; these tests don't depend on their length."""
    monkeypatch.setattr(service, "STEP_SECONDS", 0.05)


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace(), name="Maya")


@pytest.fixture
async def panel(client: httpx.AsyncClient, me: Person) -> httpx.AsyncClient:
    assert (await client.post("/api/session", json={"email": me.email, "password": PASSWORD})).status_code == 200
    return client


async def report(client: httpx.AsyncClient, *texts: str) -> httpx.Response:
    response = await client.post(REPORT, json={"keys": texts})
    assert response.status_code == 202, response.text
    return response


async def code(client: httpx.AsyncClient, key: HeldKey) -> str:
    """Returns the error code that the key gets, or "ok"."""
    response = await client.get("/v1/me", headers=key.headers)
    return "ok" if response.status_code == 200 else str(response.json()["code"])


# What it does ---------------------------------------------------------------------------------------


async def test_exactly_the_reported_keys_are_revoked_when_the_response_arrives(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    stranger = await world.person(await world.workspace("Other"))
    leaked, strangers_key = await world.key(me, "read"), await world.key(stranger)
    expired, kept = await world.key(me, expires_in=timedelta(0)), await world.key(me)
    assert await code(client, leaked) == "ok", "the process has the key in memory"

    neighbour = key_format.generate().text
    pasted = f"  {strangers_key.text}\n"
    response = await report(client, leaked.text, pasted, expired.text, leaked.text, "no key", kept.text[:-1], neighbour)

    assert response.json() == {"received": 7}
    assert [await code(client, key) for key in (leaked, strangers_key, expired)] == ["key_revoked"] * 3
    assert await code(client, kept) == "ok"


async def test_knowing_only_the_prefix_is_not_enough_to_revoke_a_key(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    body = key.text[:16] + key_format.generate().text[16:48]
    await report(client, body + key_format.check_digits(body))
    assert await code(client, key) == "ok"


@pytest.mark.parametrize("leaked", ["old", "new"])
async def test_reporting_a_replaced_key_or_its_replacement_leaves_the_other_one_working(
    panel: httpx.AsyncClient, world: World, me: Person, leaked: str
) -> None:
    old = await world.key(me)
    made = (await panel.post(f"/api/keys/{old.id}/replace", json={"grace": "24h"})).json()
    new = HeldKey(made["id"], made["key"], me)
    await report(panel, {"old": old, "new": new}[leaked].text)
    dead, alive = (old, new) if leaked == "old" else (new, old)
    assert (await code(panel, dead), await code(panel, alive)) == ("key_revoked", "ok")


async def test_the_owner_and_admins_see_that_a_key_was_reported_but_not_who_reported_it(
    panel: httpx.AsyncClient, app: FastAPI, world: World, me: Person
) -> None:
    key = await world.key(me, name="Zapier")
    await panel.post(REPORT, json={"keys": [key.text]}, headers=key.headers | {"User-Agent": "scanner/1"})
    await report(panel, key.text)

    seen = (await panel.get(f"/api/keys/{key.id}")).json()
    assert (seen["status"], seen["reported_leaked"], seen["revoked_by"]) == ("revoked", True, None)
    assert (seen["calls"], seen["last_used_at"], seen["attempts"]["count"]) == (0, None, 0), (
        "a report doesn't count as use"
    )
    [event] = (await panel.get("/api/audit", params={"key_id": str(key.id)})).json()["data"]
    recorded = {name: event[name] for name in ("action", "actor", "ip", "agent", "detail")}
    assert recorded == {"action": "key_reported_leaked", "actor": None, "ip": None, "agent": None, "detail": {}}
    assert (event["user"]["name"], event["key"]["name"]) == ("Maya", "Zapier")

    admin = await world.person(me.workspace_id, role="admin")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as admins:
        await admins.post("/api/session", json={"email": admin.email, "password": PASSWORD})
        assert (await admins.get(f"/api/workspace/keys/{key.id}")).json()["reported_leaked"] is True
        assert (await admins.get("/api/workspace/audit")).json()["data"][1] == event


async def test_reporting_a_revoked_key_does_not_change_who_revoked_it(
    panel: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    revoked = (await panel.post(f"/api/keys/{key.id}/revoke")).json()
    await report(panel, key.text)
    assert (await panel.get(f"/api/keys/{key.id}")).json() == revoked
    assert len((await panel.get("/api/audit", params={"key_id": str(key.id)})).json()["data"]) == 1


# What it reveals ------------------------------------------------------------------------------------

Texts = Callable[[World, Person], Awaitable[list[str]]]


async def active(world: World, me: Person) -> list[str]:
    return [(await world.key(me)).text, (await world.key(await world.person(await world.workspace()))).text]


async def revoked(world: World, me: Person) -> list[str]:
    keys = [await world.key(me) for _ in range(2)]
    for key in keys:
        await world.revoke(key)
    return [key.text for key in keys]


async def expired(world: World, me: Person) -> list[str]:
    return [(await world.key(me, expires_in=timedelta(0))).text for _ in range(2)]


async def wrong_secret(world: World, me: Person) -> list[str]:
    bodies = [(await world.key(me)).text[:16] + "0" * 32 for _ in range(2)]
    return [body + key_format.check_digits(body) for body in bodies]


async def made_up(world: World, me: Person) -> list[str]:
    return [key_format.generate().text for _ in range(2)]


async def malformed(world: World, me: Person) -> list[str]:
    return ["sami_no_such_key", "\0 \N{KEY}"]


async def test_nothing_distinguishes_a_key_from_other_text(client: httpx.AsyncClient, world: World, me: Person) -> None:
    """The response is the same byte for byte, except for the request id, and so are the statements that are sent."""
    await report(client, "This opens the connections.")
    found = {}
    loop = asyncio.get_running_loop()
    for texts in (active, revoked, expired, wrong_secret, made_up, malformed):
        reported = await texts(world, me)
        with sent_statements() as sent:
            started_at = loop.time()
            response = await report(client, *reported)
            elapsed = loop.time() - started_at
        # Not before the first step. How much later depends on the machine.
        assert elapsed >= service.STEP_SECONDS, texts
        headers = {name: value for name, value in response.headers.items() if name != "request-id"}
        found[texts] = (response.content, headers, [each.sql for each in sent if each.sql != WRITE.sql])
    for texts, each in found.items():
        assert each == found[active], texts
    _, _, statements = found[active]
    assert len(statements) == 3, "look up, revoke and record, however many keys there are"


async def test_a_report_does_not_wait_for_a_write_in_progress_but_new_calls_are_refused(
    client: httpx.AsyncClient, world: World, me: Person, other: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    key = await world.key(me)
    async with other.transaction():
        # A write by the key's user holds this lock while its transaction is open.
        await other.execute("SELECT pg_advisory_xact_lock_shared($1)", lock_number("changing", me.id))
        await report(client, key.text)
        late = await client.post("/v1/contacts", headers=key.headers, json={})
    assert late.json()["code"] == "key_revoked"


# Who may report -------------------------------------------------------------------------------------


@pytest.fixture
async def limited_client(database_url: str) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings_for(database_url, report_limit_per_address="2/minute"))
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


async def test_reports_are_rate_limited_per_address(
    limited_client: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    # A report counts before its body is read.
    assert (await limited_client.post(REPORT, content=b"x")).status_code == 415
    await report(limited_client, "sami_no_such_key")
    refused = await limited_client.post(REPORT, json={"keys": [key.text]})
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert await code(limited_client, key) == "ok"


async def test_credentials_origin_and_idempotency_key_are_ignored(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    await world.revoke(key)
    elsewhere = {"Origin": "https://scanner.example", "Sec-Fetch-Site": "cross-site", "Idempotency-Key": "one"}
    for headers in (elsewhere, key.headers, key.headers | {"X-API-Key": "x"}, {"Cookie": "sami_session=x"}):
        response = await client.post(REPORT, json={"keys": [str(headers)]}, headers=headers)
        assert (response.status_code, response.json()) == (202, {"received": 1})
        assert "idempotent-replayed" not in response.headers
