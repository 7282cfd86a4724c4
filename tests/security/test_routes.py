"""Which dependency authorizes each route of the application. A new route must be added here."""

from collections.abc import Iterator

import httpx
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant

from sami import routers
from tests.fixtures.calls import CALLS, KINDS, PUBLIC_CALLS, api_routes


def _read(path: str, who: str = "can_read") -> dict[str, str]:
    return {f"GET {path}": who, f"GET {path}/count": who, f"GET {path}/{{id}}": who}


def _read_and_write(path: str, who: str, restorer: str) -> dict[str, str]:
    return {
        **_read(path),
        f"POST {path}": who,
        f"POST {path}/batch": f"{who}_each",
        f"PATCH {path}/{{id}}": who,
        f"DELETE {path}/{{id}}": who,
        f"POST {path}/{{id}}/restore": restorer,
    }


EXPECTED = {
    "GET /v1/me": "can_read",
    **_read_and_write("/v1/contacts", "can_write", "can_admin"),
    "PUT /v1/contacts/upsert": "can_write",
    **_read_and_write("/v1/deals", "can_write", "can_admin"),
    **_read_and_write("/v1/messages", "can_write", "can_admin"),
    **_read_and_write("/v1/pipelines", "can_configure", "can_configure"),
    **_read_and_write("/v1/pipelines/{pipeline_id}/stages", "can_configure", "can_configure"),
    "GET /v1/changes": "can_read",
    **_read("/v1/users", "can_read_directory"),
    **_read("/v1/teams", "can_read_directory"),
    "GET /v1/webhooks": "can_read",
    "POST /v1/webhooks": "can_write",
    "GET /v1/webhooks/{id}": "can_read",
    "DELETE /v1/webhooks/{id}": "can_write",
    "GET /v1/webhooks/{id}/deliveries": "can_read",
    "POST /v1/webhooks/{id}/deliveries/{delivery_id}/redeliver": "can_write",
    "POST /v1/keys/revoke-leaked": "public",
    "POST /api/session": "public",
    "GET /api/session": "signed_in",
    "DELETE /api/session": "signed_in",
    "GET /api/sign-in-hints": "public",
    "GET /api/keys": "signed_in",
    "POST /api/keys": "signed_in",
    "GET /api/keys/usage": "signed_in",
    "GET /api/keys/{id}": "signed_in",
    "GET /api/keys/{id}/usage": "signed_in",
    "PATCH /api/keys/{id}": "signed_in",
    "POST /api/keys/{id}/replace": "signed_in",
    "POST /api/keys/{id}/revoke": "signed_in",
    "GET /api/workspace/keys": "workspace_admin",
    "GET /api/workspace/keys/{id}": "workspace_admin",
    "GET /api/workspace/keys/{id}/usage": "workspace_admin",
    "POST /api/workspace/keys/{id}/revoke": "workspace_admin",
    "GET /api/audit": "signed_in",
    "GET /api/workspace/audit": "workspace_admin",
    "GET /healthz": "public",
    "GET /readyz": "public",
    "GET /metrics": "public",
    "GET /openapi.json": "public",
    "GET /docs/guides": "public",
    "GET /docs/guides/{name}": "public",
    "GET /docs/guides/images/{name}": "public",
    "GET /docs/changelog": "public",
    "GET /docs/errors": "public",
    "GET /docs/errors/{code}": "public",
}


def test_every_route_has_the_expected_authorization(app: FastAPI) -> None:
    found = {
        f"{method} {route.path_format}": next(_authorization(route.dependant), "public")
        for route in api_routes(app)
        for method in route.methods or ()
    }
    assert found == EXPECTED


def test_every_operation_has_a_call(app: FastAPI) -> None:
    operations = {route.name for route in api_routes(app) if route.path.startswith("/v1/")}
    assert operations == {call.operation for call in (*CALLS, *PUBLIC_CALLS)}


async def test_without_a_key_every_public_route_responds_with_401(client: httpx.AsyncClient) -> None:
    for call in CALLS:
        response = await call.send(client, {}, dict.fromkeys(KINDS, "00000000-0000-7000-8000-000000000000"))
        assert response.status_code == 401
        assert response.json()["code"] == "missing_credentials"
        assert response.headers["WWW-Authenticate"] == "Bearer"


def _authorization(dependant: Dependant) -> Iterator[str]:
    """Yields the names of the authorizing dependencies, however deep they are nested."""
    for dependency in dependant.dependencies:
        if dependency.call in routers.CREDENTIALS:
            yield dependency.call.__name__
        yield from _authorization(dependency)
