"""For every status and problem code of the public API: a call that makes an operation respond with it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock
from uuid import UUID

import httpx
import pytest
from sqlalchemy import delete, func, select

from sami.db.database import Database
from sami.db.failures import NoConnection
from sami.http import body
from sami.http.idempotency import token_lock
from sami.limits import attempts as throttle
from sami.limits.keys import KeyLimits
from sami.models import RecordChange
from sami.webhooks import service as webhooks
from tests.factories.world import HeldKey, Person, World
from tests.fixtures.calls import Call

NEVER = "01a20a7f-3b3e-77a3-97ae-3f04b0de7736"
TOKEN = "one-token"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Case:
    """A valid call of an operation, and a person and key that may make it. `parameters` are its query parameters."""

    client: httpx.AsyncClient
    database: Database
    world: World
    patch: pytest.MonkeyPatch
    call: Call
    parameters: Sequence[str]
    me: Person
    key: HeldKey
    ids: Mapping[str, str]

    async def send(
        self,
        key: HeldKey | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        ids: Mapping[str, str] | None = None,
        json: Any = None,
        **more: Any,
    ) -> httpx.Response:
        if "content" not in more:
            more["json"] = self.call.json if json is None else json
        return await self.client.request(
            self.call.method,
            self.call.path.format(**ids or self.ids),
            headers={**(key or self.key).headers, **(headers or {})},
            **more,
        )

    async def colleague(self) -> Person:
        return await self.world.person(self.me.workspace_id)


Provoker = Callable[[Case], Awaitable[httpx.Response]]
PROVOKERS: dict[str, Provoker] = {}


def provokes(outcome: str) -> Callable[[Provoker], Provoker]:
    """Registers the provoker of a problem code, or of a success status."""

    def register(provoker: Provoker) -> Provoker:
        PROVOKERS[outcome] = provoker
        return provoker

    return register


# Successes ------------------------------------------------------------------------------------------


@provokes("200")
@provokes("201")
@provokes("202")
@provokes("204")
async def success(case: Case) -> httpx.Response:
    """An upsert returns 201 the first time, and 200 the second."""
    return await case.send()


@provokes("304")
async def unchanged(case: Case) -> httpx.Response:
    tag = (await case.send()).headers["ETag"]
    return await case.send(headers={"If-None-Match": tag})


# Credentials ----------------------------------------------------------------------------------------


@provokes("missing_credentials")
async def no_key(case: Case) -> httpx.Response:
    return await case.call.send(case.client, {}, case.ids)


@provokes("multiple_credentials")
async def two_keys(case: Case) -> httpx.Response:
    return await case.send(headers={"X-API-Key": case.key.text})


@provokes("invalid_key")
async def mistyped_key(case: Case) -> httpx.Response:
    return await case.send(headers={"Authorization": f"Bearer {case.key.text}x"})


@provokes("key_revoked")
async def revoked_key(case: Case) -> httpx.Response:
    key = await case.world.key(case.me)
    await case.world.revoke(key)
    return await case.send(key)


@provokes("key_expired")
async def expired_key(case: Case) -> httpx.Response:
    return await case.send(await case.world.key(case.me, expires_in=timedelta(0)))


@provokes("owner_deactivated")
async def key_of_deactivated_owner(case: Case) -> httpx.Response:
    return await case.send(await case.world.key(await case.world.person(case.me.workspace_id, active=False)))


@provokes("insufficient_permission")
async def read_only_key(case: Case) -> httpx.Response:
    key = await case.world.key(case.me, "read")
    return await case.send(key, params={"expand": "owner"} if "expand" in case.parameters else None)


# Parameters and bodies ------------------------------------------------------------------------------


@provokes("unknown_parameter")
async def unknown_parameter(case: Case) -> httpx.Response:
    return await case.send(params={"no_such": "1"})


@provokes("invalid_parameter")
async def invalid_parameter(case: Case) -> httpx.Response:
    if case.parameters:
        return await case.send(params=[(case.parameters[0], "?"), (case.parameters[0], "?")])
    return await case.send(headers={"Idempotency-Key": "with a space"})


@provokes("invalid_cursor")
async def invalid_cursor(case: Case) -> httpx.Response:
    return await case.send(params={"cursor": "x"})


@provokes("malformed_json")
async def malformed_json(case: Case) -> httpx.Response:
    return await case.send(content=b"{", headers=JSON)


@provokes("unsupported_media_type")
async def plain_text(case: Case) -> httpx.Response:
    return await case.send(content=b"{}", headers={"Content-Type": "text/plain"})


@provokes("body_too_large")
async def large_body(case: Case) -> httpx.Response:
    return await case.send(content=b" " * (body.MAX_BODY_BYTES + 1), headers=JSON)


@provokes("request_timeout")
async def endless_body(case: Case) -> httpx.Response:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    with case.patch.context() as patch:
        patch.setattr(body, "MAX_BODY_SECONDS", 0)
        return await case.send(content=chunks(), headers=JSON)


@provokes("validation_failed")
async def unknown_member(case: Case) -> httpx.Response:
    return await case.send(json={"no_such": 1})


# Records --------------------------------------------------------------------------------------------


@provokes("not_found")
async def no_such_record(case: Case) -> httpx.Response:
    return await case.send(ids=dict.fromkeys(case.ids, NEVER))


@provokes("record_not_editable")
async def somebody_elses_record(case: Case) -> httpx.Response:
    colleague = await case.colleague()
    if case.call.configuration:
        return await case.send(await case.world.key(colleague))
    if case.call.operation == "upsert_contact":
        await case.world.contact(colleague, email="theirs@example.com")
        return await case.send(json={"email": "theirs@example.com", "first_name": "Mine"})
    return await case.send(ids=await case.world.one_of_each(colleague, key=case.key))


@provokes("reference_not_found")
async def unknown_owner(case: Case) -> httpx.Response:
    return await case.send(json={**case.call.json, "owner_id": NEVER})


@provokes("version_mismatch")
async def stale_version(case: Case) -> httpx.Response:
    return await case.send(headers={"If-Match": '"999"'})


@provokes("in_use")
async def stage_in_use(case: Case) -> httpx.Response:
    ids = await case.world.one_of_each(case.me)
    await case.world.deal(case.me, UUID(ids["stage"]))
    return await case.send(ids=ids)


@provokes("reference_deleted")
async def deleted_stage(case: Case) -> httpx.Response:
    now = datetime.now(UTC)
    pipeline = await case.world.pipeline(case.me.workspace_id, deleted_at=now)
    stage = await case.world.stage(case.me.workspace_id, pipeline)
    return await case.send(ids={"deal": str(await case.world.deal(case.me, stage, deleted_at=now))})


@provokes("cursor_expired")
async def expired_cursor(case: Case) -> httpx.Response:
    cursor = (await case.send()).json()["next_cursor"]
    await case.world.contact(case.me)
    async with case.database.transaction() as session:
        await session.execute(delete(RecordChange).where(RecordChange.workspace_id == case.me.workspace_id))
    return await case.send(params={"cursor": cursor})


@provokes("ambiguous_match")
async def two_matches(case: Case) -> httpx.Response:
    for _ in range(2):
        await case.world.contact(case.me, email="two@example.com")
    return await case.send(json={"email": "two@example.com"})


@provokes("already_subscribed")
async def subscribed_twice(case: Case) -> httpx.Response:
    key = await case.world.key(case.me)
    assert (await case.send(key)).status_code == 201
    return await case.send(key)


@provokes("too_many_webhooks")
async def webhook_limit_reached(case: Case) -> httpx.Response:
    with case.patch.context() as patch:
        patch.setattr(webhooks, "MAX_PER_KEY", 0)
        return await case.send()


@provokes("webhook_ended")
async def ended_webhook(case: Case) -> httpx.Response:
    webhook = await case.world.webhook(case.key, ended_at=datetime.now(UTC), ended_reason="gone")
    delivery = await case.world.delivery(case.key, webhook)
    return await case.send(ids={"webhook": str(webhook), "delivery": str(delivery)})


# Retries --------------------------------------------------------------------------------------------


@provokes("idempotency_mismatch")
async def used_token(case: Case) -> httpx.Response:
    other = replace(case.call, method="POST", path="/v1/contacts", json={})
    token = {"Idempotency-Key": TOKEN}
    assert (await other.send(case.client, case.key.headers | token, {})).status_code == 201
    return await case.send(headers=token)


@provokes("idempotency_in_progress")
async def token_in_use(case: Case) -> httpx.Response:
    key = await case.world.key(case.me)
    async with case.database.transaction() as first:
        await first.execute(select(func.pg_advisory_xact_lock(token_lock(key.id, TOKEN))))
        return await case.send(key, headers={"Idempotency-Key": TOKEN})


# Limits ---------------------------------------------------------------------------------------------


@provokes("rate_limited")
async def limit_reached(case: Case) -> httpx.Response:
    with case.patch.context() as patch:
        patch.setattr(KeyLimits, "_increment_locally", lambda *_: 10**9)
        patch.setattr(throttle, "_hit", AsyncMock(return_value=60))
        return await case.send()


# Faults ---------------------------------------------------------------------------------------------


@provokes("internal_error")
async def bug(case: Case) -> httpx.Response:
    return await _with_database_failing(case, RuntimeError("a bug"))


@provokes("unavailable")
async def no_connection(case: Case) -> httpx.Response:
    return await _with_database_failing(case, NoConnection("pool is closed"))


async def _with_database_failing(case: Case, failure: Exception) -> httpx.Response:
    def fail(*_: object, **__: object) -> Any:
        raise failure

    with case.patch.context() as patch:
        for method in ("fetch", "transaction", "transactions"):
            patch.setattr(Database, method, fail)
        return await case.send()
