"""What a panel calls."""

from typing import Any

import httpx

NEW = {"name": "Zapier", "permission": "read", "expires_in": "never"}


async def create(panel: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    answer = await panel.post("/api/keys", json=NEW | changes)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


async def replace(panel: httpx.AsyncClient, key: dict[str, Any], grace: object = "24h") -> dict[str, Any]:
    answer = await panel.post(f"/api/keys/{key['id']}/replace", json={"grace": grace})
    assert answer.status_code == 201, answer.text
    new: dict[str, Any] = answer.json()
    return new


async def revoke(panel: httpx.AsyncClient, key: dict[str, Any]) -> dict[str, Any]:
    answer = await panel.post(f"/api/keys/{key['id']}/revoke")
    assert answer.status_code == 200, answer.text
    revoked: dict[str, Any] = answer.json()
    return revoked


async def read(panel: httpx.AsyncClient, key: dict[str, Any]) -> dict[str, Any]:
    answer = await panel.get(f"/api/keys/{key['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def use(panel: httpx.AsyncClient, text: str, *, method: str = "GET", path: str = "/v1/me", **more: Any) -> int:
    """The status that a call with the key is answered with."""
    headers = {"Authorization": f"Bearer {text}", "User-Agent": more.pop("agent", "script/1")}
    return (await panel.request(method, path, headers=headers, **more)).status_code
