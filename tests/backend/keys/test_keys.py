"""Creating, listing, renaming and revoking keys through the settings API."""

import asyncio
import calendar
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import text

from sami.db.database import Database
from sami.keys.schemas import Expiry
from sami.keys.service import _LIFETIMES
from tests.backend.keys.calls import NEW, create
from tests.factories.world import PASSWORD, Person, World

pytestmark = pytest.mark.one_app


async def test_a_new_key_works_at_once_and_acts_as_its_creator(panel: httpx.AsyncClient, me: Person) -> None:
    created = await create(panel)
    assert created["key"].startswith(created["prefix"] + "_")
    assert created["status"] == "active"
    assert created["expires_at"] is None
    response = await panel.get("/v1/me", headers={"Authorization": f"Bearer {created['key']}"})
    assert response.json()["user"] == {"id": str(me.id), "name": "Maya", "email": me.email, "role": "member"}
    assert response.json()["key"]["permission"] == "read"


@pytest.mark.parametrize(("expires_in", "days"), [("30d", 30), ("90d", 90)])
async def test_lifetimes_in_days_are_exact(panel: httpx.AsyncClient, expires_in: str, days: int) -> None:
    key = await create(panel, expires_in=expires_in)
    lifetime = datetime.fromisoformat(key["expires_at"]) - datetime.fromisoformat(key["created_at"])
    assert lifetime == timedelta(days=days)


@pytest.mark.parametrize(("expires_in", "months"), [("6m", 6), ("1y", 12)])
async def test_lifetimes_in_months_and_years_follow_the_calendar(
    panel: httpx.AsyncClient, expires_in: str, months: int
) -> None:
    key = await create(panel, expires_in=expires_in)
    created = datetime.fromisoformat(key["created_at"])
    year, month = divmod(created.year * 12 + created.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    expected = created.replace(year=year, month=month + 1, day=min(created.day, last_day))
    assert datetime.fromisoformat(key["expires_at"]) == expected


@pytest.mark.parametrize(
    ("start", "expiry", "end"),
    [
        ("2026-08-31 10:00Z", Expiry.MONTHS_6, "2027-02-28 10:00Z"),
        ("2027-08-31 10:00Z", Expiry.MONTHS_6, "2028-02-29 10:00Z"),
        ("2027-03-01 10:00Z", Expiry.YEAR_1, "2028-03-01 10:00Z"),
        ("2028-02-29 10:00Z", Expiry.YEAR_1, "2029-02-28 10:00Z"),
    ],
)
async def test_the_database_clips_to_the_end_of_the_month(
    database: Database, start: str, expiry: Expiry, end: str
) -> None:
    """The service relies on PostgreSQL for calendar arithmetic."""
    async with database.transaction() as session:
        found = await session.scalar(text(f"SELECT timestamptz '{start}' + interval '{_LIFETIMES[expiry]}'"))
        assert found == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    "name",
    [
        *("", "   ", "x" * 81, None, 7),
        *("tab\there", "nul\0", "line\nbreak", "turned\u202eback", "\u200b", "\u200d"),
        "sami_" + "a" * 10 + "_" + "b" * 38,
    ],
)
async def test_invalid_names_are_refused_with_a_pointer(panel: httpx.AsyncClient, name: object) -> None:
    response = await panel.post("/api/keys", json=NEW | {"name": name})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/name"]


@pytest.mark.parametrize("name", ["Z", "x" * 80, "Zapier – Überblick 統合 🔑", "مفتاح", "  trimmed  "])
async def test_valid_names_are_accepted_and_trimmed(panel: httpx.AsyncClient, name: str) -> None:
    assert (await create(panel, name=name))["name"] == name.strip()


@pytest.mark.parametrize(
    ("first", "second"), [("Zapier", "zapier"), ("ÉTÉ", "été"), ("Straße", "STRASSE"), ("A", "Ａ")]
)
async def test_two_active_keys_of_a_person_can_not_share_a_name(
    panel: httpx.AsyncClient, first: str, second: str
) -> None:
    created = await create(panel, name=first)
    refused = await panel.post("/api/keys", json=NEW | {"name": second})
    assert (refused.status_code, refused.json()["code"]) == (409, "name_taken")
    assert refused.json()["errors"][0]["pointer"] == "/name"
    await panel.post(f"/api/keys/{created['id']}/revoke")
    await create(panel, name=second)


async def test_an_expired_key_frees_its_name_and_stays_in_the_list(
    panel: httpx.AsyncClient, world: World, me: Person
) -> None:
    expired = await world.key(me, name="Zapier", expires_in=timedelta(seconds=-1))
    created = await create(panel, name="zapier")
    active = (await panel.get("/api/keys?status=active")).json()["data"]
    assert [(key["id"], key["status"]) for key in active] == [
        (created["id"], "active"),
        (str(expired.id), "expired"),
    ]
    assert (await panel.get("/api/keys?status=revoked")).json()["data"] == []


