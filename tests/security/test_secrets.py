"""The full key is in exactly one HTTP response: not in the database, the logs at debug level, or any other response."""

import re
from pathlib import Path

import httpx
from sqlalchemy import text

from sami.auth.key_format import LEAKED_KEY
from sami.db.database import Database
from tests.factories.world import PASSWORD, World
from tests.fixtures.calls import CALLS
from tests.fixtures.service import live_service
from tests.security.test_read_only import dump


async def test_the_full_key_is_in_one_response_and_nowhere_else(
    database_url: str, database: Database, world: World, tmp_path: Path
) -> None:
    person = await world.person(await world.workspace())
    ids = await world.one_of_each(person)
    contact = ids["contact"]
    responses: list[httpx.Response] = []
    with live_service(database_url, tmp_path, SAMI_LOG_LEVEL="debug") as service:
        async with httpx.AsyncClient(base_url=service.url) as client:

            async def call(method: str, path: str, **more: object) -> httpx.Response:
                response = await client.request(method, path, **more)  # type: ignore[arg-type]
                responses.append(response)
                return response

            await call("POST", "/api/session", json={"email": person.email, "password": PASSWORD})
            new = {"name": "Zapier", "permission": "admin", "expires_in": "30d"}
            token = {"Idempotency-Key": "create-once"}
            first = await call("POST", "/api/keys", json=new, headers=token)
            key = first.json()["key"]
            replay = await call("POST", "/api/keys", json=new, headers=token)
            assert (first.status_code, replay.status_code) == (201, 200)
            assert replay.json() == {name: value for name, value in first.json().items() if name != "key"}

            headers = {
                "Authorization": f"Bearer {key}",
                "User-Agent": f"curl {key}",
                "X-Request-Id": key,
                # The call comes from this machine, which is a trusted proxy by default.
                "X-Forwarded-For": key,
            }
            for each in CALLS:
                responses.append(await each.send(client, headers, ids))
            for path in (f"/v1/me?key={key}", f"/v1/contacts/{key}", f"/{key}", "/v1/contacts?cursor=" + key):
                await call("GET", path, headers=headers)
            await call("POST", "/v1/contacts", headers=headers | {"Content-Type": key}, content=key)
            await call(
                "PATCH", f"/v1/contacts/{contact}", headers=headers | {"If-Match": key}, json={"first_name": "A"}
            )
            await call("POST", "/v1/contacts", headers=headers, json={key: 1, "email": key})
            named_like_a_key = await call("POST", "/api/keys", json=new | {"name": f"My key {key}"})
            assert named_like_a_key.status_code == 422
            other = {"name": "Other", "permission": "read", "expires_in": "never"}
            as_token = await call("POST", "/api/keys", json=other, headers={"Idempotency-Key": key})
            assert as_token.status_code == 201
            responses.remove(as_token)
            assert key not in as_token.text
            await call("POST", "/api/session", json={"email": key, "password": key})
            listed = await call("GET", "/api/keys")
            key_id = first.json()["id"]
            assert key_id in listed.text
            await call("GET", f"/api/keys/{key_id}")
            await call("PATCH", f"/api/keys/{key_id}", json={"name": "Production"})
            report = "/v1/keys/revoke-leaked"
            for body in ({"keys": key}, {"keys": [[key]]}, {"keys": [], key: [key]}, {"keys": [key] * 101}):
                assert (await call("POST", report, json=body)).status_code == 422
            assert (await call("POST", f"{report}?{key}=1", json={"keys": [key]})).status_code == 400
            both = headers | {"Idempotency-Key": key}
            reported = await call("POST", report, json={"keys": [key, f"{key}x"]}, headers=both)
            assert reported.status_code == 202
            assert (await call("GET", "/v1/me", headers=headers)).json()["code"] == "key_revoked"
        log = service.log

    with_key = [response for response in responses if key in response.text or key in str(response.headers)]
    assert with_key == [first]
    secret = key.split("_")[2]
    assert len(log.splitlines()) > len(responses), "the log was not at debug level"
    assert re.search(rf"{key[:15]}_\[redacted\]", log), "nothing tried to log the key: the test proves nothing"
    stored = str(await dump(database)) + str(await _usage(database))
    assert key[:15] in stored
    assert secret.encode().hex() not in stored, "stored as bytes"
    for place in (log, stored):
        assert secret not in place
        assert not LEAKED_KEY.search(place)


async def _usage(database: Database) -> list[object]:
    async with database.transaction() as session:
        return list(await session.scalars(text("SELECT u::text FROM key_usage AS u")))
