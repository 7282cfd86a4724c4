"""Deals: exact amounts, the first stage, the time of closing, and the order of lists."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from sami.db.database import Database
from tests.factories.world import Person, World

#: New deals need a stage to start in.
pytestmark = pytest.mark.usefixtures("stages")


@pytest.fixture
async def me(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace(), role="admin")


@pytest.fixture
async def stages(shared_world: World, me: Person) -> dict[str, UUID]:
    """The stages of a pipeline, by kind."""
    pipeline = await shared_world.pipeline(me.workspace_id)
    kinds = ("won", "open", "lost")
    return {
        kind: await shared_world.stage(me.workspace_id, pipeline, kind.capitalize(), kind, position)
        for position, kind in enumerate(kinds)
    }


async def create(api: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    response = await api.post("/v1/deals", json={"title": "Engine"} | values)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


@pytest.mark.parametrize(
    ("amount", "currency", "kept"),
    [
        ("1250", "EUR", "1250.00"),
        ("0.1", "EUR", "0.10"),
        ("999999999999999.99", "EUR", "999999999999999.99"),
        ("1250", "JPY", "1250"),
        ("1250.00", "JPY", "1250"),
        ("1.234", "KWD", "1.234"),
        ("1.2345", "CLF", "1.2345"),
        ("0", "EUR", "0.00"),
    ],
)
async def test_amounts_have_the_decimal_places_of_their_currency(
    api: httpx.AsyncClient, amount: str, currency: str, kept: str
) -> None:
    deal = await create(api, amount=amount, currency=currency)
    assert (deal["amount"], deal["currency"]) == (kept, currency)
    assert (await api.get(f"/v1/deals/{deal['id']}")).json()["amount"] == kept


async def test_a_stored_currency_that_iso_4217_dropped_is_refused_only_with_a_new_amount(
    api: httpx.AsyncClient, shared_database: Database
) -> None:
    deal = await create(api, amount="10", currency="EUR")
    async with shared_database.transaction() as session:
        await session.execute(text("UPDATE deals SET currency = 'HRK' WHERE id = :id"), {"id": UUID(deal["id"])})
    path = f"/v1/deals/{deal['id']}"

    refused = await api.patch(path, json={"amount": "11"})
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/amount"]
    assert "HRK is no longer" in refused.json()["errors"][0]["detail"]
    assert (await api.patch(path, json={"title": "Pump"})).json()["currency"] == "HRK"
    assert (await api.patch(path, json={"amount": "11", "currency": "EUR"})).json()["amount"] == "11.00"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"amount": "1.00"}, "/currency"),
        ({"currency": "EUR"}, "/amount"),
        ({"amount": "1.001", "currency": "EUR"}, "/amount"),
        ({"amount": "1.5", "currency": "JPY"}, "/amount"),
        ({"amount": 12.5, "currency": "EUR"}, "/amount"),
        ({"amount": "-1.00", "currency": "EUR"}, "/amount"),
        ({"amount": "1e3", "currency": "EUR"}, "/amount"),
        ({"amount": "٣", "currency": "EUR"}, "/amount"),
        ({"amount": "1" * 16, "currency": "EUR"}, "/amount"),
        ({"amount": "1.00", "currency": "eur"}, "/currency"),
        ({"amount": "1.00", "currency": "XXX"}, "/currency"),
        ({"expected_close_on": "0001-01-01"}, "/expected_close_on"),
        ({"expected_close_on": "9999-12-31"}, "/expected_close_on"),
        ({"expected_close_on": "2026-02-30"}, "/expected_close_on"),
        ({"title": ""}, "/title"),
        ({"stage_id": None}, "/stage_id"),
    ],
)
async def test_invalid_members_are_refused(api: httpx.AsyncClient, body: dict[str, Any], pointer: str) -> None:
    response = await api.post("/v1/deals", json={"title": "Engine"} | body)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer), response.text


async def test_amount_and_currency_cannot_be_separated(api: httpx.AsyncClient) -> None:
    path = f"/v1/deals/{(await create(api, amount='10.50', currency='EUR'))['id']}"
    for patch in ({"amount": None}, {"currency": None}, {"currency": "JPY"}):
        assert (await api.patch(path, json=patch)).status_code == 422, patch
    changed = (await api.patch(path, json={"currency": "KWD"})).json()
    assert (changed["amount"], changed["currency"]) == ("10.500", "KWD")
    cleared = (await api.patch(path, json={"amount": None, "currency": None})).json()
    assert (cleared["amount"], cleared["currency"]) == (None, None)


async def test_a_deal_starts_in_the_first_open_stage_of_the_first_pipeline(
    api: httpx.AsyncClient, shared_world: World, me: Person, stages: dict[str, UUID]
) -> None:
    assert (await create(api))["stage_id"] == str(stages["open"])
    first = await shared_world.pipeline(me.workspace_id, "First", -1)
    await shared_world.stage(me.workspace_id, first, "Won", "won")
    assert (await create(api))["stage_id"] == str(stages["open"]), "the first pipeline has no open stage"
    lead_in = await shared_world.stage(me.workspace_id, first, position=5)
    assert (await create(api))["stage_id"] == str(lead_in)


async def test_creating_a_deal_fails_without_an_open_stage(
    shared_client: httpx.AsyncClient, shared_world: World
) -> None:
    key = await shared_world.key(await shared_world.person(await shared_world.workspace()))
    response = await shared_client.post("/v1/deals", headers=key.headers, json={"title": "Engine"})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/stage_id")


async def test_moving_a_deal_to_a_won_or_lost_stage_closes_it(api: httpx.AsyncClient, stages: dict[str, UUID]) -> None:
    path = f"/v1/deals/{(await create(api))['id']}"

    async def move(kind: str) -> Any:
        return (await api.patch(path, json={"stage_id": str(stages[kind])})).json()["closed_at"]

    assert await move("open") is None
    won = await move("won")
    assert won.endswith("Z")
    assert (await api.patch(path, json={"title": "Sold"})).json()["closed_at"] == won
    assert await move("won") == won
    assert await move("lost") > won
    assert await move("open") is None
    assert (await create(api, stage_id=str(stages["lost"])))["closed_at"] is not None


async def test_a_deal_cannot_be_put_into_a_deleted_or_foreign_stage(
    api: httpx.AsyncClient, shared_world: World, me: Person
) -> None:
    pipeline = await shared_world.pipeline(me.workspace_id)
    deleted, in_deleted_pipeline = [await shared_world.stage(me.workspace_id, pipeline) for _ in range(2)]
    elsewhere = await shared_world.workspace("Other")
    foreign = await shared_world.stage(elsewhere, await shared_world.pipeline(elsewhere))
    assert (await api.delete(f"/v1/pipelines/{pipeline}/stages/{deleted}")).status_code == 204
    assert (await api.delete(f"/v1/pipelines/{pipeline}")).status_code == 204
    deal = await create(api)
    for stage in (deleted, in_deleted_pipeline, foreign):
        for method, path in (("POST", "/v1/deals"), ("PATCH", f"/v1/deals/{deal['id']}")):
            response = await api.request(method, path, json={"title": "Engine", "stage_id": str(stage)})
            assert (response.status_code, response.json()["code"]) == (422, "reference_not_found")


@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_deals_without_an_amount_sort_lowest_and_those_without_a_date_last(
    api: httpx.AsyncClient, limit: int
) -> None:
    values = [(None, None), ("9.00", "2026-12-30"), ("10.00", "9999-12-30"), (None, None), ("0.00", "2026-01-02")]
    ids = []
    for amount, day in values:
        deal = await create(api, amount=amount, currency=amount and "EUR", expected_close_on=day)
        ids.append(deal["id"])
    for sort, order in (
        ("amount", [0, 3, 4, 1, 2]),
        ("-amount", [2, 1, 4, 3, 0]),
        ("expected_close_on", [4, 1, 2, 0, 3]),
        ("-expected_close_on", [3, 0, 2, 1, 4]),
    ):
        found: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = (await api.get("/v1/deals", params={"sort": sort, "limit": limit, **cursor})).json()
            found += [deal["id"] for deal in page["data"]]
            if not page["has_more"]:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert [ids.index(id) for id in found] == order, sort


async def test_filters(api: httpx.AsyncClient, shared_world: World, me: Person, stages: dict[str, UUID]) -> None:
    pipeline = await shared_world.pipeline(me.workspace_id, "Other", 9)
    stage = await shared_world.stage(me.workspace_id, pipeline)
    contact = await shared_world.contact(me)
    in_yen = await create(api, amount="1", currency="JPY")
    in_euro = await create(api, stage_id=str(stage), contact_id=str(contact), amount="1", currency="EUR")
    for query, wanted in (
        (f"pipeline_id={pipeline}", [in_euro]),
        (f"stage_id={stages['open']}", [in_yen]),
        (f"contact_id={contact}", [in_euro]),
        ("currency=JPY", [in_yen]),
        (f"currency=JPY&pipeline_id={pipeline}", []),
        ("q=engine", [in_euro, in_yen]),
    ):
        assert (await api.get(f"/v1/deals?{query}")).json()["data"] == wanted, query
        assert (await api.get(f"/v1/deals/count?{query}")).json()["count"] == len(wanted), query


async def test_expand_includes_the_records_a_deal_refers_to(
    api: httpx.AsyncClient, shared_world: World, me: Person, stages: dict[str, UUID]
) -> None:
    contact = await shared_world.contact(me, first_name="Ada")
    path = f"/v1/deals/{(await create(api, contact_id=str(contact)))['id']}?expand=owner,stage,contact&fields=title"
    deal = (await api.get(path)).json()
    assert set(deal) == {"title", "owner", "stage", "contact"}
    assert (deal["contact"]["first_name"], deal["stage"]["id"]) == ("Ada", str(stages["open"]))
    assert (deal["owner"]["id"], "password_hash" in deal["owner"]) == (str(me.id), False)
    await api.delete(f"/v1/contacts/{contact}")
    assert (await api.get(path)).json()["contact"] is None
    write = await shared_world.key(me, "write")
    refused = await api.get(path, headers=write.headers)
    assert (refused.status_code, refused.json()["required"]) == (403, "admin")
