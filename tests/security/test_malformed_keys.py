"""Ten thousand keys that are none: refused, never a failure of ours, and no work for the database."""

import random
import string
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from sami.auth import key_format
from sami.db.database import Database
from tests.factories.world import HeldKey, World

#: How many of each kind of damage.
EACH = 1250


@pytest.fixture
def database_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with every statement and transaction that the application asks for."""
    calls: list[str] = []
    for name in ("fetch", "execute", "transaction"):
        monkeypatch.setattr(Database, name, _noting(name, getattr(Database, name), calls))
    return calls


def _noting(name: str, original: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    def noting(*arguments: Any, **more: Any) -> Any:
        calls.append(name)
        return original(*arguments, **more)

    return noting


async def test_damaged_keys_are_refused_without_a_database_call(
    client: httpx.AsyncClient, world: World, database_calls: list[str]
) -> None:
    key = await world.key(await world.person(await world.workspace()))
    damaged = list(_damaged(key))
    assert len(damaged) >= 8 * EACH
    database_calls.clear()
    for text in damaged:
        answer = await client.get("/v1/me", headers=[(b"Authorization", b"Bearer " + text)])
        assert answer.status_code == 401, text[:100]
        assert answer.json()["code"] in ("invalid_key", "missing_credentials"), text[:100]
    assert database_calls == []


async def test_a_near_miss_with_a_right_check_is_refused(client: httpx.AsyncClient, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    # The process knows the good key by now, and must not take its neighbours for it.
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
    chance = random.Random(11)
    for _ in range(300):
        # The right prefix and a wrong secret, or a right-looking key that nobody has; both with a right check.
        prefix = key.text[:15] if chance.random() < 0.5 else f"sami_{_random(chance, 10)}"
        body = f"{prefix}_{_random(chance, 32)}"
        answer = await client.get("/v1/me", headers={"X-API-Key": body + key_format.check_digits(body)})
        assert (answer.status_code, answer.json()["code"]) == (401, "invalid_key")
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200


async def test_a_key_with_one_other_character_is_refused(client: httpx.AsyncClient, world: World) -> None:
    """At each place, by a process that knows the key: with the right check, and with the key's own."""
    key = await world.key(await world.person(await world.workspace()))
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
    for place in range(len("sami_"), len(key.text)):
        if key.text[place] == "_":
            continue
        other = key.text[:place] + ("a" if key.text[place] != "a" else "b") + key.text[place + 1 :]
        for text in (other, other[:-6] + key_format.check_digits(other[:-6])):
            answer = await client.get("/v1/me", headers={"X-API-Key": text})
            assert text == key.text or (answer.status_code, answer.json()["code"]) == (401, "invalid_key")
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("Authorization", "Bearer {key}"), ("Authorization", "Bearer {key}")], 400),
        ([("Authorization", "Bearer {key}"), ("X-API-Key", "{key}")], 400),
        ([("X-API-Key", "{key}"), ("X-API-Key", "{key}")], 400),
        ([("Authorization", "Basic {key}")], 401),
        ([("Authorization", "{key}")], 401),
        ([("Authorization", "")], 401),
        ([("Authorization", "Bearer")], 401),
        ([("X-API-Key", "")], 401),
        ([("Cookie", "sami_session={key}")], 401),
        ([("Authorization", "bearer   {key} ")], 200),
        ([("X-API-Key", "{key}")], 200),
    ],
)
async def test_ways_of_sending_a_good_key(
    client: httpx.AsyncClient, world: World, headers: list[tuple[str, str]], status: int
) -> None:
    key = await world.key(await world.person(await world.workspace()))
    sent = [(name, value.format(key=key.text)) for name, value in headers]
    assert (await client.get("/v1/me", headers=sent)).status_code == status


async def test_a_key_in_the_url_is_no_key_and_is_not_repeated(client: httpx.AsyncClient, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    for url in (f"/v1/me?api_key={key.text}", f"/v1/me?{key.text}=1", f"/v1/{key.text}", f"/v1/contacts/{key.text}"):
        answer = await client.get(url)
        assert answer.status_code in (401, 404)
        assert key.text not in answer.text
        answer = await client.get(url, headers=key.headers)
        assert answer.status_code in (400, 404)
        assert key.text not in answer.text


def _damaged(key: HeldKey) -> Iterator[bytes]:
    chance = random.Random(7)
    text = key.text
    for _ in range(EACH):
        spot = chance.randrange(len(text))
        other = chance.choice(string.ascii_letters + string.digits + "-._~+/=")
        yield (text[:spot] + other + text[spot + 1 :]).encode() if other != text[spot] else text[1:].encode()
        yield text[:spot].encode()
        yield (text + _random(chance, chance.randrange(1, 5))).encode()
        yield text[:spot].encode() + bytes([chance.randrange(0x80, 0x100)]) + text[spot:].encode()
        yield f"sami_{_random(chance, 10)}_{_random(chance, 38)}".encode()
        yield text.swapcase().encode()[: chance.randrange(1, len(text) + 1)]
        yield _random(chance, chance.randrange(1, 60)).encode()
        yield text.replace("_", chance.choice("-.: "), 1).encode()
    yield b""
    yield b"sami_"
    yield text.encode() * 1000
    yield b"x" * 100_000
    yield "ſami_".encode() + text[5:].encode()
    yield text.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")).encode()


def _random(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(key_format.ALPHABET) for _ in range(length))
