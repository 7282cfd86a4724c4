"""Lists of contacts: paging, cursors, filters and search."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from sami.db.database import Database
from tests.backend.contacts.conftest import FULL, create
from tests.factories.world import Person, World

pytestmark = pytest.mark.one_app


async def walk(api: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    """Reads all pages by their `Link`, and checks that the body has the same cursor."""
    found: list[dict[str, Any]] = []
    while True:
        response = await api.get(path)
        assert response.status_code == 200, response.text
        page = response.json()
        found += page["data"]
        assert page["has_more"] == (page["next_cursor"] is not None) == ("link" in response.headers)
        if not page["has_more"]:
            return found
        path = response.headers["link"].split(">")[0].removeprefix("<")
        assert page["next_cursor"] in urlsplit(path).query


@pytest.mark.parametrize("sort", ["-created_at", "created_at", "-updated_at", "updated_at", "-last_name", "last_name"])
@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_the_pages_together_make_the_list(
    api: httpx.AsyncClient, world: World, me: Person, sort: str, limit: int
) -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    names = ["Ü", None, "b", "B", "", "a", None, "Z"]
    made = []
    for number in range(16):
        # Equal times and equal names on purpose: no row may be lost between pages.
        at = moment + timedelta(seconds=number // 4)
        last_name = names[number % len(names)]
        id = await world.contact(me, created_at=at, updated_at=at, last_name=last_name)
        made.append((at, last_name or "", str(id)))
    found = await walk(api, f"/v1/contacts?sort={sort}&limit={limit}")
    key = (lambda row: (row[1], row[2])) if "name" in sort else (lambda row: (row[0], row[2]))
    assert [each["id"] for each in found] == [row[2] for row in sorted(made, key=key, reverse=sort.startswith("-"))]


async def test_a_cursor_holds_the_longest_name(api: httpx.AsyncClient) -> None:
    for _ in range(2):
        await create(api, last_name="🔑" * 200)
    assert len(await walk(api, "/v1/contacts?sort=last_name&limit=1")) == 2


async def test_a_page_continues_after_a_deleted_row(api: httpx.AsyncClient) -> None:
    ids = [(await create(api))["id"] for _ in range(4)][::-1]
    page = (await api.get("/v1/contacts?limit=2")).json()
    await api.delete(f"/v1/contacts/{ids[1]}?permanent=true")
    rest = (await api.get("/v1/contacts", params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert [each["id"] for each in rest["data"]] == ids[2:]


async def test_a_cursor_is_valid_only_for_its_list(api: httpx.AsyncClient) -> None:
    for _ in range(3):
        await create(api, company="Acme")
    cursor = (await api.get("/v1/contacts?limit=1&company=Acme")).json()["next_cursor"]
    own_list = await api.get("/v1/contacts", params={"cursor": cursor, "company": "Acme", "limit": 2, "fields": "id"})
    assert len(own_list.json()["data"]) == 2
    deleted = {"company": "Acme", "include_deleted": "true"}
    for other in (
        {},
        {"company": "Other"},
        {"company": "Acme", "sort": "created_at"},
        {"company": "Acme", "q": "a"},
        deleted,
    ):
        response = await api.get("/v1/contacts", params={"cursor": cursor} | other)
        assert (response.status_code, response.json()["code"]) == (400, "invalid_cursor")
    fingerprint, value, row_id = json.loads(base64.b64decode(cursor + "=="))
    forged = [[fingerprint, value, "1"], [fingerprint, "\0", row_id], [fingerprint, 1, row_id], [fingerprint, value]]
    far: list[object] = [[fingerprint, "0001-01-01T00:00:00+14:00", row_id], [[], value, row_id], {}, "text", None]
    for broken in (*map(_encoded, forged + far), "x", "é", cursor[:-4], cursor + "AAAA", "W10", "bnVsbA", "A" * 2000):
        response = await api.get("/v1/contacts", params={"cursor": broken, "company": "Acme"})
        assert (response.status_code, response.json()["code"]) == (400, "invalid_cursor"), broken


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("first_name=Ada", True),
        ("first_name=ada", False),
        ("email=ADA@example.com", True),
        ("email=b@example.com", False),
        ("company=Analytical%20Engines", True),
        ("tag=vip", True),
        ("tag=vi", False),
        ("visibility=team", True),
        ("visibility=private", False),
        ("source=zapier&tag=newsletter", True),
        ("source=zapier&tag=none", False),
        ("created_after=2020-01-01T00:00:00Z", True),
        ("created_before=2020-01-01T00:00:00Z", False),
        ("updated_since=2020-01-01T00:00:00%2B02:00", True),
        ("q=ada", True),
        ("q=LOVELACE%20ada", True),
        ("q=engines", True),
        ("q=example.com", True),
        ("q=ada%20nobody", False),
        ("q=%25", False),
        ("q=_", False),
        ("q=%5C", False),
        ("q=", True),
    ],
)
async def test_filters_and_search(api: httpx.AsyncClient, query: str, matches: bool) -> None:
    contact = await create(api, **FULL)
    response = await api.get(f"/v1/contacts?{query}")
    assert response.status_code == 200, response.text
    assert [each["id"] for each in response.json()["data"]] == ([contact["id"]] if matches else [])


@pytest.mark.parametrize(
    ("name", "q"), [("Müller", "muller"), ("Łódź", "łódź"), ("José", "JOSÉ"), ("Straße", "strasse"), ("ＡＢＣ", "abc")]
)
async def test_search_ignores_case_and_accents_and_sees_changes_at_once(
    api: httpx.AsyncClient, name: str, q: str
) -> None:
    contact = await create(api, last_name=name)
    found = (await api.get("/v1/contacts", params={"q": q})).json()["data"]
    assert [each["id"] for each in found] == [contact["id"]]
    await api.patch(f"/v1/contacts/{contact['id']}", json={"last_name": "Other"})
    assert (await api.get("/v1/contacts", params={"q": q})).json()["data"] == []


@pytest.mark.parametrize(
    ("query", "code", "named"),
    [
        ("colour=red", "unknown_parameter", "colour"),
        ("limit=0", "invalid_parameter", "limit"),
        ("limit=101", "invalid_parameter", "limit"),
        ("limit=many", "invalid_parameter", "limit"),
        ("limit=1&limit=2", "invalid_parameter", "limit"),
        ("sort=email", "invalid_parameter", "sort"),
        ("created_after=0.5", "invalid_parameter", "created_after"),
        ("created_after=yesterday", "invalid_parameter", "created_after"),
        ("created_after=2026-01-01T00:00:00", "invalid_parameter", "created_after"),
        ("created_after=0001-01-01T00:00:00%2B14:00", "invalid_parameter", "created_after"),
        ("updated_since=9999-12-31T23:59:59-14:00", "invalid_parameter", "updated_since"),
        ("visibility=all", "invalid_parameter", "visibility"),
        ("owner_id=me", "invalid_parameter", "owner_id"),
        ("q=%00", "invalid_parameter", "q"),
        ("q=%CC%81", "invalid_parameter", "q"),
        ("q=" + "a%20" * 11, "invalid_parameter", "q"),
        ("fields=id,colour", "invalid_parameter", "colour"),
        ("fields=", "invalid_parameter", "fields"),
        ("expand=colour", "invalid_parameter", "colour"),
    ],
)
async def test_errors_name_the_invalid_parameter(api: httpx.AsyncClient, query: str, code: str, named: str) -> None:
    response = await api.get(f"/v1/contacts?{query}")
    assert (response.status_code, response.json()["code"]) == (400, code), response.text
    assert named in response.json()["detail"]


async def test_fields_selects_members(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    listed = (await api.get("/v1/contacts?fields=last_name,id&limit=1")).json()["data"]
    assert listed == [{"id": contact["id"], "last_name": "Lovelace"}]
    one = await api.get(f"/v1/contacts/{contact['id']}?fields=email")
    assert one.json() == {"email": "ada@example.com"}


async def test_a_list_and_a_get_are_one_statement_each(api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = await create(api)
    statements: list[str] = []
    fetch = Database.fetch

    async def counting(self: Database, statement: Any, **parameters: Any) -> Any:
        statements.append(statement.sql)
        return await fetch(self, statement, **parameters)

    def refusing(self: Database) -> None:
        raise AssertionError("a read must not open a transaction")

    monkeypatch.setattr(Database, "fetch", counting)
    monkeypatch.setattr(Database, "transaction", refusing)
    for path in (
        f"/v1/contacts/{contact['id']}",
        "/v1/contacts",
        "/v1/contacts?q=a&company=x&sort=last_name",
        "/v1/me",
    ):
        statements.clear()
        assert (await api.get(path)).status_code == 200
        assert len(statements) == 1, path
        assert "api_keys.revoked_at IS NULL" in statements[0]
