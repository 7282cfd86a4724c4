"""`/v1/contacts`: what is sent is kept, what is asked is found, nothing is lost."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from sami.db.database import Database
from tests.factories.world import Person, World


@pytest.fixture
async def me(world: World) -> Person:
    return await world.person(await world.workspace())


@pytest.fixture
async def api(client: httpx.AsyncClient, world: World, me: Person) -> httpx.AsyncClient:
    """With an Admin key of mine."""
    client.headers.update((await world.key(me)).headers)
    return client


FULL = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "email": "Ada@Example.COM",
    "phone": "+44 20 7946 0958",
    "company": "Analytical Engines",
    "job_title": "Programmer",
    "tags": ["vip", "newsletter", "vip"],
    "custom": {"plan": "pro", "seats": 12, "nested": {"list": [1, 2.5, None, True, "ü"]}},
    "source": "zapier",
    "visibility": "team",
}


async def create(api: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    answer = await api.post("/v1/contacts", json=values)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


async def walk(api: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    """All pages, by `Link`; the cursor in the body has to say the same."""
    found: list[dict[str, Any]] = []
    while True:
        answer = await api.get(path)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["data"]
        assert page["has_more"] == (page["next_cursor"] is not None) == ("link" in answer.headers)
        if not page["has_more"]:
            return found
        path = answer.headers["link"].split(">")[0].removeprefix("<")
        assert page["next_cursor"] in urlsplit(path).query


async def test_what_is_sent_is_kept(api: httpx.AsyncClient, me: Person) -> None:
    answer = await api.post("/v1/contacts", json=FULL)
    contact = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/contacts/{contact['id']}"
    assert answer.headers["ETag"] == '"1"'
    expected = FULL | {"email": "ada@example.com", "tags": ["vip", "newsletter"], "owner_id": str(me.id), "version": 1}
    assert {name: contact[name] for name in expected} == expected
    assert contact["created_at"].endswith("Z")
    assert (await api.get(answer.headers["Location"])).json() == contact


async def test_everything_is_optional(api: httpx.AsyncClient) -> None:
    contact = await create(api)
    assert contact["first_name"] is None
    assert (contact["tags"], contact["custom"], contact["visibility"]) == ([], {}, "workspace")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"nickname": "A"}, "/nickname", "unknown_field"),
        ({"id": "x"}, "/id", "unknown_field"),
        ({"first_name": 7}, "/first_name", "string_type"),
        ({"first_name": "x" * 201}, "/first_name", "string_too_long"),
        ({"first_name": "a\0b"}, "/first_name", "value_error"),
        ({"email": "no address"}, "/email", "value_error"),
        ({"phone": "1" * 41}, "/phone", "string_too_long"),
        ({"visibility": "everyone"}, "/visibility", "not_allowed"),
        ({"visibility": None}, "/visibility", "not_allowed"),
        ({"owner_id": None}, "/owner_id", "uuid_type"),
        ({"owner_id": "me"}, "/owner_id", "uuid_parsing"),
        ({"tags": [""]}, "/tags/0", "string_too_short"),
        ({"tags": [str(number) for number in range(51)]}, "/tags", "too_long"),
        ({"custom": {str(number): 1 for number in range(51)}}, "/custom", "value_error"),
        ({"custom": {"a": "x" * 16_400}}, "/custom", "value_error"),
        ({"custom": {"a": 2**53}}, "/custom", "value_error"),
        ({"custom": {"a": "\0"}}, "/custom", "value_error"),
        ({"custom": {"\0": "a"}}, "/custom", "value_error"),
        ({"custom": [1]}, "/custom", "dict_type"),
        ([], "", "model_type"),
    ],
)
async def test_what_cannot_be_right_is_refused_by_pointer(
    api: httpx.AsyncClient, body: object, pointer: str, code: str
) -> None:
    answer = await api.post("/v1/contacts", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed"), answer.text
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]
    assert (await api.get("/v1/contacts")).json()["data"] == []


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed_json"),
        (b"", "application/json", 400, "malformed_json"),
        (b'{"custom": {"a": NaN}}', "application/json", 400, "malformed_json"),
        (b'{"first_name": "\\ud800"}', "application/json", 400, "malformed_json"),
        (b'{"first_name": "\xff"}', "application/json", 400, "malformed_json"),
        (b"[" * 100_000, "application/json", 400, "malformed_json"),
        (b"{}", "text/plain", 415, "unsupported_media_type"),
        (b"{}", "application/json; charset=latin-1", 415, "unsupported_media_type"),
        (b"{}", None, 415, "unsupported_media_type"),
        (b'"' + b"x" * 1024 * 1024 + b'"', "application/json", 413, "body_too_large"),
        (b"{}", "application/json; charset=UTF-8", 201, None),
    ],
)
async def test_bodies_that_are_no_json(
    api: httpx.AsyncClient, content: bytes, content_type: str | None, status: int, code: str | None
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = await api.post("/v1/contacts", content=content, headers=headers)
    assert (answer.status_code, answer.json().get("code")) == (status, code), answer.text


async def test_an_oversized_body_without_a_length_is_refused_too(api: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 64 * 1024

    answer = await api.post("/v1/contacts", content=chunks(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["limit_bytes"]) == (413, 1024 * 1024)


async def test_merge_patch_keeps_what_is_absent_and_clears_what_is_null(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    answer = await api.patch(
        f"/v1/contacts/{contact['id']}",
        content=b'{"job_title": null, "company": "", "tags": null, "last_name": "King"}',
        headers={"Content-Type": "application/merge-patch+json"},
    )
    changed = answer.json()
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    differing = {name: value for name, value in changed.items() if value != contact[name]}
    assert differing.pop("updated_at") > contact["updated_at"]
    assert differing == {"job_title": None, "company": None, "tags": [], "last_name": "King", "version": 2}


@pytest.mark.parametrize(
    ("patch", "after"),
    [
        ({"b": None}, {"a": 1}),
        ({"b": {"c": 3}}, {"a": 1, "b": {"c": 3, "d": [4]}}),
        ({"b": {"c": None, "d": [5]}}, {"a": 1, "b": {"d": [5]}}),
        ({"a": {"x": None, "y": 1}}, {"a": {"y": 1}, "b": {"c": 2, "d": [4]}}),
        ({}, {"a": 1, "b": {"c": 2, "d": [4]}}),
        (None, {}),
    ],
)
async def test_a_patch_is_merged_into_custom(
    api: httpx.AsyncClient, patch: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    """RFC 7396."""
    contact = await create(api, custom={"a": 1, "b": {"c": 2, "d": [4]}})
    answer = await api.patch(f"/v1/contacts/{contact['id']}", json={"custom": patch})
    assert (answer.status_code, answer.json()["custom"]) == (200, after)


async def test_a_patch_cannot_grow_custom_over_its_limits(api: httpx.AsyncClient) -> None:
    contact = await create(api, custom={str(number): number for number in range(50)})
    answer = await api.patch(f"/v1/contacts/{contact['id']}", json={"custom": {"50": 50}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/custom")


async def test_a_patch_that_changes_nothing_is_no_change(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    for body in ({}, {"first_name": "Ada"}, {"email": "ADA@example.com"}):
        answer = await api.patch(f"/v1/contacts/{contact['id']}", json=body)
        assert answer.json() == contact


async def test_conditions(api: httpx.AsyncClient) -> None:
    contact = await create(api, first_name="Ada")
    path = f"/v1/contacts/{contact['id']}"
    unchanged = await api.get(path, headers={"If-None-Match": '"7", W/"1"'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", '"1"')
    assert (await api.get(path, headers={"If-None-Match": '"7"'})).status_code == 200
    for stale in ('"2"', 'W/"1"', "1", '""'):
        for method, target, body in (
            ("PATCH", path, {"first_name": "Grace"}),
            ("DELETE", path, None),
            ("DELETE", f"{path}?permanent=true", None),
            ("POST", f"{path}/restore", None),
        ):
            answer = await api.request(method, target, json=body, headers={"If-Match": stale})
            assert (answer.status_code, answer.json()["code"]) == (412, "version_mismatch")
    assert (await api.get(path)).json() == contact
    for fresh in ("*", '"2"', '"5", "3"'):
        answer = await api.patch(path, json={"first_name": fresh}, headers={"If-Match": fresh})
        assert answer.status_code == 200


async def test_of_simultaneous_changes_to_one_version_one_wins(api: httpx.AsyncClient) -> None:
    contact = await create(api)
    path = f"/v1/contacts/{contact['id']}"
    answers = await asyncio.gather(
        *(api.patch(path, json={"job_title": str(number)}, headers={"If-Match": '"1"'}) for number in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert (await api.get(path)).json()["version"] == 2


async def test_deleting_and_restoring(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    path = f"/v1/contacts/{contact['id']}"
    answer = await api.delete(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await api.get(path)).status_code == 404
    assert (await api.get("/v1/contacts?q=ada")).json()["data"] == []
    assert (await api.delete(path)).status_code == 404
    assert (await api.patch(path, json={"first_name": "Grace"})).status_code == 404
    deleted = (await api.get(f"{path}?include_deleted=true")).json()
    assert deleted["deleted_at"] is not None
    assert [each["id"] for each in (await api.get("/v1/contacts?include_deleted=true")).json()["data"]] == [
        contact["id"]
    ]

    restored = (await api.post(f"{path}/restore")).json()
    assert restored | {"version": 1, "updated_at": contact["updated_at"]} == contact
    assert (await api.post(f"{path}/restore")).json() == restored

    assert (await api.delete(f"{path}?permanent=true")).status_code == 204
    assert (await api.get(f"{path}?include_deleted=true")).status_code == 404
    assert (await api.post(f"{path}/restore")).status_code == 404


async def test_deleting_permanently_what_was_deleted(api: httpx.AsyncClient) -> None:
    contact = await create(api)
    path = f"/v1/contacts/{contact['id']}"
    await api.delete(path)
    assert (await api.delete(f"{path}?permanent=true")).status_code == 204


async def test_what_takes_an_admin_key(client: httpx.AsyncClient, world: World, me: Person) -> None:
    colleague = await world.person(me.workspace_id)
    contact = await world.contact(me)
    write, admin = await world.key(me, "write"), await world.key(me, "admin")
    attempts: list[tuple[str, str, dict[str, Any] | None, int]] = [
        ("POST", "/v1/contacts", {"owner_id": str(colleague.id)}, 201),
        ("PATCH", f"/v1/contacts/{contact}", {"visibility": "private"}, 200),
        ("PATCH", f"/v1/contacts/{contact}", {"owner_id": str(me.id)}, 200),
        ("DELETE", f"/v1/contacts/{contact}?permanent=true", None, 204),
    ]
    for method, path, body, good in attempts:
        refused = await client.request(method, path, json=body, headers=write.headers)
        assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_permission")
        assert (refused.json()["required"], refused.json()["actual"]) == ("admin", "write")
        assert (await client.request(method, path, json=body, headers=admin.headers)).status_code == good
    # One's own new contact may be private: that gives nobody anything.
    own = {"owner_id": str(me.id), "visibility": "private"}
    assert (await client.post("/v1/contacts", json=own, headers=write.headers)).status_code == 201


async def test_an_admin_key_of_a_member_is_no_admin(client: httpx.AsyncClient, world: World, me: Person) -> None:
    colleague = await world.person(me.workspace_id)
    theirs = await world.contact(colleague, "workspace")
    key = await world.key(me, "admin")
    for method, path in (
        ("PATCH", f"/v1/contacts/{theirs}"),
        ("DELETE", f"/v1/contacts/{theirs}"),
        ("DELETE", f"/v1/contacts/{theirs}?permanent=true"),
        ("POST", f"/v1/contacts/{theirs}/restore"),
    ):
        body = {"first_name": "X"} if method == "PATCH" else None
        answer = await client.request(method, path, json=body, headers=key.headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "record_not_editable")


# Lists --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["-created_at", "created_at", "-updated_at", "updated_at", "-last_name", "last_name"])
@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_pages_together_are_the_list(
    api: httpx.AsyncClient, world: World, me: Person, sort: str, limit: int
) -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    names = ["Ü", None, "b", "B", "", "a", None, "Z"]
    made = []
    for number in range(16):
        # Equal moments and equal names on purpose: nothing may be lost between pages.
        at = moment + timedelta(seconds=number // 4)
        last_name = names[number % len(names)]
        id = await world.contact(me, created_at=at, updated_at=at, last_name=last_name)
        made.append((at, last_name or "", str(id)))
    found = await walk(api, f"/v1/contacts?sort={sort}&limit={limit}")
    key = (lambda row: (row[1], row[2])) if "name" in sort else (lambda row: (row[0], row[2]))
    assert [each["id"] for each in found] == [row[2] for row in sorted(made, key=key, reverse=sort.startswith("-"))]


async def test_paging_while_others_write_neither_skips_nor_repeats(
    api: httpx.AsyncClient, world: World, me: Person
) -> None:
    stable = {str(await world.contact(me, first_name="stable")) for _ in range(30)}
    page = (await api.get("/v1/contacts?limit=5")).json()
    seen = [each["id"] for each in page["data"]]
    while page["has_more"]:
        await create(api, first_name="new")
        passing = await world.contact(me, first_name="passing")
        await api.delete(f"/v1/contacts/{passing}?permanent=true")
        page = (await api.get("/v1/contacts", params={"limit": 5, "cursor": page["next_cursor"]})).json()
        seen += [each["id"] for each in page["data"]]
    assert len(seen) == len(set(seen))
    assert stable <= set(seen)


async def test_a_cursor_takes_the_longest_of_names(api: httpx.AsyncClient) -> None:
    for _ in range(2):
        await create(api, last_name="🔑" * 200)
    assert len(await walk(api, "/v1/contacts?sort=last_name&limit=1")) == 2


async def test_a_page_continues_behind_a_row_that_is_gone(api: httpx.AsyncClient) -> None:
    ids = [(await create(api))["id"] for _ in range(4)][::-1]
    page = (await api.get("/v1/contacts?limit=2")).json()
    await api.delete(f"/v1/contacts/{ids[1]}?permanent=true")
    rest = (await api.get("/v1/contacts", params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert [each["id"] for each in rest["data"]] == ids[2:]


async def test_cursors_belong_to_their_list(api: httpx.AsyncClient) -> None:
    for _ in range(3):
        await create(api, company="Acme")
    cursor = (await api.get("/v1/contacts?limit=1&company=Acme")).json()["next_cursor"]
    good = await api.get("/v1/contacts", params={"cursor": cursor, "company": "Acme", "limit": 2, "fields": "id"})
    assert len(good.json()["data"]) == 2
    deleted = {"company": "Acme", "include_deleted": "true"}
    for other in (
        {},
        {"company": "Other"},
        {"company": "Acme", "sort": "created_at"},
        {"company": "Acme", "q": "a"},
        deleted,
    ):
        answer = await api.get("/v1/contacts", params={"cursor": cursor} | other)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")
    fingerprint, value, row_id = json.loads(base64.b64decode(cursor + "=="))
    forged = [[fingerprint, value, "1"], [fingerprint, "\0", row_id], [fingerprint, 1, row_id], [fingerprint, value]]
    far: list[object] = [[fingerprint, "0001-01-01T00:00:00+14:00", row_id], [[], value, row_id], {}, "text", None]
    for broken in (*map(_encoded, forged + far), "x", "é", cursor[:-4], cursor + "AAAA", "W10", "bnVsbA", "A" * 2000):
        answer = await api.get("/v1/contacts", params={"cursor": broken, "company": "Acme"})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor"), broken


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
async def test_filters(api: httpx.AsyncClient, query: str, matches: bool) -> None:
    contact = await create(api, **FULL)
    answer = await api.get(f"/v1/contacts?{query}")
    assert answer.status_code == 200, answer.text
    assert [each["id"] for each in answer.json()["data"]] == ([contact["id"]] if matches else [])


@pytest.mark.parametrize(
    ("name", "q"), [("Müller", "muller"), ("Łódź", "łódź"), ("José", "JOSÉ"), ("Straße", "strasse"), ("ＡＢＣ", "abc")]
)
async def test_search_ignores_case_and_accents_and_finds_at_once(api: httpx.AsyncClient, name: str, q: str) -> None:
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
        ("expand=owner", "unknown_parameter", "expand"),
    ],
)
async def test_bad_parameters_are_named(api: httpx.AsyncClient, query: str, code: str, named: str) -> None:
    answer = await api.get(f"/v1/contacts?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.text
    assert named in answer.json()["detail"]


async def test_chosen_fields(api: httpx.AsyncClient) -> None:
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
        raise AssertionError("a read needs no transaction")

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
