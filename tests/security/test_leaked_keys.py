"""Whoever holds a key that leaked can end it, and learns nothing about it."""

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

__all__ = ["other"]

REPORT = "/v1/keys/revoke-leaked"


@pytest.fixture(autouse=True)
def _short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """That there are steps is what matters here."""
    monkeypatch.setattr(service, "STEP_SECONDS", 0.05)


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace(), name="Maya")


@pytest.fixture
async def panel(client: httpx.AsyncClient, me: Person) -> httpx.AsyncClient:
    assert (await client.post("/api/session", json={"email": me.email, "password": PASSWORD})).status_code == 200
    return client


async def report(client: httpx.AsyncClient, *texts: str) -> httpx.Response:
    answer = await client.post(REPORT, json={"keys": texts})
    assert answer.status_code == 202, answer.text
    return answer


async def code(client: httpx.AsyncClient, key: HeldKey) -> str:
    answer = await client.get("/v1/me", headers=key.headers)
    return "ok" if answer.status_code == 200 else str(answer.json()["code"])


# What it does ---------------------------------------------------------------------------------------


async def test_reported_keys_are_dead_when_the_answer_is_there_and_no_others(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    stranger = await world.person(await world.workspace("Other"))
    leaked, theirs = await world.key(me, "read"), await world.key(stranger)
    expired, kept = await world.key(me, expires_in=timedelta(0)), await world.key(me)
    assert await code(client, leaked) == "ok", "a process that knows the key"

    neighbour = key_format.generate().text
    pasted = f"  {theirs.text}\n"
    answer = await report(client, leaked.text, pasted, expired.text, leaked.text, "no key", kept.text[:-1], neighbour)

    assert answer.json() == {"received": 7}
    assert [await code(client, key) for key in (leaked, theirs, expired)] == ["key_revoked"] * 3
    assert await code(client, kept) == "ok"


async def test_who_knows_only_the_prefix_ends_nothing(client: httpx.AsyncClient, world: World, me: Person) -> None:
    key = await world.key(me)
    body = key.text[:16] + key_format.generate().text[16:48]
    await report(client, body + key_format.check_digits(body))
    assert await code(client, key) == "ok"


@pytest.mark.parametrize("leaked", ["old", "new"])
async def test_of_a_replaced_key_and_its_replacement_the_other_one_lives_on(
    panel: httpx.AsyncClient, world: World, me: Person, leaked: str
) -> None:
    old = await world.key(me)
    made = (await panel.post(f"/api/keys/{old.id}/replace", json={"grace": "24h"})).json()
    new = HeldKey(made["id"], made["key"], me)
    await report(panel, {"old": old, "new": new}[leaked].text)
    dead, alive = (old, new) if leaked == "old" else (new, old)
    assert (await code(panel, dead), await code(panel, alive)) == ("key_revoked", "ok")


async def test_its_owner_and_admins_see_that_it_was_reported_and_not_by_whom(
    panel: httpx.AsyncClient, app: FastAPI, world: World, me: Person
) -> None:
    key = await world.key(me, name="Zapier")
    await panel.post(REPORT, json={"keys": [key.text]}, headers=key.headers | {"User-Agent": "scanner/1"})
    await report(panel, key.text)

    seen = (await panel.get(f"/api/keys/{key.id}")).json()
    assert (seen["status"], seen["reported_leaked"], seen["revoked_by"]) == ("revoked", True, None)
    assert (seen["calls"], seen["last_used_at"], seen["attempts"]["count"]) == (0, None, 0), "a report is no use"
    [event] = (await panel.get("/api/audit", params={"key_id": str(key.id)})).json()["data"]
    told = {name: event[name] for name in ("action", "actor", "ip", "agent", "detail")}
    assert told == {"action": "key_reported_leaked", "actor": None, "ip": None, "agent": None, "detail": {}}
    assert (event["user"]["name"], event["key"]["name"]) == ("Maya", "Zapier")

    admin = await world.person(me.workspace_id, role="admin")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as admins:
        await admins.post("/api/session", json={"email": admin.email, "password": PASSWORD})
        assert (await admins.get(f"/api/workspace/keys/{key.id}")).json()["reported_leaked"] is True
        assert (await admins.get("/api/workspace/audit")).json()["data"][1] == event


async def test_a_key_that_somebody_revoked_before_stays_theirs(
    panel: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    revoked = (await panel.post(f"/api/keys/{key.id}/revoke")).json()
    await report(panel, key.text)
    assert (await panel.get(f"/api/keys/{key.id}")).json() == revoked
    assert len((await panel.get("/api/audit", params={"key_id": str(key.id)})).json()["data"]) == 1


# What it tells --------------------------------------------------------------------------------------

Texts = Callable[[World, Person], Awaitable[list[str]]]


async def living(world: World, me: Person) -> list[str]:
    return [(await world.key(me)).text, (await world.key(await world.person(await world.workspace()))).text]


async def revoked(world: World, me: Person) -> list[str]:
    keys = [await world.key(me) for _ in range(2)]
    for key in keys:
        await world.revoke(key)
    return [key.text for key in keys]


async def expired(world: World, me: Person) -> list[str]:
    return [(await world.key(me, expires_in=timedelta(0))).text for _ in range(2)]


async def wrong(world: World, me: Person) -> list[str]:
    bodies = [(await world.key(me)).text[:16] + "0" * 32 for _ in range(2)]
    return [body + key_format.check_digits(body) for body in bodies]


async def made_up(world: World, me: Person) -> list[str]:
    return [key_format.generate().text for _ in range(2)]


async def malformed(world: World, me: Person) -> list[str]:
    return ["sami_no_such_key", "\0 \N{KEY}"]


async def test_nothing_tells_a_key_from_what_is_none(client: httpx.AsyncClient, world: World, me: Person) -> None:
    """The answer byte for byte, the request id aside; and all that its process asks of the database."""
    await report(client, "So that the connections are there.")
    found = {}
    loop = asyncio.get_running_loop()
    for texts in (living, revoked, expired, wrong, made_up, malformed):
        reported = await texts(world, me)
        with sent_statements() as sent:
            began = loop.time()
            answer = await report(client, *reported)
            took = loop.time() - began
        # Not before the first step; how much later is the machine's business.
        assert took >= service.STEP_SECONDS, texts
        headers = {name: value for name, value in answer.headers.items() if name != "request-id"}
        found[texts] = (answer.content, headers, [each.sql for each in sent if each.sql != WRITE.sql])
    for texts, each in found.items():
        assert each == found[living], texts
    _, _, statements = found[living]
    assert len(statements) == 3, "look up, end and tell, however many there are"


async def test_while_a_change_is_under_way_no_other_one_is_accepted(
    client: httpx.AsyncClient, world: World, me: Person, other: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    key = await world.key(me)
    async with other.transaction():
        # As a change by the key's user does, for as long as its transaction is open.
        await other.execute("SELECT pg_advisory_xact_lock_shared($1)", lock_number("changing", me.id))
        await report(client, key.text)
        late = await client.post("/v1/contacts", headers=key.headers, json={})
    assert late.json()["code"] == "key_revoked"


# Whom it lets in ------------------------------------------------------------------------------------


@pytest.fixture
async def limited(database_url: str) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings_for(database_url, report_limit_per_address="2/minute"))
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


async def test_an_address_can_report_only_so_often(limited: httpx.AsyncClient, world: World, me: Person) -> None:
    key = await world.key(me)
    # Counted before it is read.
    assert (await limited.post(REPORT, content=b"x")).status_code == 415
    await report(limited, "sami_no_such_key")
    refused = await limited.post(REPORT, json={"keys": [key.text]})
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert await code(limited, key) == "ok"


async def test_neither_a_credential_nor_an_origin_nor_a_repetition_matters(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    await world.revoke(key)
    elsewhere = {"Origin": "https://scanner.example", "Sec-Fetch-Site": "cross-site", "Idempotency-Key": "one"}
    for headers in (elsewhere, key.headers, key.headers | {"X-API-Key": "x"}, {"Cookie": "sami_session=x"}):
        answer = await client.post(REPORT, json={"keys": [str(headers)]}, headers=headers)
        assert (answer.status_code, answer.json()) == (202, {"received": 1})
        assert "idempotent-replayed" not in answer.headers
