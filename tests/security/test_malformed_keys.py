"""Ten thousand malformed keys are refused without a failure on our side and without work for the database."""

import json
import random
import string
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from sami.auth import key_format
from sami.db.database import Database
from tests.factories.world import HeldKey, World

pytestmark = pytest.mark.one_app

#: How many keys to damage in each way.
EACH = 1250


@pytest.fixture
def database_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns a list to which every statement and transaction of the application is added."""
    calls: list[str] = []
    for name in ("fetch", "execute", "transaction"):
        monkeypatch.setattr(Database, name, _recording(name, getattr(Database, name), calls))
    return calls


def _recording(name: str, original: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    def wrapper(*arguments: Any, **more: Any) -> Any:
        calls.append(name)
        return original(*arguments, **more)

    return wrapper


async def test_damaged_keys_are_refused_without_a_database_call(
    app: FastAPI, world: World, database_calls: list[str]
) -> None:
    key = await world.key(await world.person(await world.workspace()))
    damaged = list(_damaged(key))
    assert len(damaged) >= 8 * EACH
    database_calls.clear()
    for text in damaged:
        status, problem = await _call_with(app, text)
        assert status == 401, text[:100]
        assert problem["code"] in ("invalid_key", "missing_credentials"), text[:100]
    assert database_calls == []


async def _call_with(app: FastAPI, key: bytes) -> tuple[int, dict[str, Any]]:
    """Calls the application as a server does. A client would take most of the time of ten thousand calls."""
    messages: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/v1/me",
        "raw_path": b"/v1/me",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"sami.test"), (b"authorization", b"Bearer " + key)],
        "client": ("127.0.0.1", 1),
        "server": ("sami.test", 80),
    }
    await app(scope, receive, send)
    start, *rest = messages
    return start["status"], json.loads(b"".join(message.get("body", b"") for message in rest))


async def test_a_similar_key_with_a_valid_check_is_refused(client: httpx.AsyncClient, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    # The process now has the valid key in memory, and must not confuse others with it.
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
    rng = random.Random(11)
    for _ in range(300):
        # The key's prefix with another secret, or a well-formed key that doesn't exist; both with a valid check.
        prefix = key.text[:15] if rng.random() < 0.5 else f"sami_{_random(rng, 10)}"
        body = f"{prefix}_{_random(rng, 32)}"
        response = await client.get("/v1/me", headers={"X-API-Key": body + key_format.check_digits(body)})
        assert (response.status_code, response.json()["code"]) == (401, "invalid_key")
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200


async def test_a_key_with_one_changed_character_is_refused(client: httpx.AsyncClient, world: World) -> None:
    """At every position, by a process that has the key in memory: with a valid check, and with the key's own."""
    key = await world.key(await world.person(await world.workspace()))
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
    for place in range(len("sami_"), len(key.text)):
        if key.text[place] == "_":
            continue
        other = key.text[:place] + ("a" if key.text[place] != "a" else "b") + key.text[place + 1 :]
        for text in (other, other[:-6] + key_format.check_digits(other[:-6])):
            response = await client.get("/v1/me", headers={"X-API-Key": text})
            assert text == key.text or (response.status_code, response.json()["code"]) == (401, "invalid_key")
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
async def test_ways_to_send_a_valid_key(
    client: httpx.AsyncClient, world: World, headers: list[tuple[str, str]], status: int
) -> None:
    key = await world.key(await world.person(await world.workspace()))
    sent = [(name, value.format(key=key.text)) for name, value in headers]
    assert (await client.get("/v1/me", headers=sent)).status_code == status


async def test_a_key_in_the_url_is_neither_accepted_nor_repeated(client: httpx.AsyncClient, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    for url in (f"/v1/me?api_key={key.text}", f"/v1/me?{key.text}=1", f"/v1/{key.text}", f"/v1/contacts/{key.text}"):
        response = await client.get(url)
        assert response.status_code in (401, 404)
        assert key.text not in response.text
        response = await client.get(url, headers=key.headers)
        assert response.status_code in (400, 404)
        assert key.text not in response.text


def _damaged(key: HeldKey) -> Iterator[bytes]:
    rng = random.Random(7)
    text = key.text
    for _ in range(EACH):
        position = rng.randrange(len(text))
        other = rng.choice(string.ascii_letters + string.digits + "-._~+/=")
        changed = text[:position] + other + text[position + 1 :]
        yield changed.encode() if other != text[position] else text[1:].encode()
        yield text[:position].encode()
        yield (text + _random(rng, rng.randrange(1, 5))).encode()
        yield text[:position].encode() + bytes([rng.randrange(0x80, 0x100)]) + text[position:].encode()
        yield f"sami_{_random(rng, 10)}_{_random(rng, 38)}".encode()
        yield text.swapcase().encode()[: rng.randrange(1, len(text) + 1)]
        yield _random(rng, rng.randrange(1, 60)).encode()
        yield text.replace("_", rng.choice("-.: "), 1).encode()
    yield b""
    yield b"sami_"
    yield text.encode() * 1000
    yield b"x" * 100_000
    yield "ſami_".encode() + text[5:].encode()
    yield text.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")).encode()


def _random(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(key_format.ALPHABET) for _ in range(length))
