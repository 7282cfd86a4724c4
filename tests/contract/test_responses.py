"""What all responses have in common."""

import re

import httpx
import pytest

from sami.app import create_app
from tests.factories.world import PASSWORD, World
from tests.fixtures.calls import CALLS, PUBLIC_CALLS
from tests.fixtures.service import settings_for

pytestmark = pytest.mark.one_app

PROBLEM = {"type", "title", "status", "detail", "code", "request_id"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/v1", 404, "not_found"),
        ("GET", "/v1/contacts/", 404, "not_found"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/assets/../../pyproject.toml", 404, "not_found"),
        ("GET", "/assets/nothing.js", 404, "not_found"),
        ("PUT", "/v1/contacts", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
        ("BREW", "/v1/me", 405, "method_not_allowed"),
        ("GET", "/v1/me", 401, "missing_credentials"),
        ("GET", "/api/session", 401, "session_required"),
        ("POST", "/api/session", 415, "unsupported_media_type"),
    ],
)
async def test_every_failure_is_a_problem_document(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    response = await client.request(method, path)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert set(problem) >= PROBLEM
    assert (response.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["request_id"] == response.headers["Request-Id"]


async def test_a_405_lists_the_allowed_methods(client: httpx.AsyncClient) -> None:
    assert (await client.put("/v1/contacts")).headers["Allow"] == "GET, HEAD, POST"
    assert (await client.put("/v1/contacts/x")).headers["Allow"] == "DELETE, GET, HEAD, PATCH"
    # These addresses look like a record's, but are not.
    assert (await client.patch("/v1/contacts/count")).headers["Allow"] == "GET, HEAD"
    assert (await client.get("/v1/contacts/batch")).headers["Allow"] == "POST"
    assert (await client.delete("/v1/contacts/upsert")).headers["Allow"] == "PUT"


async def test_every_response_has_a_unique_request_id_and_security_headers(
    client: httpx.AsyncClient, world: World
) -> None:
    person = await world.person(await world.workspace())
    key = await world.key(person)
    ids = await world.one_of_each(person, key=key)
    responses = [await call.send(client, key.headers, ids) for call in (*CALLS, *PUBLIC_CALLS)]
    sign_in = await client.post("/api/session", json={"email": person.email, "password": PASSWORD})
    responses += [
        sign_in,
        await client.get("/api/keys"),
        await client.get("/nowhere"),
        await client.get("/openapi.json"),
    ]
    request_ids = [response.headers["Request-Id"] for response in responses]
    assert len(set(request_ids)) == len(request_ids)
    assert all(re.fullmatch(r"req_[0-9a-f]{24}", id) for id in request_ids)
    for response in responses:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "access-control-allow-origin" not in response.headers


async def test_the_callers_request_id_is_never_used_as_ours(client: httpx.AsyncClient) -> None:
    response = await client.get("/healthz", headers={"X-Request-Id": "req_mine", "Request-Id": "req_mine"})
    assert response.headers["Request-Id"] != "req_mine"


async def test_caches_do_not_store_records(client: httpx.AsyncClient, world: World) -> None:
    person = await world.person(await world.workspace())
    key = await world.key(person)
    contact = await world.contact(person)
    for path in ("/v1/contacts", f"/v1/contacts/{contact}", "/v1/contacts/x"):
        cache_control = (await client.get(path, headers=key.headers)).headers["Cache-Control"]
        assert "no-store" in cache_control or cache_control == "private, no-cache"


async def test_caches_do_not_store_responses_of_the_settings_api(client: httpx.AsyncClient, world: World) -> None:
    person = await world.person(await world.workspace())
    await client.post("/api/session", json={"email": person.email, "password": PASSWORD})
    new = {"name": "K", "permission": "read", "expires_in": "never"}
    for response in (await client.post("/api/keys", json=new), await client.get("/api/keys")):
        assert response.headers["Cache-Control"] == "no-store"


async def test_head_is_get_without_content(client: httpx.AsyncClient, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    head, get = [await client.request(method, "/v1/me", headers=key.headers) for method in ("HEAD", "GET")]
    assert head.status_code == get.status_code == 200
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sign-in",
        "/settings/api-keys",
        "/settings/api-keys/activity",
        "/settings/api-keys/workspace",
        "/docs",
        "/docs/changelog",
        "/docs/errors",
        "/docs/errors/in_use",
        "/docs/guides",
    ],
)
async def test_pages_load_nothing_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path)
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"https?://", response.text.replace("http://www.w3.org", ""))


async def test_production_shows_neither_metrics_nor_demo_accounts(database_url: str) -> None:
    app = create_app(settings_for(database_url, env="production"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sami.test") as client,
    ):
        assert (await client.get("/metrics")).status_code == 404
        assert (await client.get("/api/sign-in-hints")).json() == {
            "signed_in": False,
            "demo_accounts": [],
            "demo_password": None,
        }


async def test_health_readiness_and_metrics_are_available(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json() == {"status": "ready"}
    assert "process_cpu_seconds_total" in (await client.get("/metrics")).text
