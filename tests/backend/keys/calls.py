"""The settings panel's calls for managing keys."""

from typing import Any

import httpx

NEW = {"name": "Zapier", "permission": "read", "expires_in": "never"}


async def create(panel: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    response = await panel.post("/api/keys", json=NEW | changes)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


async def replace(panel: httpx.AsyncClient, key: dict[str, Any], grace: object = "24h") -> dict[str, Any]:
    response = await panel.post(f"/api/keys/{key['id']}/replace", json={"grace": grace})
    assert response.status_code == 201, response.text
    new: dict[str, Any] = response.json()
    return new


async def revoke(panel: httpx.AsyncClient, key: dict[str, Any]) -> dict[str, Any]:
    response = await panel.post(f"/api/keys/{key['id']}/revoke")
    assert response.status_code == 200, response.text
    revoked: dict[str, Any] = response.json()
    return revoked


async def read(panel: httpx.AsyncClient, key: dict[str, Any]) -> dict[str, Any]:
    response = await panel.get(f"/api/keys/{key['id']}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def use(panel: httpx.AsyncClient, text: str, *, method: str = "GET", path: str = "/v1/me", **more: Any) -> int:
    """Calls the public API with the key, and returns the response's status."""
    headers = {"Authorization": f"Bearer {text}", "User-Agent": more.pop("agent", "script/1")}
    return (await panel.request(method, path, headers=headers, **more)).status_code
