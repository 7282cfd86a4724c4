"""The OpenAPI documents say what the service does, completely enough to generate a client from."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from sami import routers
from sami.contacts import schemas as contacts
from sami.deals import schemas as deals
from sami.directory import schemas as directory
from sami.messages import schemas as messages
from sami.pipelines import schemas as pipelines
from tests.factories.world import World

pytestmark = pytest.mark.one_app

OPENAPI = Path(__file__).parents[2] / "openapi"

DOCUMENTS = {"openapi.json": routers.public_document(), "settings.json": routers.settings_document()}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_published_document_is_what_the_code_says(name: str) -> None:
    assert json.loads((OPENAPI / name).read_text()) == DOCUMENTS[name]


async def test_the_service_serves_the_published_document(client: httpx.AsyncClient) -> None:
    answer = await client.get("/openapi.json")
    assert answer.json() == DOCUMENTS["openapi.json"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_operation_is_described(name: str) -> None:
    document = DOCUMENTS[name]
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    for where, operation in operations(document):
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["tags"], where
        assert all(id.isidentifier() for id in ids)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_failures_are_problems_and_nothing_else(name: str) -> None:
    document = DOCUMENTS[name]
    assert "HTTPValidationError" not in json.dumps(document)
    for where, operation in operations(document):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (where, status)
                assert "`" in response["description"], "the codes are named"
            assert "Request-Id" in response["headers"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generated_clients_send_what_their_users_say(name: str) -> None:
    """They would send a default that nobody asked for, and a null that no URL can hold."""
    document = DOCUMENTS[name]
    for where, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert {"type": "null"} not in parameter["schema"].get("anyOf", ()), (where, parameter["name"])
        for content in operation.get("requestBody", {}).get("content", {}).values():
            body = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
            assert [name for name, member in body["properties"].items() if "default" in member] == [], where


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_references_lead_somewhere(name: str) -> None:
    document = DOCUMENTS[name]

    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for child in node.values():
                yield from references(child)
        elif isinstance(node, list):
            for child in node:
                yield from references(child)

    for reference in references(document):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert found


def test_every_operation_of_the_public_api_but_one_names_both_ways_to_send_a_key() -> None:
    document = DOCUMENTS["openapi.json"]
    assert set(document["components"]["securitySchemes"]) == {"bearer", "apiKeyHeader"}
    for where, operation in operations(document):
        takes_none = where == "POST /v1/keys/revoke-leaked"
        assert operation["security"] == ([] if takes_none else [{"bearer": []}, {"apiKeyHeader": []}])


RESOURCES: dict[str, tuple[str, type[BaseModel]]] = {
    "contact": ("/v1/contacts", contacts.Contact),
    "deal": ("/v1/deals", deals.Deal),
    "message": ("/v1/messages", messages.Message),
    "pipeline": ("/v1/pipelines", pipelines.Pipeline),
    "stage": ("/v1/pipelines/{pipeline}/stages", pipelines.Stage),
    "user": ("/v1/users", directory.User),
    "team": ("/v1/teams", directory.Team),
}


@pytest.mark.parametrize("kind", RESOURCES)
async def test_what_the_database_writes_is_what_the_schema_says(
    client: httpx.AsyncClient, world: World, kind: str
) -> None:
    """Records are made into JSON by PostgreSQL; the schema in the docs is pydantic's. They have to agree."""
    person = await world.person(await world.workspace())
    key = await world.key(person)
    ids = await world.one_of_each(person)
    path, schema = RESOURCES[kind]
    address = f"{path.format(**ids)}/{ids[kind]}"
    for query in ("", "?include_deleted=true"):
        answer = await client.get(address + query, headers=key.headers)
        if "deleted_at" not in schema.model_fields and query:
            assert answer.json()["code"] == "unknown_parameter"
            continue
        sent = answer.json()
        documented = DOCUMENTS["openapi.json"]["components"]["schemas"][schema.__name__]["properties"]
        assert list(sent) == [name for name in documented if name != "deleted_at" or query]
        schema.model_validate(sent)
        for name, value in sent.items():
            if name.endswith("_at") and value is not None:
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", value)


def test_every_body_has_an_example() -> None:
    for where, operation in operations(DOCUMENTS["openapi.json"]):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media in body.get("content", {}).values():
                assert media.get("example") or media.get("examples"), where
