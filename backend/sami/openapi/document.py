"""Builds the OpenAPI 3.1 documents from the routes.

Adds what FastAPI can't see, from the objects that do the work: bodies (`JsonBody`), the failures of each dependency,
and the credentials.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from sami.errors.types import SamiError
from sami.http import dry_run
from sami.http.body import JsonBody
from sami.http.problem import MEDIA_TYPE, Problem
from sami.openapi.examples import example_of
from sami.openapi.schemas import BodySchema, allow_new_values, drop_titles, exclude_nul, remove_null

Codes = Sequence[str]
Document = dict[str, Any]

_BODY_CODES = ("request_timeout", "malformed_json", "body_too_large", "unsupported_media_type", "validation_failed")
_COMMON_CODES = ("internal_error", "unavailable")
_REF = "#/components/schemas/{model}"


def _header(description: str, *, required: bool = True, **schema: Any) -> Document:
    return {"description": description, "required": required, "schema": {"type": "string", **schema}}


_HEADERS = {
    "Request-Id": _header("Identifies this call in our logs.", pattern="^req_[0-9a-f]{24}$"),
    "ETag": _header("The record's version, for `If-Match` and `If-None-Match`.", pattern='^"[0-9a-f]+"$'),
    "Link": _header(
        'The next page, as `rel="next"`. Absent on the last page.', required=False, pattern='^<.+>; rel="next"$'
    ),
    "Location": _header("The URL of the new record. Absent in a dry run.", required=False, pattern="^/v1/"),
    "Dry-Run": _header("`true` if the call was a dry run, so that nothing was changed.", required=False, enum=["true"]),
    "Idempotent-Replayed": _header(
        "`true` if this is the first response again, because the `Idempotency-Key` was repeated.",
        required=False,
        enum=["true"],
    ),
    "RateLimit-Policy": _header(
        "The number of calls (`q`) that your key can make in a window of `w` seconds.",
        required=False,
        pattern='^"key";q=[0-9]+;w=[0-9]+$',
    ),
    "RateLimit": _header(
        "The number of calls left (`r`), and the seconds until the window ends (`t`).",
        required=False,
        pattern='^"key";r=[0-9]+;t=[0-9]+$',
    ),
    "Retry-After": _header("The number of seconds to wait.", type="integer", minimum=1),
    "WWW-Authenticate": _header("The problem with the credential (RFC 6750).", pattern="^Bearer"),
}

#: The headers of Standard Webhooks.
_SIGNATURE_HEADERS = {
    "webhook-id": "The id of the message. It is the same for each attempt.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970.",
    "webhook-signature": "One or more signatures separated by spaces, each prefixed with `v1,`.",
}

#: Relative, because every customer's service has its own URL.
_SERVERS = [{"url": "/", "description": "The service that serves this document."}]
_CONTACT = {"name": "SAMI OS support"}
_LICENSE = {"name": "Proprietary: part of SAMI OS", "identifier": "LicenseRef-SAMI-OS"}


def error_classes() -> dict[str, type[SamiError]]:
    """Returns every error class by its code."""

    def below(error: type[SamiError]) -> Iterator[type[SamiError]]:
        for subclass in error.__subclasses__():
            if "code" in vars(subclass):
                yield subclass
            yield from below(subclass)

    return {error.code: error for error in below(SamiError)}


def by_name(route: APIRoute) -> str:
    """Returns the route's function name as the operation id, which makes a good method name in clients."""
    return route.name


def fails_with(*codes: str) -> dict[str, Any]:
    """Returns a route's `openapi_extra` with the codes it can fail with, beyond those of its dependencies."""
    return {"x-codes": codes}


def responds_with(description: str, *headers: str) -> dict[str, Any]:
    """Returns an entry of a route's `responses`: a successful response with these `headers`."""
    return {"description": description, "x-headers": headers}


