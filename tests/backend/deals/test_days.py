"""The earliest and latest dates and timestamps, which PostgreSQL's driver treats as infinity."""

from datetime import date

import httpx
import pytest

from tests.factories.world import Person, World


@pytest.mark.parametrize("sort", ["expected_close_on", "-expected_close_on", "amount", "-amount"])
async def test_pages_hold_each_deal_once_including_those_without_a_date(
    api: httpx.AsyncClient, shared_world: World, me: Person, sort: str
) -> None:
    stage = await shared_world.stage(me.workspace_id, await shared_world.pipeline(me.workspace_id))
    days = [None, None, None, None, date(2026, 1, 1), date(2026, 1, 1), date(9999, 12, 30)]
    ids = [str(await shared_world.deal(me, stage, expected_close_on=day)) for day in days]
    seen: list[str] = []
    query = {"sort": sort, "limit": "2"}
    while len(seen) <= len(ids):
        page = (await api.get("/v1/deals", params=query)).json()
        seen += [deal["id"] for deal in page["data"]]
        if not page["has_more"]:
            break
        query["cursor"] = page["next_cursor"]
    assert sorted(seen) == sorted(ids)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "10000-01-01", "infinity"])
async def test_a_day_that_would_be_read_back_differently_is_refused(api: httpx.AsyncClient, day: str) -> None:
    response = await api.post("/v1/deals", json={"title": "Engine", "expected_close_on": day})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/expected_close_on")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
async def test_a_timestamp_that_would_be_read_back_as_null_is_refused(api: httpx.AsyncClient, moment: str) -> None:
    response = await api.post("/v1/messages", json={"channel": "note", "occurred_at": moment})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/occurred_at")


@pytest.mark.parametrize("value", [0, 253402300800, 1.5, "0", "1774949400", "", "today"])
async def test_a_number_is_not_a_date_or_timestamp(api: httpx.AsyncClient, value: object) -> None:
    response = await api.post("/v1/messages", json={"channel": "note", "occurred_at": value})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/occurred_at")
    response = await api.post("/v1/deals", json={"title": "Engine", "expected_close_on": value})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/expected_close_on")
    response = await api.get("/v1/deals", params={"created_after": str(value)})
    assert (response.status_code, response.json()["parameter"]) == (400, "created_after")
