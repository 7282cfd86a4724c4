"""Deleting stages and pipelines that have deals."""

import httpx
import pytest

from tests.factories.world import World


@pytest.mark.parametrize("whole_pipeline", [True, False])
async def test_a_stage_with_only_deleted_deals_can_be_deleted_but_not_permanently(
    client: httpx.AsyncClient, world: World, whole_pipeline: bool
) -> None:
    admin = await world.person(await world.workspace(), role="admin")
    pipeline = await world.pipeline(admin.workspace_id)
    stage = await world.stage(admin.workspace_id, pipeline)
    deal = await world.deal(admin, stage)
    client.headers.update((await world.key(admin)).headers)
    path = f"/v1/pipelines/{pipeline}" if whole_pipeline else f"/v1/pipelines/{pipeline}/stages/{stage}"
    assert (await client.delete(path)).json()["code"] == "in_use"
    await client.delete(f"/v1/deals/{deal}")
    assert (await client.delete(path)).status_code == 204
    assert (await client.delete(f"{path}?permanent=true")).json()["code"] == "in_use"
    # A deal can't be restored into a deleted stage.
    assert (await client.post(f"/v1/deals/{deal}/restore")).json()["code"] == "reference_deleted"
    assert (await client.post(f"{path}/restore")).status_code == 200
    assert (await client.post(f"/v1/deals/{deal}/restore")).status_code == 200
    await client.delete(f"/v1/deals/{deal}")
    assert (await client.delete(path)).status_code == 204
    await client.delete(f"/v1/deals/{deal}?permanent=true")
    assert (await client.delete(f"{path}?permanent=true")).status_code == 204