def openapi_document(
    *,
    title: str,
    version: str,
    description: str,
    routers: Sequence[APIRouter],
    tags: Sequence[Mapping[str, Any]],
    security_schemes: Mapping[str, Any],
    credentials: Mapping[Callable[..., Any], Codes],
    sent: Mapping[str, type[BaseModel]] | None = None,
) -> Document:
    """Builds the document of `routers`.

    `credentials` maps each dependency that authenticates callers to the codes it can refuse them with; a route without
    such a dependency is public. `sent` maps events to the schemas of the webhook messages.
    """
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    document: Document = get_openapi(
        title=title,
        version=version,
        description=description,
        contact=_CONTACT,
        license_info=_LICENSE,
        servers=_SERVERS,
        routes=routes,
        tags=[dict(tag) for tag in tags],
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    bodies = [
        dependency.documented_as
        for route in routes
        for dependency in _calls(route.dependant)
        if isinstance(dependency, JsonBody)
    ]
    returned: list[type[BaseModel]] = [Problem, *(sent or {}).values()]
    _, definitions = models_json_schema(
        [(model, "validation") for model in bodies] + [(model, "serialization") for model in returned],
        ref_template=_REF,
        schema_generator=BodySchema,
    )
    schemas.update(definitions["$defs"])
    codes: set[str] = set()
    for route in routes:
        for method in route.methods or ():
            operation = document["paths"][route.path_format][method.lower()]
            codes |= _complete_operation(operation, route, security_schemes, credentials)
    schemas["ErrorCode"] = {
        "type": "string",
        "enum": sorted(codes),
        "description": "The current codes. We may add codes.",
    }
    allow_new_values(schemas[Problem.__name__]["properties"]["code"], _REF.format(model="ErrorCode"))
    responses = [response for operation in _operations(document) for response in operation["responses"].values()]
    headers = {name for response in responses for name in response["headers"]}
    document["components"] = {
        "schemas": dict(sorted(schemas.items())),
        "headers": {name: header for name, header in _HEADERS.items() if name in headers},
        "examples": {
            code: {"summary": error.title, "value": problem_example(error)}
            for code, error in error_classes().items()
            if code in codes
        },
        "securitySchemes": dict(security_schemes),
    }
    drop_titles([document["components"]["schemas"], document["paths"]])
    if sent:
        document["webhooks"] = {
            event: {"post": _webhook_operation(event, model, document)} for event, model in sent.items()
        }
    _add_examples(document)
    return document


def _add_examples(document: Document) -> None:
    """Adds an example to each request and response body. Examples of failures come with their codes."""
    schemas = document["components"]["schemas"]
    for operation in _operations(document):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media in body.get("content", {}).values():
                if not media.keys() & {"example", "examples"}:
                    media["example"] = example_of(media["schema"], schemas)


def _webhook_operation(event: str, model: type[BaseModel], document: Document) -> Document:
    """Describes the call that we make to a webhook."""
    schema = {"$ref": _REF.format(model=model.__name__)}
    example = {**example_of(schema, document["components"]["schemas"]), "type": event}
    return {
        "operationId": f"on_{event.replace('.', '_')}",
        "summary": event,
        "description": f"Sent to the URL of each webhook that subscribes to `{event}`.",
        "tags": ["Webhooks"],
        "security": [],
        "parameters": [
            {"name": name, "in": "header", "required": True, "description": description, "schema": {"type": "string"}}
            for name, description in _SIGNATURE_HEADERS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schema, "example": example}},
        },
        "responses": {
            "2XX": {"description": "The message was received."},
            "410": {"description": "Ends the webhook."},
            "default": {"description": "The message is sent again later."},
        },
    }


def _operations(document: Document) -> Iterator[Document]:
    found = (*document["paths"].values(), *document.get("webhooks", {}).values())
    return (operation for operations in found for operation in operations.values())


