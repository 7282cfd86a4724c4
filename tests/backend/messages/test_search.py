"""Finding messages, whose bodies have lines."""

import httpx
import pytest

from tests.factories.world import World


@pytest.mark.parametrize("q", ["ok", "go", "me", "OK then", "line"])
async def test_every_line_begins_a_word(client: httpx.AsyncClient, world: World, q: str) -> None:
    client.headers.update((await world.key(await world.person(await world.workspace()))).headers)
    body = "Dear Ada,\nok then\tgo on.\r\n\r\nMe\u2028line"
    await client.post("/v1/messages", json={"channel": "note", "body": body})
    assert len((await client.get("/v1/messages", params={"q": q})).json()["data"]) == 1