async def test_different_people_can_use_the_same_name(client: httpx.AsyncClient, world: World) -> None:
    workspace = await world.workspace()
    for _ in range(2):
        person = await world.person(workspace)
        client.cookies.clear()
        await client.post("/api/session", json={"email": person.email, "password": PASSWORD})
        await create(client)
        assert len((await client.get("/api/keys")).json()["data"]) == 1


async def test_renaming_changes_only_the_name_and_only_to_an_available_one(panel: httpx.AsyncClient) -> None:
    first, second = await create(panel, name="First"), await create(panel, name="Second")
    renamed = await panel.patch(f"/api/keys/{first['id']}", json={"name": "FIRST"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "FIRST")
    taken = await panel.patch(f"/api/keys/{second['id']}", json={"name": "first"})
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    await panel.post(f"/api/keys/{second['id']}/revoke")
    retired = await panel.patch(f"/api/keys/{second['id']}", json={"name": "Third"})
    assert (retired.status_code, retired.json()["code"]) == (409, "already_revoked")
    more = await panel.patch(f"/api/keys/{second['id']}", json={"permission": "admin"})
    assert more.status_code == 422


async def test_revoking_a_key_again_changes_nothing(panel: httpx.AsyncClient, me: Person) -> None:
    key = await create(panel)
    first = await panel.post(f"/api/keys/{key['id']}/revoke")
    again = await panel.post(f"/api/keys/{key['id']}/revoke")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert first.json()["status"] == "revoked"
    assert first.json()["revoked_by"] == {"id": str(me.id), "name": "Maya"}
    assert [key["id"] for key in (await panel.get("/api/keys?status=revoked")).json()["data"]] == [key["id"]]
    assert (await panel.get("/api/keys?status=active")).json()["data"] == []


async def test_a_replayed_creation_makes_one_key_and_reveals_it_once(panel: httpx.AsyncClient) -> None:
    token = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
    first = await panel.post("/api/keys", json=NEW, headers=token)
    replay = await panel.post("/api/keys", json=NEW, headers=token)
    assert (first.status_code, replay.status_code) == (201, 200)
    assert "key" in first.json()
    assert "key" not in replay.json()
    assert replay.headers["Idempotent-Replayed"] == "true"
    assert replay.json()["id"] == first.json()["id"]
    other = await panel.post("/api/keys", json=NEW | {"permission": "admin"}, headers=token)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert len((await panel.get("/api/keys")).json()["data"]) == 1


async def test_idempotency_keys_are_separate_for_each_person_and_expire_after_a_day(
    panel: httpx.AsyncClient, world: World, database: Database, me: Person
) -> None:
    token = {"Idempotency-Key": "same"}
    first = await panel.post("/api/keys", json=NEW, headers=token)
    other = await world.person(me.workspace_id)
    await panel.post("/api/session", json={"email": other.email, "password": PASSWORD})
    assert (await panel.post("/api/keys", json=NEW, headers=token)).status_code == 201
    async with database.transaction() as session:
        await session.execute(text("UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second'"))
    await panel.post("/api/session", json={"email": me.email, "password": PASSWORD})
    await panel.post(f"/api/keys/{first.json()['id']}/revoke")
    assert (await panel.post("/api/keys", json=NEW, headers=token)).status_code == 201


async def test_concurrent_creations_with_the_same_name_or_token_make_one_key(panel: httpx.AsyncClient) -> None:
    same_name = await asyncio.gather(*(panel.post("/api/keys", json=NEW) for _ in range(8)))
    assert sorted(response.status_code for response in same_name) == [201] + [409] * 7
    body, token = NEW | {"name": "Other"}, {"Idempotency-Key": "once"}
    same_token = await asyncio.gather(*(panel.post("/api/keys", json=body, headers=token) for _ in range(8)))
    statuses = [response.status_code for response in same_token]
    assert statuses.count(201) == 1
    assert set(statuses) <= {200, 201, 409}
    assert len([response for response in same_token if "key" in response.json()]) == 1


@pytest.mark.parametrize("token", ["", "x" * 256, "with space"])
async def test_invalid_idempotency_keys_are_refused(panel: httpx.AsyncClient, token: str) -> None:
    response = await panel.post("/api/keys", json=NEW, headers={"Idempotency-Key": token})
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")


async def test_the_last_use_has_its_time_address_and_client(panel: httpx.AsyncClient) -> None:
    key = await create(panel)
    before = datetime.now(UTC)
    headers = {"Authorization": f"Bearer {key['key']}", "User-Agent": "Zapier/1.0"}
    await panel.get("/v1/me", headers=headers)
    found = (await panel.get(f"/api/keys/{key['id']}")).json()
    assert before <= datetime.fromisoformat(found["last_used_at"]) <= datetime.now(UTC)
    assert (found["last_used_ip"], found["last_used_agent"]) == ("127.0.0.1", "Zapier/1.0")


async def test_a_call_by_a_revoked_key_does_not_count_as_use(panel: httpx.AsyncClient) -> None:
    key = await create(panel)
    await panel.post(f"/api/keys/{key['id']}/revoke")
    await panel.get("/v1/me", headers={"Authorization": f"Bearer {key['key']}"})
    assert (await panel.get(f"/api/keys/{key['id']}")).json()["last_used_at"] is None