def _complete_operation(
    operation: Document,
    route: APIRoute,
    security_schemes: Mapping[str, Any],
    credentials: Mapping[Callable[..., Any], Codes],
) -> set[str]:
    """Completes the operation, and returns the codes that it can fail with."""
    calls = list(_calls(route.dependant))
    codes = [*operation.pop("x-codes", ())]
    credential_codes = [credentials[call] for call in calls if call in credentials]
    operation["security"] = [{name: []} for name in security_schemes] if credential_codes else []
    codes += [code for refusals in credential_codes for code in refusals]
    if any(_parameters(operation, "query", "header")):
        codes.append("invalid_parameter")
    if any(_parameters(operation, "path")):
        codes.append("not_found")
    for call in calls:
        if isinstance(call, JsonBody):
            codes += _BODY_CODES
            reference = _REF.format(model=call.documented_as.__name__)
            operation["requestBody"] = {
                "required": True,
                "content": {media_type: {"schema": {"$ref": reference}} for media_type in call.media_types},
            }
    for parameter in operation.get("parameters", ()):
        remove_null(parameter)
        exclude_nul(parameter)
    responses = operation["responses"]
    responses.pop("422", None)
    for status, response in _problem_responses([*codes, *_COMMON_CODES]).items():
        responses[status] = response
    parameters = set(_parameters(operation, "query", "header"))
    if "If-None-Match" in parameters:
        responses["304"] = {"description": "The record is unchanged."}
    takes_key = any("bearer" in each for each in operation["security"])
    for status, response in responses.items():
        names = {"Request-Id", *response.pop("x-headers", ()), *_headers(status, parameters)}
        if takes_key:
            names.update(_headers_for_keys(status))
        response.setdefault("headers", {}).update(
            {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS if name in names}
        )
    operation["responses"] = dict(sorted(responses.items()))
    return {*codes, *_COMMON_CODES}


def _headers(status: str, parameters: Set[str]) -> Iterator[str]:
    if status in ("200", "304", "412") and parameters & {"If-Match", "If-None-Match"}:
        yield "ETag"
    if status == "200" and "cursor" in parameters:
        yield "Link"
    if status in ("200", "201", "204") and "Idempotency-Key" in parameters:
        yield "Idempotent-Replayed"
    if status in ("200", "201", "204") and dry_run.PARAMETER in parameters:
        yield "Dry-Run"
    if status in ("429", "503"):
        yield "Retry-After"


def _headers_for_keys(status: str) -> Iterator[str]:
    if status == "401":
        yield "WWW-Authenticate"
    # Other refusals have them too once the key is known. Listing them there would be a fifth of the document.
    if status.startswith("2") or status == "429":
        yield from ("RateLimit-Policy", "RateLimit")


def _problem_responses(codes: Codes) -> dict[str, Document]:
    errors = error_classes()
    by_status: dict[str, dict[str, type[SamiError]]] = {}
    for code in codes:
        by_status.setdefault(str(errors[code].status), {})[code] = errors[code]
    return {
        status: {
            "description": "\n".join(f"- `{code}`: {error.title}" for code, error in found.items()),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": _REF.format(model=Problem.__name__)},
                    "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in found},
                }
            },
        }
        for status, found in by_status.items()
    }


#: The extra members of failures whose remedy depends on them.
_EXAMPLE_MEMBERS: Mapping[str, Document] = {
    "key_expired": {"expired_at": "2026-03-31T09:30:00Z"},
    "insufficient_permission": {
        "required": "write",
        "actual": "read",
        "fix": "create_key",
        "who_can_fix": [{"who": "key_owner", "name": "Maya Lindqvist"}],
        "fix_url": "/settings/api-keys?create=1&name=Zapier+%28write%29&permission=write",
    },
    "record_not_editable": {
        "fix": "ask_owner",
        "who_can_fix": [{"who": "record_owner"}, {"who": "workspace_admin", "name": "Ada Lovelace"}],
    },
    "admin_required": {"fix": "ask_admin", "who_can_fix": [{"who": "workspace_admin", "name": "Ada Lovelace"}]},
}


def problem_example(error: type[SamiError]) -> Document:
    """Returns an example of a response with `error`, including its extra members."""
    return {
        "type": f"/docs/errors/{error.code}",
        "title": error.title,
        "status": error.status,
        "detail": f"{error.title}.",
        "code": error.code,
        "request_id": "req_5f0c2ab49d1e88c07b3a6f21",
        **_EXAMPLE_MEMBERS.get(error.code, {}),
    }


def _parameters(operation: Document, *kinds: str) -> Iterator[str]:
    return (parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] in kinds)


def _calls(dependant: Dependant) -> Iterator[Any]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _calls(dependency)
