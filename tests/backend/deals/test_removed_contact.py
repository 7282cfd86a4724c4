"""What becomes of deals and messages when their contact is deleted for good: nobody new sees them but their owner."""

import httpx
import pytest

from tests.factories.world import World

ORDER = ["private", "team", "workspace"]


@pytest.mark.parametrize("of_contact", ORDER)
async def test_they_are_seen_by_nobody_new(client: httpx.AsyncClient, world: World, of_contact: str) -> None:
    workspace = await world.workspace()
    admin = await world.person(workspace, role="admin")
    owner, other = await world.person(workspace), await world.person(workspace)
    stage = await world.stage(workspace, await world.pipeline(workspace))
    contact = await world.contact(owner, of_contact)
    expected = {}
    for visibility in ORDER:
        for whose in (owner, other):
            becomes = min(of_contact, visibility, key=ORDER.index) if whose is owner else "private"
            after = visibility if of_contact == "workspace" else becomes
            deal = await world.deal(whose, stage, visibility, contact_id=contact)
            expected[f"/v1/deals/{deal}"] = after
            expected[f"/v1/messages/{await world.message(whose, visibility, contact_id=contact)}"] = after
    client.headers.update((await world.key(admin)).headers)
    assert (await client.delete(f"/v1/contacts/{contact}?permanent=true")).status_code == 204
    for path, visibility in expected.items():
        left = (await client.get(path)).json()
        assert (left["contact_id"], left["visibility"], left["version"]) == (None, visibility, 2)
