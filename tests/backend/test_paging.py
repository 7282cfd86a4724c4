"""Paging while others write: no row that stays in place is skipped or repeated."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.factories.world import HeldKey, World

WRITERS, LIMIT, STABLE, MOVING = 4, 4, 40, 12

#: Few different values, and nulls, on purpose: rows with equal values must not get lost between pages.
MOMENTS = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=number) for number in range(6)]
VALUES: dict[str, dict[str, list[Any]]] = {
    "contacts": {"last_name": [None, "", "a", "B", "b", "Ü"]},
    "deals": {
        "amount": [None, "0.00", "9.50", "10.00"],
        "expected_close_on": [None, "2026-01-31", "2026-02-01", "9999-12-30"],
    },
}


@dataclass
class Writer:
    """Each `write` inserts, moves or deletes a row that isn't stable, or changes a stable one without moving it."""

    client: httpx.AsyncClient
    key: HeldKey
    many: str
    sort: str
    stable: list[str]
    moving: list[str]
    rng: random.Random
    inserted: list[str] = field(default_factory=list)

    async def write(self) -> None:
        match self.rng.choice(["insert", "move", "move", "delete", "touch"]):
            case "move":
                await self._send("PATCH", f"/{self.rng.choice(self.moving)}", _members(self.many, self.rng))
            case "delete" if self.inserted:
                permanent = self.rng.choice(["", "?permanent=true"])
                await self._send("DELETE", f"/{self.inserted.pop()}{permanent}")
            case "touch" if self.sort != "updated_at":
                name = "job_title" if self.many == "contacts" else "title"
                await self._send("PATCH", f"/{self.rng.choice(self.stable)}", {name: str(self.rng.random())})
            case _:
                created = await self._send("POST", "", {**_needed(self.many), **_members(self.many, self.rng)})
                self.inserted.append(created.json()["id"])

    async def _send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        response = await self.client.request(method, f"/v1/{self.many}{path}", headers=self.key.headers, json=body)
        assert response.is_success, response.text
        return response


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize(
    ("many", "sort"),
    [(many, sort) for many, sorts in VALUES.items() for sort in ("created_at", "updated_at", *sorts)],
)
async def test_rows_that_stay_in_place_are_seen_exactly_once(
    shared_client: httpx.AsyncClient, shared_world: World, many: str, sort: str, direction: str
) -> None:
    me = await shared_world.person(await shared_world.workspace())
    key = await shared_world.key(me)
    stage = await shared_world.stage(me.workspace_id, await shared_world.pipeline(me.workspace_id))
    rng = random.Random(f"{many} {sort} {direction}")

    async def row(number: int) -> str:
        moment = MOMENTS[number % len(MOMENTS)]
        columns = {"created_at": moment, "updated_at": moment, **_columns(_members(many, rng))}
        if many == "contacts":
            return str(await shared_world.contact(me, **columns))
        return str(await shared_world.deal(me, stage, **columns))

    stable = [await row(number) for number in range(STABLE)]
    moving = [await row(number) for number in range(MOVING)]
    writer = Writer(shared_client, key, many, sort, stable, moving, rng)
    seen: Counter[str] = Counter()
    cursor: dict[str, str] = {}
    while True:
        parameters = {"sort": f"{direction}{sort}", "limit": str(LIMIT), "fields": "id", **cursor}
        response, _ = await asyncio.gather(
            shared_client.get(f"/v1/{many}", headers=key.headers, params=parameters),
            asyncio.gather(*(writer.write() for _ in range(WRITERS))),
        )
        page = response.json()
        seen.update(each["id"] for each in page["data"])
        if not page["has_more"]:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert {id: seen[id] for id in stable} == dict.fromkeys(stable, 1)


def _needed(many: str) -> dict[str, Any]:
    return {} if many == "contacts" else {"title": "New"}


def _members(many: str, rng: random.Random) -> dict[str, Any]:
    """Returns random values for the members that lists are sorted by, as a request body has them."""
    members = {name: rng.choice(values) for name, values in VALUES[many].items()}
    if "amount" in members:
        members["currency"] = None if members["amount"] is None else "EUR"
    return members


def _columns(members: Mapping[str, Any]) -> dict[str, Any]:
    """Converts the members to the database's types."""
    columns = dict(members)
    if columns.get("amount"):
        columns["amount"] = Decimal(columns["amount"])
    if columns.get("expected_close_on"):
        columns["expected_close_on"] = date.fromisoformat(columns["expected_close_on"])
    return columns
