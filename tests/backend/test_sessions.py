"""Signing in and out, and refusing everyone else."""

import httpx
import pytest
from sqlalchemy import func, update

from sami.app import create_app
from sami.auth import passwords
from sami.db.database import Database
from sami.models import Session
from tests.factories.world import PASSWORD, Person, World
from tests.fixtures.service import ORIGIN, settings_for


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace("Acme"), name="Maya", email="maya@example.test")


async def sign_in(client: httpx.AsyncClient, email: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/api/session", json={"email": email, "password": password})


async def test_signing_in_sets_a_cookie_that_works_until_signing_out(client: httpx.AsyncClient, me: Person) -> None:
    response = await sign_in(client, " Maya@Example.TEST ")
    signed_in_person = {
        "user": {"id": str(me.id), "name": "Maya", "email": me.email, "role": "member"},
        "workspace": {"id": str(me.workspace_id), "name": "Acme"},
    }
    assert (response.status_code, response.json()) == (200, signed_in_person)
    cookie = response.headers["Set-Cookie"].lower()
    assert cookie.startswith("sami_session=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/api" in cookie
    assert "secure" not in cookie
    assert (await client.get("/api/session")).json() == signed_in_person

    token = client.cookies["sami_session"]
    assert (await client.delete("/api/session")).status_code == 204
    replayed = await client.get("/api/session", headers={"Cookie": f"sami_session={token}"})
    assert (replayed.status_code, replayed.json()["code"]) == (401, "session_required")


async def test_the_cookie_is_secure_on_https(database_url: str, me: Person) -> None:
    app = create_app(settings_for(database_url, public_url="https://sami.test"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://sami.test") as client,
    ):
        response = await sign_in(client, me.email)
    assert "secure" in response.headers["Set-Cookie"].lower()
    assert "max-age" in response.headers["Strict-Transport-Security"]


async def test_unknown_address_wrong_password_and_deactivated_user_get_the_same_response(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    gone = await world.person(me.workspace_id, active=False)
    responses = [
        await sign_in(client, me.email, "wrong"),
        await sign_in(client, "nobody@example.test"),
        await sign_in(client, gone.email),
        await sign_in(client, "nobody\0@example.test"),
        await sign_in(client, "x", "\0"),
    ]
    bodies = [response.content.replace(response.headers["request-id"].encode(), b"") for response in responses]
    assert [response.status_code for response in responses] == [401] * 5
    assert len(set(bodies)) == 1
    assert all("Set-Cookie" not in response.headers for response in responses)


async def test_an_unknown_address_costs_the_same_work_as_a_known_one(
    client: httpx.AsyncClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compares the hashes that are checked, because time can't be tested reliably."""
    # Hashed as by `sami user create`; `World` uses cheaper parameters.
    me = await world.person(await world.workspace(), password_hash=passwords.hash_password(PASSWORD))
    checked = []
    verify = passwords._CONTEXT.verify

    def recording_verify(password: str, password_hash: str) -> bool:
        checked.append(password_hash)
        return bool(verify(password, password_hash))

    monkeypatch.setattr(passwords._CONTEXT, "verify", recording_verify)
    for email in (me.email, "nobody@example.test", "nobody\0"):
        await sign_in(client, email, "wrong")
    assert len(checked) == 3
    assert len({password_hash.rpartition("$")[0].rpartition("$")[0] for password_hash in checked}) == 1, "same cost"


async def test_deactivation_ends_sessions_at_once(client: httpx.AsyncClient, world: World, me: Person) -> None:
    await sign_in(client, me.email)
    await world.deactivate(me)
    assert (await client.get("/api/keys")).status_code == 401


async def test_an_expired_session_is_refused(client: httpx.AsyncClient, database: Database, me: Person) -> None:
    await sign_in(client, me.email)
    async with database.transaction() as session:
        await session.execute(update(Session).values(expires_at=func.now()))
    assert (await client.get("/api/session")).status_code == 401


@pytest.mark.parametrize(("limit", "kind"), [("3/minute", "per_account"), ("3/minute", "per_address")])
async def test_attempts_are_throttled(database_url: str, me: Person, limit: str, kind: str) -> None:
    app = create_app(settings_for(database_url, **{f"sign_in_limit_{kind}": limit}))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client,
    ):
        emails = [me.email] * 4 if kind == "per_account" else [f"{number}@example.test" for number in range(4)]
        responses = [await sign_in(client, email, "wrong") for email in emails]
        assert [response.status_code for response in responses] == [401, 401, 401, 429]
        assert responses[3].json()["code"] == "rate_limited"
        assert 1 <= int(responses[3].headers["Retry-After"]) <= 60
        # The right password is refused too; otherwise a guesser could tell that it is right.
        with_right_password = await sign_in(client, me.email)
        assert with_right_password.status_code == 429


async def test_a_successful_sign_in_resets_the_accounts_attempts(database_url: str, me: Person) -> None:
    app = create_app(settings_for(database_url, sign_in_limit_per_account="3/minute"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client,
    ):
        for _ in range(3):
            assert (await sign_in(client, me.email, "wrong")).status_code == 401
            assert (await sign_in(client, me.email)).status_code == 200


async def test_the_settings_api_refuses_keys_and_the_public_api_refuses_cookies(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    key = await world.key(me)
    for headers in (key.headers, {"X-API-Key": key.text}, {"Cookie": f"sami_session={key.text}"}):
        for method, path in (("GET", "/api/keys"), ("POST", "/api/keys"), ("GET", "/api/session")):
            response = await client.request(method, path, headers=headers)
            assert (response.status_code, response.json()["code"]) == (401, "session_required")
    await sign_in(client, me.email)
    response = await client.get("/v1/contacts")
    assert (response.status_code, response.json()["code"]) == (401, "missing_credentials")
    token = client.cookies["sami_session"]
    response = await client.get("/v1/contacts", headers={"Authorization": f"Bearer {token}"})
    assert (response.status_code, response.json()["code"]) == (401, "invalid_key")


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Origin": ORIGIN}, True),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "https://evil.test"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ORIGIN + ":8080"}, False),
        ({"Origin": "https://sami.test"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://evil.test", "Sec-Fetch-Site": "same-origin"}, False),
    ],
)
async def test_other_sites_cannot_make_changes(
    client: httpx.AsyncClient, me: Person, headers: dict[str, str], allowed: bool
) -> None:
    await sign_in(client, me.email)
    attempts = {
        "sign in": await client.post("/api/session", json={"email": me.email, "password": PASSWORD}, headers=headers),
        "create": await client.post(
            "/api/keys", json={"name": "K", "permission": "read", "expires_in": "never"}, headers=headers
        ),
        "sign out": await client.delete("/api/session", headers=headers),
    }
    for name, response in attempts.items():
        if allowed:
            assert response.status_code < 300, name
        else:
            assert (response.status_code, response.json()["code"]) == (403, "cross_site_request"), name
    # Reading is allowed: another site may link here.
    if not allowed:
        assert (await client.get("/api/session", headers=headers)).status_code == 200


async def test_sign_in_hints_are_available_without_a_session(client: httpx.AsyncClient, me: Person) -> None:
    async def signed_in() -> bool:
        response = await client.get("/api/sign-in-hints")
        assert response.status_code == 200
        return bool(response.json()["signed_in"])

    assert not await signed_in()
    await client.post("/api/session", json={"email": me.email, "password": PASSWORD})
    assert await signed_in()
    token = client.cookies["sami_session"]
    await client.delete("/api/session")
    assert not await signed_in()
    client.cookies.set("sami_session", token)
    assert not await signed_in(), "the server has ended the session too"
