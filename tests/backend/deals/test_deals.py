"""Deals: exact money, a stage to start in, when they were closed, and their order."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.factories.world import Person, World

#: New deals need one to begin in.
pytestmark = pytest.mark.usefixtures("stages")


@pytest.fixture
async def me(shared_world: World) -> Person:
    return await shared_world.person(await shared_world.workspace(), role="admin")


@pytest.fixture
async def stages(shared_world: World, me: Person) -> dict[str, UUID]:
    """The stages of a pipeline, by their kind."""
    pipeline = await shared_world.pipeline(me.workspace_id)
    kinds = ("won", "open", "lost")
    return {
        kind: await shared_world.stage(me.workspace_id, pipeline, kind.capitalize(), kind, position)
        for position, kind in enumerate(kinds)
    }


async def create(api: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    answer = await api.post("/v1/deals", json={"title": "Engine"} | values)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
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
async def test_money_is_exact_to_its_currency(api: httpx.AsyncClient, amount: str, currency: str, kept: str) -> None:
    deal = await create(api, amount=amount, currency=currency)
    assert (deal["amount"], deal["currency"]) == (kept, currency)
    assert (await api.get(f"/v1/deals/{deal['id']}")).json()["amount"] == kept


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
async def test_what_cannot_be_right_is_refused(api: httpx.AsyncClient, body: dict[str, Any], pointer: str) -> None:
    answer = await api.post("/v1/deals", json={"title": "Engine"} | body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), answer.text


async def test_amount_and_currency_stay_together(api: httpx.AsyncClient) -> None:
    path = f"/v1/deals/{(await create(api, amount='10.50', currency='EUR'))['id']}"
    for half in ({"amount": None}, {"currency": None}, {"currency": "JPY"}):
        assert (await api.patch(path, json=half)).status_code == 422, half
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
    assert (await create(api))["stage_id"] == str(stages["open"]), "the first has no open stage"
    lead_in = await shared_world.stage(me.workspace_id, first, position=5)
    assert (await create(api))["stage_id"] == str(lead_in)


async def test_without_a_stage_to_start_in_there_is_no_deal(
    shared_client: httpx.AsyncClient, shared_world: World
) -> None:
    key = await shared_world.key(await shared_world.person(await shared_world.workspace()))
    answer = await shared_client.post("/v1/deals", headers=key.headers, json={"title": "Engine"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/stage_id")


async def test_a_deal_is_closed_when_it_is_won_or_lost(api: httpx.AsyncClient, stages: dict[str, UUID]) -> None:
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


async def test_a_deal_cannot_be_put_where_no_deals_go(api: httpx.AsyncClient, shared_world: World, me: Person) -> None:
    pipeline = await shared_world.pipeline(me.workspace_id)
    gone, in_gone = [await shared_world.stage(me.workspace_id, pipeline) for _ in range(2)]
    elsewhere = await shared_world.workspace("Other")
    foreign = await shared_world.stage(elsewhere, await shared_world.pipeline(elsewhere))
    assert (await api.delete(f"/v1/pipelines/{pipeline}/stages/{gone}")).status_code == 204
    assert (await api.delete(f"/v1/pipelines/{pipeline}")).status_code == 204
    deal = await create(api)
    for stage in (gone, in_gone, foreign):
        for method, path in (("POST", "/v1/deals"), ("PATCH", f"/v1/deals/{deal['id']}")):
            answer = await api.request(method, path, json={"title": "Engine", "stage_id": str(stage)})
            assert (answer.status_code, answer.json()["code"]) == (422, "reference_not_found")


@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_deals_without_an_amount_are_the_least_and_those_without_a_date_the_last(
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
    here = await create(api, amount="1", currency="JPY")
    there = await create(api, stage_id=str(stage), contact_id=str(contact), amount="1", currency="EUR")
    for query, wanted in (
        (f"pipeline_id={pipeline}", [there]),
        (f"stage_id={stages['open']}", [here]),
        (f"contact_id={contact}", [there]),
        ("currency=JPY", [here]),
        (f"currency=JPY&pipeline_id={pipeline}", []),
        ("q=engine", [there, here]),
    ):
        assert (await api.get(f"/v1/deals?{query}")).json()["data"] == wanted, query
        assert (await api.get(f"/v1/deals/count?{query}")).json()["count"] == len(wanted), query


async def test_what_a_deal_names_is_expanded_where_it_is_there(
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
