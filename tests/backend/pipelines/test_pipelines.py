"""Pipelines and stages: their order, who configures them, and when they can be deleted."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.factories.world import Person, World


@pytest.fixture
async def admin(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace(), role="admin")


@pytest.fixture
async def api(shared_client: httpx.AsyncClient, shared_world: World, admin: Person) -> httpx.AsyncClient:
    shared_client.headers.update((await shared_world.key(admin)).headers)
    return shared_client


async def create(api: httpx.AsyncClient, path: str = "/v1/pipelines", **values: Any) -> dict[str, Any]:
    response = await api.post(path, json={"name": "New"} | values)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


async def test_new_pipelines_and_stages_come_last_by_default(api: httpx.AsyncClient) -> None:
    pipelines = [await create(api), await create(api, position=7), await create(api), await create(api, position=0)]
    assert [each["position"] for each in pipelines] == [0, 7, 8, 0]
    listed = (await api.get("/v1/pipelines?sort=position")).json()["data"]
    assert [each["id"] for each in listed] == [pipelines[number]["id"] for number in (0, 3, 1, 2)]
    one, other = [f"/v1/pipelines/{each['id']}/stages" for each in pipelines[:2]]
    assert [(await create(api, path))["position"] for path in (one, one, other)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": ""}, "/name"),
        ({"name": "x" * 201}, "/name"),
        ({"name": "A", "position": -1}, "/position"),
        ({"name": "A", "position": 1_000_001}, "/position"),
        ({"name": "A", "owner_id": "x"}, "/owner_id"),
    ],
)
async def test_invalid_members_are_refused(api: httpx.AsyncClient, body: dict[str, Any], pointer: str) -> None:
    stages = f"/v1/pipelines/{(await create(api))['id']}/stages"
    for path in ("/v1/pipelines", stages):
        response = await api.post(path, json=body)
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_only_workspace_admins_configure_and_everybody_reads(
    api: httpx.AsyncClient, shared_world: World, admin: Person
) -> None:
    pipeline = await create(api)
    stage = await create(api, f"/v1/pipelines/{pipeline['id']}/stages", kind="won")
    member = await shared_world.key(await shared_world.person(admin.workspace_id))
    write = await shared_world.key(admin, "write")
    for path, one in (("/v1/pipelines", pipeline), (f"/v1/pipelines/{pipeline['id']}/stages", stage)):
        calls: list[tuple[str, str, Any]] = [
            ("POST", path, {"name": "Mine"}),
            ("PATCH", f"{path}/{one['id']}", {"name": "Mine"}),
            ("DELETE", f"{path}/{one['id']}", None),
            ("DELETE", f"{path}/{one['id']}?permanent=true", None),
            ("POST", f"{path}/{one['id']}/restore", None),
        ]
        for method, target, body in calls:
            refused = await api.request(method, target, json=body, headers=member.headers)
            assert (refused.status_code, refused.json()["code"]) == (403, "record_not_editable"), (method, target)
            refused = await api.request(method, target, json=body, headers=write.headers)
            assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_permission"), (method, target)
        batch = await api.post(f"{path}/batch", json={"items": [{"name": "Mine"}]}, headers=member.headers)
        assert batch.json()["data"][0]["error"]["code"] == "record_not_editable"
        assert (await api.get(path, headers=member.headers)).json()["data"] == [one]


async def test_a_stage_or_pipeline_in_use_cannot_be_deleted(
    api: httpx.AsyncClient, shared_world: World, admin: Person
) -> None:
    pipeline = await shared_world.pipeline(admin.workspace_id)
    stage = await shared_world.stage(admin.workspace_id, pipeline)
    deal = await shared_world.deal(admin, stage, "private")
    paths = (f"/v1/pipelines/{pipeline}/stages/{stage}", f"/v1/pipelines/{pipeline}")

    async def refused(query: str = "") -> None:
        for path in paths:
            response = await api.delete(path + query)
            assert (response.status_code, response.json()["code"]) == (409, "in_use")

    await refused()
    await refused("?permanent=true")
    await api.delete(f"/v1/deals/{deal}")
    await refused("?permanent=true")
    await api.delete(f"/v1/deals/{deal}?permanent=true")
    assert [(await api.delete(path + "?permanent=true")).status_code for path in paths] == [204, 204]


async def test_the_stages_of_a_deleted_pipeline_are_gone_until_it_is_restored(
    api: httpx.AsyncClient, shared_world: World, admin: Person
) -> None:
    pipeline: UUID = await shared_world.pipeline(admin.workspace_id)
    stage = await shared_world.stage(admin.workspace_id, pipeline)
    path = f"/v1/pipelines/{pipeline}"
    assert (await api.delete(path)).status_code == 204
    for method, target, body in (
        ("GET", f"{path}/stages", None),
        ("GET", f"{path}/stages/count", None),
        ("GET", f"{path}/stages/{stage}", None),
        ("POST", f"{path}/stages", {"name": "New"}),
        ("PATCH", f"{path}/stages/{stage}", {"name": "New"}),
        ("DELETE", f"{path}/stages/{stage}", None),
    ):
        assert (await api.request(method, target, json=body)).status_code == 404, (method, target)
    assert (await api.post(f"{path}/restore")).status_code == 200
    assert (await api.get(f"{path}/stages/{stage}")).status_code == 200


async def test_changing_a_stages_kind_does_not_change_its_deals(
    api: httpx.AsyncClient, shared_world: World, admin: Person
) -> None:
    pipeline = await shared_world.pipeline(admin.workspace_id)
    stage = await shared_world.stage(admin.workspace_id, pipeline)
    deal = await shared_world.deal(admin, stage)
    await api.patch(f"/v1/pipelines/{pipeline}/stages/{stage}", json={"kind": "won"})
    assert (await api.get(f"/v1/deals/{deal}")).json()["closed_at"] is None
