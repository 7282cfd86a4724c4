"""Counts, and the spellings of phone numbers."""

import httpx
import pytest

from sami.records import reader
from sami.resources import read_routes
from tests.backend.contacts.conftest import create

pytestmark = pytest.mark.one_app


async def test_counting_stops_at_the_maximum(api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reader, read_routes):
        monkeypatch.setattr(module, "MAX_COUNT", 3)
    # Filters that no other test counts with, because statements are cached.
    count = "/v1/contacts/count?company=Acme&job_title=Engineer&source=here"
    for expected in ((0, False), (1, False), (2, False), (3, False), (3, True), (3, True)):
        response = (await api.get(count)).json()
        assert (response["count"], response["more"]) == expected
        await create(api, company="Acme", job_title="Engineer", source="here")


async def test_a_count_takes_no_paging_parameters(api: httpx.AsyncClient) -> None:
    for query in ("limit=1", "sort=created_at", "cursor=x", "fields=id"):
        response = await api.get(f"/v1/contacts/count?{query}")
        assert (response.status_code, response.json()["code"]) == (400, "unknown_parameter")


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
async def test_all_spellings_of_a_phone_number_are_stored_alike(api: httpx.AsyncClient, sent: str, kept: str) -> None:
    contact = await create(api, phone=sent)
    assert contact["phone"] == kept
    for spelling in (sent, kept):
        found = (await api.get("/v1/contacts", params={"phone": spelling})).json()["data"]
        assert [each["id"] for each in found] == [contact["id"]]
    assert (await api.get("/v1/contacts", params={"phone": "+442079460959"})).json()["data"] == []
