"""Searching messages whose bodies have several lines."""

import httpx
import pytest

from tests.factories.world import World

pytestmark = pytest.mark.one_app


@pytest.mark.parametrize("q", ["ok", "go", "me", "OK then", "line"])
async def test_search_finds_words_at_the_start_of_every_line(client: httpx.AsyncClient, world: World, q: str) -> None:
    client.headers.update((await world.key(await world.person(await world.workspace()))).headers)
    body = "Dear Ada,\nok then\tgo on.\r\n\r\nMe\u2028line"
    await client.post("/v1/messages", json={"channel": "note", "body": body})
    assert len((await client.get("/v1/messages", params={"q": q})).json()["data"]) == 1
