"""The gate before a release: `scripts/compatibility.py` finds what would break a program, and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from scripts.compatibility import ACCEPTED, OPENAPI, breaking_changes, judge, released_document

Document = dict[str, Any]
Edit = Callable[[Document], object]


def excerpt(document: Document) -> Document:
    """Enough of the document to try each rule on, so that a comparison takes milliseconds."""
    kept = ("/v1/me", "/v1/contacts", "/v1/contacts/{id}", "/v1/contacts/upsert", "/v1/keys/revoke-leaked")
    paths = {path: document["paths"][path] for path in kept}
    return {**document, "paths": paths, "webhooks": {"contact.created": document["webhooks"]["contact.created"]}}


RELEASED = json.dumps(excerpt(json.loads(released_document().read_text())))


def changed(edit: Edit) -> list[str]:
    """What the gate finds after `edit` changed the current document."""
    current = json.loads(RELEASED)
    edit(current)
    return breaking_changes(json.loads(RELEASED), current)


def schema(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


def member(document: Document, name: str, member: str) -> Document:
    found: Document = schema(document, name)["properties"][member]
    return found


def operation(document: Document, method: str = "get", path: str = "/v1/contacts") -> Document:
    found: Document = document["paths"][path][method]
    return found


def parameter(document: Document, name: str) -> Document:
    [found] = [each for each in operation(document)["parameters"] if each["name"] == name]
    assert isinstance(found, dict)
    return found


def response(document: Document, status: str = "200") -> Document:
    found: Document = operation(document)["responses"][status]
    return found


NAME = {"type": "string", "maxLength": 5}

BREAKING: dict[str, tuple[Edit, str]] = {
    "path removed": (lambda d: d["paths"].pop("/v1/me"), "path '/v1/me' is gone"),
    "operation removed": (
        lambda d: d["paths"]["/v1/contacts"].pop("post"),
        "POST /v1/contacts: the operation is gone",
    ),
    "operation renamed": (
        lambda d: operation(d).update(operationId="contacts"),
        "GET /v1/contacts: operationId was 'list_contacts', is 'contacts'",
    ),
    "parameter removed": (
        lambda d: operation(d)["parameters"].remove(parameter(d, "tag")),
        "GET /v1/contacts: parameter 'query tag' is gone",
    ),
    "parameter required": (
        lambda d: parameter(d, "tag").update(required=True),
        "GET /v1/contacts: parameter 'query tag' is now required",
    ),
    "new parameter that is required": (
        lambda d: operation(d)["parameters"].append({"name": "x", "in": "query", "required": True, "schema": {}}),
        "GET /v1/contacts: parameter 'query x' is now required",
    ),
    "parameter's type changed": (
        lambda d: parameter(d, "limit")["schema"].update(type="string"),
        "GET /v1/contacts query limit: integer is refused now",
    ),
    "parameter's limit narrowed": (
        lambda d: parameter(d, "limit")["schema"].update(maximum=50),
        "GET /v1/contacts query limit: maximum was 100, is 50",
    ),
    "parameter's default changed": (
        lambda d: parameter(d, "limit")["schema"].update(default=20),
        "GET /v1/contacts query limit: the default was 50, is 20",
    ),
    "parameter's value removed": (
        lambda d: parameter(d, "sort")["schema"]["enum"].remove("last_name"),
        "GET /v1/contacts query sort: value 'last_name' is gone",
    ),
    "name removed from `fields`": (
        lambda d: parameter(d, "fields")["schema"].update(pattern="^(id|email)(,(id|email))*$"),
        "GET /v1/contacts query fields: pattern was",
    ),
    "parameter sent in another style": (
        lambda d: parameter(d, "tag").update(style="spaceDelimited"),
        "GET /v1/contacts query tag: style was None, is spaceDelimited",
    ),
    "body required": (
        lambda d: operation(d, "get", "/v1/me").update(requestBody={"required": True, "content": {}}),
        "GET /v1/me: a body is now required",
    ),
    "media type removed from a body": (
        lambda d: operation(d, "patch", "/v1/contacts/{id}")["requestBody"]["content"].pop(
            "application/merge-patch+json"
        ),
        "PATCH /v1/contacts/{id} body: media type 'application/merge-patch+json' is gone",
    ),
    "member removed from a body": (
        lambda d: schema(d, "NewContact")["properties"].pop("source"),
        "NewContact: member 'source' is gone",
    ),
    "member of a body required": (
        lambda d: schema(d, "NewContact").update(required=["email"]),
        "NewContact: member 'email' is now required",
    ),
    "member of a body shortened": (
        lambda d: member(d, "ContactPatch", "company")["anyOf"][0].update(maxLength=100),
        "ContactPatch.company: maxLength was 200, is 100",
    ),
    "limit on a member of a body that had none": (
        lambda d: member(d, "ContactPatch", "owner_id").update(maxLength=5),
        "ContactPatch.owner_id: maxLength was null, is 5",
    ),
    "null refused in a body": (
        lambda d: member(d, "ContactPatch", "company").update(anyOf=[member(d, "ContactPatch", "company")["anyOf"][0]]),
        "ContactPatch.company: null is refused now",
    ),
    "pattern in a body changed": (
        lambda d: member(d, "ContactPatch", "company")["anyOf"][0].update(pattern="^[a-z]*$"),
        "ContactPatch.company: pattern was",
    ),
    "format in a body changed": (
        lambda d: member(d, "NewContact", "owner_id").update(format="email"),
        'NewContact.owner_id: format was "uuid", is "email"',
    ),
    "items of a body narrowed": (
        lambda d: member(d, "ContactPatch", "tags")["anyOf"][0]["items"].update(maxLength=5),
        "ContactPatch.tags.items: maxLength was 50, is 5",
    ),
    "values of a body restricted": (
        lambda d: member(d, "NewContact", "owner_id").update(enum=["a"]),
        "NewContact.owner_id: only takes a now",
    ),
    "further members refused in a body": (
        lambda d: schema(d, "Custom").update(additionalProperties=False),
        "ContactPatch.custom: additionalProperties is now false",
    ),
    "response removed": (
        lambda d: operation(d)["responses"].update({"202": operation(d)["responses"].pop("200")}),
        "GET /v1/contacts: response '200' is gone",
    ),
    "media type removed from a response": (
        lambda d: response(d)["content"].update({"text/json": response(d)["content"].pop("application/json")}),
        "GET /v1/contacts 200: media type 'application/json' is gone",
    ),
    "header removed": (
        lambda d: response(d)["headers"].pop("Link"),
        "GET /v1/contacts 200: header 'Link' is gone",
    ),
    "header no longer always there": (
        lambda d: d["components"]["headers"]["Request-Id"].update(required=False),
        "header Request-Id: is no longer always there",
    ),
    "header looks different": (
        lambda d: d["components"]["headers"]["Request-Id"]["schema"].update(pattern="^.*$"),
        "header Request-Id: pattern was",
    ),
    "member removed from a response": (
        lambda d: (schema(d, "Contact")["properties"].pop("source"), schema(d, "Contact")["required"].remove("source")),
        "Contact: member 'source' is gone",
    ),
    "member of a response no longer always there": (
        lambda d: schema(d, "Contact")["required"].remove("source"),
        "Contact: member 'source' is no longer always there",
    ),
    "member of a response can be null": (
        lambda d: member(d, "Contact", "version").update(type=["integer", "null"]),
        "Contact.version: can now be null",
    ),
    "member of a response has another type": (
        lambda d: member(d, "Contact", "version").update(type="number"),
        "Contact.version: can now be number",
    ),
    "member of a response has another format": (
        lambda d: member(d, "Contact", "created_at").update(format="date"),
        'Contact.created_at: format was "date-time", is "date"',
    ),
    "items of a response have another type": (
        lambda d: member(d, "ContactPage", "data").update(items={"type": "string"}),
        "ContactPage.data.items: can now be string",
    ),
    "value that clients don't know in a response": (
        lambda d: schema(d, "Role")["enum"].append("owner"),
        "Role: can now be 'owner', which no client knows",
    ),
    "any value in a response": (
        lambda d: schema(d, "Role").pop("enum"),
        "Role: can now have any value, and not only member, admin",
    ),
    "error code removed": (
        lambda d: schema(d, "ErrorCode")["enum"].remove("not_found"),
        "ErrorCode: value 'not_found' is gone",
    ),
    "error code with another status": (
        lambda d: d["components"]["examples"]["not_found"]["value"].update(status=410),
        "error code 'not_found': status was 404, is 410",
    ),
    "schema renamed": (
        lambda d: (
            d["components"]["schemas"].update(Person=d["components"]["schemas"].pop("Custom"))
            or d.update(json.loads(json.dumps(d).replace("#/components/schemas/Custom", "#/components/schemas/Person")))
        ),
        "schema 'Custom' is gone",
    ),
    "key required": (
        lambda d: operation(d, "post", "/v1/keys/revoke-leaked").update(security=[{"bearer": []}]),
        "POST /v1/keys/revoke-leaked: security 'none' is no longer enough",
    ),
    "way to send a key removed": (
        lambda d: operation(d).update(security=[{"bearer": []}]),
        "GET /v1/contacts: security 'apiKeyHeader' is no longer enough",
    ),
    "key's header renamed": (
        lambda d: d["components"]["securitySchemes"]["apiKeyHeader"].update(name="X-Key"),
        "security scheme 'apiKeyHeader': name was X-API-Key, is X-Key",
    ),
    "server removed": (lambda d: d.update(servers=[{"url": "/api"}]), "server '/' is gone"),
    "webhook removed": (lambda d: d["webhooks"].clear(), "webhook 'contact.created' is gone"),
    "webhook's header removed": (
        lambda d: d["webhooks"]["contact.created"]["post"]["parameters"].pop(0),
        "webhook contact.created: header 'header webhook-id' is gone",
    ),
    "member removed from a webhook's message": (
        lambda d: schema(d, "ContactEvent")["properties"].pop("timestamp"),
        "ContactEvent: member 'timestamp' is gone",
    ),
    "answer to a webhook no longer taken": (
        lambda d: d["webhooks"]["contact.created"]["post"]["responses"].pop("410"),
        "webhook contact.created: response '410' is gone",
    ),
    "keyword that the gate doesn't know": (
        lambda d: member(d, "Contact", "company").update({"not": {"const": "x"}}),
        "Contact.company: not changed, which this check can't judge",
    ),
}


@pytest.mark.parametrize("kind", BREAKING)
def test_what_breaks_clients_is_found(kind: str) -> None:
    edit, finding = BREAKING[kind]
    found = changed(edit)
    assert [line for line in found if line.startswith(finding)], found


COMPATIBLE: dict[str, Edit] = {
    "nothing": lambda _: None,
    "descriptions": lambda d: (
        d["info"].update(description="", version="1.1.0"),
        operation(d).update(summary="", description=""),
        member(d, "Contact", "company").update(description="x", title="x", examples=["x"]),
        parameter(d, "tag")["schema"].update(description="x"),
        response(d).update(description="x"),
        d["components"]["examples"]["not_found"].update(summary="x"),
    ),
    "new path": lambda d: d["paths"].update({"/v1/notes": d["paths"]["/v1/contacts"]}),
    "new operation": lambda d: d["paths"]["/v1/me"].update(post=operation(d)),
    "new optional parameter": lambda d: operation(d)["parameters"].append({"name": "x", "in": "query", "schema": NAME}),
    "parameters in another order": lambda d: operation(d)["parameters"].reverse(),
    "name added to `fields`": lambda d: parameter(d, "fields")["schema"].update(
        pattern=parameter(d, "fields")["schema"]["pattern"].replace("id|", "id|nickname|")
    ),
    "value added to a parameter": lambda d: parameter(d, "sort")["schema"]["enum"].append("company"),
    "limit widened": lambda d: parameter(d, "limit")["schema"].update(maximum=200),
    "limit of a body dropped": lambda d: member(d, "ContactPatch", "company")["anyOf"][0].pop("maxLength"),
    "new member in a body": lambda d: schema(d, "NewContact")["properties"].update(nickname=NAME),
    "member of a body optional": lambda d: schema(d, "ContactUpsert").pop("required"),
    "media type added to a body": lambda d: operation(d, "post")["requestBody"]["content"].update(
        {"text/json": operation(d, "post")["requestBody"]["content"]["application/json"]}
    ),
    "new member in a response": lambda d: (
        schema(d, "Contact")["properties"].update(nickname=NAME),
        schema(d, "Contact")["required"].append("nickname"),
    ),
    "member of a response shorter, and never null": lambda d: member(d, "Contact", "company").update(
        anyOf=[{"type": "string", "maxLength": 5}]
    ),
    "new header": lambda d: response(d)["headers"].update({"X": {"schema": NAME}}),
    "new refusal": lambda d: operation(d)["responses"].update({"402": operation(d)["responses"]["401"]}),
    "refusal fewer": lambda d: operation(d)["responses"].pop("401"),
    "new error code": lambda d: schema(d, "ErrorCode")["enum"].append("teapot"),
    "new schema": lambda d: d["components"]["schemas"].update(Note=NAME),
    "key no longer needed": lambda d: operation(d).update(security=[]),
    "new way to send a key": lambda d: operation(d)["security"].append({"query": []}),
    "new webhook": lambda d: d["webhooks"].update({"note.created": d["webhooks"]["contact.created"]}),
}


@pytest.mark.parametrize("kind", COMPATIBLE)
def test_what_breaks_nobody_passes(kind: str) -> None:
    assert changed(COMPATIBLE[kind]) == []


def test_a_schema_that_contains_itself_is_compared_once() -> None:
    tree = {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/T"}}},
    }
    before: Document = json.loads(RELEASED)
    before["components"]["schemas"]["T"] = tree
    member(before, "Contact", "custom").clear()
    member(before, "Contact", "custom")["$ref"] = "#/components/schemas/T"
    after = json.loads(json.dumps(before))
    assert breaking_changes(before, after) == []
    schema(after, "T")["properties"]["children"]["type"] = "string"
    assert breaking_changes(before, after) == ["T.children: can now be string"]


def test_accepted_findings_pass_and_have_to_be_found() -> None:
    reason = "Nobody uses it."
    assert judge(["a", "b"], {"a": reason}) == ["b"]
    assert judge(["a"], {"a": reason, "c": reason}) == ["accepted.json accepts what is not found: c"]


def test_the_published_document_breaks_no_client_of_the_last_release() -> None:
    released, current = (json.loads(path.read_text()) for path in (released_document(), OPENAPI / "openapi.json"))
    assert released_document().stem == released["info"]["version"]
    assert judge(breaking_changes(released, current), json.loads(ACCEPTED.read_text())) == []
