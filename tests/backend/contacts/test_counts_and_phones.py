"""Counting, and phone numbers in any spelling."""

import httpx
import pytest

from sami.records import reader as collection
from sami.resources import read_routes as reading_routes
from tests.backend.contacts.conftest import create


async def test_counting_stops_where_nobody_wants_the_exact_number(
    api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (collection, reading_routes):
        monkeypatch.setattr(module, "MAX_COUNT", 3)
    # A filter that no other test counts by, as statements are kept.
    count = "/v1/contacts/count?company=Acme&job_title=Engineer&source=here"
    for expected in ((0, False), (1, False), (2, False), (3, False), (3, True), (3, True)):
        answer = (await api.get(count)).json()
        assert (answer["count"], answer["more"]) == expected
        await create(api, company="Acme", job_title="Engineer", source="here")


async def test_paging_parameters_are_no_part_of_counting(api: httpx.AsyncClient) -> None:
    for query in ("limit=1", "sort=created_at", "cursor=x", "fields=id"):
        answer = await api.get(f"/v1/contacts/count?{query}")
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("+44 20 7946 0958", "+442079460958"),
        ("+44 (0)20 7946-0958", "+442079460958"),
        ("tel:+44-20-7946-0958", "+442079460958"),
        ("+1 415 555 2671 ext. 89", "+14155552671;ext=89"),
        ("+1 (415) 555-2671 x89", "+14155552671;ext=89"),
        ("+14155552671;ext=89", "+14155552671;ext=89"),
        ("＋１ ４１５ ５５５ ２６７１", "+14155552671"),
    ],
)
async def test_spellings_of_one_number_are_one_text(api: httpx.AsyncClient, sent: str, kept: str) -> None:
    contact = await create(api, phone=sent)
    assert contact["phone"] == kept
    for spelling in (sent, kept):
        found = (await api.get("/v1/contacts", params={"phone": spelling})).json()["data"]
        assert [each["id"] for each in found] == [contact["id"]]
    assert (await api.get("/v1/contacts", params={"phone": "+442079460959"})).json()["data"] == []
