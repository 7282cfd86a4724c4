"""Deals with expanded records."""

import httpx

from tests.factories.world import World


async def test_if_none_match_is_ignored_when_records_are_expanded(client: httpx.AsyncClient, world: World) -> None:
    me = await world.person(await world.workspace())
    stage = await world.stage(me.workspace_id, await world.pipeline(me.workspace_id))
    contact = await world.contact(me, first_name="Ada")
    deal = await world.deal(me, stage, contact_id=contact)
    client.headers.update((await world.key(me)).headers)
    condition = {"If-None-Match": (await client.get(f"/v1/deals/{deal}?expand=contact")).headers["ETag"]}
    await client.patch(f"/v1/contacts/{contact}", json={"first_name": "Grace"})
    assert (await client.get(f"/v1/deals/{deal}", headers=condition)).status_code == 304
    again = await client.get(f"/v1/deals/{deal}?expand=contact", headers=condition)
    assert (again.status_code, again.json()["contact"]["first_name"]) == (200, "Grace")


async def test_a_deleted_record_is_expanded_only_with_include_deleted(client: httpx.AsyncClient, world: World) -> None:
    me = await world.person(await world.workspace())
    stage = await world.stage(me.workspace_id, await world.pipeline(me.workspace_id))
    contact = await world.contact(me)
    deal = await world.deal(me, stage, contact_id=contact)
    client.headers.update((await world.key(me)).headers)
    await client.delete(f"/v1/contacts/{contact}")
    for path in (f"/v1/deals/{deal}?expand=contact", "/v1/deals?expand=contact"):
        for query, expanded in (("", False), ("&include_deleted=true", True)):
            body = (await client.get(f"{path}{query}")).json()
            shown = body["data"][0] if "data" in body else body
            assert shown["contact_id"] == str(contact)
            assert bool(shown["contact"] and shown["contact"]["deleted_at"]) is expanded
