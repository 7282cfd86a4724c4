"""Permanently deleting a contact: its deals and messages become visible to nobody new except their owner."""

import httpx
import pytest

from tests.factories.world import World

ORDER = ["private", "team", "workspace"]


@pytest.mark.parametrize("of_contact", ORDER)
async def test_deleting_a_contact_permanently_shows_its_deals_and_messages_to_nobody_new(
    client: httpx.AsyncClient, world: World, of_contact: str
) -> None:
    workspace = await world.workspace()
    admin = await world.person(workspace, role="admin")
    owner, other = await world.person(workspace), await world.person(workspace)
    stage = await world.stage(workspace, await world.pipeline(workspace))
    contact = await world.contact(owner, of_contact)
    expected = {}
    for visibility in ORDER:
        for person in (owner, other):
            narrowed = min(of_contact, visibility, key=ORDER.index) if person is owner else "private"
            after = visibility if of_contact == "workspace" else narrowed
            deal = await world.deal(person, stage, visibility, contact_id=contact)
            expected[f"/v1/deals/{deal}"] = after
            expected[f"/v1/messages/{await world.message(person, visibility, contact_id=contact)}"] = after
    client.headers.update((await world.key(admin)).headers)
    assert (await client.delete(f"/v1/contacts/{contact}?permanent=true")).status_code == 204
    for path, visibility in expected.items():
        record = (await client.get(path)).json()
        assert (record["contact_id"], record["visibility"], record["version"]) == (None, visibility, 2)
