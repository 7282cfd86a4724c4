"""Peppers, and rotating them without a key ceasing to work."""

import base64

import httpx
import pytest
from sqlalchemy import select

from sami.app import create_app
from sami.auth.key_format import generate
from sami.auth.key_hash import Pepper, Peppers
from sami.config import ConfigurationError, parse_peppers
from sami.db.database import Database
from sami.models import ApiKey
from tests.factories.world import World
from tests.fixtures.service import ORIGIN, PEPPERS, settings_for

OLD, NEW = Pepper("old", b"o" * 32), Pepper("new", b"n" * 32)


def test_a_digest_matches_only_its_own_key_and_pepper() -> None:
    peppers, key = Peppers([NEW, OLD]), generate()
    digest = OLD.digest(key)
    assert len(digest) == 32
    assert peppers.matches(key, pepper_id="old", digest=digest)
    assert not peppers.matches(key, pepper_id="new", digest=digest)
    assert not peppers.matches(generate(), pepper_id="old", digest=digest)
    assert not peppers.matches(key, pepper_id="gone", digest=digest)


@pytest.mark.parametrize("text", ["", "noid", "id:", "id:!!", "id:c2hvcnQ=", ":" + "A" * 44, f"{PEPPERS},{PEPPERS}"])
def test_invalid_peppers_are_refused_and_not_repeated_in_the_error(text: str) -> None:
    with pytest.raises(ConfigurationError) as failure:
        parse_peppers(text)
    assert "SAMI_KEY_PEPPERS" in str(failure.value)
    assert "c2hvcnQ" not in str(failure.value)


async def test_rotating_the_pepper_keeps_keys_working_and_rehashes_them(
    database_url: str, database: Database, world: World
) -> None:
    key = await world.key(await world.person(await world.workspace()))
    rotated = f"new:{base64.b64encode(b'n' * 32).decode()},{PEPPERS}"
    for key_peppers, pepper_id in ((rotated, "new"), (rotated.split(",", maxsplit=1)[0], "new")):
        app = create_app(settings_for(database_url, key_peppers=key_peppers))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client,
        ):
            assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
        async with database.transaction() as session:
            assert await session.scalar(select(ApiKey.pepper_id)) == pepper_id


async def test_a_key_whose_pepper_is_no_longer_configured_is_refused(database_url: str, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    app = create_app(settings_for(database_url, key_peppers=f"new:{base64.b64encode(b'n' * 32).decode()}"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client,
    ):
        response = await client.get("/v1/me", headers=key.headers)
    assert (response.status_code, response.json()["code"]) == (401, "invalid_key")
