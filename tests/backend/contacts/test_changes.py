"""Creating, changing, deleting and restoring contacts, and the errors for invalid requests."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.backend.contacts.conftest import FULL, create
from tests.factories.world import Person, World

pytestmark = pytest.mark.one_app


async def test_a_created_contact_has_the_values_sent(api: httpx.AsyncClient, me: Person) -> None:
    response = await api.post("/v1/contacts", json=FULL)
    contact = response.json()
    assert response.status_code == 201
    assert response.headers["Location"] == f"/v1/contacts/{contact['id']}"
    assert response.headers["ETag"] == '"1"'
    expected = FULL | {
        "email": "ada@example.com",
        "phone": "+442079460958",
        "tags": ["vip", "newsletter"],
        "owner_id": str(me.id),
        "version": 1,
    }
    assert {name: contact[name] for name in expected} == expected
    assert contact["created_at"].endswith("Z")
    assert (await api.get(response.headers["Location"])).json() == contact


async def test_all_members_are_optional(api: httpx.AsyncClient) -> None:
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
        ({"phone": "020 7946 0958"}, "/phone", "value_error"),
        ({"phone": "+44 20"}, "/phone", "value_error"),
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
async def test_invalid_members_are_named_by_pointer(
    api: httpx.AsyncClient, body: object, pointer: str, code: str
) -> None:
    response = await api.post("/v1/contacts", json=body)
    assert (response.status_code, response.json()["code"]) == (422, "validation_failed"), response.text
    assert [(error["pointer"], error["code"]) for error in response.json()["errors"]] == [(pointer, code)]
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
async def test_invalid_bodies_are_refused(
    api: httpx.AsyncClient, content: bytes, content_type: str | None, status: int, code: str | None
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = await api.post("/v1/contacts", content=content, headers=headers)
    assert (response.status_code, response.json().get("code")) == (status, code), response.text


async def test_an_oversized_body_without_a_content_length_is_refused(api: httpx.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 64 * 1024

    response = await api.post("/v1/contacts", content=chunks(), headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["limit_bytes"]) == (413, 1024 * 1024)


async def test_a_patch_keeps_absent_members_and_clears_null_ones(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    response = await api.patch(
        f"/v1/contacts/{contact['id']}",
        content=b'{"job_title": null, "company": "", "tags": null, "last_name": "King"}',
        headers={"Content-Type": "application/merge-patch+json"},
    )
    changed = response.json()
    assert (response.status_code, response.headers["ETag"]) == (200, '"2"')
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
    """Merges as RFC 7396 says."""
    contact = await create(api, custom={"a": 1, "b": {"c": 2, "d": [4]}})
    response = await api.patch(f"/v1/contacts/{contact['id']}", json={"custom": patch})
    assert (response.status_code, response.json()["custom"]) == (200, after)


async def test_changing_one_to_true_is_a_change(api: httpx.AsyncClient) -> None:
    """In Python, `True == 1`; in JSON, `true` and `1` differ."""
    contact = await create(api, custom={"vip": 1, "nested": [0]})
    response = await api.patch(f"/v1/contacts/{contact['id']}", json={"custom": {"vip": True, "nested": [False]}})
    assert (response.json()["version"], json.dumps(response.json()["custom"], sort_keys=True)) == (
        2,
        '{"nested": [false], "vip": true}',
    )


async def test_a_patch_cannot_grow_custom_beyond_its_limits(api: httpx.AsyncClient) -> None:
    contact = await create(api, custom={str(number): number for number in range(50)})
    response = await api.patch(f"/v1/contacts/{contact['id']}", json={"custom": {"50": 50}})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/custom")


async def test_a_patch_that_changes_nothing_keeps_the_version(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    for body in ({}, {"first_name": "Ada"}, {"email": "ADA@example.com"}):
        response = await api.patch(f"/v1/contacts/{contact['id']}", json=body)
        assert response.json() == contact


async def test_conditional_requests_compare_etags(api: httpx.AsyncClient) -> None:
    contact = await create(api, first_name="Ada")
    path = f"/v1/contacts/{contact['id']}"
    unchanged = await api.get(path, headers={"If-None-Match": '"7", W/"1"'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", '"1"')
    assert (await api.get(path, headers={"If-None-Match": '"7"'})).status_code == 200
    for condition, error in (
        ('"2"', (412, "version_mismatch")),
        ('W/"1"', (412, "version_mismatch")),
        ('""', (412, "version_mismatch")),
        ("1", (400, "invalid_parameter")),
        ('"2", 1', (400, "invalid_parameter")),
    ):
        for method, target, body in (
            ("PATCH", path, {"first_name": "Grace"}),
            ("DELETE", path, None),
            ("DELETE", f"{path}?permanent=true", None),
            ("POST", f"{path}/restore", None),
        ):
            response = await api.request(method, target, json=body, headers={"If-Match": condition})
            assert (response.status_code, response.json()["code"]) == error
    assert (await api.get(path)).json() == contact
    for fresh in ("*", '"2"', '"5", "3"'):
        response = await api.patch(path, json={"first_name": fresh}, headers={"If-Match": fresh})
        assert response.status_code == 200


async def test_one_of_several_simultaneous_changes_to_a_version_wins(api: httpx.AsyncClient) -> None:
    contact = await create(api)
    path = f"/v1/contacts/{contact['id']}"
    responses = await asyncio.gather(
        *(api.patch(path, json={"job_title": str(number)}, headers={"If-Match": '"1"'}) for number in range(8))
    )
    assert sorted(response.status_code for response in responses) == [200] + [412] * 7
    assert (await api.get(path)).json()["version"] == 2


async def test_a_deleted_contact_can_be_restored_until_it_is_deleted_permanently(api: httpx.AsyncClient) -> None:
    contact = await create(api, **FULL)
    path = f"/v1/contacts/{contact['id']}"
    response = await api.delete(path)
    assert (response.status_code, response.content) == (204, b"")
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


async def test_a_deleted_contact_can_be_deleted_permanently(api: httpx.AsyncClient) -> None:
    contact = await create(api)
    path = f"/v1/contacts/{contact['id']}"
    await api.delete(path)
    assert (await api.delete(f"{path}?permanent=true")).status_code == 204


async def test_changing_owner_or_visibility_and_permanent_deletion_take_an_admin_key(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
    colleague = await world.person(me.workspace_id)
    contact = await world.contact(me)
    write, admin = await world.key(me, "write"), await world.key(me, "admin")
    calls: list[tuple[str, str, dict[str, Any] | None, int]] = [
        ("POST", "/v1/contacts", {"owner_id": str(colleague.id)}, 201),
        ("PATCH", f"/v1/contacts/{contact}", {"visibility": "private"}, 200),
        ("PATCH", f"/v1/contacts/{contact}", {"owner_id": str(me.id)}, 200),
        ("DELETE", f"/v1/contacts/{contact}?permanent=true", None, 204),
    ]
    for method, path, body, status in calls:
        refused = await client.request(method, path, json=body, headers=write.headers)
        assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_permission")
        assert (refused.json()["required"], refused.json()["actual"]) == ("admin", "write")
        assert (await client.request(method, path, json=body, headers=admin.headers)).status_code == status
    # A new contact of one's own may be private, because that gives nobody access to anything.
    own = {"owner_id": str(me.id), "visibility": "private"}
    assert (await client.post("/v1/contacts", json=own, headers=write.headers)).status_code == 201


async def test_a_members_admin_key_cannot_change_others_records(
    client: httpx.AsyncClient, world: World, me: Person
) -> None:
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
        response = await client.request(method, path, json=body, headers=key.headers)
        assert (response.status_code, response.json()["code"]) == (403, "record_not_editable")
